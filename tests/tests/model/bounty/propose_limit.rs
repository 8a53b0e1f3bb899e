//! `propose_limit`: a network's authority proposes another limit for its treasury.

use bmail_sdk::{generated::bounty::instructions::ProposeLimitInstructionArgs, instructions::bounty as instructions};

use crate::{bounty::treasury::limit, prelude::*};

#[derive(Clone, Copy, Debug)]
pub struct ProposeLimit {
    pub net: Net,
    pub limit: u64,
}

impl Modeled for ProposeLimit {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let Self { net, limit } = *self;
        let authority = builder.authority(net)?;
        builder.only(instructions::propose_limit(&builder.chain(), &net.address(), &authority, None, limit))
    }

    fn choices() -> Weighted<Self> {
        (5, (net_with_reputation(), limit()).prop_map(|(net, limit)| Self { net, limit }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [authority, network, treasury] = sent.addresses();
        let ProposeLimitInstructionArgs { limit } = sent.arguments();
        let network_state = known(&model.networks, network)?;
        let state = known(&model.treasuries, treasury)?;
        Reasons::default()
            .when(network_state.authority != authority, BountyError::NotAuthority)
            .when(state.network != network, BountyError::OtherNetwork)
            .none()?;
        let due_at = model.now + network_state.rules.rules_delay.0 as i64;
        model.treasuries.insert(treasury, Treasury { proposed: Some((limit, due_at)), ..state });
        Ok(())
    }
}
