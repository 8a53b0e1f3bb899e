//! Closing a submission: its stake returns to the submitter or goes to the treasury, and if too few reviewers have judged
//! it, the bond pays the submitter.

use anchor_lang::{address_eq, prelude::*};
use bounty_core::Phase;
use kit::{decrease, emit, now, Account};
use reputation_interface::{Standing, STANDING};
use units::Timestamp;

use crate::{
    seeds,
    state::{Bounty, Submission, Treasury},
    BountyError, SubmissionClosed,
};

// No signer: the money has one place to go. Only the standing's seeds are checked: the programs create accounts with
// these discriminators at their one address only, but a missing account proves nothing at any other.
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
    /// The submitter's standing, whether or not it exists. It is ignored unless the submission's award can earn
    /// reputation and has not.
    pub standing: UncheckedAccount,
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
        if self.submission.paid != 0 && self.submission.earned == 0 && self.bounty.terms.earns_reputation != 0 {
            self.validate_unearned()?;
        }
        Ok(())
    }

    /// Refuses an award that `earn_reputation` can still record: whoever closes the submission first would take the
    /// reputation from its winner. Where there is no standing, there is nothing to wait for.
    #[inline(never)]
    fn validate_unearned(&self) -> Result<()> {
        let standing = &self.standing;
        let seeds = [STANDING, self.bounty.network.as_ref(), self.submission.submitter.as_ref()];
        let is_theirs = seeds::is_derived(standing.address(), seeds, &reputation_interface::ID);
        require!(is_theirs, BountyError::WrongStanding);
        require!(Account::<Standing>::load(*standing.account()).is_err(), BountyError::ReputationUnearned);
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
