//! The values that the search tries.

use postage::Growth;
use reputation_core::{Interest, LONGEST_HALF_LIFE, Rate};
use units::{Bps, Lamports, Reputation, Seconds};

use crate::{communities::Community, tables::whole};

/// Surcharges for newcomers, in bps.
pub const SURCHARGES: [u32; 14] =
    [1_250, 2_500, 3_750, 5_000, 6_250, 7_500, 8_750, 10_000, 12_500, 15_000, 20_000, 30_000, 40_000, 190_000];
/// Treasury shares, in percent.
pub const SHARES: std::ops::RangeInclusive<u32> = 1..=50;
/// Half-lives of reputation, in days.
pub const HALF_LIVES: [u32; 5] = [90, 180, 365, 2 * 365, 5 * 365];
/// Rates, in reputation per SOL: these times a power of ten.
pub const RATES: [u64; 9] = [10, 15, 20, 25, 30, 40, 50, 60, 80];
/// The powers of ten, from 10 to 80,000 and 100,000 in all.
pub const POWERS: [u64; 5] = [1, 10, 100, 1_000, 10_000];
/// Both constants, in reputation.
pub const CONSTANTS: [u32; 9] = [1, 2, 4, 5, 10, 20, 50, 100, 200];
/// What a spam verdict burns, in percent.
pub const BURNS: [u32; 10] = [1, 2, 5, 10, 15, 20, 25, 30, 40, 50];
/// The factors of both growths, in bps.
pub const GROWTHS: [u32; 11] = [10_000, 10_500, 11_000, 11_500, 12_000, 12_500, 13_000, 14_000, 15_000, 17_500, 20_000];

/// Base fees are whole multiples of this.
const STEP: u64 = 1_000;

pub fn rates() -> impl DoubleEndedIterator<Item = Rate> {
    POWERS.into_iter().flat_map(|power| RATES.map(|rate| Rate::per_sol(Reputation(rate * power * 1_000_000))))
}

pub fn half_life(days: u32) -> Seconds {
    Interest::for_half_life(Seconds::days(days)).map_or(LONGEST_HALF_LIFE, |interest| interest.half_life)
}

pub fn constants() -> impl DoubleEndedIterator<Item = Reputation> {
    CONSTANTS.into_iter().map(whole)
}

pub fn growths() -> impl DoubleEndedIterator<Item = Growth> {
    GROWTHS.into_iter().map(|factor| Growth::per_message(Bps(factor)))
}

/// The community with this surcharge. The base fee follows from what a stranger's first letter is to cost.
pub fn with_surcharge(mut community: Community, surcharge: Bps) -> Community {
    let price = community.wishes.first_letter.0 * u64::from(Bps::WHOLE.0);
    let base = price.div_ceil(u64::from(Bps::WHOLE.0 + surcharge.0));
    let bytes = community.rules.byte_fee.0 * u64::from(community.size);
    community.rules.base_fee = Lamports(base.saturating_sub(bytes).next_multiple_of(STEP));
    community.rules.newcomer_surcharge = surcharge;
    community
}
