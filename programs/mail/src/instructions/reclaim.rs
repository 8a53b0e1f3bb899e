//! Recovering the lamports of an account that was created for a message or a body and never became one.

use anchor_lang::prelude::*;
use kit::require_new;

use crate::MailError;

#[derive(Accounts)]
pub struct Reclaim {
    #[account(mut)]
    pub author: Signer,
    /// An account that is still new, at the address derived from the author and the seed.
    #[account(mut)]
    pub unused: UncheckedAccount,
}

impl Reclaim {
    fn validate(&self, seed: &[u8; 32]) -> Result<()> {
        let (unused, author) = (self.unused.account(), self.author.address());
        require_new(unused, author, &seeded::words(seed), &crate::ID).map_err(|refusal| MailError::from(refusal).into())
    }

    pub fn run(&mut self, seed: [u8; 32]) -> Result<()> {
        self.validate(&seed)?;

        let mut view = *self.unused.account();
        self.author.add_lamports(view.lamports())?;
        view.set_lamports(0);
        view.close()
    }
}
