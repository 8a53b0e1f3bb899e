//! What the reputation program's accounts say.

use reputation_core::{Index, Parameters};
use solana_pubkey::Pubkey;
use units::{Bps, Q32, Seconds, Timestamp};

use super::super::Pool;

#[derive(Clone, Debug, PartialEq)]
pub struct Reputation {
    pub network: Pubkey,
    pub mint: Pubkey,
    /// Who could report awards.
    pub awards: Pubkey,
    pub genesis: Timestamp,
    pub parameters: Parameters,
    /// Parameters that wait, and until when.
    pub proposed: Option<(Parameters, i64)>,
    /// Millionths of reputation that first citizens got.
    pub seeded: u64,
}

/// What the program keeps of somebody, as far as nothing else says it.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    pub network: Pubkey,
    pub owner: Pubkey,
    /// Shares that the owner has not lent.
    pub own: u64,
    /// Shares that others staked on the owner.
    pub staked: u64,
    /// Which pool that is: a new one begins when everything was burned.
    pub generation: u64,
    /// What the owner's spam left of what they lent, since they last had lent nothing.
    pub stake_factor: Q32,
}

/// All that an account of a standing says.
#[derive(Clone, Debug, PartialEq)]
pub struct StandingAccount {
    pub standing: Standing,
    pub pool: Pool,
    /// Shares of others that count for the owner.
    pub support: u64,
    /// Endorsements that the owner gave, and that they were given.
    pub given: usize,
    pub received: usize,
    pub genesis: Timestamp,
    pub half_life: Seconds,
    pub discount: Bps,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Endorsement {
    /// The endorser's standing.
    pub endorser: Pubkey,
    /// The standing of the endorsed.
    pub endorsed: Pubkey,
    pub units: u64,
    pub leaving: u64,
    pub generation: u64,
    /// What the endorser's spam had left of what they lent when it was last taken out of this.
    pub stake_factor: Q32,
    pub ready_at: i64,
}

/// Somebody's account of a token.
#[derive(Clone, Debug, PartialEq)]
pub struct TokenAccount {
    pub owner: Pubkey,
    pub mint: Pubkey,
    pub amount: u64,
    /// Bytes of its account.
    pub space: usize,
}

/// The token of a reputation, or the coin.
#[derive(Clone, Debug)]
pub struct Mint {
    /// Bytes of its account.
    pub space: usize,
}

impl Reputation {
    pub fn index(&self, now: i64) -> Index {
        Index::at(Timestamp(now), self.genesis, self.parameters.half_life)
    }
}
