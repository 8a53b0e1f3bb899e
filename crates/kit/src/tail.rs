//! What follows an account's fields, to its end: ciphertexts, addresses and texts.
//!
//! No slice is indexed here: the messages of those panics would be three kilobytes of a program.

use anchor_lang::prelude::*;

/// The bytes reach beyond the account's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfBounds;

/// The bytes from `start` on; none where the account ends before.
#[inline(always)]
pub fn tail(account: &impl AnchorAccount, start: usize) -> &[u8] {
    // SAFETY: whoever holds the account writes to its fields only through it, and to what follows them only by
    // `write_tail`, which wants it mutable.
    unsafe { account.account().borrow_unchecked() }.get(start..).unwrap_or_default()
}

/// Copies bytes to a place among those from `start` on.
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
    // SAFETY: the account is borrowed mutably, so that nobody reads or writes what follows its fields.
    let data = unsafe { view.borrow_unchecked_mut() };
    write_at(data, start.saturating_add(offset), bytes)
}

/// Copies bytes to their place in an account's data.
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
