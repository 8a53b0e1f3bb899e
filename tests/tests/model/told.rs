//! What the programs' events say about shares: following them is enough to know how many there are.

use std::collections::BTreeMap;

use bmail_testing::{
    Outcome,
    events::{Awarded, Collected, MessageAcknowledged, Seeded, StandingClosed},
};
use solana_pubkey::Pubkey;

use crate::{model::Model, roster::ROSTER};

/// The number of shares on each network, as known from the events alone.
#[derive(Clone, Default)]
pub struct Told(BTreeMap<Pubkey, i128>);

impl Told {
    pub fn listen(&mut self, outcome: &Outcome) {
        let of = |standing| ROSTER.holder(standing).0.address();
        for Seeded { standing, shares } in outcome.events() {
            self.add(of(standing), shares.into());
        }
        for Awarded { standing, shares } in outcome.events() {
            self.add(of(standing), shares.into());
        }
        for MessageAcknowledged { recipient, shares_before, shares_after, .. } in outcome.events() {
            self.add(ROSTER.owner(recipient).0.address(), i128::from(shares_after) - i128::from(shares_before));
        }
        for Collected { endorsed, shares, .. } in outcome.events() {
            self.add(of(endorsed), -i128::from(shares));
        }
        for StandingClosed { network, forfeited, .. } in outcome.events() {
            self.add(network, -i128::from(forfeited));
        }
    }

    fn add(&mut self, network: Pubkey, shares: i128) {
        *self.0.entry(network).or_default() += shares;
    }

    /// Panics unless it matches the model. Events do not mention shares that did not fit.
    pub fn check(&self, model: &Model) {
        for (network, shares) in &model.shares {
            let told = self.0.get(network).copied().unwrap_or(0);
            assert!(shares.lost.times > 0 || u128::try_from(told) == Ok(shares.held()), "{told} shares of {network}");
        }
    }
}
