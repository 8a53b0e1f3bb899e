//! Bodies, for long ciphertexts: opening, writing in chunks, sealing and closing.

use anchor_lang::{address_eq, prelude::*};
use kit::{init_seeded, rent, require_new, Account};

use crate::{seeds, state::Body, MailError};

#[derive(Accounts)]
pub struct OpenBody {
    pub author: Signer,
    /// A new seeded account, at the address derived from the author and the hash.
    #[account(mut)]
    pub body: UncheckedAccount,
}

// No seeds are checked: only this program creates accounts with this discriminator, each at its only address.
#[derive(Accounts)]
pub struct ChangeBody {
    #[account(mut)]
    pub author: Signer,
    #[account(mut)]
    pub body: Account<Body>,
}

impl OpenBody {
    fn validate(&self, hash: &[u8; 32]) -> Result<()> {
        let (body, space) = (self.body.account(), self.body.account().data_len());
        require_new(body, self.author.address(), &seeds::body(hash), &crate::ID).map_err(MailError::from)?;
        Body::length(space)?;
        // Without its rent the account would vanish after the transaction, and its messages could never end.
        require!(body.lamports() >= rent(space)?, MailError::Underfunded);
        Ok(())
    }

    pub fn run(&mut self, hash: [u8; 32]) -> Result<()> {
        self.validate(&hash)?;

        let mut body = init_seeded::<Body>(self.body.account())?;
        body.author = *self.author.address();
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
