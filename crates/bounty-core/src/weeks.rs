//! What a community earned, invested and spent in each week of the last year.

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
    /// The week's number: see [`week_of`].
    pub number: u64,
    /// What verdicts earned their recipients.
    pub earned: u64,
    /// What people contributed to the treasury and to bounties.
    pub invested: u64,
    /// What awards paid.
    pub spent: u64,
    /// The part of `spent` that its winners had contributed themselves.
    pub self_funded: u64,
    /// Mailboxes that were open at the last tally.
    pub mailboxes: u64,
}

/// The number of the week at a given time: weeks since the Monday before January 1, 1970. A week is from Monday to
/// Sunday, in UTC. An earlier time counts as the start of 1970.
pub fn week_of(now: Timestamp) -> u64 {
    // January 1, 1970 was a Thursday.
    let days = now.0.max(0).saturating_div(DAY).saturating_add(3);
    days.saturating_div(7).unsigned_abs()
}

/// A week's place in the ring: its number modulo [`WEEKS`].
fn place_of(number: u64) -> usize {
    number.checked_rem(WEEKS as u64).map_or(0, |place| place as usize)
}

/// The week at a given time, in a ring of the last [`WEEKS`] weeks. A new week starts empty and replaces the one that
/// is [`WEEKS`] older. If the clock went back that far, the newer week is kept and counts instead.
#[inline(never)]
pub fn week_at(weeks: &mut [Week; WEEKS], now: Timestamp) -> &mut Week {
    let number = week_of(now);
    let week = &mut weeks[place_of(number)];
    if week.number < number {
        *week = Week { number, ..Week::default() };
    }
    week
}

/// Those of the last [`WEEKS`] weeks that counted anything, oldest first.
pub fn recent_weeks(weeks: &[Week; WEEKS], now: Timestamp) -> impl Iterator<Item = Week> + '_ {
    let this = week_of(now);
    let first = this.saturating_sub(WEEKS as u64).saturating_add(1);
    (first..=this).filter_map(|number| {
        let week = weeks[place_of(number)];
        (week.number == number).then_some(week)
    })
}

impl Week {
    /// The gross product of the week: what was earned plus what was spent, in lamports.
    pub fn gross(&self) -> u64 {
        self.earned.saturating_add(self.spent)
    }

    /// The net product of the week: the gross product minus what people paid to themselves, in lamports.
    pub fn net(&self) -> u64 {
        self.gross().saturating_sub(self.self_funded)
    }
}
