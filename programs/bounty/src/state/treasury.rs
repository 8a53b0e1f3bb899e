//! A network's treasury: one for SOL, and one for each token. Everything it holds above its rent, or in token accounts
//! that it owns, belongs to the community, wherever it came from.

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
    /// The token that it holds; the default address means SOL.
    pub mint: Address,
    /// What the authority can allocate at once, in lamports or base units.
    pub limit: u64,
    /// Seconds after which all of it can be allocated again.
    pub period: u64,
    /// What was allocated and has not been replenished, as of `spent_at`.
    pub spent: u64,
    /// When `spent` was last updated, in unix seconds.
    pub spent_at: i64,
    /// The limit that was proposed last. It is waiting while `due_at` is not zero.
    pub pending_limit: u64,
    /// When it can be applied, in unix seconds; zero if none is waiting.
    pub due_at: i64,
    pub bump: u8,
    pub padding: [u8; 7],
}

impl Treasury {
    /// The shortest and the longest period of an allowance, in seconds: a day and 366 days.
    const PERIODS: core::ops::RangeInclusive<u64> = 86_400..=366 * 86_400;

    /// Refuses a period that is out of bounds.
    pub fn validate_period(period: u64) -> Result<()> {
        require!(Self::PERIODS.contains(&period), BountyError::InvalidAllowance);
        Ok(())
    }

    /// Whether it holds SOL instead of a token.
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

    /// Announces a new limit, in place of any that was waiting.
    pub fn propose(&mut self, limit: u64, delay: Seconds, now: Timestamp) {
        self.pending_limit = limit;
        self.due_at = now.after(delay).0;
    }

    /// Puts the waiting limit into force, once it is due. What was spent stays spent.
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
