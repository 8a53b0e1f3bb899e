//! The clock and the rent.

use anchor_lang::prelude::*;
use units::Timestamp;

/// The current time of the cluster's clock.
#[inline]
pub fn now() -> Result<Timestamp> {
    Ok(Timestamp(Clock::get()?.unix_timestamp))
}

/// The rent of an account of `space` bytes, in lamports.
#[inline]
pub fn rent(space: usize) -> Result<u64> {
    Rent::get()?.try_minimum_balance(space)
}
