//! Taking over an account that its author had the system program create for this program.

use anchor_lang::prelude::*;
use authored::{Refusal, Seed};

use crate::{questions::rent, BountyError};

/// Whether an account has no discriminator yet. Whose it is, loading it or taking it over finds out.
#[inline(always)]
pub fn is_new(view: &AccountView) -> bool {
    // SAFETY: nobody else has a reference to its data: duplicates of a mutable account are refused.
    let data = unsafe { view.borrow_unchecked() };
    data.first_chunk::<8>().is_none_or(|discriminator| u64::from_le_bytes(*discriminator) == 0)
}

/// Makes an account of a new one: of so many bytes, with its rent and `owed` beside it.
#[inline(always)]
pub fn take_over<T>(view: &AccountView, author: &Address, seed: &Seed, space: usize, owed: u64) -> Result<Account<T>>
where
    T: Owner + Discriminator + anchor_lang::bytemuck::Pod,
{
    begin(view, author, seed, (space, owed), T::DISCRIMINATOR)?;
    // SAFETY: nobody else has a reference to its data: duplicates of a mutable account are refused, and this is the only
    // wrapper of it.
    unsafe { Account::<T>::load_mut_after_init(*view) }
}

/// Not inlined, because each kind of account would have its own.
#[inline(never)]
fn begin(
    view: &AccountView,
    author: &Address,
    seed: &Seed,
    (space, owed): (usize, u64),
    discriminator: &[u8],
) -> Result<()> {
    authored::take_over(view, author, seed, &crate::ID).map_err(BountyError::from)?;
    require!(view.data_len() == space, BountyError::NotNew);
    let needed = rent(space)?.checked_add(owed).ok_or(BountyError::Overflow)?;
    require!(view.lamports() >= needed, BountyError::Underfunded);
    authored::mark(view, discriminator).map_err(|refusal| BountyError::from(refusal).into())
}

impl From<Refusal> for BountyError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotNew => Self::NotNew,
            Refusal::WrongAddress => Self::WrongAddress,
        }
    }
}
