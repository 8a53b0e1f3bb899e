//! `bmail outbox`: what was to be sent, with what became of it, and whether money moved.

use bmail_mailstore::{Became, Intent, IntentId, Mailing, Money, Store};
use bmail_sdk::{instructions::mail::DeliveryState, letter::Letter, sealing::Plain, text::shown};
use clap::{Args, Subcommand};
use schemars::JsonSchema;
use serde::Serialize;

use super::send::SentLetter;
use crate::{
    amount::sol,
    context::Context,
    failure::{Failure, Moved, Outcome},
    output::Shown,
    people::People,
    terminal::Look,
    when::distance,
};

/// The fewest characters by which an intent can be named.
const FEWEST: usize = 4;
/// The most characters of a text that are shown.
const PREVIEW: usize = 100;
/// How many characters of a name are shown.
const BEGINNING: usize = 8;

/// Show what is to be sent, and what became of it
#[derive(Args)]
#[command(after_help = "Example: bmail outbox\n\n`bmail flush` sends what waits.")]
pub struct Outbox {
    #[command(subcommand)]
    what: Option<What>,
    /// Also what was sent or withdrawn
    #[arg(long)]
    all: bool,
    /// Only what is kept here; the cluster is not asked
    #[arg(long)]
    offline: bool,
}

#[derive(Subcommand)]
enum What {
    /// Withdraw a letter that was not sent
    #[command(after_help = "Example: bmail outbox withdraw 7Np41oeY")]
    Withdraw {
        /// Its name in the outbox, or the beginning of it
        intent: String,
    },
    /// Take over a letter that another device began, which sends it no more
    #[command(
        after_help = "Example: bmail outbox adopt 7Np41oeY\n\nTwo devices that send the same letter both pay for it."
    )]
    Adopt {
        /// Its name in the outbox, or the beginning of it
        intent: String,
    },
}

/// What was to be sent.
#[derive(Serialize, JsonSchema)]
pub struct ToSend {
    /// The oldest first.
    pub letters: Vec<InOutbox>,
    /// Long letters to several people, which go out as copies of one text.
    pub mailings: Vec<Copies>,
}

/// A long letter to several people.
#[derive(Serialize, JsonSchema)]
pub struct Copies {
    /// Its name in the outbox.
    pub mailing: String,
    /// The subject, or the beginning of the text.
    pub about: String,
    /// How many have a copy.
    pub sent: usize,
    /// How many wait for theirs, or may have it.
    pub waiting: usize,
    /// How many cannot get one.
    pub refused: usize,
    /// The most postage that each may cost, in lamports.
    pub most_lamports: u64,
}

/// A letter of the outbox.
#[derive(Serialize, JsonSchema)]
pub struct InOutbox {
    pub letter: SentLetter,
    /// The subject, or the beginning of the text.
    pub about: String,
    /// The most postage that it may cost, in lamports.
    pub most_lamports: u64,
    /// Why it was refused.
    pub why: Option<String>,
    /// Whether money moved.
    pub money_moved: Moved,
}

impl Outbox {
    pub async fn run(self, context: &Context) -> Outcome<ToSend> {
        let session = if self.offline { context.session_offline()? } else { context.session().await? };
        let (store, people) = (&session.store, People::of(context, &session.store)?);
        let intents = match &self.what {
            Some(What::Withdraw { intent }) => {
                let id = named(store, intent)?;
                store.withdraw(&id).map_err(|_| {
                    Failure::usage(format!("{intent} may have been sent, or is settled: it cannot be withdrawn"))
                })?;
                vec![store.intent(&id)?]
            }
            Some(What::Adopt { intent }) => {
                let id = named(store, intent)?;
                let question = "Does the other device send it no more? Two that send it both pay for it. Take it over?";
                context.terminal.confirm(question)?;
                store.adopt(&id).map_err(|_| {
                    Failure::usage(format!("{intent} is no letter of another device: there is nothing to take over"))
                })?;
                vec![store.intent(&id)?]
            }
            None => store.outbox()?.into_iter().filter(|intent| self.all || is_unsettled(intent)).collect(),
        };
        let mailings: Vec<Mailing> = match &self.what {
            Some(_) => Vec::new(),
            None => store.notes()?.into_iter().filter(|mailing: &Mailing| self.all || mailing.is_pending()).collect(),
        };
        Ok(ToSend {
            letters: intents.iter().map(|intent| InOutbox::of(intent, &people)).collect(),
            mailings: mailings.iter().map(Copies::of).collect(),
        })
    }
}

/// The subject, or the beginning of the text.
fn about(plain: Plain<'_>) -> String {
    let letter = Letter::of(plain).unwrap_or_default();
    let first = letter.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if letter.subject.is_empty() { first.chars().take(PREVIEW).collect() } else { letter.subject }
}

