//! How much an authority can spend at once. An attacker who takes over the authority cannot spend more than that
//! either.

use units::{Seconds, Timestamp};

use crate::leftover::part;

/// A spending limit that replenishes evenly over a period. There is no edge at which two periods' worth can be spent at
/// once, and in any period at most twice the limit can be spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// The most that can be spent at once, in lamports or base units.
    pub limit: u64,
    /// The time after which all of it can be spent again.
    pub period: Seconds,
    /// What was spent and has not been replenished, as of `at`.
    pub spent: u64,
    /// When `spent` was last updated.
    pub at: Timestamp,
}

/// The amount is more than can be spent now. Nothing has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OverLimit {
    /// What can be spent now.
    pub available: u64,
}

impl Allowance {
    /// What can be spent now, rounded down, in favor of the treasury.
    pub fn available(&self, now: Timestamp) -> u64 {
        self.limit.saturating_sub(self.still_spent(now))
    }

    /// Spends an amount.
    ///
    /// # Errors
    /// [`OverLimit`] if the amount is more than [`Allowance::available`].
    pub fn spend(&mut self, amount: u64, now: Timestamp) -> Result<(), OverLimit> {
        let available = self.available(now);
        if amount > available {
            return Err(OverLimit { available });
        }
        self.spent = self.still_spent(now).saturating_add(amount);
        self.at = self.at.max(now);
        Ok(())
    }

    fn still_spent(&self, now: Timestamp) -> u64 {
        let elapsed = now.since(self.at).0;
        let filled = match elapsed >= self.period.0 {
            true => self.limit,
            false => part(self.limit, elapsed, self.period.0),
        };
        self.spent.saturating_sub(filled)
    }
}

impl core::fmt::Display for OverLimit {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "only {} can be spent now: spend less, or wait", self.available)
    }
}

impl core::error::Error for OverLimit {}
