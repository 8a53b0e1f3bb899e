//! Compares the arithmetic with high-precision arithmetic.

mod common;
use common::*;
use dashu::{
    float::{round::mode::HalfAway, FBig},
    integer::IBig,
};
use postage::*;
use proptest::prelude::*;
use units::*;

type Real = FBig<HalfAway, 2>;

fn real(value: impl Into<IBig>) -> Real {
    Real::from(value.into()).with_precision(256).value()
}

/// The number that a Q32.32 stands for.
fn number(value: Q32) -> Real {
    real(value.0) / real(1u64 << 32)
}

fn power_of_two(exponent: &Real) -> Real {
    real(2).powf(exponent)
}

/// 2^-n.
fn tiny(n: i32) -> Real {
    power_of_two(&real(-n))
}

/// The formulas of docs/mail.md, from the counts as they are stored.
struct Exact {
    load: Real,
    sent: Real,
    received: Real,
    rate: Real,
    repeat: Real,
    balance: Real,
    friend: Real,
    newcomer: Real,
    product: Real,
    /// Whether a count is full and its growth is more than one.
    is_endless: bool,
}

fn exact(rules: &Rules, sender: &SenderState, pair: &PairState, size: u32) -> Exact {
    let zero = real(0);
    let decayed = |count: Q32, at, half_life: Seconds| {
        let elapsed = real(NOW.since(at).0) / real(half_life.0);
        number(count.min(Q32::MAX_COUNT)) * power_of_two(&-elapsed)
    };
    let load = decayed(sender.load, sender.load_at, rules.window_half_life) + real(1);
    let sent = decayed(pair.sent, pair.updated_at, rules.pair_half_life);
    let received = decayed(pair.received, pair.updated_at, rules.pair_half_life);
    let growth = |growth: Growth, count: Real| power_of_two(&(number(Q32(growth.0)) * count.max(zero.clone())));
    let rate = growth(rules.window_growth, &load - real(rules.window_free));
    let repeat = growth(rules.repeat_growth, &sent - &received);
    let balance = &received / (real(1) + sent.clone().max(received.clone()));
    let friend = real(1) - &balance * real(rules.friend_discount.0) / real(10_000);
    let constant = real(rules.newcomer_constant.0);
    let lacking = &constant / (&constant + real(sender.reputation.0));
    let newcomer = real(1) + lacking * real(rules.newcomer_surcharge.0) / real(10_000);
    let base = real(rules.base_fee.0) + real(rules.byte_fee.0) * real(size);
    let product = base * &rate * &repeat * &friend * &newcomer;
    let is_full = |count: &Real| count >= &number(Q32::MAX_COUNT);
    let is_endless = is_full(&load) && rules.window_growth != Growth::NONE
        || is_full(&(&sent + real(1))) && rules.repeat_growth != Growth::NONE;
    Exact { load, sent, received, rate, repeat, balance, friend, newcomer, product, is_endless }
}

