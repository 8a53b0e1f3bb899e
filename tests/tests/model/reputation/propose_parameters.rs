//! `propose_parameters`: a network's authority proposes other parameters.

use bmail_sdk::{
    generated::reputation::instructions::ProposeParametersInstructionArgs, instructions::reputation as instructions,
};

use super::parameters::{self, proposed, with_what_is_fixed};
use crate::{prelude::*, reputation::Chosen};

#[derive(Clone, Copy, Debug)]
pub struct ProposeParameters {
    pub net: Net,
    pub parameters: Chosen,
}

impl Modeled for ProposeParameters {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let present = builder.model.reputations.get(&self.net.reputation()).map(|reputation| &reputation.parameters);
        let parameters = self.parameters.parameters(present);
        let authority = builder.authority(self.net)?;
        builder.only(instructions::propose_parameters(&builder.chain(), &self.net.address(), &authority, &parameters))
    }

    fn choices() -> Weighted<Self> {
        let propose = (net_with_reputation(), proposed());
        (18, propose.prop_map(|(net, parameters)| Self { net, parameters }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [authority, network, reputation] = sent.addresses();
        let ProposeParametersInstructionArgs { parameters } = sent.arguments();
        let network_state = known(&model.networks, network)?;
        let state = known(&model.reputations, reputation)?;
        let invalid = parameters::refusal(&parameters);
        let fixed = with_what_is_fixed(parameters, &state.parameters);
        Reasons::default()
            .when(network_state.authority != authority, ReputationError::NotAuthority)
            .when(state.network != network, ReputationError::OtherNetwork)
            .when(invalid.is_some(), invalid.unwrap_or(ReputationError::InvalidRate))
            .when(fixed != parameters, ReputationError::FixedParameter)
            .none()?;
        let due_at = model.now + network_state.rules.rules_delay.0 as i64;
        let (proposed, parameters) = (Some((parameters, due_at)), *state.in_force(model.now));
        model.reputations.insert(reputation, Reputation { proposed, parameters, ..state });
        Ok(())
    }
}
