//! The runtime's calls.

use core::mem::MaybeUninit;

use pinocchio::sysvars::{clock::CLOCK_ID, rent::RENT_ID};

use crate::Words;

/// The runtime did not answer.
#[derive(Clone, Copy, Debug)]
pub struct CallFailed;

/// Where the clock has the unix time.
const UNIX_TIMESTAMP: u64 = 32;

/// Unix seconds. Eight bytes of the clock: all of it by its own call costs thirty units more.
#[inline(always)]
pub fn now() -> Result<i64, CallFailed> {
    sysvar(CLOCK_ID.as_array(), UNIX_TIMESTAMP).map(|word| word as i64)
}

/// The rent's rate.
#[inline(always)]
pub fn lamports_per_byte() -> Result<u64, CallFailed> {
    sysvar(RENT_ID.as_array(), 0)
}

#[inline(always)]
fn sysvar(id: &'static [u8; 32], offset: u64) -> Result<u64, CallFailed> {
    let mut word = MaybeUninit::<u64>::uninit();
    // SAFETY: there is room for the eight bytes that are asked for.
    match unsafe { system::sol_get_sysvar(id.as_ptr(), word.as_mut_ptr().cast(), offset, 8) } {
        // SAFETY: the runtime has written them.
        0 => Ok(unsafe { word.assume_init() }),
        _ => Err(CallFailed),
    }
}

/// SHA-256 of three times 32 bytes, which stay where they are.
#[inline(always)]
pub fn hash(parts: [&Words; 3]) -> Words {
    let parts = parts.map(|part| (part.as_ptr(), size_of::<Words>()));
    let mut digest = MaybeUninit::<Words>::uninit();
    // SAFETY: these are three addresses with lengths, as the runtime wants them, and it writes 32 bytes.
    unsafe {
        system::sol_sha256(parts.as_ptr().cast(), 3, digest.as_mut_ptr().cast());
        digest.assume_init()
    }
}

/// Logs an event: all bytes of a value.
#[inline(always)]
pub fn log<T>(event: &T) {
    let slice = (event as *const T, size_of::<T>());
    // SAFETY: this is one address with its length, as the runtime wants it, and it only reads.
    unsafe { system::sol_log_data((&raw const slice).cast(), 1) };
}

/// Copies any number of bytes for ten units.
///
/// # Safety
/// Both have this many bytes, and do not overlap.
#[inline(always)]
pub unsafe fn copy(from: *const u8, to: *mut u8, bytes: usize) {
    system::sol_memcpy_(to, from, bytes as u64);
}

#[cfg(target_os = "solana")]
use pinocchio::syscalls as system;

/// Nothing here runs on the host. It only lets clippy check the rest.
#[cfg(not(target_os = "solana"))]
mod system {
    pub unsafe fn sol_get_sysvar(_: *const u8, _: *mut u8, _: u64, _: u64) -> u64 {
        unimplemented!()
    }
    pub unsafe fn sol_sha256(_: *const u8, _: u64, _: *mut u8) -> u64 {
        unimplemented!()
    }
    pub unsafe fn sol_log_data(_: *const u8, _: u64) {
        unimplemented!()
    }
    pub unsafe fn sol_memcpy_(_: *mut u8, _: *const u8, _: u64) {
        unimplemented!()
    }
}
