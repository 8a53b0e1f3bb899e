//! Closing a bounty from which everyone has taken what is theirs.

use anchor_lang::{address_eq, prelude::*};
use kit::{emit, Account};

use crate::{state::Bounty, BountyClosed, BountyError};

// Seeds are not checked: the program creates accounts with this discriminator at their one address only.
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
        // The phase need not be checked: from opening to settlement a bounty holds its rewards, so it is not empty.
        require!(self.bounty.is_empty(), BountyError::BountyInUse);
        // Nobody could close the vault afterwards, and its rent would be lost.
        require!(self.bounty.vault_bump == 0, BountyError::VaultExists);
        Ok(())
    }

    pub fn run(&mut self) -> Result<()> {
        self.validate()?;

        emit(BountyClosed { bounty: *self.bounty.address() });
        self.bounty.close(*self.issuer.account())
    }
}
