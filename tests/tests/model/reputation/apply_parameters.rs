//! `apply_parameters`: proposed parameters come into force.

use bmail_sdk::instructions::reputation as instructions;

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct ApplyParameters {
    pub net: Net,
}

impl Modeled for ApplyParameters {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        builder.only(instructions::apply_parameters(&builder.chain(), &self.net.address()))
    }

    fn choices() -> Weighted<Self> {
        (23, net_with_reputation().prop_map(|net| Self { net }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [reputation] = sent.addresses();
        let mut state = known(&model.reputations, reputation)?;
        let Some((parameters, due_at)) = state.proposed.take() else {
            return Err(vec![ReputationError::NothingProposed.into()]);
        };
        Reasons::default().when(model.now < due_at, ReputationError::ParametersNotDue).none()?;
        model.reputations.insert(reputation, Reputation { parameters, ..state });
        Ok(())
    }
}
