//! Opening a bounty for submissions.

use anchor_lang::{address_eq, prelude::*};
use bounty_core::Phase;
use kit::{emit, now, Account};
use units::Timestamp;

use crate::{state::Bounty, BountyError, BountyOpened};

// Seeds are not checked: the program creates accounts with this discriminator at their one address only.
#[derive(Accounts)]
pub struct Open {
    pub issuer: Signer,
    #[account(mut)]
    pub bounty: Account<Bounty>,
}

impl Open {
    fn validate(&self, now: Timestamp) -> Result<()> {
        require!(address_eq(&self.bounty.issuer, self.issuer.address()), BountyError::NotIssuer);
        self.bounty.require_phase(Phase::Draft, now)?;
        let total = self.bounty.terms.total();
        require!(self.bounty.funded == total, BountyError::NotFunded);
        Ok(())
    }

    pub fn run(&mut self) -> Result<()> {
        let now = now()?;
        self.validate(now)?;

        // Zero means that the bounty is not open, so an earlier clock counts as 1.
        self.bounty.opened_at = now.0.max(1);
        emit(BountyOpened { bounty: *self.bounty.address() });
        Ok(())
    }
}
