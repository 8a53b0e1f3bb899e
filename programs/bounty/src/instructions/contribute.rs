//! Giving lamports to a treasury.

use anchor_lang::{address_eq, prelude::*};
use kit::{emit, now, Account};
use pinocchio::{
    cpi::{invoke_unchecked, CpiAccount},
    instruction::{InstructionAccount, InstructionView},
};

use crate::{
    state::{Treasury, WeeklyStats},
    BountyError, Contributed,
};

// No seeds are checked: the program made every account with these discriminators, each at its one address.
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
        // Lamports in a token's treasury could not be allocated.
        require!(self.treasury.is_for_sol(), BountyError::OtherMint);
        Ok(())
    }

    pub fn run(&mut self, amount: u64) -> Result<()> {
        self.validate(amount)?;

        transfer(self.contributor.account(), self.treasury.account(), amount);
        self.weekly_stats.invest(amount, now()?);
        let (to, contributor) = (*self.treasury.address(), *self.contributor.address());
        emit(Contributed { to, contributor, amount });
        Ok(())
    }
}

/// The system program's `Transfer`. Anchor's and pinocchio's own refuse an account that is loaded for writing.
fn transfer(from: &AccountView, to: &AccountView, lamports: u64) {
    let mut data = [0; 12];
    data[0] = 2;
    data[4..].copy_from_slice(&lamports.to_le_bytes());
    let accounts = [InstructionAccount::writable_signer(from.address()), InstructionAccount::writable(to.address())];
    let instruction = InstructionView { program_id: &pinocchio_system::ID, accounts: &accounts, data: &data };
    let views = [from, to].map(CpiAccount::from);
    // SAFETY: the system program writes lamports, of which nobody holds a reference, and no data.
    unsafe { invoke_unchecked(&instruction, &views) };
}
