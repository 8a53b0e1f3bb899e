//! Bringing a holder's tokens to what their standing holds.

use anchor_lang::{address_eq, prelude::*};
use kit::{emit, Account};

use crate::{
    state::{Reputation, Standing},
    token::{is_associated, Balance, TOKEN_2022},
    ReputationError, Synced,
};

// No signer: there is nothing to choose. Seeds are not checked: the program creates accounts with these discriminators
// at their one address only.
#[derive(Accounts)]
pub struct Sync {
    pub reputation: Account<Reputation>,
    pub standing: Account<Standing>,
    #[account(mut)]
    pub mint: UncheckedAccount,
    /// The owner's associated token account.
    #[account(mut)]
    pub token_account: UncheckedAccount,
    #[account(address = TOKEN_2022)]
    pub token_program: UncheckedAccount,
}

impl Sync {
    fn validate(&self, bump: u8) -> Result<()> {
        let (mint, account) = (self.mint.address(), self.token_account.address());
        require!(address_eq(&self.standing.network, &self.reputation.network), ReputationError::OtherNetwork);
        require!(address_eq(&self.reputation.mint, mint), ReputationError::WrongMint);
        require!(is_associated(account, &self.standing.owner, mint, bump), ReputationError::WrongTokenAccount);
        Ok(())
    }

    pub fn run(&mut self, bump: u8) -> Result<()> {
        self.validate(bump)?;

        let (mint, account) = (self.mint.account(), self.token_account.account());
        let balance = Balance { reputation: &self.reputation, mint, account };
        let before = balance.read().ok_or(ReputationError::NoTokenAccount)?;
        let after = self.standing.held();
        balance.change(before, after)?;
        emit(Synced { standing: *self.standing.address(), before, after });
        Ok(())
    }
}
