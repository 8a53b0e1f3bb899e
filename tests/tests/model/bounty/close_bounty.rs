//! `close_bounty`: the issuer gets the rent back, and what is left of the bond.

use bmail_sdk::instructions::bounty::{self as instructions, Remains};

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct CloseBounty {
    pub bounty: WhichBounty,
}

impl Modeled for CloseBounty {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (bounty, state) = builder.bounty(self.bounty)?;
        builder.only(instructions::close_bounty(&builder.chain(), &bounty, &state.issuer, Remains::default()))
    }

    fn choices() -> Weighted<Self> {
        (4, bounty().prop_map(|bounty| Self { bounty }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [issuer, bounty] = sent.addresses();
        let state = known(&model.bounties, bounty)?;
        Reasons::default()
            .when(state.issuer != issuer, BountyError::NotIssuer)
            .when(model.is_in_use(bounty), BountyError::BountyInUse)
            .when(state.vault.is_some(), BountyError::VaultExists)
            .none()?;
        model.flows.unbonded += model.bond(&state);
        model.bounties.remove(&bounty);
        model.pay_all(bounty, issuer);
        Ok(())
    }

    /// Sometimes before its vault is closed.
    fn due(model: &Model, bounty: Pubkey, choice: usize) -> Vec<Self> {
        let state = &model.bounties[&bounty];
        let due =
            model.is_over(state) && !model.is_in_use(bounty) && (state.vault.is_none() || choice.is_multiple_of(4));
        due.then_some(Self { bounty: IT }).into_iter().collect()
    }
}
