//! Events, for what clients show and no account keeps. A share is a base unit of the token; times are unix seconds.
//!
//! The mail program's `MessageAcknowledged` has the effect of a verdict.

use anchor_lang::prelude::*;
use kit::emit;

/// A network got a reputation.
#[event]
pub struct ReputationCreated {
    pub reputation: Address,
    pub network: Address,
    pub mint: Address,
}

/// A standing was opened.
#[event]
pub struct StandingOpened {
    pub standing: Address,
    pub network: Address,
    pub owner: Address,
}

/// A standing was closed, and its shares were forfeited.
#[event]
pub struct StandingClosed {
    pub standing: Address,
    pub network: Address,
    pub owner: Address,
    /// Shares that the owner gave up.
    pub forfeited: u64,
}

/// The authority seeded a standing with reputation.
#[event]
pub struct Seeded {
    pub standing: Address,
    pub shares: u64,
}

/// An award earned reputation.
#[event]
pub struct Awarded {
    pub standing: Address,
    pub shares: u64,
}

/// A token account was synced with its owner's standing.
#[event]
pub struct Synced {
    pub standing: Address,
    /// The token account's balance before and after.
    pub before: u64,
    pub after: u64,
}

/// An endorser staked shares on the endorsed.
#[event]
pub struct Endorsed {
    /// The endorser's standing.
    pub endorser: Address,
    /// The endorsed's standing.
    pub endorsed: Address,
    pub shares: u64,
}

/// A stake began its cool-down.
#[event]
pub struct UnendorsementBegun {
    pub endorser: Address,
    pub endorsed: Address,
    /// Units of the pool that no longer support the endorsed.
    pub units: u64,
    /// When they can be taken out.
    pub ready_at: i64,
}

/// A stake was returned.
#[event]
pub struct UnendorsementFinished {
    pub endorser: Address,
    pub endorsed: Address,
    /// Shares that returned to the endorser.
    pub shares: u64,
}

/// A part of a stake is gone: the endorser's own spam burned it, or their standing has no room for what came back.
#[event]
pub struct Collected {
    pub endorser: Address,
    pub endorsed: Address,
    pub shares: u64,
}

impl Collected {
    /// Emits it if anything was burned.
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

/// New parameters were proposed.
#[event]
pub struct ParametersProposed {
    pub reputation: Address,
    /// When they can be applied.
    pub due_at: i64,
}

/// New parameters were applied.
#[event]
pub struct ParametersApplied {
    pub reputation: Address,
}
