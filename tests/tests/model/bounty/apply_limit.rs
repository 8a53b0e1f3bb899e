//! `apply_limit`: a proposed limit of a treasury comes into force.

use bmail_sdk::instructions::bounty as instructions;

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct ApplyLimit {
    pub net: Net,
}

impl Modeled for ApplyLimit {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        builder.only(instructions::apply_limit(&builder.chain(), &self.net.address(), None))
    }

    fn choices() -> Weighted<Self> {
        (5, net_with_reputation().prop_map(|net| Self { net }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [treasury] = sent.addresses();
        let mut state = known(&model.treasuries, treasury)?;
        let Some((limit, due_at)) = state.proposed.take() else {
            return Err(vec![BountyError::NothingProposed.into()]);
        };
        Reasons::default().when(model.now < due_at, BountyError::LimitNotDue).none()?;
        model.treasuries.insert(treasury, Treasury { limit, ..state });
        Ok(())
    }
}
