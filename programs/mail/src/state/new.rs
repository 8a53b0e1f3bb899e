//! Taking over an account that its author had the system program create for this program.

use anchor_lang::prelude::*;

use crate::{
    seeds::{self, Seed},
    MailError,
};

/// Refuses an account that is not at the author's address for the seed, or that is not new: then it could be somebody
/// else's, or be in use. Else it is all zeros, and whoever gets it must write a discriminator at once.
///
/// That the account is the program's is checked first: only then nobody else can write to it.
#[inline(always)]
pub fn take_over(view: &AccountView, author: &Address, seed: &Seed) -> Result<()> {
    require!(view.owned_by(&crate::ID), MailError::NotNew);
    require!(seeds::is_at(view.address(), author, seed), MailError::WrongAddress);
    let data = view.try_borrow()?;
    // One that has no room for a discriminator never had one.
    let unused = data.first_chunk::<8>().is_none_or(|discriminator| u64::from_le_bytes(*discriminator) == 0);
    require!(unused, MailError::NotNew);
    Ok(())
}
