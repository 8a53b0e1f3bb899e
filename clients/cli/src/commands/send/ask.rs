//! What is said and asked before anything is paid.

use bmail_mailstore::{Direction, Filter};
use bmail_sdk::cost::Cost;
use solana_pubkey::Pubkey;

use crate::{
    amount::{Amount, sol},
    context::{Context, Session},
    costs::Costs,
    failure::{Code, Failure, Outcome},
    people::People,
};

/// Says to whom letters go and what they cost, and asks.
///
/// # Errors
/// If it is not agreed to, or nobody can be asked.
pub async fn agreed(
    context: &Context,
    session: &Session,
    people: &People,
    to: &[Pubkey],
    cost: &Cost,
) -> Outcome<Costs> {
    let terminal = &context.terminal;
    let costs = Costs::of(&session.client, cost).await?;
    let mut is_any_first = false;
    for wallet in to {
        let person = people.person(wallet);
        terminal.say(format!("To {}", person.in_full()));
        if !person.looks_like.is_empty() {
            terminal.say(format!("Careful: this looks like {}, and is not.", person.looks_like.join(" and ")));
        }
        is_any_first |= is_first(session, wallet)?;
    }
    if is_any_first {
        terminal.say(match to.len() {
            1 => {
                "This is your first letter to them. Everyone can see that these two wallets write to each other, and never \
                 what."
            }
            _ => {
                "This is your first letter to some of them. Everyone can see that your wallet and theirs write to each \
                 other, and never what."
            }
        });
    }
    check_cap(context, session, cost.postage)?;
    terminal.say(&costs.sentence);
    terminal.confirm(if to.len() == 1 { "Send it?" } else { "Send them?" })?;
    Ok(costs)
}

fn is_first(session: &Session, to: &Pubkey) -> Outcome<bool> {
    let filter = Filter { other: Some(*to), direction: Some(Direction::Sent), archived: true, ..Filter::default() };
    Ok(session.store.letters(&filter, 1)?.is_empty())
}

/// Asks before the cap of the day is passed, with what was sent today.
///
/// # Errors
/// [`Code::OverLimit`] if nobody can be asked, [`Code::Declined`] if the answer is no.
pub fn check_cap(context: &Context, session: &Session, postage: u64) -> Outcome<()> {
    let Some(Amount(cap)) = context.config.daily_cap else { return Ok(()) };
    let look = &context.terminal.look;
    let today = look.zone.start_of_day(look.now);
    let filter = Filter { direction: Some(Direction::Sent), archived: true, ..Filter::default() };
    let sent = session.store.letters(&filter, usize::MAX)?;
    let spent = sent.iter().take_while(|letter| letter.facts.at >= today).map(|letter| letter.facts.fee);
    let with_this = spent.fold(postage, u64::saturating_add);
    if with_this <= cap {
        return Ok(());
    }
    let question = format!("With this, today's postage is {}, above your cap of {}. Go on?", sol(with_this), sol(cap));
    context.terminal.confirm(&question).map_err(|failure| match failure.code {
        Code::NeedsAnswer => Failure { code: Code::OverLimit, ..failure },
        _ => failure,
    })
}
