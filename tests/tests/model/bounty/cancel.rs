//! `cancel`: the issuer or the network's authority gives a bounty up.

use bmail_sdk::instructions::bounty as instructions;

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct Cancel {
    pub bounty: WhichBounty,
    pub by: Signs,
}

impl Modeled for Cancel {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (bounty, state) = builder.bounty(self.bounty)?;
        let signer = builder.signer(self.by, &state)?;
        builder.only(instructions::cancel(&builder.chain(), &bounty, &state.network, &signer))
    }

    fn choices() -> Weighted<Self> {
        (8, (bounty(), signs()).prop_map(|(bounty, by)| Self { bounty, by }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [signer, network, bounty] = sent.addresses();
        let network_state = known(&model.networks, network)?;
        let state = known(&model.bounties, bounty)?;
        let is_authority = network_state.authority == signer;
        let has_begun = !model.submissions_to(bounty).is_empty();
        let may = if has_begun { is_authority } else { is_authority || state.issuer == signer };
        let is_late = has_begun && matches!(model.phase(&state), Phase::Challenging | Phase::Settled);
        Reasons::default()
            .when(state.network != network, BountyError::OtherNetwork)
            .when(state.cancelled, BountyError::Cancelled)
            .when(!may && !has_begun, BountyError::NotIssuer)
            .when(is_late || !may && has_begun, BountyError::TooLateToCancel)
            .none()?;
        model.bounties.insert(bounty, Bounty { cancelled: true, ..state });
        Ok(())
    }

    /// Seldom, instead of opening it.
    fn due(model: &Model, bounty: Pubkey, choice: usize) -> Vec<Self> {
        let due = model.can_be_opened(bounty) && choice.is_multiple_of(8);
        due.then_some(Self { bounty: IT, by: Signs::Issuer }).into_iter().collect()
    }
}
