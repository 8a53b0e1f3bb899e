//! `record_verdict`: what only the mail program may record, which alone signs for mailboxes.

use bmail_sdk::generated::reputation::instructions::{self as generated, RecordVerdictInstructionArgs};

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct RecordVerdict {
    pub by: Who,
    pub of: Who,
    pub net: Net,
}

impl Modeled for RecordVerdict {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let Self { by, of, net } = *self;
        let accounts = generated::RecordVerdict {
            recipient_mailbox: by.address(),
            reputation: net.reputation(),
            sender_standing: of.standing(net),
            recipient_standing: by.standing(net),
        };
        let (verdict, now) = (Verdict::Valuable, builder.model.now);
        let args = RecordVerdictInstructionArgs { verdict, cut: 1_000_000, earlier: 0, now };
        Some(vec![accounts.instruction(args)])
    }

    fn choices() -> Weighted<Self> {
        (3, (who(), who(), net_with_reputation()).prop_map(|(by, of, net)| Self { by, of, net }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [_signer, reputation, sender_standing, recipient_standing] = sent.addresses();
        known(&model.reputations, reputation)?;
        known(&model.standings, sender_standing)?;
        known(&model.standings, recipient_standing)?;
        Err(vec![ReputationError::NotMail.into()])
    }
}
