//! Creating a network's reputation and its token.

use anchor_lang::{address_eq, cpi::try_find_program_address, prelude::*};
use kit::{emit, now, Account};
use mail_interface::NetworkHead;
use reputation_core::{Interest, Parameters};

use crate::{
    seeds,
    state::Reputation,
    token::{NewMint, Texts, TOKEN_2022},
    ReputationCreated, ReputationError,
};

#[derive(Accounts)]
pub struct CreateReputation {
    #[account(mut)]
    pub authority: Signer,
    pub network: Account<NetworkHead>,
    #[account(init, payer = authority, seeds = [seeds::REPUTATION, network.address().as_ref()], bump)]
    pub reputation: Account<Reputation>,
    /// Anchor does not create it: Anchor has no support for its extensions.
    #[account(mut, seeds = [seeds::MINT, network.address().as_ref()], bump)]
    pub mint: UncheckedAccount,
    #[account(address = TOKEN_2022)]
    pub token_program: UncheckedAccount,
    pub system_program: Program<System>,
}

impl CreateReputation {
    fn validate(&self, parameters: &Parameters, texts: &Texts) -> Result<()> {
        require!(address_eq(&self.network.authority, self.authority.address()), ReputationError::NotAuthority);
        parameters.validate().map_err(ReputationError::from)?;
        texts.validate()
    }

    pub fn run(&mut self, parameters: Parameters, texts: Texts, bumps: &CreateReputationBumps) -> Result<()> {
        self.validate(&parameters, &texts)?;
        let interest = Interest::for_half_life(parameters.half_life);
        let interest = interest.map_err(|_| ReputationError::InvalidHalfLife)?;

        let (network, mint) = (*self.network.address(), *self.mint.address());
        // Fields that are not set are zero, as the system program creates them: nothing is proposed or seeded.
        self.reputation.network = network;
        self.reputation.mint = mint;
        self.reputation.awards =
            try_find_program_address(&[bounty_interface::AWARDS, network.as_ref()], &bounty_interface::ID)?.0;
        // Token-2022 reads the same clock, so its interest starts at this same second.
        self.reputation.genesis = now()?.0;
        self.reputation.parameters = parameters;
        self.reputation.bump = bumps.reputation;

        let (payer, mint_bump) = (self.authority.account(), bumps.mint);
        let new = NewMint { payer, mint: self.mint.account(), mint_bump, reputation: &self.reputation };
        new.create(interest.rate_bps, &texts)?;
        emit(ReputationCreated { reputation: *self.reputation.address(), network, mint });
        Ok(())
    }
}
