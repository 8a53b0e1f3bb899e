//! Long ciphertexts: opening a body, writing it in chunks, sealing it, and closing it.

use anchor_lang::{address_eq, prelude::*};

use crate::{
    seeds,
    state::{put, take_over, Body},
    MailError,
};

#[derive(Accounts)]
pub struct OpenBody {
    pub author: Signer,
    /// A new account at the address that the author and the hash give.
    #[account(mut)]
    pub body: UncheckedAccount,
}

// No seeds are checked: the program made every account with this discriminator, at its one address.
#[derive(Accounts)]
pub struct ChangeBody {
    #[account(mut)]
    pub author: Signer,
    #[account(mut)]
    pub body: Account<Body>,
}

impl OpenBody {
    pub fn run(&mut self, hash: [u8; 32]) -> Result<()> {
        let mut view = *self.body.account();
        let author = *self.author.address();
        take_over(&view, &author, &seeds::body(&hash))?;
        Body::length(view.data_len())?;
        // Else it would be gone after the transaction, and messages that refer to it could never end.
        require!(view.lamports() >= Rent::get()?.try_minimum_balance(view.data_len())?, MailError::Underfunded);

        put(&mut view.try_borrow_mut()?, 0, Body::DISCRIMINATOR)?;
        // SAFETY: no other account here is the same one (duplicates of a mutable account are refused), and this is
        // the only wrapper of it.
        let mut body = unsafe { Account::<Body>::load_mut_after_init(view)? };
        body.author = author;
        body.hash = hash;
        Ok(())
    }
}

impl ChangeBody {
    #[inline(always)]
    fn validate(&self) -> Result<()> {
        require!(address_eq(&self.body.author, self.author.address()), MailError::NotYourBody);
        Ok(())
    }

    #[inline(always)]
    pub fn write(&mut self, offset: u32, chunk: &[u8]) -> Result<()> {
        self.validate()?;
        require!(self.body.sealed == 0, MailError::BodySealed);
        Body::write(&mut self.body, offset, chunk)
    }

    pub fn seal(&mut self) -> Result<()> {
        self.validate()?;
        require!(self.body.sealed == 0, MailError::BodySealed);
        require!(Body::is_complete(&self.body), MailError::WrongHash);
        self.body.sealed = 1;
        Ok(())
    }

    pub fn close(&mut self) -> Result<()> {
        self.validate()?;
        require!(self.body.references == 0, MailError::BodyInUse);
        self.body.close(*self.author.account())
    }
}
