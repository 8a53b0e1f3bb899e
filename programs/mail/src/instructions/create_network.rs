//! Founding a network.

use anchor_lang::prelude::*;

use crate::{
    seeds,
    state::{Network, Rules},
    MailError, NetworkCreated,
};

#[derive(Accounts)]
#[instruction(name: [u8; 32])]
pub struct CreateNetwork {
    #[account(mut)]
    pub founder: Signer,
    #[account(init, payer = founder, seeds = [seeds::NETWORK, founder.address().as_ref(), name.as_ref()], bump)]
    pub network: Account<Network>,
    pub system_program: Program<System>,
}

impl CreateNetwork {
    fn validate(name: &[u8; 32], treasury: &Address, rules: &Rules) -> Result<()> {
        Network::validate_name(name)?;
        require!(*treasury != Address::default(), MailError::InvalidTreasury);
        rules.validate()
    }

    pub fn run(&mut self, name: [u8; 32], treasury: Address, rules: Rules, bump: u8) -> Result<()> {
        Self::validate(&name, &treasury, &rules)?;

        let founder = *self.founder.address();
        *self.network =
            Network { authority: founder, treasury, founder, name, rules, rules_version: 1, bump, padding: [0; 3] };
        emit!(NetworkCreated { network: *self.network.address(), founder, treasury });
        Ok(())
    }
}
