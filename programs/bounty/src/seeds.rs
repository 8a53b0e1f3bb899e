//! Seeds of the program's addresses.
//!
//! Treasuries, weekly stats and vaults are PDAs. Bounties, contributions and submissions are seeded accounts: their
//! address is derived from their author and a seed. See the crate `seeded`.

use anchor_lang::{
    bytemuck::{bytes_of, Pod, Zeroable},
    find_and_verify_program_address,
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

/// What a bounty promises, except for the URI of its terms.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Promise {
    pub network: Address,
    /// Chosen by the issuer, so that several bounties can promise the same.
    pub number: u64,
    pub terms: Terms,
    /// The token in which it pays; the default address means SOL.
    pub mint: Address,
    pub terms_hash: [u8; 32],
    pub reviewers: [Address; 7],
}

// SAFETY: `repr(C)`, with addresses, bytes and plain data whose sizes are multiples of eight: there is no padding, and
// any bits are a valid value.
unsafe impl Zeroable for Promise {}
// SAFETY: as above.
unsafe impl Pod for Promise {}

/// A bounty's seed: the SHA-256 of what it promises, without the high bits of its bytes. So nobody who means to fund
/// this bounty, or to work for it, ever finds another one at its address.
#[inline(always)]
pub fn bounty(promise: &Promise) -> Seed {
    seeded::seed(&sha256(bytes_of(promise)))
}

/// The seed of a contribution to a bounty.
#[inline(always)]
pub fn contribution(bounty: &Address) -> Seed {
    seeded::seed(bounty.as_array())
}

/// The seed of a submission to a bounty. It is the contribution's seed with its last word first, so that the two
/// accounts have different addresses.
#[inline(always)]
pub fn submission(bounty: &Address) -> Seed {
    let [first, second, third, last] = seeded::seed(bounty.as_array());
    [last, first, second, third]
}

/// Whether an account of another program is at the one address that the program derives from these seeds. The bump is
/// searched: with another one, an address passes at which there can be no account.
#[inline(never)]
pub fn is_derived(address: &Address, seeds: [&[u8]; 3], program: &Address) -> bool {
    find_and_verify_program_address(&seeds, program, address).is_ok()
}