/// Whether a result is at least the true one, and at most a part and a number above it.
fn is_above(ours: &Real, truth: &Real, part: &Real, number: &Real) -> bool {
    ours >= truth && ours <= &(truth * (real(1) + part) + number)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn growth_is_the_factor_it_was_made_from(factor in 10_001..=160_000u32) {
        let ours = number(Growth::per_message(Bps(factor)).factor());
        let truth = real(factor) / real(10_000);
        prop_assert!(ours >= &truth * (real(1) - tiny(31)) && ours <= &truth * (real(1) + tiny(31)));
    }

    /// Shows mail.md: Every rounding goes against the sender, by at most a hundred-thousandth and a lamport in all.
    /// Shows mail.md: What saturates costs the cap: the price is the cap wherever the product is at least the cap, whatever
    ///   the rules.
    /// Shows mail.md: A load, or a number of sent messages, that has reached its end stands for any number above it: it
    ///   costs the cap, unless its growth is one.
    /// Shows security.md: Gaining from rounding.
    /// Shows security.md: Sending so much that a number of the price saturates.
    #[test]
    fn price_is_the_exact_one_rounded_up_by_at_most_a_hundred_thousandth_and_a_lamport(
        rules in rules(), sender in sender(), pair in pair(), to in recipient(), size in 0..=MAX_SIZE,
    ) {
        let quote = quote(&rules, &sender, &pair, &to, size, NOW).unwrap();
        let exact = exact(&rules, &sender, &pair, size);
        let (least, most) = (rules.floor.max(to.min_fee), rules.cap.max(to.min_fee));
        if exact.product >= real(rules.cap.0) || exact.is_endless && exact.product > real(0) {
            prop_assert_eq!(quote.postage, most);
        }
        let truth = exact.product.clone().min(real(rules.cap.0)).max(real(least.0));
        let (price, hundred_thousandth) = (real(quote.postage.0), real(1) / real(100_000));
        prop_assert!(price >= truth, "{price} is less than {truth}");
        // Roundings can make a count full that is not.
        let is_full = quote.load == Q32::MAX_COUNT || quote.sent == Q32::MAX_COUNT;
        if !exact.is_endless && !is_full {
            prop_assert!(is_above(&price, &truth, &hundred_thousandth, &real(1)), "{price} is much more than {truth}");
        }
    }

    /// Shows mail.md: Each factor and their product equal the formula's.
    /// Shows mail.md: A quote contains each factor, so a client can explain the price.
    #[test]
    fn factors_equal_the_formulas(
        rules in rules(), sender in sender(), pair in pair(), to in recipient(), size in 0..=MAX_SIZE,
    ) {
        let quote = quote(&rules, &sender, &pair, &to, size, NOW).unwrap();
        let exact = exact(&rules, &sender, &pair, size);
        prop_assert_eq!(quote.base.0, rules.base_fee.0 + rules.byte_fee.0 * u64::from(size));
        prop_assert_eq!(quote.postage, quote.product.min(rules.cap).max(rules.floor).max(to.min_fee));
        for (count, truth) in [(quote.load, exact.load), (quote.sent, &exact.sent + real(1))] {
            prop_assert!(count == Q32::MAX_COUNT || is_above(&number(count), &truth, &tiny(34), &tiny(29)));
        }
        prop_assert!(is_above(&exact.received, &number(quote.received), &tiny(33), &tiny(29)));
        prop_assert!(number(quote.balance) <= exact.balance);
        for (factor, truth) in [(quote.rate, &exact.rate), (quote.repeat, &exact.repeat)] {
            let is_shown_as_the_greatest = factor.0 == u64::MAX && *truth >= real(1u64 << 31);
            let is_full = quote.load == Q32::MAX_COUNT || quote.sent == Q32::MAX_COUNT;
            let is_right = is_above(&number(factor), truth, &(real(1) / real(200_000)), &tiny(32));
            prop_assert!(is_shown_as_the_greatest || is_full || is_right);
        }
        prop_assert!(is_above(&number(quote.friend), &exact.friend, &real(0), &tiny(30)));
        prop_assert!(is_above(&number(quote.newcomer), &exact.newcomer, &tiny(25), &tiny(31)));
    }
}

/// The worst case: the steepest growths, the greatest discount, and counts near their end that decay for a while.
///
/// Shows mail.md: Every rounding goes against the sender, by at most a hundred-thousandth and a lamport in all.
#[test]
fn the_roundings_of_the_most_extreme_rules_stay_below_a_hundred_thousandth() {
    let rules = Rules {
        base_fee: Lamports(1 << 40),
        cap: MAX_FEE,
        window_half_life: MAX_HALF_LIFE,
        pair_half_life: MAX_HALF_LIFE,
        window_free: 10_000,
        window_growth: Growth(1 << 34),
        repeat_growth: Growth(1 << 34),
        friend_discount: Bps(9_999),
        newcomer_surcharge: Bps(1_000_000),
        ..Rules::PERSONAL
    };
    assert_eq!(rules.validate(), Ok(()));
    let mut greatest = real(0);
    for ago in (1..200).map(|step| step * 7_919) {
        let at = Timestamp(NOW.0 - ago);
        // Decayed to about the free messages, and to almost equal numbers of messages each way.
        let grown = (ago as f64 / MAX_HALF_LIFE.0 as f64).exp2();
        let load = Q32((10_000.2 * grown * Q32::ONE.0 as f64) as u64);
        let sender = SenderState { load, load_at: at, reputation: Reputation(u64::MAX) };
        let sent = Q32(Q32::MAX_COUNT.0 - (8 << 32));
        let received = Q32(sent.0 - (1 << 31));
        let pair = PairState { sent, received, updated_at: at, mutual_contacts: false };
        let quote = quote(&rules, &sender, &pair, &RecipientState::default(), 0, NOW).unwrap();
        let exact = exact(&rules, &sender, &pair, 0);
        assert!(quote.product < MAX_FEE);
        let part = (real(quote.postage.0) - &exact.product) / &exact.product;
        assert!(part >= real(0));
        greatest = greatest.max(part);
    }
    // Not by much: these are the rules to look at.
    assert!(greatest < real(1) / real(100_000) && greatest > real(1) / real(1_000_000), "{greatest}");
}