impl Copies {
    fn of(mailing: &Mailing) -> Self {
        let count = |is: fn(&DeliveryState) -> bool| mailing.newsletter.in_state(is).len();
        Self {
            mailing: mailing.id.clone(),
            about: about(mailing.plain()),
            sent: count(|state| matches!(state, DeliveryState::Sent(_))),
            waiting: count(|state| matches!(state, DeliveryState::Waiting | DeliveryState::Sending(_))),
            refused: count(|state| matches!(state, DeliveryState::Refused(_))),
            most_lamports: mailing.most,
        }
    }

    fn shown(&self) -> String {
        let Self { sent, waiting, refused, .. } = self;
        let refused = if *refused == 0 { String::new() } else { format!(", {refused} cannot get it") };
        format!("Copies of \"{}\": {sent} sent, {waiting} wait{refused}.", shown(&self.about))
    }
}

/// Whether something can still become of it.
fn is_unsettled(intent: &Intent) -> bool {
    intent.is_pending() || matches!(intent.became, Became::Refused { .. } | Became::Elsewhere)
}

/// The intent whose name begins like this.
fn named(store: &Store, beginning: &str) -> Outcome<IntentId> {
    let names = store.outbox()?.into_iter().map(|intent| intent.id);
    only(names.filter(|id| id.to_string().starts_with(beginning)), beginning)
}

fn only<T>(mut found: impl Iterator<Item = T>, beginning: &str) -> Outcome<T> {
    match (found.next().filter(|_| beginning.len() >= FEWEST), found.next()) {
        (Some(only), None) => Ok(only),
        (None, None) => Err(Failure::not_found(format!("the outbox has no {beginning}: `bmail outbox --all` has all"))),
        _ => Err(Failure::usage(format!("{beginning} is not enough to name one letter of the outbox: say more of it"))),
    }
}

impl InOutbox {
    fn of(intent: &Intent, people: &People) -> Self {
        let why = match &intent.became {
            Became::Refused { why } => Some(why.clone()),
            _ => None,
        };
        Self {
            letter: SentLetter::of(intent, people),
            about: about(intent.plain()),
            most_lamports: intent.most,
            why,
            money_moved: match intent.money() {
                Money::NotMoved => Moved::No,
                Money::Moved(_) => Moved::Yes,
                Money::Unknown(_) => Moved::Unknown,
            },
        }
    }

    fn state(&self, look: &Look) -> String {
        match (self.letter.became, self.letter.not_before, &self.why) {
            ("waiting", Some(moment), _) if moment > look.now => format!("waits, {}", distance(look.now, moment)),
            ("waiting", ..) => "waits".to_owned(),
            ("refused", _, Some(why)) => format!("refused: {}", shown(why)),
            ("posted", ..) => "paid, and not readable yet".to_owned(),
            ("elsewhere", ..) => "begun on another device".to_owned(),
            (became, ..) => became.to_owned(),
        }
    }

    fn money(&self) -> String {
        match (self.money_moved, self.letter.postage_lamports) {
            (Moved::Yes, Some(postage)) => sol(postage),
            (Moved::Yes, None) => "in escrow".to_owned(),
            (Moved::No, _) => "nothing".to_owned(),
            (Moved::Unknown, _) => format!("up to {}", sol(self.most_lamports)),
        }
    }
}

impl Shown for ToSend {
    fn shown(&self, look: &Look) -> String {
        if self.letters.is_empty() && self.mailings.is_empty() {
            return "Nothing waits to be sent.".to_owned();
        }
        let rows = self.letters.iter().map(|one| {
            let name = one.letter.intent.get(..BEGINNING).unwrap_or(&one.letter.intent).to_owned();
            let about = shown(&one.about).to_string();
            vec![name, one.letter.to.shown(look), about, one.state(look), one.money()]
        });
        let table = look.table(&["", "TO", "LETTER", "IS", "PAID"], rows);
        let table = (!self.letters.is_empty()).then_some(table);
        table.into_iter().chain(self.mailings.iter().map(Copies::shown)).collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::Code;

    #[test]
    fn an_intent_is_named_by_as_much_as_tells_it_from_others() {
        let code = |found: &[u8], beginning| only(found.iter(), beginning).copied().map_err(|failure| failure.code);
        assert_eq!(code(&[7], "7Np4"), Ok(7));
        assert_eq!(code(&[], "7Np4"), Err(Code::NotFound));
        assert_eq!(code(&[7, 8], "7Np4"), Err(Code::Usage));
        assert_eq!(code(&[7], "7Np"), Err(Code::NotFound), "too short to mean one");
    }
}
