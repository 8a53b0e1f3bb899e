//! What a client would show and no account has. Shares are the token's base units, times unix seconds.
//!
//! What a verdict did is in the mail program's `MessageAcknowledged`.

use anchor_lang::prelude::*;
use kit::emit;

#[event]
pub struct ReputationCreated {
    pub reputation: Address,
    pub network: Address,
    pub mint: Address,
}

#[event]
pub struct StandingOpened {
    pub standing: Address,
    pub network: Address,
    pub owner: Address,
}

#[event]
pub struct StandingClosed {
    pub standing: Address,
    pub network: Address,
    pub owner: Address,
    /// Shares that the owner gave up.
    pub forfeited: u64,
}

#[event]
pub struct Seeded {
    pub standing: Address,
    pub shares: u64,
}

#[event]
pub struct Awarded {
    pub standing: Address,
    pub shares: u64,
}

#[event]
pub struct Synced {
    pub standing: Address,
    /// The token account's balance before, and now.
    pub before: u64,
    pub after: u64,
}

#[event]
pub struct Endorsed {
    /// The endorser's standing.
    pub endorser: Address,
    /// The standing of the endorsed.
    pub endorsed: Address,
    pub shares: u64,
}

#[event]
pub struct UnendorsementBegun {
    pub endorser: Address,
    pub endorsed: Address,
    /// Units of the pool that support the endorsed no more.
    pub units: u64,
    pub ready_at: i64,
}

#[event]
pub struct UnendorsementFinished {
    pub endorser: Address,
    pub endorsed: Address,
    /// To the endorser.
    pub shares: u64,
}

/// What an endorser's spam burned of what they had staked on somebody.
#[event]
pub struct Collected {
    pub endorser: Address,
    pub endorsed: Address,
    pub shares: u64,
}

impl Collected {
    /// Emits it, if spam burned anything.
    #[inline(always)]
    pub fn emit(endorser: Address, endorsed: Address, shares: u64) {
        if shares != 0 {
            Self { endorser, endorsed, shares }.log();
        }
    }

    #[inline(never)]
    fn log(self) {
        emit(self);
    }
}

#[event]
pub struct ParametersProposed {
    pub reputation: Address,
    /// When they can be applied.
    pub due_at: i64,
}

#[event]
pub struct ParametersApplied {
    pub reputation: Address,
}
