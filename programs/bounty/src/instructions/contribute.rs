//! Giving lamports to a treasury.

use anchor_lang::{address_eq, prelude::*};
use kit::{emit, now, Account};
use pinocchio_system::instructions::Transfer;

use crate::{
    state::{Treasury, WeeklyStats},
    BountyError, Contributed,
};

// Seeds are not checked: the program creates accounts with these discriminators at their one address only.
#[derive(Accounts)]
pub struct Contribute {
    #[account(mut)]
    pub contributor: Signer,
    #[account(mut)]
    pub treasury: Account<Treasury>,
    #[account(mut)]
    pub weekly_stats: Account<WeeklyStats>,
    pub system_program: Program<System>,
}

impl Contribute {
    fn validate(&self, amount: u64) -> Result<()> {
        require!(amount != 0, BountyError::NothingGiven);
        require!(address_eq(&self.weekly_stats.network, &self.treasury.network), BountyError::OtherNetwork);
        // Lamports in a treasury for a token could never be allocated.
        require!(self.treasury.is_for_sol(), BountyError::OtherMint);
        Ok(())
    }

    pub fn run(&mut self, amount: u64) -> Result<()> {
        self.validate(amount)?;

        Transfer { from: self.contributor.account(), to: self.treasury.account(), lamports: amount }.invoke()?;
        self.weekly_stats.invest(amount, now()?);
        let (to, contributor) = (*self.treasury.address(), *self.contributor.address());
        emit(Contributed { to, contributor, amount });
        Ok(())
    }
}
