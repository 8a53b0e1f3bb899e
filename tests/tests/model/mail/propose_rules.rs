//! `propose_rules`: a network's authority proposes other rules.

use bmail_sdk::{generated::mail::instructions::ProposeRulesInstructionArgs, instructions::mail as instructions};

use super::rules;
use crate::{
    mail::rules::{Wanted, wanted},
    prelude::*,
};

#[derive(Clone, Copy, Debug)]
pub struct ProposeRules {
    pub net: Net,
    pub rules: Wanted,
}

impl Modeled for ProposeRules {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (authority, network) = (builder.authority(self.net)?, self.net.address());
        builder.only(instructions::propose_rules(&builder.chain(), &network, &authority, &self.rules.rules()))
    }

    fn choices() -> Weighted<Self> {
        (20, (net(), wanted()).prop_map(|(net, rules)| Self { net, rules }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let ProposeRulesInstructionArgs { rules } = sent.arguments();
        let now = model.now;
        let invalid = rules::refusal(&rules);
        let reasons = Reasons::default().when(invalid.is_some(), invalid.unwrap_or(MailError::InvalidCap));
        model.change(sent.addresses(), reasons, |network| {
            network.proposed = Some((rules, now + network.rules.rules_delay.0 as i64));
        })
    }
}
