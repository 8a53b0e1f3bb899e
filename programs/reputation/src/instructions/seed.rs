//! Giving reputation to first citizens.

use anchor_lang::{address_eq, prelude::*};
use kit::{emit, now, Account};
use mail_interface::NetworkHead;

use crate::{
    state::{Reputation, Standing},
    ReputationError, Seeded,
};

// Seeds are not checked: the programs create accounts with these discriminators at their one address only.
#[derive(Accounts)]
pub struct Seed {
    pub authority: Signer,
    pub network: Account<NetworkHead>,
    #[account(mut)]
    pub reputation: Account<Reputation>,
    #[account(mut)]
    pub standing: Account<Standing>,
}

impl Seed {
    fn validate(&self) -> Result<()> {
        let network = self.network.address();
        require!(address_eq(&self.network.authority, self.authority.address()), ReputationError::NotAuthority);
        require!(address_eq(&self.reputation.network, network), ReputationError::OtherNetwork);
        require!(address_eq(&self.standing.network, network), ReputationError::OtherNetwork);
        Ok(())
    }

    pub fn run(&mut self, amount: u64) -> Result<()> {
        self.validate()?;
        let index = self.reputation.index(now()?);
        let shares = index.shares(units::Reputation(amount)).ok_or(ReputationError::IndexRunOut)?;
        self.reputation.spend_budget(amount)?;
        let shares = self.standing.earn(shares);
        emit(Seeded { standing: *self.standing.address(), shares });
        Ok(())
    }
}
