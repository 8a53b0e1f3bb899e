//! A network's treasury, one for SOL and one for each token: everything above its rent, or in token accounts that it owns,
//! is the community's, wherever it came from.

use anchor_lang::prelude::*;
use bounty_core::Allowance;
use bounty_interface::TreasuryHead;
use kit::{assert_begins_with, rent};
use units::{Seconds, Timestamp};

use crate::{tokens::is_sol, BountyError};

assert_begins_with!(Treasury, TreasuryHead { network, mint });

#[account]
pub struct Treasury {
    pub network: Address,
    /// What lies in it: a token, or SOL for the default address.
    pub mint: Address,
    /// What the authority can allocate at once.
    pub limit: u64,
    /// Seconds after which all of it can be allocated again.
    pub period: u64,
    /// What was allocated and are not filled up again, as of `spent_at`.
    pub spent: u64,
    /// Unix seconds.
    pub spent_at: i64,
    /// The limit that was proposed last, for as long as `due_at` is not zero.
    pub pending_limit: u64,
    /// When it can be applied, in unix seconds; zero where none waits.
    pub due_at: i64,
    pub bump: u8,
    pub padding: [u8; 7],
}

impl Treasury {
    /// The shortest and the longest period of an allowance.
    const PERIODS: core::ops::RangeInclusive<u64> = 86_400..=366 * 86_400;

    /// Refuses a period that is out of bounds.
    pub fn validate_period(period: u64) -> Result<()> {
        require!(Self::PERIODS.contains(&period), BountyError::InvalidAllowance);
        Ok(())
    }

    /// Whether SOL lies in it.
    pub fn is_for_sol(&self) -> bool {
        is_sol(&self.mint)
    }

    /// Counts an allocation, within the allowance.
    pub fn allocate(&mut self, amount: u64, now: Timestamp) -> Result<()> {
        let (limit, period, spent) = (self.limit, Seconds(self.period), self.spent);
        let mut allowance = Allowance { limit, period, spent, at: Timestamp(self.spent_at) };
        allowance.spend(amount, now).map_err(|_| BountyError::OverAllowance)?;
        self.spent = allowance.spent;
        self.spent_at = allowance.at.0;
        Ok(())
    }

    /// Makes a new limit public, instead of any that waited.
    pub fn propose(&mut self, limit: u64, delay: Seconds, now: Timestamp) {
        self.pending_limit = limit;
        self.due_at = now.after(delay).0;
    }

    /// Puts the limit that waits in force, once it is due. What was spent stays spent.
    pub fn apply(&mut self, now: Timestamp) -> Result<()> {
        require!(self.due_at != 0, BountyError::NothingProposed);
        require!(now.0 >= self.due_at, BountyError::LimitNotDue);
        self.limit = self.pending_limit;
        self.due_at = 0;
        Ok(())
    }

    /// Refuses a treasury that would hold less than its rent.
    pub fn invariant(&self, lamports: u64, space: usize) -> Result<()> {
        require!(lamports >= rent(space)?, BountyError::TreasuryTooPoor);
        Ok(())
    }
}
