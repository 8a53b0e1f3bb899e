//! Seeds of the program's addresses.
//!
//! Treasuries, weekly stats and vaults are at addresses that the program signs for. Bounties, contributions and submissions are at
//! addresses that their author signs for: see the crate `seeded`.

use anchor_lang::{
    bytemuck::{bytes_of, Pod, Zeroable},
    hash::sha256,
    prelude::*,
};
use bounty_core::Terms;
pub use bounty_interface::AWARDS;
use seeded::Seed;

/// `[TREASURY, network]` for SOL, `[TREASURY, network, mint]` for a token.
pub const TREASURY: &[u8] = b"treasury";
/// `[VAULT, bounty]`: a token account that is its own authority.
pub const VAULT: &[u8] = b"vault";
/// `[WEEKLY_STATS, network]`
pub const WEEKLY_STATS: &[u8] = b"weeks";

/// What a bounty is made for, but for where its terms can be read.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Promise {
    pub network: Address,
    /// The issuer's number for it.
    pub number: u64,
    pub terms: Terms,
    /// The token in which it pays; the default address stands for SOL.
    pub mint: Address,
    pub terms_hash: [u8; 32],
    pub reviewers: [Address; 7],
}

// SAFETY: `repr(C)`, addresses, bytes and plain data whose sizes are multiples of eight: no padding, and any bits are a
// value.
unsafe impl Zeroable for Promise {}
// SAFETY: as above.
unsafe impl Pod for Promise {}

/// A bounty's seed: the SHA-256 of what it promises, without its high bits. So no other bounty ever takes its place, under
/// somebody who means to pay for this one, or to work for it.
#[inline(always)]
pub fn bounty(promise: &Promise) -> Seed {
    seeded::seed(&sha256(bytes_of(promise)))
}

/// The seed of somebody's contribution to a bounty.
#[inline(always)]
pub fn contribution(bounty: &Address) -> Seed {
    seeded::seed(bounty.as_array())
}

/// The seed of somebody's submission to a bounty: that of a contribution with its last word first, so that both have
/// addresses of their own.
#[inline(always)]
pub fn submission(bounty: &Address) -> Seed {
    let [first, second, third, last] = seeded::seed(bounty.as_array());
    [last, first, second, third]
}
