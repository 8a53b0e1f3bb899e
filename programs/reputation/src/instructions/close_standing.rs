//! Closing a standing.

use anchor_lang::{address_eq, find_and_verify_program_address, prelude::*};
use kit::{emit, Account};

use crate::{
    state::{Reputation, Standing},
    token::{associated_seeds, Balance, ASSOCIATED_TOKEN, TOKEN_2022},
    ReputationError, StandingClosed,
};

// Seeds are not checked: the program creates accounts with these discriminators at their one address only.
#[derive(Accounts)]
pub struct CloseStanding {
    #[account(mut)]
    pub owner: Signer,
    pub reputation: Account<Reputation>,
    #[account(mut)]
    pub standing: Account<Standing>,
    #[account(mut)]
    pub mint: UncheckedAccount,
    /// The owner's associated token account, which need not exist.
    #[account(mut)]
    pub token_account: UncheckedAccount,
    #[account(address = TOKEN_2022)]
    pub token_program: UncheckedAccount,
}

impl CloseStanding {
    fn validate(&self) -> Result<()> {
        // standing
        require!(address_eq(&self.standing.owner, self.owner.address()), ReputationError::NotYourStanding);
        require!(address_eq(&self.standing.network, &self.reputation.network), ReputationError::OtherNetwork);
        require!(self.standing.given == 0, ReputationError::StillEndorsing);
        require!(self.standing.received == 0, ReputationError::StillEndorsed);

        // token
        let (mint, account) = (self.mint.address(), self.token_account.address());
        require!(address_eq(&self.reputation.mint, mint), ReputationError::WrongMint);
        let seeds = associated_seeds(self.owner.address(), mint);
        let searched = find_and_verify_program_address(&seeds, &ASSOCIATED_TOKEN, account);
        // An address at another bump holds no tokens to burn, and the owner's real ones would survive.
        require!(searched.is_ok(), ReputationError::WrongTokenAccount);
        Ok(())
    }

    pub fn run(&mut self) -> Result<()> {
        self.validate()?;

        // The tokens go with the shares that they mirror.
        let (mint, account) = (self.mint.account(), self.token_account.account());
        let balance = Balance { reputation: &self.reputation, mint, account };
        balance.change(balance.read().unwrap_or(0), 0)?;
        let (standing, network, owner) = (*self.standing.address(), self.standing.network, self.standing.owner);
        emit(StandingClosed { standing, network, owner, forfeited: self.standing.held() });
        self.standing.close(*self.owner.account())
    }
}
