//! `open`: the issuer opens a funded bounty.

use bmail_sdk::instructions::bounty as instructions;

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct Open {
    pub bounty: WhichBounty,
}

impl Modeled for Open {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (bounty, state) = builder.bounty(self.bounty)?;
        builder.only(instructions::open(&builder.chain(), &bounty, &state.issuer))
    }

    fn choices() -> Weighted<Self> {
        (8, draft().prop_map(|bounty| Self { bounty }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [issuer, bounty] = sent.addresses();
        let state = known(&model.bounties, bounty)?;
        model
            .unless_in(&state, Phase::Draft)
            .when(state.issuer != issuer, BountyError::NotIssuer)
            .when(model.lacking(bounty) > 0, BountyError::NotFunded)
            .none()?;
        model.bounties.insert(bounty, Bounty { opened_at: Some(model.now), ..state });
        Ok(())
    }

    fn due(model: &Model, bounty: Pubkey, choice: usize) -> Vec<Self> {
        let due = model.can_be_opened(bounty) && !choice.is_multiple_of(8);
        due.then_some(Self { bounty: IT }).into_iter().collect()
    }
}
