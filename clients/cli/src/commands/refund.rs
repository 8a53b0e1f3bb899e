//! `bmail refund`: gives a letter's fee back to its sender.

use bmail_mailstore::Direction;
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    amount::sol,
    context::Context,
    failure::{Failure, Outcome},
    letters::{Id, Line},
    output::Shown,
    people::People,
    terminal::Look,
};

/// Give a letter's fee back to its sender
#[derive(Args)]
#[command(
    after_help = "Example: bmail refund 12\n\nThe letter stays, and can still be answered with a verdict, but earns nothing."
)]
pub struct Refund {
    /// Its number, or its message's address
    id: Id,
}

/// A letter whose fee went back.
#[derive(Serialize, JsonSchema)]
pub struct Refunded {
    pub letter: Line,
    /// What went back to its sender, in lamports.
    pub refunded_lamports: u64,
    /// The transaction; none if it holds nothing.
    pub signature: Option<String>,
}

impl Refund {
    pub async fn run(self, context: &Context) -> Outcome<Refunded> {
        let session = context.session().await?;
        let letter = self.id.letter(&session.store)?;
        let message = letter.facts.message;
        if letter.facts.direction == Direction::Sent {
            return Err(Failure::usage("you wrote this letter: only its reader can give its fee back"));
        }
        // What it holds at this moment, not what a list said.
        let fee = session.client.message_at(&message).await?.fee;
        let people = People::of(context, &session.store)?;
        let mut refunded = Refunded { letter: Line::of(&letter, &people), refunded_lamports: fee, signature: None };
        if fee > 0 {
            let name = people.person(&letter.facts.other).in_full();
            context
                .terminal
                .confirm(&format!("Give {} back to {name}, and earn nothing for this letter?", sol(fee)))?;
            let receipt = session.client.refund(&session.wallet, &message).await?;
            refunded.signature = Some(receipt.signature.to_string());
        }
        session.store.refunded(&message)?;
        refunded.letter.fee_lamports = 0;
        Ok(refunded)
    }
}

impl Shown for Refunded {
    fn shown(&self, look: &Look) -> String {
        let name = self.letter.person.shown(look);
        match self.refunded_lamports {
            0 => "This letter holds no fee: nothing moved.".to_owned(),
            fee => format!("{} went back to {name}. The letter is free now.", sol(fee)),
        }
    }
}
