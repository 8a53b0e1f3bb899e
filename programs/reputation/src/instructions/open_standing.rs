//! Opening a standing.

use anchor_lang::prelude::*;
use kit::{emit, Account};
use units::Q32;

use crate::{
    seeds,
    state::{Reputation, Standing},
    StandingOpened,
};

// The reputation's address is not derived: the program creates one account with this discriminator per network.
#[derive(Accounts)]
pub struct OpenStanding {
    #[account(mut)]
    pub owner: Signer,
    pub reputation: Account<Reputation>,
    #[account(
        init,
        payer = owner,
        seeds = [seeds::STANDING, reputation.network.as_ref(), owner.address().as_ref()],
        bump
    )]
    pub standing: Account<Standing>,
    pub system_program: Program<System>,
}

impl OpenStanding {
    pub fn run(&mut self, bump: u8) -> Result<()> {
        let (network, owner) = (self.reputation.network, *self.owner.address());
        // Fields that are not set are zero, as the system program creates them.
        self.standing.network = network;
        self.standing.owner = owner;
        self.standing.genesis = self.reputation.genesis;
        self.standing.half_life = self.reputation.parameters.half_life.0;
        self.standing.endorsement_discount = self.reputation.parameters.endorsement_discount.0;
        self.standing.stake_factor = Q32::ONE.0;
        self.standing.bump = bump;
        emit(StandingOpened { standing: *self.standing.address(), network, owner });
        Ok(())
    }
}
