//! What became of letters, and how it is shown.

use std::fmt;

use bmail_mailstore::{Became, Intent, Mailing};
use bmail_sdk::instructions::mail::{DeliveryState, Refusal, Schedule};
use schemars::JsonSchema;
use serde::Serialize;
use solana_pubkey::Pubkey;

use super::{before::Stored, price::words};
use crate::{
    amount::sol,
    context::Session,
    costs::Costs,
    failure::{Failed, Outcome},
    output::Shown,
    people::{People, Person},
    terminal::Look,
    when::distance,
};

/// Letters that were sent, or are in the outbox.
#[derive(Default, Serialize, JsonSchema)]
pub struct Sent {
    pub letters: Vec<SentLetter>,
    /// What they cost together; none if nothing was to be paid any more.
    pub cost: Option<Costs>,
    /// Who gets none.
    pub refused: Vec<NotSent>,
    /// What could not be sent now. The same command goes on with it.
    pub failed: Vec<Failed>,
    /// The two prices, if there are as many as five people and the second is lower.
    pub prices: Option<Prices>,
    /// Whether they go out one after another.
    pub is_spread: bool,
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
    /// When it is sent at the earliest, in unix seconds; none for now.
    pub not_before: Option<i64>,
    /// Whether it had been sent before, so that nothing was paid now.
    pub was_sent_before: bool,
}

/// Somebody who gets no letter.
#[derive(Serialize, JsonSchema)]
pub struct NotSent {
    pub to: Person,
    /// Why.
    pub why: &'static str,
}

/// What letters to many people cost.
#[derive(Clone, Copy, Serialize, JsonSchema)]
pub struct Prices {
    /// The postage if all go out now, in lamports.
    pub now_lamports: u64,
    /// The postage if they are spread, in lamports.
    pub spread_lamports: u64,
    /// When the last one goes out then, in unix seconds.
    pub last_at: i64,
}

impl Prices {
    pub fn of(now: &Schedule, spread: &Schedule) -> Self {
        let last_at = spread.letters.last().map_or(spread.made_at, |letter| letter.at);
        Self { now_lamports: now.postage(), spread_lamports: spread.postage(), last_at }
    }
}

impl NotSent {
    pub fn of(people: &People, refusal: &Refusal) -> Self {
        Self { to: people.person(&refusal.recipient), why: words(refusal.obstacle) }
    }
}

impl fmt::Display for NotSent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Nothing goes to {}: {}.", self.to.in_full(), self.why)
    }
}

/// What became of what was stored for somebody.
///
/// # Errors
/// If the store is damaged.
pub fn report(
    session: &Session,
    people: &People,
    to: &Pubkey,
    stored: &Stored,
    was_sent_before: bool,
) -> Outcome<SentLetter> {
    let letter = match stored {
        Stored::Letter(id) => SentLetter::of(&session.store.intent(id)?, people),
        Stored::Copy(id) => copy(session, people, to, id)?,
    };
    Ok(SentLetter { was_sent_before, ..letter })
}

/// What became of a copy of a mailing.
fn copy(session: &Session, people: &People, to: &Pubkey, id: &str) -> Outcome<SentLetter> {
    let mailing: Option<Mailing> = session.store.note(id.as_bytes())?;
    let deliveries = mailing.iter().flat_map(|mailing| mailing.newsletter.deliveries());
    let state = deliveries.filter(|delivery| delivery.recipient == *to).map(|delivery| delivery.state).next();
    let (client, owner) = (&session.client, session.address());
    let address = |number| client.programs().message(&owner, &session.mailbox(), number).0;
    let (became, message) = match state {
        Some(DeliveryState::Sent(number)) => ("sent", Some(address(number))),
        Some(DeliveryState::Sending(_)) => ("sending", None),
        Some(DeliveryState::Refused(_)) => ("refused", None),
        Some(DeliveryState::Waiting) | None => ("waiting", None),
    };
    let kept = message.map(|message| session.store.letter(&message)).transpose()?.flatten();
    Ok(SentLetter {
        intent: id.to_owned(),
        to: people.person(to),
        became,
        message: message.map(|message| message.to_string()),
        signature: None,
        postage_lamports: kept.map(|letter| letter.facts.fee),
        not_before: None,
        was_sent_before: false,
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
            not_before: Some(intent.not_before).filter(|moment| *moment > 0),
            was_sent_before: false,
        }
    }

    fn shown(&self, look: &Look) -> String {
        let name = self.to.shown(look);
        let postage = self.postage_lamports.map_or_else(String::new, |postage| match postage {
            0 => ", free of postage".to_owned(),
            postage => format!(", with {} in escrow", sol(postage)),
        });
        match (self.became, self.not_before) {
            ("sent", _) if self.was_sent_before => format!(
                "You have sent this to {name} before{postage}: nothing was sent or paid now. --again says the same once more."
            ),
            ("sent", _) => format!("{} to {name}{postage}.", look.green("Sent")),
            ("waiting", Some(moment)) if moment > look.now => {
                format!("In the outbox for {name}, to be sent {}.", distance(look.now, moment))
            }
            ("waiting", _) => format!("In the outbox for {name}: `bmail flush` sends it."),
            (became, _) => format!("To {name}: {became}. `bmail outbox` has more."),
        }
    }
}

impl Shown for Sent {
    fn shown(&self, look: &Look) -> String {
        let mut lines: Vec<_> = self.letters.iter().map(|letter| letter.shown(look)).collect();
        lines.extend(self.refused.iter().map(|one| look.yellow(&one.to_string())));
        lines.extend(self.failed.iter().map(|failed| look.yellow(&format!("Not sent to {failed}"))));
        if self.is_spread {
            lines.push("`bmail flush --watch` sends the others at their times.".to_owned());
        }
        lines.join("\n")
    }
}
