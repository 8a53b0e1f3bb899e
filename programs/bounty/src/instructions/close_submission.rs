//! Ending a submission: its stake goes back, or to the treasury.

use anchor_lang::{address_eq, prelude::*};
use bounty_core::Phase;
use kit::{decrease, emit, now, Account};
use units::Timestamp;

use crate::{
    state::{Bounty, Submission, Treasury},
    BountyError, SubmissionClosed,
};

// Nobody has to sign: the money has one place to go. No seeds are checked: the program made every account with these
// discriminators, each at its one address.
#[derive(Accounts)]
pub struct CloseSubmission {
    #[account(mut)]
    pub bounty: Account<Bounty>,
    #[account(mut)]
    pub submission: Account<Submission>,
    /// The wallet that the submission names.
    #[account(mut)]
    pub submitter: UncheckedAccount,
    #[account(mut)]
    pub treasury: Account<Treasury>,
}

impl CloseSubmission {
    fn validate(&self, now: Timestamp) -> Result<()> {
        require!(address_eq(&self.submission.bounty, self.bounty.address()), BountyError::OtherBounty);
        require!(address_eq(&self.submission.submitter, self.submitter.address()), BountyError::WrongSubmitter);
        require!(address_eq(&self.treasury.network, &self.bounty.network), BountyError::WrongTreasury);
        require!(self.treasury.is_for_sol(), BountyError::OtherMint);
        if self.bounty.cancelled == 0 {
            require!(self.bounty.phase(now) == Phase::Settled, BountyError::WrongPhase);
            let wins = self.bounty.ranking().wins(self.submission.number, self.bounty.terms.awards);
            require!(!wins || self.submission.paid != 0, BountyError::AwardUnclaimed);
        }
        Ok(())
    }

    pub fn run(&mut self) -> Result<()> {
        self.validate(now()?)?;

        // Whoever had no chance to show or to be judged forfeits nothing.
        let forfeits = self.bounty.cancelled == 0 && self.submission.forfeits(self.bounty.terms.threshold);
        let forfeited = if forfeits { self.submission.stake } else { 0 };
        self.submission.sub_lamports(forfeited)?;
        self.treasury.add_lamports(forfeited)?;
        decrease(&mut self.bounty.open_submissions, 1).ok_or(BountyError::Overflow)?;
        let (submission, submitter) = (*self.submission.address(), self.submission.submitter);
        emit(SubmissionClosed { submission, submitter, forfeited });
        self.submission.close(*self.submitter.account())
    }
}
