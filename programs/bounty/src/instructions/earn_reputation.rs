//! Recording an award at its winner's standing.

use anchor_lang::{address_eq, prelude::*};
use bounty_core::self_funded_part;
use kit::Account;
use pinocchio::cpi::{Seed, Signer};
use reputation_interface::{RecordAwardCall, Standing};
use units::Lamports;

use crate::{
    seeds,
    state::{Bounty, Submission},
    BountyError,
};

// No signer: there is nothing to choose. The reputation program checks its own accounts.
#[derive(Accounts)]
pub struct EarnReputation {
    pub bounty: Account<Bounty>,
    #[account(mut)]
    pub submission: Account<Submission>,
    /// Signs for this program.
    #[account(seeds = [seeds::AWARDS, bounty.network.as_ref()], bump)]
    pub awards: UncheckedAccount,
    pub reputation: UncheckedAccount,
    #[account(mut)]
    pub standing: UncheckedAccount,
    pub reputation_program: UncheckedAccount,
}

impl EarnReputation {
    fn validate(&self) -> Result<()> {
        require!(address_eq(&self.submission.bounty, self.bounty.address()), BountyError::OtherBounty);
        require!(self.bounty.terms.earns_reputation != 0, BountyError::NoReputation);
        require!(self.submission.paid != 0, BountyError::AwardUnclaimed);
        require!(self.submission.earned == 0, BountyError::AlreadyPaid);
        // The reputation program checks the standing's network.
        let standing = Account::<Standing>::load(*self.standing.account())?;
        require!(address_eq(&standing.owner, &self.submission.submitter), BountyError::WrongStanding);
        Ok(())
    }

    pub fn run(&mut self, bump: u8) -> Result<()> {
        self.validate()?;

        self.submission.earned = 1;
        // Contributors' money earns no reputation: a winner could have contributed it to themselves.
        let spent = self_funded_part(self.bounty.terms.reward, self.bounty.allocated, self.bounty.funded);
        let bump = [bump];
        let seeds = [Seed::from(seeds::AWARDS), Seed::from(self.bounty.network.as_ref()), Seed::from(&bump)];
        let call = RecordAwardCall {
            awards: self.awards.account(),
            reputation: self.reputation.account(),
            standing: self.standing.account(),
        };
        call.invoke(Lamports(spent), Signer::from(&seeds));
        Ok(())
    }
}
