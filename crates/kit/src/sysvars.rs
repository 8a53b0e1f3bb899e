//! The clock and the rent.

use anchor_lang::prelude::*;
use units::Timestamp;

/// The moment of the transaction.
#[inline]
pub fn now() -> Result<Timestamp> {
    Ok(Timestamp(Clock::get()?.unix_timestamp))
}

/// The rent of an account of so many bytes, in lamports.
#[inline]
pub fn rent(space: usize) -> Result<u64> {
    Rent::get()?.try_minimum_balance(space)
}
