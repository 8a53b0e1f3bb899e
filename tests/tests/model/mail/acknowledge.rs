//! `acknowledge`: the recipient gives a verdict and earns the fee.

use bmail_sdk::{generated::mail::instructions::AcknowledgeInstructionArgs, instructions::mail as instructions};

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct Acknowledge {
    pub message: Which,
    /// Who acknowledges, if not the recipient.
    pub by: Option<Who>,
    pub verdict: Verdict,
    pub other_body: bool,
}

impl Modeled for Acknowledge {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (at, recipient) = builder.message_at(self.message, self.by, self.other_body)?;
        builder.only(instructions::acknowledge(&builder.chain(), &recipient, &at, self.verdict))
    }

    fn choices() -> Weighted<Self> {
        let verdict = select(vec![Verdict::Valuable, Verdict::Abstain, Verdict::Spam]);
        let acknowledge = (which(), option::weighted(0.1, who()), verdict, weighted(0.05));
        let acknowledge =
            acknowledge.prop_map(|(message, by, verdict, other_body)| Self { message, by, verdict, other_body });
        (52, acknowledge.boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let AcknowledgeInstructionArgs { verdict } = sent.arguments();
        let (.., reasons) = model.check_acknowledgement(sent.addresses())?;
        reasons.none()?;
        model.settle(sent.addresses(), verdict);
        Ok(())
    }
}
