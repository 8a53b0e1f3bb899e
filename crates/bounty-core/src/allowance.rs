//! How much an authority can spend at once, so that a captured one takes no more than that.

use units::{Seconds, Timestamp};

use crate::leftover::part;

/// A limit for each period, which fills up evenly: there is no edge at which two periods' worth can be had at once, and in
/// any period at most twice the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// What can be spent at once at most.
    pub limit: u64,
    /// After this time all of it can be spent again.
    pub period: Seconds,
    /// What was spent and is not filled up again, as of `at`.
    pub spent: u64,
    /// When that was.
    pub at: Timestamp,
}

/// More than can be spent now; then nothing has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OverLimit {
    /// What could be spent now.
    pub available: u64,
}

impl Allowance {
    /// What can be spent now, rounded down.
    pub fn available(&self, now: Timestamp) -> u64 {
        self.limit.saturating_sub(self.still_spent(now))
    }

    /// Spends an amount.
    ///
    /// # Errors
    /// [`OverLimit`].
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
        write!(f, "the limit leaves {} for now: spend less, or wait", self.available)
    }
}

impl core::error::Error for OverLimit {}
