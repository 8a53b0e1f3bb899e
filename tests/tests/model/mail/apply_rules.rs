//! `apply_rules`: proposed rules come into force.

use bmail_sdk::instructions::mail as instructions;

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct ApplyRules {
    pub net: Net,
}

impl Modeled for ApplyRules {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        builder.only(instructions::apply_rules(&builder.chain(), &self.net.address()))
    }

    fn choices() -> Weighted<Self> {
        (20, net().prop_map(|net| Self { net }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [network] = sent.addresses();
        let mut state = known(&model.networks, network)?;
        let Some((rules, due_at)) = state.proposed.take() else {
            return Err(vec![MailError::NothingProposed.into()]);
        };
        Reasons::default().when(model.now < due_at, MailError::RulesNotDue).none()?;
        state.rules = rules;
        state.longest_answering = state.longest_answering.max(rules.answering_period.0);
        state.rules_version += 1;
        model.networks.insert(network, state);
        Ok(())
    }
}
