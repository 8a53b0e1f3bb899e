//! The content of the reputation program's accounts.

use reputation_core::{Index, Parameters};
use solana_pubkey::Pubkey;
use units::{Bps, Q32, Seconds, Timestamp};

use crate::reputation::Pool;

#[derive(Clone, Debug, PartialEq)]
pub struct Reputation {
    pub network: Pubkey,
    pub mint: Pubkey,
    /// The address that may record awards.
    pub awards: Pubkey,
    pub genesis: Timestamp,
    pub parameters: Parameters,
    /// Proposed parameters, and when they are due.
    pub proposed: Option<(Parameters, i64)>,
    /// Millionths of reputation seeded to first citizens.
    pub seeded: u64,
}

/// The part of a person's standing that cannot be derived.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    pub network: Pubkey,
    pub owner: Pubkey,
    /// Shares that the owner has not lent.
    pub own: u64,
    /// Shares that others staked on the owner.
    pub staked: u64,
    /// The generation of the pool. A new one starts after everything was burned.
    pub generation: u64,
    /// The factor that the owner's spam left of what they lent, since the last time they had nothing lent.
    pub stake_factor: Q32,
}

/// The whole content of a standing's account.
#[derive(Clone, Debug, PartialEq)]
pub struct StandingAccount {
    pub standing: Standing,
    pub pool: Pool,
    /// Other people's shares that count for the owner.
    pub support: u64,
    /// Endorsements that the owner gave, and that they received.
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
    /// The endorsed person's standing.
    pub endorsed: Pubkey,
    pub units: u64,
    pub leaving: u64,
    pub generation: u64,
    /// The endorser's factor when it was last applied to this stake.
    pub stake_factor: Q32,
    pub ready_at: i64,
}

/// A token account.
#[derive(Clone, Debug, PartialEq)]
pub struct TokenAccount {
    pub owner: Pubkey,
    pub mint: Pubkey,
    pub amount: u64,
    /// The account's length in bytes.
    pub space: usize,
}

/// The token of a reputation, or the coin.
#[derive(Clone, Debug)]
pub struct Mint {
    /// The account's length in bytes.
    pub space: usize,
}

impl Reputation {
    pub fn index(&self, now: i64) -> Index {
        Index::at(Timestamp(now), self.genesis, self.parameters.half_life)
    }

    /// The parameters in force: proposed ones are, once they are due.
    pub fn in_force(&self, now: i64) -> &Parameters {
        let due = self.proposed.as_ref().filter(|(_, due_at)| now >= *due_at);
        due.map_or(&self.parameters, |(parameters, _)| parameters)
    }
}
