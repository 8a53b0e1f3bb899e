//! What a community earned, invested and spent.

use bmail_sdk::accounts::Week;
use bmail_testing::BountyError;
use solana_pubkey::Pubkey;

use super::super::{Model, Prediction, Reasons, WeeklyStats, known};

/// How many weeks an account keeps.
const KEPT: u64 = 52;

impl Model {
    pub(super) fn tally(&mut self, [ledger, weekly_stats]: [Pubkey; 2]) -> Prediction {
        let totals = known(&self.ledgers, ledger)?;
        let state = known(&self.weekly_stats, weekly_stats)?;
        Reasons::default().when(state.network != totals.network, BountyError::OtherNetwork).none()?;
        self.weekly_stats.entry(weekly_stats).and_modify(|weekly_stats| weekly_stats.seen_earned = totals.earned);
        let week = self.week(weekly_stats);
        week.earned += totals.earned - state.seen_earned;
        week.mailboxes = totals.mailboxes;
        Ok(())
    }

    /// The current week, from Monday to Sunday. January 1, 1970 was a Thursday.
    pub(super) fn week(&mut self, weekly_stats: Pubkey) -> &mut Week {
        let number = (self.now / 86_400 + 3) as u64 / 7;
        let all = &mut self.weekly_stats.get_mut(&weekly_stats).expect("checked by the caller").all;
        all.entry(number).or_insert(Week { number, ..nothing() })
    }
}

impl WeeklyStats {
    /// The week in each slot of the account: the latest one that belongs in that slot.
    pub fn kept(&self) -> impl Iterator<Item = Week> {
        let last = |place| self.all.values().rfind(|week| week.number % KEPT == place);
        (0..KEPT).map(move |place| last(place).cloned().unwrap_or(nothing()))
    }

    /// The account's bytes, without its discriminator and its bump.
    pub fn bytes(&self) -> Vec<u8> {
        let numbers =
            |week: Week| [week.number, week.earned, week.invested, week.spent, week.self_funded, week.mailboxes];
        let mut bytes = self.network.to_bytes().to_vec();
        bytes.extend(self.seen_earned.to_le_bytes());
        for week in self.kept() {
            bytes.extend(numbers(week).map(u64::to_le_bytes).as_flattened());
        }
        bytes
    }
}

const fn nothing() -> Week {
    Week { number: 0, earned: 0, invested: 0, spent: 0, self_funded: 0, mailboxes: 0 }
}
