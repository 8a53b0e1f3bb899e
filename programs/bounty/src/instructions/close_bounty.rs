//! Ending a bounty from which everybody has taken what is theirs.

use anchor_lang::{address_eq, prelude::*};
use kit::{emit, Account};

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
        require!(self.bounty.is_empty(), BountyError::BountyInUse);
        // Its rent would be lost, because nobody else can close it.
        require!(self.bounty.vault_bump == 0, BountyError::VaultExists);
        Ok(())
    }

    pub fn run(&mut self) -> Result<()> {
        self.validate()?;

        emit(BountyClosed { bounty: *self.bounty.address() });
        self.bounty.close(*self.issuer.account())
    }
}
