//! The figures that the documents name, and the bounds of rules.

use postage::*;

const NOW: Timestamp = Timestamp(1_800_000_000);
const RULES: Rules = Rules::PERSONAL;
const NOBODY: RecipientState = RecipientState { min_fee: Lamports(0) };

#[test]
fn a_strangers_first_300_bytes_cost_650_000_lamports() {
    let quote = quote(&RULES, &SenderState::new(NOW), &PairState::new(NOW), &NOBODY, 300, NOW).unwrap();
    assert_eq!(quote.postage, Lamports(650_000));
}

#[test]
fn the_thirtieth_message_of_a_day_costs_over_200_times_the_first() {
    let mut sender = SenderState::new(NOW);
    let prices: Vec<u64> = (0..30)
        .map(|_| {
            let quote = quote(&RULES, &sender, &PairState::new(NOW), &NOBODY, 300, NOW).unwrap();
            sender.load = quote.load;
            quote.postage.0
        })
        .collect();
    assert_eq!(prices[..5], [650_000; 5]);
    assert!(prices[29] > 200 * prices[0], "{prices:?}");
}

#[test]
fn friends_who_write_in_turns_pay_less_and_less() {
    let mut counts = [Q32::ZERO; 2];
    let mut last = [u64::MAX; 2];
    for turn in 0..10 {
        let (me, other) = (turn % 2, (turn + 1) % 2);
        let pair = PairState { sent: counts[me], received: counts[other], ..PairState::new(NOW) };
        let quote = quote(&RULES, &SenderState::new(NOW), &pair, &NOBODY, 300, NOW).unwrap();
        counts[me] = quote.sent;
        assert!(quote.postage.0 < last[me], "turn {turn}: {}", quote.postage);
        last[me] = quote.postage.0;
    }
    // five messages each: the discount is 95% of 5/6
    assert_eq!(last[1], 135_417);
}

/// Why the balance is not min / max (docs/decisions/0003-balance.md): with it, who was written to ten times would
/// send a long letter 9% cheaper by sending an empty one first.
#[test]
fn a_short_message_first_does_not_make_a_long_one_cheaper() {
    let written_to = PairState { received: Q32::from_int(10), ..PairState::new(NOW) };
    let price = |pair: &PairState, size| quote(&RULES, &SenderState::new(NOW), pair, &NOBODY, size, NOW).unwrap();
    let primed = PairState { sent: Q32::ONE, ..written_to };
    assert_eq!(price(&written_to, 60_000).postage, price(&primed, 60_000).postage);
}

#[test]
fn a_message_longer_than_the_longest_has_no_price() {
    let ask = |size| quote(&RULES, &SenderState::new(NOW), &PairState::new(NOW), &NOBODY, size, NOW);
    assert!(ask(MAX_SIZE).is_ok());
    assert_eq!(ask(MAX_SIZE + 1), Err(Error::TooLong));
}

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

#[test]
fn the_forfeit_of_spam_goes_to_the_treasury() {
    let settled = settle(Lamports(1_000_001), RULES.terms(), Verdict::Spam);
    // cut 100,000 (down), rest 900,001, forfeit 450,001 (up)
    assert_eq!(settled, Settlement { recipient: Lamports(450_000), treasury: Lamports(550_001) });
}
