//! `claim` of the bounty program in SOL, written by hand: what it costs at least with every check of that program. It runs
//! at that program's address, on its accounts, and leaves the same bytes and events.
//!
//! Left out, and refused with a code of its own: bounties that pay in a token.
#![cfg_attr(target_os = "solana", no_std)]

mod accounts;
mod arithmetic;
mod claim;
mod layout;
mod refusal;

use machine::{Input, Words};

#[cfg(target_os = "solana")]
pinocchio::nostd_panic_handler!();

/// The program's address.
const ID: Words = machine::address(addresses::BOUNTY);
/// The first code; those of the instruction follow.
const UNKNOWN_INSTRUCTION: u64 = 1;

/// # Safety
/// The runtime calls it, with its input in the two registers.
#[cfg_attr(target_os = "solana", no_mangle)]
pub unsafe extern "C" fn entrypoint(accounts: *mut u8, data: *const u8) -> u64 {
    // Where there is no data, the program's address is. The instruction checks how long its data is.
    match *data {
        10 => claim::claim(&Input::new(accounts, data)).map_or_else(|refusal| refusal as u64, |()| 0),
        _ => UNKNOWN_INSTRUCTION,
    }
}
