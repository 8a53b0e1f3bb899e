//! `allocate`: the network's treasury funds a part of a bounty.

use bmail_sdk::{generated::bounty::instructions::AllocateInstructionArgs, instructions::bounty as instructions};

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct Allocate {
    pub bounty: WhichBounty,
    pub gift: Gift,
}

impl Modeled for Allocate {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (bounty, state) = builder.bounty(self.bounty)?;
        let (authority, amount) = (builder.signer(Signs::Authority, &state)?, builder.gift(self.gift, bounty));
        builder.only(instructions::allocate(&builder.chain(), &state.at(bounty), &authority, amount))
    }

    fn choices() -> Weighted<Self> {
        (12, (draft(), gift()).prop_map(|(bounty, gift)| Self { bounty, gift }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [authority, network, treasury, bounty, vault, source, token_program] = sent.addresses();
        let AllocateInstructionArgs { amount } = sent.arguments();
        let network_state = known(&model.networks, network)?;
        let mut state = known(&model.treasuries, treasury)?;
        let promised = known(&model.bounties, bounty)?;
        let spent = model.still_spent(&state);
        let taken = amount.min(model.lacking(bounty));
        let kept = model.rent(accounts::Treasury::LEN).saturating_add(taken);
        let for_sol = !promised.pays_tokens();
        model
            .unless_in(&promised, Phase::Draft)
            .when(amount == 0, BountyError::NothingGiven)
            .when(network_state.authority != authority, BountyError::NotAuthority)
            .when(state.network != network || promised.network != network, BountyError::OtherNetwork)
            .when(taken > state.limit.saturating_sub(spent), BountyError::OverAllowance)
            .when(state.mint != promised.mint, BountyError::OtherMint)
            .also(model.unless_given(&promised, [source, vault, treasury, token_program], taken))
            .when(for_sol && model.balance(treasury) < kept, BountyError::TreasuryTooPoor)
            .none()?;
        (state.spent, state.spent_at) = (spent + taken, model.now);
        model.treasuries.insert(treasury, state);
        model.bounties.entry(bounty).and_modify(|bounty| {
            bounty.allocated += taken;
            bounty.came += taken;
        });
        match for_sol {
            true => model.pay(treasury, bounty, taken),
            false => model.move_tokens(source, vault, taken),
        }
        model.till(treasury).allocated += taken;
        Ok(())
    }

    fn due(model: &Model, bounty: Pubkey, choice: usize) -> Vec<Self> {
        let due = model.can_be_funded(bounty) && model.lacking(bounty) > 0;
        due.then_some(Self { bounty: IT, gift: Gift::some(choice) }).into_iter().collect()
    }
}
