//! Committing to a submission.

use anchor_lang::{address_eq, prelude::*};
use bounties::{Phase, MAX_SUBMISSIONS};
use postage::Timestamp;
use reputation_interface::Standing;

use crate::{
    questions::now,
    seeds,
    state::{take_over, Bounty, Submission},
    BountyError,
};

// No seeds are checked but the submission's: the program made every account with these discriminators, each at its one
// address.
#[derive(Accounts)]
pub struct Commit {
    pub submitter: Signer,
    #[account(mut)]
    pub bounty: Account<Bounty>,
    /// A new account at the address that submitter and bounty give, with its rent and the stake.
    #[account(mut)]
    pub submission: UncheckedAccount,
    /// The submitter's: looked at where the bounty asks for reputation.
    pub standing: UncheckedAccount,
}

impl Commit {
    #[inline(always)]
    fn validate(&self, now: Timestamp) -> Result<()> {
        // bounty
        self.bounty.require_phase(Phase::Submitting, now)?;
        require!(self.bounty.submissions < MAX_SUBMISSIONS, BountyError::TooManySubmissions);

        // submitter
        require!(!self.bounty.is_judge(self.submitter.address()), BountyError::JudgesCannotSubmit);
        match self.bounty.terms.min_reputation {
            0 => Ok(()),
            least => self.validate_reputation(least, now),
        }
    }

    fn validate_reputation(&self, least: u64, now: Timestamp) -> Result<()> {
        require!(!self.standing.account().is_data_empty(), BountyError::ReputationTooLow);
        let standing = Account::<Standing>::load(*self.standing.account())?;
        require!(address_eq(&standing.network, &self.bounty.network), BountyError::WrongStanding);
        require!(address_eq(&standing.owner, self.submitter.address()), BountyError::WrongStanding);
        require!(standing.effective(standing.index(now)).0 >= least, BountyError::ReputationTooLow);
        Ok(())
    }

    #[inline(always)]
    pub fn run(&mut self, commitment: [u8; 32]) -> Result<()> {
        self.validate(now()?)?;

        let (view, submitter, bounty) = (*self.submission.account(), *self.submitter.address(), *self.bounty.address());
        let stake = self.bounty.terms.stake;
        let mut submission: Account<Submission> =
            take_over(&view, &submitter, &seeds::submission(&bounty), Submission::SPACE, stake)?;
        submission.bounty = bounty;
        submission.submitter = submitter;
        submission.commitment = commitment;
        submission.stake = stake;
        submission.number = self.bounty.submissions;
        self.bounty.submissions = self.bounty.submissions.checked_add(1).ok_or(BountyError::Overflow)?;
        self.bounty.open_submissions = self.bounty.open_submissions.checked_add(1).ok_or(BountyError::Overflow)?;
        Ok(())
    }
}
