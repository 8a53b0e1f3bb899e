//! `send` and `acknowledge` of the mail program, written by hand: what they cost at least with every check of that
//! program. It runs at that program's address, on its accounts, and leaves the same bytes and events.
//!
//! Left out, and refused with a code of its own: creating a correspondence, and bodies.
#![cfg_attr(target_os = "solana", no_std)]

mod acknowledge;
mod layout;
mod price;
mod send;

use machine::{Input, Words};

#[cfg(target_os = "solana")]
pinocchio::nostd_panic_handler!();

/// The program's address.
const ID: Words = machine::address(addresses::MAIL);
/// The first code; those of the instructions follow.
const UNKNOWN_INSTRUCTION: u64 = 1;

/// # Safety
/// The runtime calls it, with its input in the two registers.
#[cfg_attr(target_os = "solana", no_mangle)]
pub unsafe extern "C" fn entrypoint(accounts: *mut u8, data: *const u8) -> u64 {
    let input = Input::new(accounts, data);
    // Where there is no data, the program's address is. Each instruction checks how long its data is.
    match *data {
        4 => send::send(&input).map_or_else(|refusal| refusal as u64, |()| 0),
        5 => acknowledge::acknowledge(&input).map_or_else(|refusal| refusal as u64, |()| 0),
        _ => UNKNOWN_INSTRUCTION,
    }
}
