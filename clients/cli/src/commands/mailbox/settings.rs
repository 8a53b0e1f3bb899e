//! `bmail mailbox set`: what a mailbox asks of strangers.

use bmail_sdk::{accounts::Mailbox, instructions::mail::MailboxSettings};
use clap::{ArgAction, Args};

use super::{Shows, found};
use crate::{
    amount::{Amount, Points},
    context::{Context, Session},
    failure::Outcome,
};

/// Change what it asks of strangers
#[derive(Args)]
#[group(required = true, multiple = true)]
pub struct Set {
    /// The least postage of a letter, in SOL
    #[arg(long, value_name = "AMOUNT")]
    min_fee: Option<Amount>,
    /// The least reputation of strangers
    #[arg(long, value_name = "REPUTATION")]
    min_reputation: Option<Points>,
    /// Whether strangers may write at all
    #[arg(long, value_name = "true|false", action = ArgAction::Set)]
    accepting: Option<bool>,
}

impl Set {
    pub async fn run(self, context: &Context, session: &Session) -> Outcome<Shows> {
        let owner = session.address();
        let settings = self.applied(&found(session, &owner).await?);
        let receipt = session.client.set_mailbox(&session.wallet, &session.network, settings).await?;
        let shows = Shows::of(context, session, &owner, &found(session, &owner).await?)?;
        Ok(shows.after("set", Some(receipt.signature.to_string())))
    }

    /// What was not said stays.
    pub fn applied(&self, before: &Mailbox) -> MailboxSettings {
        MailboxSettings {
            min_fee: self.min_fee.map_or(before.min_fee, |fee| fee.0),
            min_reputation: self.min_reputation.map_or(before.min_reputation, |least| least.0),
            accepting: self.accepting.unwrap_or(before.accepting != 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_said_stays() {
        let mut before = Mailbox::from_bytes(&[0; Mailbox::LEN]).unwrap();
        (before.min_fee, before.min_reputation, before.accepting) = (5, 7, 1);
        let set = |min_fee: Option<u64>, min_reputation: Option<u64>, accepting| {
            let set = Set { min_fee: min_fee.map(Amount), min_reputation: min_reputation.map(Points), accepting };
            let MailboxSettings { min_fee, min_reputation, accepting } = set.applied(&before);
            (min_fee, min_reputation, accepting)
        };
        assert_eq!(set(None, None, Some(false)), (5, 7, false));
        assert_eq!(set(Some(0), None, None), (0, 7, true));
        assert_eq!(set(None, Some(9), None), (5, 9, true));
    }
}
