//! Events, for what clients show and no account keeps. Amounts are in lamports, or in base units if the bounty pays in
//! a token. Times are unix seconds.

use anchor_lang::prelude::*;

/// A treasury was created.
#[event]
pub struct TreasuryCreated {
    pub treasury: Address,
    pub network: Address,
}

/// A contribution to a treasury or a bounty was made.
#[event]
pub struct Contributed {
    /// The treasury or the bounty.
    pub to: Address,
    pub contributor: Address,
    pub amount: u64,
}

/// A treasury allocated money to a bounty.
#[event]
pub struct Allocated {
    pub bounty: Address,
    pub amount: u64,
}

/// A bounty was created.
#[event]
pub struct BountyCreated {
    pub bounty: Address,
    pub network: Address,
    pub issuer: Address,
}

/// A bounty was opened for submissions.
#[event]
pub struct BountyOpened {
    pub bounty: Address,
}

/// A bounty was cancelled.
#[event]
pub struct BountyCancelled {
    pub bounty: Address,
}

/// A bounty was closed.
#[event]
pub struct BountyClosed {
    pub bounty: Address,
}

/// What was left of a bond returned to the issuer, before the bounty was closed.
#[event]
pub struct BondReturned {
    pub bounty: Address,
    pub bond: u64,
}

/// An award was vetoed.
#[event]
pub struct Vetoed {
    pub submission: Address,
}

/// An award was claimed.
#[event]
pub struct Claimed {
    pub submission: Address,
    pub submitter: Address,
    pub reward: u64,
}

/// A contribution, or what was left of it, was withdrawn.
#[event]
pub struct ContributionWithdrawn {
    pub bounty: Address,
    /// The contributor's wallet, or the treasury.
    pub contributor: Address,
    pub amount: u64,
}

/// A submission was closed.
#[event]
pub struct SubmissionClosed {
    pub submission: Address,
    pub submitter: Address,
    /// Lamports of the stake that went to the treasury; the rest went to the submitter.
    pub forfeited: u64,
    /// Lamports of the bounty's bond that went to the submitter.
    pub bond: u64,
}

/// A new limit of a treasury was proposed.
#[event]
pub struct LimitProposed {
    pub treasury: Address,
    pub limit: u64,
    pub due_at: i64,
}

/// A new limit of a treasury was applied.
#[event]
pub struct LimitApplied {
    pub treasury: Address,
    pub limit: u64,
}
