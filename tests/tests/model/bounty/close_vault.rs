//! `close_vault`: the issuer gets the rent back, and what belongs to no contribution.

use bmail_sdk::instructions::bounty as instructions;

use crate::{bounty::tokens::unless_called, prelude::*};

#[derive(Clone, Copy, Debug)]
pub struct CloseVault {
    pub bounty: WhichBounty,
}

impl Modeled for CloseVault {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (bounty, state) = builder.bounty(self.bounty)?;
        builder.only(instructions::close_vault(&builder.chain(), &state.at(bounty), &state.issuer, 0, None))
    }

    fn choices() -> Weighted<Self> {
        (4, prop_oneof![2 => draft(), 1 => bounty()].prop_map(|bounty| Self { bounty }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [issuer, bounty, vault, destination, token_program] = sent.addresses();
        let state = known(&model.bounties, bounty)?;
        let is_its = state.vault.is_some_and(|(right, _)| right == vault);
        let left = model.tokens.get(&vault).filter(|_| is_its).map_or(0, |tokens| tokens.amount);
        let unpaid = match left {
            0 => unless_called(token_program),
            _ => model.unless_paid(&state, [vault, destination, issuer, token_program], true),
        };
        Reasons::default()
            .when(state.issuer != issuer, BountyError::NotIssuer)
            .when(model.is_in_use(bounty), BountyError::BountyInUse)
            .when(!is_its, BountyError::WrongVault)
            .also(unpaid)
            .none()?;
        model.move_tokens(vault, destination, left);
        model.tokens.remove(&vault);
        model.token_gifts.remove(&vault);
        model.pay_all(vault, issuer);
        model.bounties.insert(bounty, Bounty { vault: None, ..state });
        Ok(())
    }

    fn due(model: &Model, bounty: Pubkey, _: usize) -> Vec<Self> {
        let state = &model.bounties[&bounty];
        let due = model.is_over(state) && !model.is_in_use(bounty) && state.vault.is_some();
        due.then_some(Self { bounty: IT }).into_iter().collect()
    }
}
