//! `set_sending`: a network's authority pauses sending, or allows it again.

use bmail_sdk::{generated::mail::instructions::SetSendingInstructionArgs, instructions::mail as instructions};

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct SetSending {
    pub net: Net,
    pub paused: bool,
}

impl Modeled for SetSending {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (authority, network) = (builder.authority(self.net)?, self.net.address());
        builder.only(instructions::set_sending(&builder.chain(), &network, &authority, self.paused))
    }

    fn choices() -> Weighted<Self> {
        (15, (net(), weighted(0.15)).prop_map(|(net, paused)| Self { net, paused }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let SetSendingInstructionArgs { paused } = sent.arguments();
        model.change(sent.addresses(), Reasons::default(), |network| network.paused = paused)
    }
}
