//! `bmail send`: sends a letter exactly once, no matter what happens meanwhile.

use bmail_mailstore::{Became, Direction, Filter, Intent, IntentId, Money, Wish};
use bmail_sdk::{
    ClientError,
    instructions::mail::Mode,
    quote::max_fee,
    sealing::{Plain, Plaintext},
};
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;
use solana_pubkey::Pubkey;

use super::quote::{Priced, price};
use crate::{
    amount::{Amount, sol},
    compose::{self, Words},
    context::{Context, Session},
    costs::Costs,
    failure::{Code, Failure, Moved, Outcome},
    letters::Id,
    output::Shown,
    people::{People, Person, recipient},
    terminal::Look,
};

/// Send a letter
#[derive(Args)]
#[command(after_help = "Example: bmail send bo -m \"See you at noon\" --subject Lunch --attach menu.pdf\n\n\
                        The same letter is never sent twice: say --again to say the same once more.")]
pub struct Send {
    /// Names, or the addresses of wallets
    #[arg(required = true, value_name = "TO")]
    to: Vec<String>,
    #[command(flatten)]
    words: Words,
    /// The letter that this one answers: its number, or its message's address
    #[arg(long, value_name = "ID")]
    reply_to: Option<Id>,
    #[command(flatten)]
    terms: Terms,
}

/// How a letter goes out.
#[derive(Args, Clone, Debug, Default)]
pub struct Terms {
    /// What you offer, if it is more than the price, in SOL
    #[arg(long, value_name = "AMOUNT")]
    pub offer: Option<Amount>,
    /// The most postage for each letter, in SOL. Without it, a hundredth more than what you agree to
    #[arg(long, value_name = "AMOUNT")]
    pub max_fee: Option<Amount>,
    /// Publish the key only when the escrow is safe, so that nobody reads what is not paid for
    #[arg(long)]
    pub strict: bool,
    /// Only put it in the outbox: `bmail flush` sends it
    #[arg(long)]
    pub later: bool,
    /// Say the same to the same person once more
    #[arg(long)]
    pub again: bool,
}

/// Letters that were sent, or are in the outbox.
#[derive(Serialize, JsonSchema)]
pub struct Sent {
    pub letters: Vec<SentLetter>,
    /// What they cost together; none if nothing was to be paid any more.
    pub cost: Option<Costs>,
}

/// What became of a letter.
#[derive(Serialize, JsonSchema)]
pub struct SentLetter {
    /// Its name in the outbox.
    pub intent: String,
    pub to: Person,
    /// What became of it: `sent`, `waiting`, `sending`, `posted`, `uncertain`, `refused`, `withdrawn` or `elsewhere`.
    pub became: &'static str,
    /// Its message's address.
    pub message: Option<String>,
    /// The transaction.
    pub signature: Option<String>,
    /// The postage that it holds in escrow, in lamports.
    pub postage_lamports: Option<u64>,
    /// Whether it had been sent before, so that nothing was paid now.
    pub was_sent_before: bool,
}

/// A letter that is ready to be sent to somebody.
struct Ready {
    id: IntentId,
    to: Pubkey,
    /// What became of it, if it was begun before.
    before: Option<Intent>,
    /// What it costs, if it was not.
    priced: Option<Priced>,
}

impl Send {
    pub async fn run(self, context: &Context) -> Outcome<Sent> {
        let session = context.session().await?;
        let people = People::of(context, &session.store)?;
        let mut to = Vec::new();
        for name in &self.to {
            let wallet = recipient(context, &session.client, &people, name).await?;
            if !to.contains(&wallet) {
                to.push(wallet);
            }
        }
        let answered = self.reply_to.map(|id| id.letter(&session.store)).transpose()?;
        let letter = self.words.letter(context, answered.map(|letter| letter.facts.message))?;
        send_all(context, &session, &to, &compose::sealed(&letter)?, &self.terms).await
    }
}

/// Sends a text to everybody in a list: prices it, asks, stores it, and only then signs anything.
///
/// # Errors
/// If it is not agreed to, or cannot be sent. What was stored goes on with the same command, or with `bmail flush`.
pub async fn send_all(
    context: &Context,
    session: &Session,
    to: &[Pubkey],
    text: &Plaintext,
    terms: &Terms,
) -> Outcome<Sent> {
    let people = People::of(context, &session.store)?;
    let mut ready = Vec::new();
    for wallet in to {
        ready.push(prepared(session, *wallet, text, terms).await?);
    }
    let cost = agreed(context, session, &people, &ready, terms).await?;
    for one in &ready {
        if let Some(priced) = &one.priced {
            session.store.intend(one.id, &wish(session, one.to, text.into(), priced, terms))?;
        }
    }
    let mut letters = Vec::new();
    for one in &ready {
        let was_sent_before = one.before.as_ref().is_some_and(|intent| matches!(intent.became, Became::Sent { .. }));
        let intent = if terms.later { session.store.intent(&one.id)? } else { dispatch(session, &one.id).await? };
        letters.push(SentLetter { was_sent_before, ..SentLetter::of(&intent, &people) });
    }
    Ok(Sent { letters, cost })
}

/// Sends what is in the outbox, and says after a failure whether money moved.
///
/// # Errors
/// Those of [`Store::send`](bmail_mailstore::Store::send).
pub async fn dispatch(session: &Session, id: &IntentId) -> Outcome<Intent> {
    match session.store.send(&session.client, &session.wallet, id).await {
        Ok(intent) => Ok(intent),
        Err(error) => {
            let failure = Failure::from(error);
            Err(match session.store.intent(id)?.money() {
                Money::NotMoved => failure,
                Money::Moved(_) => failure.after_money(),
                Money::Unknown(_) if failure.code == Code::Uncertain || failure.retry => {
                    Failure { money_moved: Moved::Unknown, ..failure }
                }
                Money::Unknown(_) => failure,
            })
        }
    }
}

