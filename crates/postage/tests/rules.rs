//! The default rules, and the bounds of all rules.

use postage::*;
use units::*;

const RULES: Rules = Rules::PERSONAL;

/// Shows mail.md: There are rules for three communities by their names, `personal` (the defaults), `newsletter` and
///   `circle`, and the program accepts them.
#[test]
fn the_presets_have_names_and_are_accepted() {
    assert_eq!(Rules::PRESETS.map(|(name, _)| name), ["personal", "newsletter", "circle"]);
    for (name, rules) in Rules::PRESETS {
        assert_eq!(rules.validate(), Ok(()), "{name}");
        assert_eq!(Rules::preset(name), Some(rules));
    }
    let all = [Rules::PERSONAL, Rules::NEWSLETTER, Rules::CIRCLE];
    assert_eq!(["personal", "newsletter", "circle"].map(Rules::preset), all.map(Some));
    assert_eq!(["", "Personal", "professional"].map(Rules::preset), [None; 3]);
}

/// The others are in docs/economics.md, which says why: `make economics ARGS=search`.
#[test]
fn the_defaults_are_those_of_the_search() {
    const DAY: u64 = 24 * 60 * 60;
    let periods = [RULES.window_half_life, RULES.pair_half_life, RULES.answering_period, RULES.rules_delay];
    assert_eq!(periods, [DAY, 30 * DAY, 14 * DAY, 7 * DAY].map(Seconds));
    let prices = [RULES.base_fee, RULES.byte_fee, RULES.floor, RULES.cap];
    assert_eq!(prices, [370_000, 100, 10_000, 1_000_000_000].map(Lamports));
    let shares = [RULES.newcomer_surcharge, RULES.friend_discount, RULES.treasury_share, RULES.spam_forfeit];
    assert_eq!(shares, [6_250, 9_990, 2_400, 5_000].map(Bps));
    let growths = [RULES.window_growth, RULES.repeat_growth];
    assert_eq!(growths, [12_500, 15_000].map(|factor| Growth::per_message(Bps(factor))));
    assert_eq!((RULES.window_free, RULES.newcomer_constant), (5, Reputation(10_000_000)));
}

/// Shows mail.md: A floor below two signature fees is refused, and so is a treasury share that leaves the recipient
///   less than one signature fee.
/// Shows security.md: Rules that keep people from leaving.
#[test]
fn each_bound_of_the_rules_is_enforced_and_reached() {
    use RulesError as E;
    let check = |edit: fn(&mut Rules), expected| {
        let mut rules = RULES;
        edit(&mut rules);
        assert_eq!(rules.validate(), expected, "{rules:?}");
    };
    assert_eq!(RULES.validate(), Ok(()));
    check(|r| r.floor = Lamports(9_999), Err(E::FloorTooLow));
    check(|r| r.cap = Lamports(9_999), Err(E::Cap));
    check(|r| r.cap = r.floor, Ok(()));
    check(|r| r.cap = MAX_FEE, Ok(()));
    check(|r| r.cap = Lamports(MAX_FEE.0 + 1), Err(E::Cap));
    check(|r| r.base_fee = Lamports((1 << 40) + 1), Err(E::Fee));
    check(|r| r.byte_fee = Lamports((1 << 24) + 1), Err(E::Fee));
    check(|r| (r.base_fee, r.byte_fee) = (Lamports(1 << 40), Lamports(1 << 24)), Ok(()));
    check(|r| r.window_half_life = Seconds(59), Err(E::HalfLife));
    check(|r| r.window_half_life = Seconds(60), Ok(()));
    check(|r| r.pair_half_life = Seconds(0), Err(E::HalfLife));
    check(|r| r.pair_half_life = MAX_HALF_LIFE, Ok(()));
    check(|r| r.pair_half_life = Seconds(MAX_HALF_LIFE.0 + 1), Err(E::HalfLife));
    check(|r| r.window_half_life = Seconds(MAX_HALF_LIFE.0 + 1), Err(E::HalfLife));
    check(|r| r.window_free = 10_001, Err(E::WindowFree));
    check(|r| r.window_free = 0, Ok(()));
    check(|r| r.window_growth = Growth((1 << 34) + 1), Err(E::Growth));
    check(|r| r.repeat_growth = Growth((1 << 34) + 1), Err(E::Growth));
    check(|r| (r.window_growth, r.repeat_growth) = (Growth::NONE, Growth(1 << 34)), Ok(()));
    check(|r| r.newcomer_constant = Reputation(0), Err(E::Newcomer));
    check(|r| r.newcomer_constant = Reputation(4_000_000_001), Err(E::Newcomer));
    check(|r| r.newcomer_surcharge = Bps(1_000_001), Err(E::Newcomer));
    check(|r| r.newcomer_surcharge = Bps(0), Ok(()));
    check(|r| r.friend_discount = Bps(10_000), Err(E::FriendDiscount));
    check(|r| r.friend_discount = Bps(9_999), Ok(()));
    check(|r| r.treasury_share = Bps(10_001), Err(E::TreasuryShare));
    check(|r| r.treasury_share = Bps(5_001), Err(E::TreasuryShare));
    check(|r| r.treasury_share = Bps(5_000), Ok(()));
    check(|r| r.spam_forfeit = Bps(10_001), Err(E::SpamForfeit));
    check(|r| r.spam_forfeit = Bps(10_000), Ok(()));
    check(|r| r.answering_period = Seconds(3_599), Err(E::AnsweringPeriod));
    check(|r| r.answering_period = Seconds::days(366), Err(E::AnsweringPeriod));
    check(|r| r.rules_delay = Seconds(0), Err(E::RulesDelay));
    check(|r| r.rules_delay = Seconds::days(91), Err(E::RulesDelay));
}

/// Shows mail.md: No rules can delay leaving for long.
#[test]
fn the_greatest_count_is_one_message_a_second_after_16_half_lives_of_36_days_at_most() {
    assert_eq!(MAX_HALF_LIFE, Seconds(36 * 24 * 60 * 60));
    let left = |elapsed| decay_up(Q32::MAX_COUNT, Seconds(elapsed), MAX_HALF_LIFE);
    assert!(left(16 * MAX_HALF_LIFE.0) > Q32::ONE);
    assert!(left(16 * MAX_HALF_LIFE.0 + 1) <= Q32::ONE);
}
