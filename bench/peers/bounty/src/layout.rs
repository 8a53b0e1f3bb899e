//! The accounts, as the program lays them out: see `programs/bounty/src/state`.

use machine::{Kind, Record, Words};

#[repr(C)]
pub struct Bounty {
    pub network: Words,
    between: [Words; 9],
    pub terms: Terms,
    /// Zeros stand for SOL.
    pub mint: Words,
    pub accepted: [u64; 8],
    pub held: u64,
    pub funded: u64,
    allocated: u64,
    from_treasury: u64,
    pub contributed_left: u64,
    pub owed: u64,
    pub bond: u64,
    pub opened_at: i64,
    counts: [u32; 3],
    reviewer_count: u8,
    pub cancelled: u8,
    pub settled: u8,
    vault_bump: u8,
}

#[repr(C)]
pub struct Terms {
    pub reward: u64,
    stake: u64,
    bond: u64,
    min_reputation: u64,
    /// Seconds to submit, to reveal, to review and to challenge.
    pub periods: [u32; 4],
    max_submissions: u16,
    pub awards: u8,
    rest: [u8; 5],
}

#[repr(C)]
pub struct Submission {
    pub bounty: Words,
    pub submitter: Words,
    hashes: [Words; 2],
    stake: u64,
    pub number: u32,
    votes: [u8; 3],
    pub paid: u8,
    rest: [u8; 8],
}

#[repr(C)]
pub struct Contribution {
    pub bounty: Words,
    pub contributor: Words,
    pub amount: u64,
}

#[repr(C)]
pub struct WeeklyStats {
    pub network: Words,
    seen_earned: u64,
    pub weekly_stats: [Week; 52],
    rest: [u8; 8],
}

#[repr(C)]
pub struct Week {
    pub number: u64,
    pub earned: u64,
    pub invested: u64,
    pub spent: u64,
    pub self_funded: u64,
    pub mailboxes: u64,
}

// As long as in the program; a bounty has its address of terms behind it.
const _: () = {
    assert!(Record::<Bounty>::LEN == 560);
    assert!(Record::<Submission>::LEN == 160);
    assert!(Record::<Contribution>::LEN == 80);
    assert!(Record::<WeeklyStats>::LEN == 2_552);
};

impl Kind for Bounty {
    const NAME: &'static str = "Bounty";
}

impl Kind for Submission {
    const NAME: &'static str = "Submission";
}

impl Kind for Contribution {
    const NAME: &'static str = "Contribution";
}

impl Kind for WeeklyStats {
    const NAME: &'static str = "WeeklyStats";
}
