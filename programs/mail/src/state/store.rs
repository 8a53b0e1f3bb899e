//! Filling an account that was just created.

use anchor_lang::{
    bytemuck::{bytes_of, Pod},
    prelude::*,
};

/// Writes the discriminator, the fields, and what follows them to the account's end.
#[inline(always)]
pub fn store<T: Discriminator + Pod>(account: &AccountView, fields: &T, tail: &[u8]) -> Result<()> {
    let mut view = *account;
    let mut data = view.try_borrow_mut()?;
    let (discriminator, rest) = data.split_at_mut(T::DISCRIMINATOR.len());
    let (head, end) = rest.split_at_mut(core::mem::size_of::<T>());
    discriminator.copy_from_slice(T::DISCRIMINATOR);
    head.copy_from_slice(bytes_of(fields));
    end.copy_from_slice(tail);
    Ok(())
}
