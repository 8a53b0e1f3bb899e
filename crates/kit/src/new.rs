//! New seeded accounts: their author had the system program create them for this program (`CreateAccountWithSeed`), and
//! the program then initializes them. This costs a tenth of a call to the system program, and has no limit of 10,240
//! bytes.

use anchor_lang::{bytemuck::Pod, prelude::*, Discriminator, Owner};
use seeded::{is_at, Seed};

use crate::{rent, Account};

/// Why an account is not accepted as a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The program does not own it, it is in use, or it has the wrong size.
    NotNew,
    /// It is not at the address derived from the author and the seed.
    WrongAddress,
    /// It holds less than its rent and the lamports that it must hold in addition.
    Underfunded,
}

/// Checks that an account is at the author's address for the seed, so it is not another person's, and that it is new,
/// so it is not in use. The data of such an account is all zeros. The caller must write a discriminator at once.
///
/// The owner is checked first: if the program owns the account, no other program can write to it.
///
/// # Errors
/// [`Refusal::NotNew`], [`Refusal::WrongAddress`].
#[inline(always)]
pub fn require_new(
    view: &AccountView,
    author: &Address,
    seed: &Seed,
    program: &Address,
) -> core::result::Result<(), Refusal> {
    if !view.owned_by(program) {
        return Err(Refusal::NotNew);
    }
    if !is_at(view.address(), author, seed, program) {
        return Err(Refusal::WrongAddress);
    }
    match has_discriminator(view) {
        true => Err(Refusal::NotNew),
        false => Ok(()),
    }
}

/// Whether an account has a discriminator. An account that is too short for one has none.
#[inline(always)]
pub fn has_discriminator(view: &AccountView) -> bool {
    // SAFETY: nothing writes to it during this call.
    let data = unsafe { view.borrow_unchecked() };
    data.first_chunk::<8>().is_some_and(|discriminator| u64::from_le_bytes(*discriminator) != 0)
}

/// Writes an account's discriminator.
///
/// # Errors
/// `AccountDataTooSmall` if the account is too short for it.
#[inline(always)]
pub fn write_discriminator(view: &AccountView, discriminator: &[u8]) -> Result<()> {
    let mut view = *view;
    // SAFETY: there are no references to its data, because the account was not loaded.
    let data = unsafe { view.borrow_unchecked_mut() };
    let place = data.get_mut(..discriminator.len()).ok_or(ProgramError::AccountDataTooSmall)?;
    place.copy_from_slice(discriminator);
    Ok(())
}

/// The checks of [`require_new`], and that the account has exactly `space` bytes and holds its rent plus `owed`
/// lamports. Not inlined, so that all kinds of accounts share one copy.
///
/// # Errors
/// [`Refusal`].
#[inline(never)]
pub fn require_funded(
    view: &AccountView,
    author: &Address,
    seed: &Seed,
    program: &Address,
    (space, owed): (usize, u64),
) -> core::result::Result<(), Refusal> {
    require_new(view, author, seed, program)?;
    if view.data_len() != space {
        return Err(Refusal::NotNew);
    }
    let needed = rent(space).ok().and_then(|rent| rent.checked_add(owed));
    match needed.is_some_and(|needed| view.lamports() >= needed) {
        true => Ok(()),
        false => Err(Refusal::Underfunded),
    }
}

/// Initializes a new account, after [`require_new`] or [`require_funded`]. All its fields are zero.
///
/// # Errors
/// `AccountDataTooSmall` if the account is too short for the fields.
#[inline(always)]
pub fn init_seeded<T: Pod + Owner + Discriminator>(view: &AccountView) -> Result<Account<T>> {
    // SAFETY: there are no other references to its data: duplicates of a mutable account are refused, and this is its
    // only wrapper.
    let mut account = unsafe { Account::<T>::load_mut_after_init(*view)? };
    account.mark();
    Ok(account)
}
