//! The tail of an account: the bytes after its fields, such as a ciphertext, addresses or a text.
//!
//! Slices are not indexed here, because the panic messages would add three kilobytes to a program.

use anchor_lang::prelude::*;

/// The bytes do not fit before the end of the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfBounds;

/// The bytes from `start` on. Empty if the account ends before `start`.
#[inline(always)]
pub fn tail(account: &impl AnchorAccount, start: usize) -> &[u8] {
    // SAFETY: fields are written only through the account, and the tail only by `write_tail`. Both borrow the account
    // mutably.
    unsafe { account.account().borrow_unchecked() }.get(start..).unwrap_or_default()
}

/// Copies bytes into the tail that begins at `start`, at an offset from there.
///
/// # Errors
/// [`OutOfBounds`].
#[inline(always)]
pub fn write_tail(
    account: &mut impl AnchorAccount,
    start: usize,
    offset: usize,
    bytes: &[u8],
) -> core::result::Result<(), OutOfBounds> {
    let mut view = *account.account();
    // SAFETY: the account is borrowed mutably, so there are no other references to its tail.
    let data = unsafe { view.borrow_unchecked_mut() };
    write_at(data, start.saturating_add(offset), bytes)
}

/// Copies bytes into an account's data, at `start`.
///
/// # Errors
/// [`OutOfBounds`].
#[inline(always)]
pub fn write_at(data: &mut [u8], start: usize, bytes: &[u8]) -> core::result::Result<(), OutOfBounds> {
    let (_, rest) = data.split_at_mut_checked(start).ok_or(OutOfBounds)?;
    let (place, _) = rest.split_at_mut_checked(bytes.len()).ok_or(OutOfBounds)?;
    place.copy_from_slice(bytes);
    Ok(())
}
