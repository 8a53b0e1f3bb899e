//! Committing to a submission.

use anchor_lang::prelude::*;
use bounty_core::Phase;
use kit::{increase, init_seeded, now, require_funded, Account};
use reputation_interface::Standing;
use units::{Reputation, Timestamp};

use crate::{
    seeds,
    state::{Bounty, Submission},
    BountyError,
};

// Only the submission's seed is checked: the program creates accounts with these discriminators at their one address
// only.
#[derive(Accounts)]
pub struct Commit {
    pub submitter: Signer,
    #[account(mut)]
    pub bounty: Account<Bounty>,
    /// A new account at the address derived from the submitter and the bounty, with its rent and the stake.
    #[account(mut)]
    pub submission: UncheckedAccount,
    /// The submitter's standing. It is ignored if the bounty asks for no reputation.
    pub standing: UncheckedAccount,
}

impl Commit {
    #[inline(always)]
    fn validate(&self, now: Timestamp) -> Result<()> {
        // bounty
        self.bounty.require_phase(Phase::Submitting, now)?;
        let most = self.bounty.terms.max_submissions;
        require!(self.bounty.submissions < most.into(), BountyError::TooManySubmissions);

        // submitter
        let submitter = self.submitter.address();
        require!(!self.bounty.is_judge(submitter), BountyError::JudgesCannotSubmit);
        if self.bounty.terms.min_reputation != Reputation(0) {
            self.validate_reputation(now)?;
        }

        // submission
        let (space, stake) = (Account::<Submission>::SPACE, self.bounty.terms.stake.0);
        let seed = seeds::submission(self.bounty.address());
        let refused = require_funded(self.submission.account(), submitter, &seed, &crate::ID, (space, stake));
        refused.map_err(|refusal| BountyError::from(refusal).into())
    }

    #[inline(never)]
    fn validate_reputation(&self, now: Timestamp) -> Result<()> {
        let (view, network) = (self.standing.account(), &self.bounty.network);
        let standing = Standing::find(view, network, self.submitter.address(), BountyError::WrongStanding)?;
        let reputation = standing.map_or(Reputation(0), |standing| standing.effective(standing.index(now)));
        require!(reputation >= self.bounty.terms.min_reputation, BountyError::ReputationTooLow);
        Ok(())
    }

    #[inline(always)]
    pub fn run(&mut self, commitment: [u8; 32]) -> Result<()> {
        self.validate(now()?)?;

        let mut submission = init_seeded::<Submission>(self.submission.account())?;
        submission.bounty = *self.bounty.address();
        submission.submitter = *self.submitter.address();
        submission.commitment = commitment;
        submission.stake = self.bounty.terms.stake.0;
        submission.number = self.bounty.submissions;
        increase(&mut self.bounty.submissions, 1).ok_or(BountyError::Overflow)?;
        increase(&mut self.bounty.open_submissions, 1).ok_or(BountyError::Overflow)?;
        Ok(())
    }
}
