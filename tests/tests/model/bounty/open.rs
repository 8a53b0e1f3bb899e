//! `open`: the issuer opens a funded bounty, and puts down its bond.

use bmail_sdk::instructions::bounty as instructions;

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct Open {
    pub bounty: WhichBounty,
    /// Whether a lamport of the bond is missing.
    pub short: bool,
}

impl Modeled for Open {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (bounty, state) = builder.bounty(self.bounty)?;
        let bond = builder.model.missing_bond(bounty).saturating_sub(self.short.into());
        builder.only(instructions::open(&builder.chain(), &bounty, &state.issuer, bond))
    }

    fn choices() -> Weighted<Self> {
        (8, (draft(), weighted(0.2)).prop_map(|(bounty, short)| Self { bounty, short }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [issuer, bounty] = sent.addresses();
        let state = known(&model.bounties, bounty)?;
        model
            .unless_in(&state, Phase::Draft)
            .when(state.issuer != issuer, BountyError::NotIssuer)
            .when(model.lacking(bounty) > 0, BountyError::NotFunded)
            .when(model.missing_bond(bounty) > 0, BountyError::Underfunded)
            .none()?;
        model.flows.bonded += state.terms.bond.0;
        model.bounties.insert(bounty, Bounty { opened_at: Some(model.now), ..state });
        Ok(())
    }

    fn due(model: &Model, bounty: Pubkey, choice: usize) -> Vec<Self> {
        let due = model.can_be_opened(bounty) && !choice.is_multiple_of(8);
        due.then_some(Self { bounty: IT, short: choice.is_multiple_of(9) }).into_iter().collect()
    }
}
