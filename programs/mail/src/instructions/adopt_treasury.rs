//! Making the bounty program's treasury the network's.

use anchor_lang::{address_eq, prelude::*};
use bounty_interface::TreasuryHead;
use kit::{emit, Account};

use crate::{state::Network, MailError, TreasuryAdopted};

// No seeds are checked: only the two programs create accounts with these discriminators, each at its only address.
#[derive(Accounts)]
pub struct AdoptTreasury {
    pub authority: Signer,
    #[account(mut)]
    pub network: Account<Network>,
    pub treasury: Account<TreasuryHead>,
}

impl AdoptTreasury {
    fn validate(&self) -> Result<()> {
        require!(address_eq(&self.network.authority, self.authority.address()), MailError::NotAuthority);
        require!(address_eq(&self.treasury.network, self.network.address()), MailError::OtherNetwork);
        require!(self.treasury.is_for_sol(), MailError::NotForSol);
        require!(!address_eq(&self.network.treasury, self.treasury.address()), MailError::AlreadyAdopted);
        Ok(())
    }

    pub fn run(&mut self) -> Result<()> {
        self.validate()?;

        // Permanent: a network has only one such treasury, and no other instruction sets the treasury.
        let treasury = *self.treasury.address();
        self.network.treasury = treasury;
        emit(TreasuryAdopted { network: *self.network.address(), treasury });
        Ok(())
    }
}