/// Finds what became of the same letter, or prices it.
async fn prepared(session: &Session, to: Pubkey, text: &Plaintext, terms: &Terms) -> Outcome<Ready> {
    let offer = terms.offer.map_or(0, |offer| offer.0);
    let named = Wish {
        network: session.network,
        recipient: to,
        text: text.into(),
        most: 0,
        offer,
        strict: terms.strict,
        not_before: 0,
    };
    let first = IntentId::of(&named);
    let before = session.store.intent(&first).ok().filter(|intent| !matches!(intent.became, Became::Withdrawn));
    let is_pending = before.as_ref().is_some_and(Intent::is_pending);
    if is_pending || before.is_some() && !terms.again && !was_refused(before.as_ref()) {
        return Ok(Ready { id: first, to, before, priced: None });
    }
    let mode = if terms.strict { Mode::Posted } else { Mode::AtOnce };
    let priced = price(session, &to, text, offer, mode).await?;
    let id = if session.store.intent(&first).is_ok() { IntentId::once_more()? } else { first };
    Ok(Ready { id, to, before: None, priced: Some(priced) })
}

/// What was refused can be tried again, with another limit.
fn was_refused(before: Option<&Intent>) -> bool {
    before.is_some_and(|intent| matches!(intent.became, Became::Refused { .. }))
}

fn wish<'w>(session: &Session, to: Pubkey, text: Plain<'w>, priced: &Priced, terms: &Terms) -> Wish<'w> {
    Wish {
        network: session.network,
        recipient: to,
        text,
        most: most(priced, terms),
        offer: terms.offer.map_or(0, |offer| offer.0),
        strict: terms.strict,
        not_before: 0,
    }
}

/// The most that may be paid: what was said, or what is quoted and a margin.
fn most(priced: &Priced, terms: &Terms) -> u64 {
    terms.max_fee.map_or_else(|| max_fee(&priced.draft.quote), |most| most.0)
}

/// Asks whether what is not paid yet may be paid.
async fn agreed(
    context: &Context,
    session: &Session,
    people: &People,
    ready: &[Ready],
    terms: &Terms,
) -> Outcome<Option<Costs>> {
    let new: Vec<_> = ready.iter().filter_map(|one| Some((one, one.priced.as_ref()?))).collect();
    let Some(((_, first), others)) = new.split_first() else { return Ok(None) };
    for (_, priced) in &new {
        let (asked, limit) = (priced.draft.quote.postage.0, most(priced, terms));
        if asked > limit {
            return Err(ClientError::OverLimit { asked, limit }.into());
        }
    }
    let total = others.iter().fold(first.cost.clone(), |sum, (_, priced)| sum.and(&priced.cost));
    let cost = Costs::of(&session.client, &total).await?;
    for (one, _) in &new {
        let person = people.person(&one.to);
        context.terminal.say(format!("To {}", person.in_full()));
        if !person.looks_like.is_empty() {
            context.terminal.say(format!("Careful: this looks like {}, and is not.", person.looks_like.join(" and ")));
        }
        if is_first(session, &one.to)? {
            context.terminal.say(
                "This is your first letter to them. Everyone can see that these two wallets write to each other, and \
                 never what.",
            );
        }
    }
    check_cap(context, session, total.postage)?;
    context.terminal.say(&cost.sentence);
    context.terminal.confirm(if new.len() == 1 { "Send it?" } else { "Send them?" })?;
    Ok(Some(cost))
}

fn is_first(session: &Session, to: &Pubkey) -> Outcome<bool> {
    let filter = Filter { other: Some(*to), direction: Some(Direction::Sent), archived: true, ..Filter::default() };
    Ok(session.store.letters(&filter, 1)?.is_empty())
}

/// Asks before the cap of the day is passed, with what was sent today.
fn check_cap(context: &Context, session: &Session, postage: u64) -> Outcome<()> {
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

impl SentLetter {
    pub fn of(intent: &Intent, people: &People) -> Self {
        let (became, message, signature, postage) = match &intent.became {
            Became::Waiting => ("waiting", None, None, None),
            Became::Sending => ("sending", None, None, None),
            Became::Posted { message } => ("posted", Some(message), None, None),
            Became::Sent { message, signature, postage } => ("sent", Some(message), *signature, Some(*postage)),
            Became::Uncertain { message } => ("uncertain", Some(message), None, None),
            Became::Refused { .. } => ("refused", None, None, None),
            Became::Withdrawn => ("withdrawn", None, None, None),
            Became::Elsewhere => ("elsewhere", None, None, None),
        };
        Self {
            intent: intent.id.to_string(),
            to: people.person(&intent.recipient),
            became,
            message: message.map(ToString::to_string),
            signature: signature.map(|signature| signature.to_string()),
            postage_lamports: postage,
            was_sent_before: false,
        }
    }
}

impl Shown for Sent {
    fn shown(&self, look: &Look) -> String {
        let lines = self.letters.iter().map(|letter| {
            let name = letter.to.shown(look);
            let postage = letter.postage_lamports.map_or_else(String::new, |postage| match postage {
                0 => ", free of postage".to_owned(),
                postage => format!(", with {} in escrow", sol(postage)),
            });
            match letter.became {
                "sent" if letter.was_sent_before => format!(
                    "You have sent this to {name} before{postage}: nothing was sent or paid now. --again says the same once \
                     more."
                ),
                "sent" => format!("{} to {name}{postage}.", look.green("Sent")),
                "waiting" => format!("In the outbox for {name}: `bmail flush` sends it."),
                became => format!("To {name}: {became}. `bmail outbox` has more."),
            }
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}
