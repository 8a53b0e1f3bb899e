//! What many instructions ask.

use anchor_lang::{address_eq, prelude::*};
use postage::Timestamp;
use reputation_interface::mail;

use crate::BountyError;

/// The moment of the transaction. Not inlined, nor is the rent, because each instruction would have its own.
#[inline(never)]
pub fn now() -> Result<Timestamp> {
    Ok(Timestamp(Clock::get()?.unix_timestamp))
}

/// The rent of an account of so many bytes, in lamports.
#[inline(never)]
pub fn rent(space: usize) -> Result<u64> {
    Rent::get()?.try_minimum_balance(space)
}

/// Refuses whoever is not a network's authority.
pub fn require_authority(network: &mail::Network, signer: &Address) -> Result<()> {
    require!(address_eq(&network.authority, signer), BountyError::NotAuthority);
    Ok(())
}
