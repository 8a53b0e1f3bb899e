//! `bmail ack`: answers a letter with a verdict, and earns its fee.

use bmail_mailstore::Direction;
use bmail_sdk::{accounts::Verdict, lists::MessageHeader};
use clap::{Args, ValueEnum};
use schemars::JsonSchema;
use serde::Serialize;
use solana_pubkey::Pubkey;
use units::Lamports;

use crate::{
    amount::sol,
    context::{Context, Session},
    failure::{Failure, Outcome},
    letters::{Id, Line},
    offline::{Carried, carry_out},
    output::Shown,
    people::People,
    terminal::Look,
};

/// Answer a letter's sender with your verdict, and earn its fee
#[derive(Args)]
#[command(
    after_help = "Example: bmail ack 12 valuable\n\nvaluable: you earn the fee, and its sender earns reputation.\n\
                        abstain: you earn the fee.\nspam: you earn a part of it, and its sender loses reputation."
)]
pub struct Ack {
    /// Its number, or its message's address
    id: Id,
    /// What you found it
    #[arg(value_enum)]
    verdict: Judgment,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Judgment {
    /// It was worth reading
    Valuable,
    /// Neither
    Abstain,
    /// It should not have been sent
    Spam,
}

/// A letter that was answered with a verdict.
#[derive(Serialize, JsonSchema)]
pub struct Acknowledged {
    pub letter: Line,
    /// What was earned, in lamports; none if it had ended before.
    pub earned_lamports: Option<u64>,
    /// The transaction.
    pub signature: Option<String>,
}

impl Ack {
    pub async fn run(self, context: &Context) -> Outcome<Acknowledged> {
        let session = context.session().await?;
        let store = &session.store;
        let mut letter = self.id.letter(store)?;
        let message = letter.facts.message;
        if letter.facts.direction == Direction::Sent {
            return Err(Failure::usage("you wrote this letter: only its reader can answer it with a verdict"));
        }
        let stored = store.stored(&message)?.ok_or_else(|| Failure::not_found("this letter is not kept here"))?;
        let verdict = self.verdict.into();
        let earned = earns(&session, &message, verdict).await;
        let receipt = store.acknowledge(&session.client, &session.wallet, stored, verdict).await?;
        letter = store.letter(&message)?.unwrap_or(letter);
        let people = People::of(context, store)?;
        Ok(Acknowledged {
            letter: Line::of(&letter, &people),
            earned_lamports: receipt.as_ref().and(earned),
            signature: receipt.map(|receipt| receipt.signature.to_string()),
        })
    }
}

impl Ack {
    /// The same, signed elsewhere. What is acknowledged is gone from the chain, so the letter has to be kept here; that of a
    /// wallet whose key is elsewhere is kept there, if anywhere.
    ///
    /// # Errors
    /// If the letter is not kept here, it is not agreed to, or it is refused.
    pub async fn run_elsewhere(self, context: &Context) -> Outcome<Carried> {
        let signing = &context.globals.signing;
        let actor = signing.actor(context)?;
        let (client, message) = match (signing.acting_for, self.id) {
            (None, id) => {
                let session = context.session().await?;
                let message = id.letter(&session.store)?.facts.message;
                if session.store.stored(&message)?.is_none() {
                    return Err(Failure::not_found("this letter is not kept here"));
                }
                (session.client, message)
            }
            (Some(_), Id::Message(message)) => {
                context.terminal.confirm(
                    "This machine does not keep the letter of that wallet. Once it is answered, its text is gone from the \
                     chain. Is it kept elsewhere?",
                )?;
                (context.client()?, message)
            }
            (Some(_), Id::Number(_)) => {
                let says =
                    "with --as, name the letter by its message's address: its number is one of another mail store";
                return Err(Failure::usage(says));
            }
        };
        let plan = client.acknowledgement(&actor, &message, self.verdict.into()).await?;
        carry_out(context, &client, plan, &actor).await
    }
}

impl From<Judgment> for Verdict {
    fn from(opinion: Judgment) -> Self {
        match opinion {
            Judgment::Valuable => Self::Valuable,
            Judgment::Abstain => Self::Abstain,
            Judgment::Spam => Self::Spam,
        }
    }
}

/// What a verdict earns, in lamports, by what the message holds at this moment and without the network's cut; `None` if it is
/// not open, or the cluster does not answer.
pub async fn earns(session: &Session, message: &Pubkey, verdict: Verdict) -> Option<u64> {
    let open = session.client.message(message).await.ok()?;
    let header = MessageHeader::of(*message, &open);
    Some(postage::settle(Lamports(header.fee), header.split, verdict).recipient.0)
}

impl Shown for Acknowledged {
    fn shown(&self, look: &Look) -> String {
        let name = self.letter.person.shown(look);
        match self.earned_lamports {
            Some(0) => format!("{name} sees that you have read it ({}). It was free.", self.letter.outcome),
            Some(earned) => {
                format!("You earned {}, and {name} sees your verdict: {}.", sol(earned), self.letter.outcome)
            }
            None => format!("The letter had ended before: {}. Nothing was earned now.", self.letter.outcome),
        }
    }
}
