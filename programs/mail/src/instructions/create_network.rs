//! Creating a network.

use anchor_lang::prelude::*;
use kit::{emit, Account};
use postage::Rules;

use crate::{
    seeds,
    state::{Ledger, Network},
    MailError, NetworkCreated,
};

#[derive(Accounts)]
#[instruction(name: [u8; 32])]
pub struct CreateNetwork {
    #[account(mut)]
    pub founder: Signer,
    #[account(init, payer = founder, seeds = [seeds::NETWORK, founder.address().as_ref(), name.as_ref()], bump)]
    pub network: Account<Network>,
    #[account(init, payer = founder, seeds = [seeds::LEDGER, network.address().as_ref()], bump)]
    pub ledger: Account<Ledger>,
    pub system_program: Program<System>,
}

impl CreateNetwork {
    fn validate(name: &[u8; 32], treasury: &Address, rules: &Rules) -> Result<()> {
        Network::validate_name(name)?;
        require!(*treasury != Address::default(), MailError::InvalidTreasury);
        rules.validate().map_err(|error| MailError::from(error).into())
    }

    pub fn run(&mut self, name: [u8; 32], treasury: Address, rules: Rules, bumps: &CreateNetworkBumps) -> Result<()> {
        Self::validate(&name, &treasury, &rules)?;

        let (network, founder) = (*self.network.address(), *self.founder.address());
        // All other fields are zero, as the system program leaves them: nothing is proposed, paused or counted.
        self.network.authority = founder;
        self.network.treasury = treasury;
        self.network.founder = founder;
        self.network.name = name;
        self.network.put_in_force(rules);
        self.network.rules_version = 1;
        self.network.bump = bumps.network;
        self.ledger.network = network;
        self.ledger.bump = bumps.ledger;
        emit(NetworkCreated { network, founder, treasury });
        Ok(())
    }
}
