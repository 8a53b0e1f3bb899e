//! Giving up a standing.

use anchor_lang::{address_eq, find_and_verify_program_address, prelude::*};
use kit::{emit, Account};

use crate::{
    state::{Reputation, Standing},
    token::{associated_seeds, Balance, ASSOCIATED_TOKEN, TOKEN_2022},
    ReputationError, StandingClosed,
};

// No seeds are checked: the program made every account with these discriminators, each at its one address.
#[derive(Accounts)]
pub struct CloseStanding {
    #[account(mut)]
    pub owner: Signer,
    pub reputation: Account<Reputation>,
    #[account(mut)]
    pub standing: Account<Standing>,
    #[account(mut)]
    pub mint: UncheckedAccount,
    /// The owner's associated token account, whether there is one or not.
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
        // At another bump there would be no tokens to burn, and those that there are would stay.
        require!(searched.is_ok(), ReputationError::WrongTokenAccount);
        Ok(())
    }

    pub fn run(&mut self) -> Result<()> {
        self.validate()?;

        // What the token shows goes with what it mirrors.
        let (mint, account) = (self.mint.account(), self.token_account.account());
        let balance = Balance { reputation: &self.reputation, mint, account };
        balance.change(balance.read().unwrap_or(0), 0)?;
        let (standing, network, owner) = (*self.standing.address(), self.standing.network, self.standing.owner);
        emit(StandingClosed { standing, network, owner, forfeited: self.standing.held() });
        self.standing.close(*self.owner.account())
    }
}
