//! What only a network's authority may change.

use crate::prelude::*;

impl Model {
    /// Applies a change that only the network's authority may make.
    pub fn change(
        &mut self,
        [authority, network]: [Pubkey; 2],
        reasons: Reasons,
        change: impl FnOnce(&mut Network),
    ) -> Prediction {
        let mut state = known(&self.networks, network)?;
        reasons.when(state.authority != authority, MailError::NotAuthority).none()?;
        change(&mut state);
        self.networks.insert(network, state);
        Ok(())
    }
}
