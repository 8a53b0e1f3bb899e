//! Creating a network's treasury for SOL with its weekly stats, and a treasury for a token.

use anchor_lang::{address_eq, prelude::*};
use kit::{emit, Account};
use mail_interface::NetworkHead;

use crate::{
    seeds,
    state::{Treasury, WeeklyStats},
    tokens, BountyError, TreasuryCreated,
};

#[derive(Accounts)]
pub struct CreateTreasury {
    #[account(mut)]
    pub authority: Signer,
    pub network: Account<NetworkHead>,
    #[account(init, payer = authority, seeds = [seeds::TREASURY, network.address().as_ref()], bump)]
    pub treasury: Account<Treasury>,
    #[account(init, payer = authority, seeds = [seeds::WEEKLY_STATS, network.address().as_ref()], bump)]
    pub weekly_stats: Account<WeeklyStats>,
    pub system_program: Program<System>,
}

#[derive(Accounts)]
pub struct CreateTokenTreasury {
    #[account(mut)]
    pub authority: Signer,
    pub network: Account<NetworkHead>,
    pub mint: UncheckedAccount,
    #[account(
        init, payer = authority, seeds = [seeds::TREASURY, network.address().as_ref(), mint.address().as_ref()], bump
    )]
    pub treasury: Account<Treasury>,
    /// The token program that owns the mint.
    pub token_program: UncheckedAccount,
    pub system_program: Program<System>,
}

impl CreateTreasury {
    fn validate(&self, period: u64) -> Result<()> {
        require!(address_eq(&self.network.authority, self.authority.address()), BountyError::NotAuthority);
        Treasury::validate_period(period)
    }

    pub fn run(&mut self, limit: u64, period: u64, bumps: &CreateTreasuryBumps) -> Result<()> {
        self.validate(period)?;

        let network = *self.network.address();
        // Fields that are not set are zero, as the system program creates them: nothing is spent, proposed or counted.
        self.treasury.network = network;
        self.treasury.limit = limit;
        self.treasury.period = period;
        self.treasury.bump = bumps.treasury;
        self.weekly_stats.network = network;
        self.weekly_stats.bump = bumps.weekly_stats;
        emit(TreasuryCreated { treasury: *self.treasury.address(), network });
        Ok(())
    }
}

impl CreateTokenTreasury {
    fn validate(&self, period: u64) -> Result<()> {
        require!(address_eq(&self.network.authority, self.authority.address()), BountyError::NotAuthority);
        tokens::validate_mint(self.mint.account(), self.token_program.account())?;
        Treasury::validate_period(period)
    }

    pub fn run(&mut self, limit: u64, period: u64, bump: u8) -> Result<()> {
        self.validate(period)?;

        let network = *self.network.address();
        // Fields that are not set are zero, as the system program creates them: nothing is spent or proposed.
        self.treasury.network = network;
        self.treasury.mint = *self.mint.address();
        self.treasury.limit = limit;
        self.treasury.period = period;
        self.treasury.bump = bump;
        emit(TreasuryCreated { treasury: *self.treasury.address(), network });
        Ok(())
    }
}
