//! Changing the limit of a treasury's allowance after a public delay.

use anchor_lang::{address_eq, prelude::*};
use kit::{emit, now, Account};
use mail_interface::NetworkHead;

use crate::{state::Treasury, BountyError, LimitApplied, LimitProposed};

// Seeds are not checked: the programs create accounts with these discriminators at their one address only.
#[derive(Accounts)]
pub struct ProposeLimit {
    pub authority: Signer,
    pub network: Account<NetworkHead>,
    #[account(mut)]
    pub treasury: Account<Treasury>,
}

// No signer: the authority signed the proposal.
#[derive(Accounts)]
pub struct ApplyLimit {
    #[account(mut)]
    pub treasury: Account<Treasury>,
}

impl ProposeLimit {
    fn validate(&self) -> Result<()> {
        require!(address_eq(&self.network.authority, self.authority.address()), BountyError::NotAuthority);
        require!(address_eq(&self.treasury.network, self.network.address()), BountyError::OtherNetwork);
        Ok(())
    }

    pub fn run(&mut self, limit: u64) -> Result<()> {
        self.validate()?;
        let (delay, now) = (self.network.rules.rules_delay, now()?);
        self.treasury.propose(limit, delay, now);
        emit(LimitProposed { treasury: *self.treasury.address(), limit, due_at: self.treasury.due_at });
        Ok(())
    }
}

impl ApplyLimit {
    pub fn run(&mut self) -> Result<()> {
        self.treasury.apply(now()?)?;
        emit(LimitApplied { treasury: *self.treasury.address(), limit: self.treasury.limit });
        Ok(())
    }
}
