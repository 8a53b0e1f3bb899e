//! `accept_authority`: someone takes over the authority that they were offered.

use bmail_sdk::instructions::mail as instructions;

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct AcceptAuthority {
    pub net: Net,
    /// Who accepts, if not the person to whom it is offered.
    pub heir: Option<Who>,
}

impl Modeled for AcceptAuthority {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let network = self.net.address();
        let offered_to = builder.model.networks.get(&network)?.offered_to;
        let authority = self.heir.map(Who::address).or(offered_to)?;
        builder.only(instructions::accept_authority(&builder.chain(), &network, &authority))
    }

    fn choices() -> Weighted<Self> {
        (15, (net(), option::weighted(0.2, who())).prop_map(|(net, heir)| Self { net, heir }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [heir, network] = sent.addresses();
        let mut state = known(&model.networks, network)?;
        Reasons::default().when(state.offered_to.take() != Some(heir), MailError::NotProposed).none()?;
        state.authority = heir;
        model.networks.insert(network, state);
        Ok(())
    }
}
