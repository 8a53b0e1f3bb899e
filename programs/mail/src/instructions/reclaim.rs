//! Getting back what an account holds that was created for a message or a body and never became one.

use anchor_lang::prelude::*;
use kit::require_new;

use crate::MailError;

#[derive(Accounts)]
pub struct Reclaim {
    #[account(mut)]
    pub author: Signer,
    /// A new account at the address that the author and the seed give.
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
