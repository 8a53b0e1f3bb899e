//! What a community earned, invested and spent.

use bmail_sdk::accounts::Week;
use solana_pubkey::Pubkey;

use crate::model::{Model, WeeklyStats};

/// How many weeks an account keeps.
const KEPT: u64 = 52;

impl Model {
    /// The current week, from Monday to Sunday. January 1, 1970 was a Thursday.
    pub fn week(&mut self, weekly_stats: Pubkey) -> &mut Week {
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
