//! A community's last year, a week at a time: what it earned, invested and spent.

use units::Timestamp;
#[cfg(feature = "anchor")]
use {
    anchor_lang::{AnchorDeserialize, AnchorSerialize, IdlType},
    bytemuck::{Pod, Zeroable},
};

/// How many weeks are kept.
pub const WEEKS: usize = 52;

const DAY: i64 = 86_400;

/// What happened in one week. Amounts are lamports.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "anchor", derive(AnchorDeserialize, AnchorSerialize, IdlType, Pod, Zeroable))]
#[cfg_attr(feature = "borsh", derive(borsh::BorshDeserialize, borsh::BorshSerialize))]
pub struct Week {
    /// Which week: see [`week_of`].
    pub number: u64,
    /// What verdicts earned their recipients.
    pub earned: u64,
    /// What was contributed to the treasury and to bounties.
    pub invested: u64,
    /// What awards paid.
    pub spent: u64,
    /// What of it winners had contributed themselves.
    pub self_funded: u64,
    /// Mailboxes that were open when it was last looked at.
    pub mailboxes: u64,
}

/// The number of a moment's week, from Monday to Sunday (UTC): weeks since the Monday before 1970. A clock before that
/// counts as it.
pub fn week_of(now: Timestamp) -> u64 {
    // The first of January 1970 was a Thursday.
    let days = now.0.max(0).saturating_div(DAY).saturating_add(3);
    days.saturating_div(7).unsigned_abs()
}

/// Where the week of this number has its place: the remainder by [`WEEKS`].
fn place_of(number: u64) -> usize {
    number.checked_rem(WEEKS as u64).map_or(0, |place| place as usize)
}

/// The week of a moment, among the last ones, each of which keeps its place until a year later's takes it. It is as empty
/// as it begins; a clock that went back by a year finds the newer week in its place, and counts into that.
pub fn week_at(weeks: &mut [Week; WEEKS], now: Timestamp) -> &mut Week {
    let number = week_of(now);
    let week = &mut weeks[place_of(number)];
    if week.number < number {
        *week = Week { number, ..Week::default() };
    }
    week
}

/// The weeks that are less than a year old, the oldest first.
pub fn recent_weeks(weeks: &[Week; WEEKS], now: Timestamp) -> impl Iterator<Item = Week> + '_ {
    let this = week_of(now);
    let first = this.saturating_sub(WEEKS as u64).saturating_add(1);
    (first..=this).filter_map(|number| {
        let week = weeks[place_of(number)];
        (week.number == number).then_some(week)
    })
}

impl Week {
    /// What came in and what went out, as a sum: the gross product of the week.
    pub fn gross(&self) -> u64 {
        self.earned.saturating_add(self.spent)
    }

    /// The same without what people paid to themselves.
    pub fn net(&self) -> u64 {
        self.gross().saturating_sub(self.self_funded)
    }
}
