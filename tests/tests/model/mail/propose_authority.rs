//! `propose_authority`: a network's authority offers it to someone else.

use bmail_sdk::{generated::mail::instructions::ProposeAuthorityInstructionArgs, instructions::mail as instructions};

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct ProposeAuthority {
    pub net: Net,
    /// Nobody takes an offer back.
    pub heir: Option<Who>,
}

impl Modeled for ProposeAuthority {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (authority, network) = (builder.authority(self.net)?, self.net.address());
        let heir = self.heir.map(Who::address);
        builder.only(instructions::propose_authority(&builder.chain(), &network, &authority, heir.as_ref()).ok()?)
    }

    fn choices() -> Weighted<Self> {
        (10, (net(), option::weighted(0.9, who())).prop_map(|(net, heir)| Self { net, heir }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let ProposeAuthorityInstructionArgs { new_authority } = sent.arguments();
        let offered_to = (new_authority != Pubkey::default()).then_some(new_authority);
        model.change(sent.addresses(), Reasons::default(), |network| network.offered_to = offered_to)
    }
}
