//! What a community earned, invested and spent in each week of the last year.

use anchor_lang::prelude::*;
use bounty_core::{week_at, Week, WEEKS};
use units::Timestamp;

#[account]
pub struct WeeklyStats {
    pub network: Address,
    /// What the mail program's ledger had counted at the last tally, in lamports.
    pub seen_earned: u64,
    /// A ring of weeks: see `bounty_core::week_at`.
    pub weeks: [Week; WEEKS],
    pub bump: u8,
    pub padding: [u8; 7],
}

impl WeeklyStats {
    /// Counts a contribution, in lamports.
    #[inline(never)]
    pub fn invest(&mut self, amount: u64, now: Timestamp) {
        let week = week_at(&mut self.weeks, now);
        week.invested = week.invested.saturating_add(amount);
    }

    /// Counts an award, and the part of it that its winner had contributed, in lamports.
    #[inline(never)]
    pub fn spend(&mut self, amount: u64, self_funded: u64, now: Timestamp) {
        let week = week_at(&mut self.weeks, now);
        week.spent = week.spent.saturating_add(amount);
        week.self_funded = week.self_funded.saturating_add(self_funded);
    }

    /// Adds what the mail program's ledger has counted since the last tally.
    #[inline(never)]
    pub fn tally(&mut self, earned: u64, mailboxes: u64, now: Timestamp) {
        let since = earned.saturating_sub(self.seen_earned);
        self.seen_earned = earned;
        let week = week_at(&mut self.weeks, now);
        week.earned = week.earned.saturating_add(since);
        week.mailboxes = mailboxes;
    }
}
