//! Revealing what was committed to.

use anchor_lang::{address_eq, prelude::*};
use bounty_core::Phase;
use kit::{now, Account};
use units::Timestamp;

use crate::{
    state::{Bounty, Submission},
    BountyError,
};

// Seeds are not checked: the program creates accounts with these discriminators at their one address only. No signature
// is needed: the commitment names the submitter, so whoever reveals it can only do what the submitter would.
#[derive(Accounts)]
pub struct Reveal {
    pub bounty: Account<Bounty>,
    #[account(mut)]
    pub submission: Account<Submission>,
}

impl Reveal {
    fn validate(&self, now: Timestamp) -> Result<()> {
        require!(address_eq(&self.submission.bounty, self.bounty.address()), BountyError::OtherBounty);
        // Not earlier: someone who commits later could copy it.
        self.bounty.require_phase(Phase::Revealing, now)
    }

    pub fn run(&mut self, content_hash: [u8; 32], salt: [u8; 32]) -> Result<()> {
        self.validate(now()?)?;
        self.submission.reveal(content_hash, salt)
    }
}
