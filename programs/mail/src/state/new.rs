//! Taking over an account that its author had the system program create for this program.

use anchor_lang::prelude::*;
use authored::{Refusal, Seed};

use crate::MailError;

/// Refuses an account that is not at the author's address for the seed, or that is not new. Else it is all zeros, and
/// whoever gets it must write a discriminator at once.
#[inline(always)]
pub fn take_over(view: &AccountView, author: &Address, seed: &Seed) -> Result<()> {
    authored::take_over(view, author, seed, &crate::ID).map_err(|refusal| {
        match refusal {
            Refusal::NotNew => MailError::NotNew,
            Refusal::WrongAddress => MailError::WrongAddress,
        }
        .into()
    })
}
