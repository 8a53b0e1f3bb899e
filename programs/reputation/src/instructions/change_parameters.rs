//! Changing a reputation's parameters after a public delay.

use anchor_lang::{address_eq, prelude::*};
use kit::{emit, now, Account};
use mail_interface::NetworkHead;
use reputation_core::Parameters;

use crate::{state::Reputation, ParametersApplied, ParametersProposed, ReputationError};

// Seeds are not checked: the programs create accounts with these discriminators at their one address only.
#[derive(Accounts)]
pub struct ProposeParameters {
    pub authority: Signer,
    pub network: Account<NetworkHead>,
    #[account(mut)]
    pub reputation: Account<Reputation>,
}

// No signer: the authority signed the proposal.
#[derive(Accounts)]
pub struct ApplyParameters {
    #[account(mut)]
    pub reputation: Account<Reputation>,
}

impl ProposeParameters {
    fn validate(&self) -> Result<()> {
        require!(address_eq(&self.network.authority, self.authority.address()), ReputationError::NotAuthority);
        require!(address_eq(&self.reputation.network, self.network.address()), ReputationError::OtherNetwork);
        Ok(())
    }

    pub fn run(&mut self, parameters: Parameters) -> Result<()> {
        self.validate()?;
        let (delay, now) = (self.network.rules.rules_delay, now()?);
        self.reputation.propose(parameters, delay, now)?;
        emit(ParametersProposed { reputation: *self.reputation.address(), due_at: self.reputation.due_at });
        Ok(())
    }
}

impl ApplyParameters {
    pub fn run(&mut self) -> Result<()> {
        self.reputation.apply(now()?)?;
        emit(ParametersApplied { reputation: *self.reputation.address() });
        Ok(())
    }
}
