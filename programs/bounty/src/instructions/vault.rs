//! Creating the vault of a bounty that pays in a token, and closing it after everyone has taken what is theirs.

use anchor_lang::{address_eq, cpi::create_account_signed, prelude::*};
use bounty_core::Phase;
use kit::{now, Account};
use units::Timestamp;

use crate::{
    seeds,
    state::Bounty,
    tokens::{self, Payee, Vault, ACCOUNT_SPACE},
    BountyError,
};

// Only the vault's seeds are checked: the program creates bounties at their one address only.
#[derive(Accounts)]
pub struct CreateVault {
    #[account(mut)]
    pub issuer: Signer,
    #[account(mut)]
    pub bounty: Account<Bounty>,
    pub mint: UncheckedAccount,
    #[account(mut, seeds = [seeds::VAULT, bounty.address().as_ref()], bump)]
    pub vault: UncheckedAccount,
    /// The token program that owns the mint.
    pub token_program: UncheckedAccount,
    pub system_program: Program<System>,
}

// Seeds are not checked: with this bounty's seeds, the program can only sign for this bounty's vault.
#[derive(Accounts)]
pub struct CloseVault {
    #[account(mut)]
    pub issuer: Signer,
    #[account(mut)]
    pub bounty: Account<Bounty>,
    #[account(mut)]
    pub vault: UncheckedAccount,
    /// A token account that the issuer owns, for tokens that were sent to the vault without a contribution.
    #[account(mut)]
    pub destination: UncheckedAccount,
    pub token_program: UncheckedAccount,
}

impl CreateVault {
    fn validate(&self, now: Timestamp) -> Result<()> {
        require!(address_eq(&self.bounty.issuer, self.issuer.address()), BountyError::NotIssuer);
        self.bounty.require_phase(Phase::Draft, now)?;
        require!(self.bounty.vault_bump == 0, BountyError::VaultExists);
        require!(address_eq(&self.bounty.mint, self.mint.address()), BountyError::OtherMint);
        tokens::validate_mint(self.mint.account(), self.token_program.account())
    }

    pub fn run(&mut self, bump: u8) -> Result<()> {
        self.validate(now()?)?;

        let bounty = *self.bounty.address();
        self.bounty.vault_bump = bump;
        let (account, token_program) = (self.vault.account(), self.token_program.account());
        let seeds: [&[u8]; 3] = [seeds::VAULT, bounty.as_ref(), &[bump]];
        create_account_signed(self.issuer.account(), account, ACCOUNT_SPACE, token_program.address(), &seeds)?;
        Vault { bounty: &self.bounty, account, token_program }.initialize(self.mint.account())?;
        Ok(())
    }
}

impl CloseVault {
    fn validate(&self) -> Result<()> {
        require!(address_eq(&self.bounty.issuer, self.issuer.address()), BountyError::NotIssuer);
        require!(self.bounty.is_empty(), BountyError::BountyInUse);
        Ok(())
    }

    pub fn run(&mut self) -> Result<()> {
        self.validate()?;

        let given = tokens::balance(&self.bounty, self.vault.account())?;
        let (account, token_program) = (self.vault.account(), self.token_program.account());
        let vault = Vault { bounty: &self.bounty, account, token_program };
        if given != 0 {
            let payee = Payee { owner: self.issuer.address(), agrees: true };
            vault.pay(self.destination.account(), payee, given)?;
        }
        vault.close(self.issuer.account())?;
        self.bounty.vault_bump = 0;
        Ok(())
    }
}
