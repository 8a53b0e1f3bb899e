//! What instructions on treasuries share.

use crate::{model::Till, prelude::*};

pub const DAY: u64 = 86_400;
pub const SOL: u64 = 1_000_000_000;

pub fn limit() -> impl Strategy<Value = u64> {
    select(vec![0, 1_000, 1_000_000, 50_000_000, SOL, u64::MAX])
}

/// Most often a network that has a treasury from the start.
pub fn treasurys_net() -> impl Strategy<Value = Net> {
    select([vec![0; 9], vec![1; 3], vec![2]].concat()).prop_map(Net)
}

/// Most often a network without a treasury.
pub fn elsewhere() -> impl Strategy<Value = Net> {
    select(vec![1, 1, 1, 2, 2, 0]).prop_map(Net)
}

impl Model {
    pub fn begin_treasury(&mut self, treasury: Pubkey, network: Pubkey, mint: Pubkey, [limit, period]: [u64; 2]) {
        let state = Treasury { network, mint, limit, period, spent: 0, spent_at: 0, proposed: None };
        self.treasuries.insert(treasury, state);
        self.tills.insert(treasury, Till::default());
    }

    /// The part of the allowance that has not been refilled yet.
    pub fn still_spent(&self, treasury: &Treasury) -> u64 {
        let Treasury { limit, period, spent, spent_at, .. } = *treasury;
        let elapsed = u64::try_from(self.now - spent_at).unwrap_or(0).min(period);
        let filled = u128::from(limit) * u128::from(elapsed) / u128::from(period);
        spent.saturating_sub(u64::try_from(filled).expect("at most the limit"))
    }

    /// What came into a treasury and went out of it.
    pub fn till(&mut self, treasury: Pubkey) -> &mut Till {
        self.tills.entry(treasury).or_default()
    }
}
