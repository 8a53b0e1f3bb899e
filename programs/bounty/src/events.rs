//! What a client would show and no account has. Amounts are lamports or, where a bounty pays in a token, its base
//! units; times are unix seconds.

use anchor_lang::prelude::*;

#[event]
pub struct TreasuryCreated {
    pub treasury: Address,
    pub network: Address,
}

#[event]
pub struct Contributed {
    /// The treasury or the bounty.
    pub to: Address,
    pub contributor: Address,
    pub amount: u64,
}

#[event]
pub struct Allocated {
    pub bounty: Address,
    pub amount: u64,
}

#[event]
pub struct BountyCreated {
    pub bounty: Address,
    pub network: Address,
    pub issuer: Address,
}

#[event]
pub struct BountyOpened {
    pub bounty: Address,
}

#[event]
pub struct BountyCancelled {
    pub bounty: Address,
}

#[event]
pub struct BountyClosed {
    pub bounty: Address,
}

#[event]
pub struct Vetoed {
    pub submission: Address,
}

#[event]
pub struct Claimed {
    pub submission: Address,
    pub submitter: Address,
    pub reward: u64,
}

#[event]
pub struct ContributionWithdrawn {
    pub bounty: Address,
    pub contributor: Address,
    pub amount: u64,
}

#[event]
pub struct SubmissionClosed {
    pub submission: Address,
    pub submitter: Address,
    /// To the treasury; else to the submitter.
    pub forfeited: u64,
}

#[event]
pub struct LimitProposed {
    pub treasury: Address,
    pub limit: u64,
    pub due_at: i64,
}

#[event]
pub struct LimitApplied {
    pub treasury: Address,
    pub limit: u64,
}
