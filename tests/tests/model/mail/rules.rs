//! Rules that networks can have, and rules that they cannot have.

use postage::{Growth, MAX_FEE, Rules};
use units::{Bps, Reputation};

use crate::prelude::*;

const HOUR: Seconds = Seconds(3_600);

/// Realistic ones; ones with odd shares; quick and cheap ones; expensive ones that leave the recipient almost
/// nothing; and ones under which prices grow from a lamport to the greatest cap.
pub const VALID: [Rules; 5] = [
    Rules::PERSONAL,
    Rules {
        base_fee: Lamports(12_345),
        byte_fee: Lamports(7),
        floor: Lamports(10_001),
        treasury_share: Bps(3_333),
        spam_forfeit: Bps(6_667),
        pair_half_life: Seconds::days(1),
        answering_period: Seconds::days(3),
        ..Rules::PERSONAL
    },
    Rules {
        base_fee: Lamports(0),
        byte_fee: Lamports(0),
        window_half_life: Seconds(60),
        window_growth: Growth::NONE,
        repeat_growth: Growth::NONE,
        newcomer_surcharge: Bps(0),
        answering_period: HOUR,
        rules_delay: HOUR,
        treasury_share: Bps(0),
        spam_forfeit: Bps(10_000),
        ..Rules::PERSONAL
    },
    Rules {
        floor: Lamports(50_000_000),
        cap: Lamports(10_000_000_000),
        window_free: 0,
        window_growth: Growth::per_message(Bps(160_000)),
        repeat_growth: Growth::per_message(Bps(30_000)),
        friend_discount: Bps(9_999),
        treasury_share: Bps(9_999),
        rules_delay: Seconds::days(90),
        ..Rules::PERSONAL
    },
    Rules {
        base_fee: Lamports(1),
        byte_fee: Lamports(0),
        cap: MAX_FEE,
        window_free: 0,
        window_growth: Growth::per_message(Bps(160_000)),
        repeat_growth: Growth::per_message(Bps(160_000)),
        newcomer_surcharge: Bps(1_000_000),
        friend_discount: Bps(9_999),
        ..Rules::PERSONAL
    },
];

/// Each breaks one bound.
pub const INVALID: [(Rules, MailError); 12] = [
    (Rules { floor: Lamports(9_999), ..Rules::PERSONAL }, MailError::FloorTooLow),
    (Rules { cap: Lamports(9_999), ..Rules::PERSONAL }, MailError::InvalidCap),
    (Rules { byte_fee: Lamports((1 << 24) + 1), ..Rules::PERSONAL }, MailError::InvalidFee),
    (Rules { pair_half_life: Seconds(59), ..Rules::PERSONAL }, MailError::InvalidHalfLife),
    (Rules { window_free: 10_001, ..Rules::PERSONAL }, MailError::InvalidWindowFree),
    (Rules { repeat_growth: Growth((4 << 32) + 1), ..Rules::PERSONAL }, MailError::InvalidGrowth),
    (Rules { newcomer_constant: Reputation(0), ..Rules::PERSONAL }, MailError::InvalidNewcomer),
    (Rules { friend_discount: Bps(10_000), ..Rules::PERSONAL }, MailError::InvalidFriendDiscount),
    (Rules { treasury_share: Bps(5_001), ..Rules::PERSONAL }, MailError::InvalidTreasuryShare),
    (Rules { spam_forfeit: Bps(10_001), ..Rules::PERSONAL }, MailError::InvalidSpamForfeit),
    (Rules { answering_period: Seconds(3_599), ..Rules::PERSONAL }, MailError::InvalidAnsweringPeriod),
    (Rules { rules_delay: Seconds::days(91), ..Rules::PERSONAL }, MailError::InvalidRulesDelay),
];

/// Why a network cannot have these rules; none if it can.
pub fn refusal(rules: &Rules) -> Option<MailError> {
    INVALID.into_iter().find(|(invalid, _)| invalid == rules).map(|(_, refusal)| refusal)
}

/// A choice of rules, by index into the tables.
#[derive(Clone, Copy, Debug)]
pub enum Wanted {
    Valid(usize),
    Invalid(usize),
}

impl Wanted {
    pub fn rules(self) -> Rules {
        match self {
            Self::Valid(index) => VALID[index],
            Self::Invalid(index) => INVALID[index].0,
        }
    }
}

pub fn wanted() -> impl Strategy<Value = Wanted> {
    prop_oneof![
        3 => (0..VALID.len()).prop_map(Wanted::Valid),
        2 => (0..INVALID.len()).prop_map(Wanted::Invalid),
    ]
}
