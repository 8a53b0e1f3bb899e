//! Shared by this crate's tests: generators of rules that `Rules::validate` accepts, and of states.

use postage::*;
use proptest::prelude::*;
use units::*;

pub const NOW: Timestamp = Timestamp(1_800_000_000);

/// The largest treasury share that leaves a signature fee of the floor. The cut is rounded down, so the exact product
/// may be larger by less than a lamport.
fn greatest_share(floor: u64) -> Bps {
    let part = u128::from(floor - SIGNATURE_FEE.0 + 1) * 10_000;
    Bps(((part - 1) / u128::from(floor)) as u32)
}

prop_compose! {
    /// Any rules that `Rules::validate` accepts, including the extremes.
    pub fn accepted_rules()(
        (base_fee, byte_fee) in (0..=1u64 << 40, 0..=1u64 << 24),
        (floor, cap) in (10_000..=1u64 << 50, 0..=1u64 << 50),
        (window_half_life, pair_half_life) in (60..=MAX_HALF_LIFE.0, 60..=MAX_HALF_LIFE.0),
        window_free in 0..=10_000u64,
        (window_growth, repeat_growth) in (0..=1u64 << 34, 0..=1u64 << 34),
        newcomer_constant in 1..=4_000_000_000u64,
        newcomer_surcharge in 0..=1_000_000u32,
        friend_discount in 0..10_000u32,
        (treasury_share, spam_forfeit) in (0..=10_000u32, 0..=10_000u32),
    ) -> Rules {
        let floor = floor.min(cap.max(10_000));
        let rules = Rules {
            base_fee: Lamports(base_fee),
            byte_fee: Lamports(byte_fee),
            floor: Lamports(floor),
            cap: Lamports(cap.max(floor)),
            window_half_life: Seconds(window_half_life),
            window_free,
            window_growth: Growth(window_growth),
            pair_half_life: Seconds(pair_half_life),
            repeat_growth: Growth(repeat_growth),
            newcomer_constant: Reputation(newcomer_constant),
            newcomer_surcharge: Bps(newcomer_surcharge),
            friend_discount: Bps(friend_discount),
            treasury_share: Bps(treasury_share).min(greatest_share(floor)),
            spam_forfeit: Bps(spam_forfeit),
            ..Rules::PERSONAL
        };
        assert_eq!(rules.validate(), Ok(()));
        rules
    }
}

prop_compose! {
    /// Rules with some numbers at their ends, where roundings weigh most and products are greatest.
    pub fn extreme_rules()(mut rules in accepted_rules(), at_its_end: [bool; 9], gentle in 0..=1u64 << 20) -> Rules {
        let mut set = |place: usize, edit: fn(&mut Rules)| if at_its_end[place] { edit(&mut rules) };
        set(0, |r| (r.base_fee, r.byte_fee) = (Lamports(1), Lamports(0)));
        set(1, |r| (r.floor, r.cap) = (Lamports(10_000), MAX_FEE));
        set(1, |r| r.treasury_share = r.treasury_share.min(Bps(5_000)));
        set(2, |r| r.window_growth = Growth(1 << 34));
        set(3, |r| r.repeat_growth = Growth(1 << 34));
        set(4, |r| r.window_free = 10_000);
        set(5, |r| r.friend_discount = Bps(9_999));
        set(6, |r| (r.window_half_life, r.pair_half_life) = (MAX_HALF_LIFE, MAX_HALF_LIFE));
        set(7, |r| r.newcomer_surcharge = Bps(1_000_000));
        if at_its_end[8] {
            (rules.window_growth, rules.repeat_growth) = (Growth(gentle), Growth(gentle));
        }
        assert_eq!(rules.validate(), Ok(()));
        rules
    }
}

/// The rules people will really use, the extreme ones, and any others.
pub fn rules() -> impl Strategy<Value = Rules> {
    prop_oneof![Just(Rules::PERSONAL), accepted_rules(), extreme_rules()]
}

/// A count of messages: mostly small, sometimes up to the maximum and beyond.
pub fn count() -> impl Strategy<Value = Q32> {
    prop_oneof![
        Just(Q32::ZERO),
        (0..40u32).prop_map(Q32::from_int),
        (0..=40u64 << 32).prop_map(Q32),
        (0..=Q32::MAX_COUNT.0).prop_map(Q32),
        // Around the greatest number of free messages, and almost full.
        (10_000u64 << 32..=10_030 << 32).prop_map(Q32),
        (0..=4u64 << 32).prop_map(|below| Q32(Q32::MAX_COUNT.0 - below)),
        any::<u64>().prop_map(Q32),
    ]
}

prop_compose! {
    pub fn sender()(load in count(), ago in 0..=10_000_000i64, reputation in prop_oneof![Just(0), any::<u64>()])
    -> SenderState {
        SenderState { load, load_at: Timestamp(NOW.0 - ago), reputation: Reputation(reputation) }
    }
}

prop_compose! {
    pub fn pair()(sent in count(), received in count(), alike: bool, ago in 0..=10_000_000i64) -> PairState {
        // People who answer receive about as much as they send.
        let received = if alike { Q32(sent.0.saturating_sub(received.0 % (8 << 32))) } else { received };
        PairState { sent, received, updated_at: Timestamp(NOW.0 - ago), mutual_contacts: false }
    }
}

prop_compose! {
    pub fn recipient()(min_fee in prop_oneof![Just(0), 0..=1u64 << 50]) -> RecipientState {
        RecipientState { min_fee: Lamports(min_fee) }
    }
}
