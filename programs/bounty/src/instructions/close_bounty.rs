//! Ending a bounty from which everybody has taken what is theirs.

use anchor_lang::{address_eq, prelude::*};

use crate::{state::Bounty, BountyClosed, BountyError};

// No seeds are checked: the program made every account with this discriminator, at its one address.
#[derive(Accounts)]
pub struct CloseBounty {
    #[account(mut)]
    pub issuer: Signer,
    #[account(mut)]
    pub bounty: Account<Bounty>,
}

impl CloseBounty {
    fn validate(&self) -> Result<()> {
        require!(address_eq(&self.bounty.issuer, self.issuer.address()), BountyError::NotIssuer);
        // No phase is needed: who could still win or submit keeps it from being empty, or it was never open.
        let Bounty { held, from_treasury, contributions, open_submissions, .. } = *self.bounty;
        let is_empty = held == 0 && from_treasury == 0 && contributions == 0 && open_submissions == 0;
        require!(is_empty, BountyError::BountyInUse);
        Ok(())
    }

    pub fn run(&mut self) -> Result<()> {
        self.validate()?;

        emit!(BountyClosed { bounty: *self.bounty.address() });
        self.bounty.close(*self.issuer.account())
    }
}
