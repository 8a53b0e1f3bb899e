//! Seeds of the program's addresses.
//!
//! Reputations, mints and standings are PDAs. An endorsement is a seeded account: its address is derived from its
//! endorser and a seed. See the crate `seeded`.

use anchor_lang::prelude::*;
pub use reputation_interface::STANDING;
use seeded::Seed;

/// `[REPUTATION, network]`
pub const REPUTATION: &[u8] = b"reputation";
/// `[MINT, network]`
pub const MINT: &[u8] = b"mint";

/// An endorsement's seed: the endorsed standing's address without the high bits of its bytes.
#[inline(always)]
pub fn endorsement(endorsed: &Address) -> Seed {
    seeded::seed(endorsed.as_array())
}
