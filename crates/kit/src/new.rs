//! New accounts that their author had the system program create for a program (`CreateAccountWithSeed`), before that
//! program makes them its own: a tenth of what a call out of the program costs, and not limited to 10,240 bytes.

use anchor_lang::{bytemuck::Pod, prelude::*, Discriminator, Owner};
use seeded::{is_at, Seed};

use crate::{rent, Account};

/// Why an account cannot become one of the program's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is not the program's, it is in use, or it has another size.
    NotNew,
    /// It is not where the author and the seed place it.
    WrongAddress,
    /// It holds less than its rent and what it owes.
    Underfunded,
}

/// Refuses an account that is not at the author's address for the seed, or that is not new: then it could be somebody
/// else's, or be in use. Any other is all zeros, and whoever gets it must write a discriminator at once.
///
/// That the account is the program's is checked first: only then can nobody else write to it.
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

/// Whether an account has a discriminator. One that has no room for it never had one.
#[inline(always)]
pub fn has_discriminator(view: &AccountView) -> bool {
    // SAFETY: nobody writes to it during this call.
    let data = unsafe { view.borrow_unchecked() };
    data.first_chunk::<8>().is_some_and(|discriminator| u64::from_le_bytes(*discriminator) != 0)
}

/// Writes an account's discriminator.
///
/// # Errors
/// `AccountDataTooSmall` if there is no room for it.
#[inline(always)]
pub fn write_discriminator(view: &AccountView, discriminator: &[u8]) -> Result<()> {
    let mut view = *view;
    // SAFETY: nobody has a reference to its data: the account was not loaded.
    let data = unsafe { view.borrow_unchecked_mut() };
    let place = data.get_mut(..discriminator.len()).ok_or(ProgramError::AccountDataTooSmall)?;
    place.copy_from_slice(discriminator);
    Ok(())
}

/// As [`require_new`], and refuses an account that has not so many bytes, or that does not hold its rent and `owed`
/// lamports beside it. Not inlined, because each kind of account would have its own.
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

/// Makes a new account one of the program's, after [`require_new`] or [`require_funded`]. All its fields are zeros.
///
/// # Errors
/// `AccountDataTooSmall` if it has no room for the fields.
#[inline(always)]
pub fn init_seeded<T: Pod + Owner + Discriminator>(view: &AccountView) -> Result<Account<T>> {
    // SAFETY: nobody has a reference to its data: duplicates of a mutable account are refused, and this is the only
    // wrapper of it.
    let mut account = unsafe { Account::<T>::load_mut_after_init(*view)? };
    account.mark();
    Ok(account)
}
