//! `return_allocation`: the treasury gets back what it allocated, or its share of what nobody wins.

use bmail_sdk::instructions::bounty as instructions;

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct ReturnAllocation {
    pub bounty: WhichBounty,
    pub by: Signs,
}

impl Modeled for ReturnAllocation {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (bounty, state) = builder.bounty(self.bounty)?;
        let authority = builder.signer(self.by, &state);
        builder.only(instructions::return_allocation(&builder.chain(), &state.at(bounty), authority.as_ref(), None))
    }

    fn choices() -> Weighted<Self> {
        (4, (bounty(), signs()).prop_map(|(bounty, by)| Self { bounty, by }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [network, treasury, bounty, vault, destination, token_program, authority] = sent.addresses();
        let network_state = known(&model.networks, network)?;
        let treasury_state = known(&model.treasuries, treasury)?;
        let state = known(&model.bounties, bounty)?;
        let is_draft = model.is_draft(&state);
        let is_authority = network_state.authority == authority;
        let unsigned = authority != BOUNTY_ID && !model.signers.contains(&authority);
        Reasons::default()
            .when(unsigned, Refusal::Account)
            .when(treasury_state.network != network || state.network != network, BountyError::OtherNetwork)
            .when(treasury_state.mint != state.mint, BountyError::OtherMint)
            .when(is_draft && !is_authority, BountyError::NotAuthority)
            .when(!is_draft && !model.is_over(&state), BountyError::WrongPhase)
            .also(model.unless_paid(&state, [vault, destination, treasury, token_program], is_authority))
            .none()?;
        let amount = model.take_part(bounty, state.treasurys());
        model.bounties.entry(bounty).and_modify(|bounty| match is_draft {
            true => bounty.allocated = 0,
            false => bounty.returned = true,
        });
        model.pay_out(bounty, [treasury, destination], amount);
        model.till(treasury).returned += amount;
        Ok(())
    }

    fn due(model: &Model, bounty: Pubkey, _: usize) -> Vec<Self> {
        let state = &model.bounties[&bounty];
        let due = model.is_over(state) && state.treasurys() > 0;
        due.then_some(Self { bounty: IT, by: Signs::Nobody }).into_iter().collect()
    }
}
