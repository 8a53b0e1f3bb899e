//! `close_bounty`: the issuer gets the rent back, and what is left of the bond. While somebody still has to take an award or a
//! contribution, only the bond.

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
        let (is_in_use, returns_bond, bond) = (model.is_in_use(bounty), model.returns_bond(bounty), model.bond(&state));
        Reasons::default()
            .when(state.issuer != issuer, BountyError::NotIssuer)
            .when(is_in_use && !returns_bond, BountyError::BountyInUse)
            .when(!is_in_use && state.vault.is_some(), BountyError::VaultExists)
            .none()?;
        model.flows.unbonded += bond;
        if is_in_use {
            model.bounties.entry(bounty).and_modify(|state| (state.settled, state.bond_returned) = (true, true));
            model.pay(bounty, issuer, bond);
            return Ok(());
        }
        model.bounties.remove(&bounty);
        model.pay_all(bounty, issuer);
        Ok(())
    }

    /// Sometimes before its vault is closed, and sometimes for its bond alone.
    fn due(model: &Model, bounty: Pubkey, choice: usize) -> Vec<Self> {
        let state = &model.bounties[&bounty];
        let due =
            model.is_over(state) && !model.is_in_use(bounty) && (state.vault.is_none() || choice.is_multiple_of(4));
        let due = due || model.returns_bond(bounty) && choice.is_multiple_of(2);
        due.then_some(Self { bounty: IT }).into_iter().collect()
    }
}
