//! `record_award`: what only the bounty program may record.

use bmail_sdk::generated::reputation::instructions::{self as generated, RecordAwardInstructionArgs};

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct RecordAward {
    pub by: Who,
    pub to: Who,
    pub net: Net,
}

impl Modeled for RecordAward {
    fn build(&self, _: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (awards, reputation, standing) = (self.by.address(), self.net.reputation(), self.to.standing(self.net));
        let accounts = generated::RecordAward { awards, reputation, standing };
        Some(vec![accounts.instruction(RecordAwardInstructionArgs { spent: 1_000_000 })])
    }

    fn choices() -> Weighted<Self> {
        (3, (who(), who(), net_with_reputation()).prop_map(|(by, to, net)| Self { by, to, net }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [_signer, reputation, standing] = sent.addresses();
        known(&model.reputations, reputation)?;
        known(&model.standings, standing)?;
        Err(vec![ReputationError::NotBounty.into()])
    }
}
