//! What standings are worth.

use crate::{model::StandingAccount, prelude::*};

impl Model {
    /// A network's reputation, if it has one.
    pub fn reputation_of(&self, network: Pubkey) -> Option<&Reputation> {
        self.reputations.values().find(|reputation| reputation.network == network)
    }

    /// Shares that do not fit are lost.
    pub fn earn(&mut self, standing: Pubkey, shares: u64) {
        let Some(state) = self.standings.get_mut(&standing) else { return };
        let lost = shares.saturating_sub(u64::MAX - state.own);
        state.own += shares - lost;
        let network = state.network;
        self.shares_of(network).lost.add(lost);
    }

    /// The owner's effective reputation.
    pub fn effective(&self, standing: Pubkey) -> units::Reputation {
        let Some(state) = self.standings.get(&standing) else { return units::Reputation(0) };
        let rules = self.reputation_of(state.network).expect("a standing's network has a reputation");
        let support = self.support(self.pool(standing, state), rules.parameters.endorsement_discount);
        rules.index(self.now).effective(state.own.saturating_add(support))
    }

    /// The expected content of a standing's account.
    pub fn standing_account(&self, address: Pubkey, standing: &Standing) -> StandingAccount {
        let rules = self.reputation_of(standing.network).expect("a standing's network has a reputation");
        let pool = self.pool(address, standing);
        StandingAccount {
            standing: standing.clone(),
            pool,
            support: self.support(pool, rules.parameters.endorsement_discount),
            given: self.given(address).count(),
            received: self.received(address).count(),
            genesis: rules.genesis,
            half_life: rules.parameters.half_life,
            discount: rules.parameters.endorsement_discount,
        }
    }
}
