//! Seeds of the program's addresses.
//!
//! Treasuries, weeks and vaults are at addresses that the program signs for. Bounties, contributions and submissions are at
//! addresses that their author signs for: see the crate `authored`.

use anchor_lang::prelude::*;
use authored::Seed;

/// `[TREASURY, network]` for SOL, `[TREASURY, network, mint]` for a token.
pub const TREASURY: &[u8] = b"treasury";
/// `[VAULT, bounty]`: a token account that is its own authority.
pub const VAULT: &[u8] = b"vault";
/// `[WEEKS, network]`
pub const WEEKS: &[u8] = b"weeks";
/// `[AWARDS, network]`: signs for awards where the reputation program asks.
pub const AWARDS: &[u8] = b"awards";

/// A bounty's seed: the first 24 bytes of the network without their high bits, then its issuer's number.
#[inline(always)]
pub fn bounty(network: &Address, number: u64) -> Seed {
    authored::numbered(network, number)
}

/// The seed of somebody's contribution to a bounty.
#[inline(always)]
pub fn contribution(bounty: &Address) -> Seed {
    authored::seed(bounty.as_array())
}

/// The seed of somebody's submission to a bounty: that of a contribution with its last word first, so that both have
/// addresses of their own.
#[inline(always)]
pub fn submission(bounty: &Address) -> Seed {
    let [first, second, third, last] = authored::seed(bounty.as_array());
    [last, first, second, third]
}
