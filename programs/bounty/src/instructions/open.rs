//! Opening a bounty for submissions.

use anchor_lang::{address_eq, prelude::*};
use bounty_core::Phase;
use kit::{emit, now, Account};
use units::Timestamp;

use crate::{state::Bounty, BountyError, BountyOpened};

// No seeds are checked: the program made every account with this discriminator, at its one address.
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

        // Zero stands for a bounty that is not open, and a clock before 1970 for none.
        self.bounty.opened_at = now.0.max(1);
        emit(BountyOpened { bounty: *self.bounty.address() });
        Ok(())
    }
}
