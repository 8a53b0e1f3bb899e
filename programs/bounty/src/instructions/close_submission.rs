//! Closing a submission: its stake returns to the submitter or goes to the treasury, and if too few reviewers have judged
//! it, the bond pays the submitter.

use anchor_lang::{address_eq, prelude::*};
use bounty_core::Phase;
use kit::{decrease, emit, now, Account};
use units::Timestamp;

use crate::{
    state::{Bounty, Submission, Treasury},
    BountyError, SubmissionClosed,
};

// No signer: the money has one place to go. Seeds are not checked: the program creates accounts with these
// discriminators at their one address only.
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

        // In a cancelled bounty a submission may have had no chance to be revealed or judged, so nothing is forfeited.
        let forfeits = self.bounty.cancelled == 0 && self.submission.forfeits(self.bounty.terms.threshold);
        let forfeited = if forfeits { self.submission.stake } else { 0 };
        self.submission.sub_lamports(forfeited)?;
        self.treasury.add_lamports(forfeited)?;
        let bond = self.pay_bond()?;
        decrease(&mut self.bounty.open_submissions, 1).ok_or(BountyError::Overflow)?;
        let (submission, submitter) = (*self.submission.address(), self.submission.submitter);
        emit(SubmissionClosed { submission, submitter, forfeited, bond });
        self.submission.close(*self.submitter.account())
    }

    /// Moves what the submission is owed of the bond to it. In a cancelled bounty, too: nobody will judge it any more.
    fn pay_bond(&mut self) -> Result<u64> {
        let bond = self.submission.owed_bond(&self.bounty.terms);
        if bond != 0 {
            decrease(&mut self.bounty.bond, bond).ok_or(BountyError::Insolvent)?;
            self.bounty.sub_lamports(bond)?;
            self.submission.add_lamports(bond)?;
            self.bounty.invariant(self.bounty.get_lamports())?;
        }
        Ok(bond)
    }
}
