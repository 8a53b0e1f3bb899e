//! Who wins, and when: the one place that knows the crates of the arithmetic.

use bounty_core::{week_of, WEEKS};
use units::{wide::mul_wide, Seconds, Timestamp};

use crate::layout::Bounty;

/// A submission's bit among the accepted ones, and the word that it is in; nothing for a number that there cannot be.
#[inline(always)]
pub fn bit(bounty: &Bounty, number: u32) -> Option<(usize, u64)> {
    let word = number as usize >> 6;
    (word < bounty.accepted.len()).then_some((word, 1u64.wrapping_shl(number)))
}

/// How many submissions were committed to before this one and are accepted.
#[inline(always)]
pub fn rank(bounty: &Bounty, (word, bit): (usize, u64)) -> u32 {
    let before = bounty.accepted.iter().take(word).fold(0u32, |sum, bits| sum.wrapping_add(ones(*bits)));
    before.wrapping_add(ones(bounty.accepted[word] & bit.wrapping_sub(1)))
}

/// How many bits are set. Counting them is dear, and most words have none.
#[inline(always)]
fn ones(bits: u64) -> u32 {
    match bits {
        0 => 0,
        _ => bits.count_ones(),
    }
}

/// What all winners get.
#[inline(never)]
pub fn rewards(bounty: &Bounty) -> u64 {
    let accepted = bounty.accepted.iter().fold(0u32, |sum, bits| sum.wrapping_add(ones(*bits)));
    let (over, rewards) = mul_wide(bounty.terms.reward, accepted.min(bounty.terms.awards.into()).into());
    if over == 0 {
        rewards
    } else {
        u64::MAX
    }
}

/// The first second at which nothing of the ranking changes any more.
#[inline(always)]
pub fn settles_at(bounty: &Bounty) -> i64 {
    let seconds = bounty.terms.periods.iter().fold(0u64, |sum, period| sum.wrapping_add(u64::from(*period)));
    Timestamp(bounty.opened_at).after(Seconds(seconds)).0
}

/// The number of a moment's week, and its place.
#[inline(always)]
pub fn week(now: i64) -> (u64, usize) {
    let number = week_of(Timestamp(now));
    (number, number.checked_rem(WEEKS as u64).map_or(0, |place| place as usize))
}

/// What of a reward its winner had contributed themselves.
#[inline(always)]
pub fn self_funded_part(reward: u64, contributed: u64, funded: u64) -> u64 {
    bounty_core::self_funded_part(reward, contributed, funded)
}
