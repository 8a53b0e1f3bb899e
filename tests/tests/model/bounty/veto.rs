//! `veto`: the network's authority takes an award back.

use bmail_sdk::instructions::bounty as instructions;

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct Veto {
    pub entry: Entry,
}

impl Modeled for Veto {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (bounty, state, submitter) = builder.submitter(self.entry)?;
        let authority = builder.signer(Signs::Authority, &state)?;
        builder.only(instructions::veto(&builder.chain(), &bounty, &state.network, &authority, &submitter))
    }

    fn choices() -> Weighted<Self> {
        (15, entry(Phase::Challenging).prop_map(|entry| Self { entry }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [authority, network, bounty, submission] = sent.addresses();
        let network_state = known(&model.networks, network)?;
        let state = known(&model.bounties, bounty)?;
        let judged = known(&model.submissions, submission)?;
        model
            .unless_in(&state, Phase::Challenging)
            .when(network_state.authority != authority, BountyError::NotAuthority)
            .when(state.network != network, BountyError::OtherNetwork)
            .when(judged.bounty != bounty, BountyError::OtherBounty)
            .when(!model.accepted(bounty).contains(&judged.number), BountyError::NotAccepted)
            .none()?;
        model.bounties.entry(bounty).and_modify(|bounty| {
            bounty.vetoed.insert(judged.number);
        });
        Ok(())
    }

    /// One of many awards.
    fn due(model: &Model, bounty: Pubkey, choice: usize) -> Vec<Self> {
        let all = model.submissions_to(bounty);
        let won = model.winners(bounty).into_iter().filter(|_| model.is_in(bounty, Phase::Challenging));
        let some = won.filter(|number| (*number as usize + choice).is_multiple_of(6));
        some.map(|number| Self { entry: their(all[number as usize].submitter) }).collect()
    }
}
