//! Reviewing a submission.

use anchor_lang::{address_eq, prelude::*};
use bounty_core::{Opinion, Outcome, Phase, Ranking};
use kit::{now, Account};
use units::Timestamp;

use crate::{
    state::{Bounty, Submission},
    BountyError,
};

// Seeds are not checked: the program creates accounts with these discriminators at their one address only.
#[derive(Accounts)]
pub struct Review {
    pub reviewer: Signer,
    #[account(mut)]
    pub bounty: Account<Bounty>,
    #[account(mut)]
    pub submission: Account<Submission>,
}

impl Review {
    #[inline(always)]
    fn validate(&self, now: Timestamp) -> Result<()> {
        require!(address_eq(&self.submission.bounty, self.bounty.address()), BountyError::OtherBounty);
        require!(self.submission.is_revealed(), BountyError::NotRevealed);
        self.bounty.require_phase(Phase::Reviewing, now)
    }

    #[inline(always)]
    pub fn run(&mut self, opinion: Opinion) -> Result<()> {
        self.validate(now()?)?;

        let reviewer = self.bounty.reviewer(self.reviewer.address())?;
        let outcome = self.submission.vote(reviewer, opinion, self.bounty.terms.threshold)?;
        let mut ranking = Ranking(self.bounty.accepted);
        ranking.set(self.submission.number, outcome == Outcome::Accepted);
        self.bounty.accepted = ranking.0;
        Ok(())
    }
}
