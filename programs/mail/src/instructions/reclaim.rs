//! Getting back what an account holds that was created for a message or a body and never became one.

use anchor_lang::prelude::*;

use crate::state::take_over;

#[derive(Accounts)]
pub struct Reclaim {
    #[account(mut)]
    pub author: Signer,
    /// A new account at the address that the author and the seed give.
    #[account(mut)]
    pub unused: UncheckedAccount,
}

impl Reclaim {
    pub fn run(&mut self, seed: [u8; 32]) -> Result<()> {
        let mut view = *self.unused.account();
        take_over(&view, self.author.address(), &authored::words(&seed))?;

        self.author.add_lamports(view.lamports())?;
        view.set_lamports(0);
        view.close()
    }
}
