//! Opening a bounty for submissions.

use anchor_lang::{address_eq, prelude::*};
use bounty_core::Phase;
use kit::{emit, now, rent, Account};
use units::Timestamp;

use crate::{state::Bounty, BountyError, BountyOpened};

// Seeds are not checked: the program creates accounts with this discriminator at their one address only.
#[derive(Accounts)]
pub struct Open {
    pub issuer: Signer,
    /// With its rent, what was contributed, and the bond.
    #[account(mut)]
    pub bounty: Account<Bounty>,
}

impl Open {
    fn validate(&self, now: Timestamp) -> Result<()> {
        require!(address_eq(&self.bounty.issuer, self.issuer.address()), BountyError::NotIssuer);
        self.bounty.require_phase(Phase::Draft, now)?;
        let total = self.bounty.terms.total();
        require!(self.bounty.funded == total, BountyError::NotFunded);
        match self.bounty.terms.bond.0 {
            0 => Ok(()),
            bond => self.validate_bond(bond),
        }
    }

    /// The bond is transferred to the bounty beforehand, so the balance is measured. What belongs to nobody else there
    /// is the issuer's when the bounty closes, so it counts no matter who gave it.
    #[inline(never)]
    fn validate_bond(&self, bond: u64) -> Result<()> {
        let rent = rent(self.bounty.account().data_len())?;
        // If the sum does not fit, it is more than any account holds.
        let needed = rent.saturating_add(self.bounty.lamports_held()).saturating_add(bond);
        require!(self.bounty.get_lamports() >= needed, BountyError::Underfunded);
        Ok(())
    }

    pub fn run(&mut self) -> Result<()> {
        let now = now()?;
        self.validate(now)?;

        // Zero means that the bounty is not open, so an earlier clock counts as 1.
        self.bounty.opened_at = now.0.max(1);
        self.bounty.bond = self.bounty.terms.bond.0;
        emit(BountyOpened { bounty: *self.bounty.address() });
        Ok(())
    }
}
