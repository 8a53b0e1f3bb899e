//! What a program without a framework works with: its input as the runtime lays it out, and the runtime's calls.
#![cfg_attr(target_os = "solana", no_std)]
#![deny(missing_docs)]

mod account;
mod calls;
mod walk;
mod words;

pub use account::{Header, Kind, Record};
pub use calls::{copy, hash, lamports_per_byte, log, now, CallFailed};
pub use pinocchio::hint::unlikely;
pub use walk::{Codes, Input, Walk};
pub use words::{address, same, Words};

/// Refuses, with a code of its own, unless a condition holds.
#[macro_export]
macro_rules! check {
    ($holds:expr, $refusal:expr) => {
        if $crate::unlikely(!$holds) {
            return Err($crate::refuse($refusal));
        }
    };
}

/// A sum, or a code where it does not fit. As two instructions, of which `checked_add` makes six.
///
/// # Errors
/// The code.
#[inline(always)]
pub fn add<E>(one: u64, other: u64, overflow: E) -> Result<u64, E> {
    let sum = one.wrapping_add(other);
    check!(sum >= one, overflow);
    Ok(sum)
}

/// A code, put where it is needed: nothing else keeps the compiler from having it ready before each check, at a unit each.
#[cold]
#[inline(always)]
pub fn refuse<E>(code: E) -> E {
    core::hint::black_box(code)
}
