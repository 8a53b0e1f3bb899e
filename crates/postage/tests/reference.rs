//! The arithmetic against high-precision numbers.

mod common;
use common::*;
use dashu::{
    float::{round::mode::HalfAway, FBig},
    integer::IBig,
};
use postage::*;
use proptest::prelude::*;

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

/// Exponents at and around every entry of the table, and anywhere else.
fn exponents() -> impl Strategy<Value = Q32> {
    let at_an_entry = (0..32u64, 0..64u64, -2..=2i64)
        .prop_map(|(whole, entry, beside)| Q32(((whole << 32) + (entry << 26)).saturating_add_signed(beside)));
    prop_oneof![at_an_entry, (0..32u64 << 32).prop_map(Q32)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn exp2_is_never_below_and_at_most_2_to_minus_30_above(x in exponents()) {
        let (ours, truth) = (number(exp2(x)), power_of_two(&number(x)));
        prop_assert!(ours >= truth, "{x:?}: {ours} < {truth}");
        // the 2^-32 is the last bit of the result
        prop_assert!(ours <= &truth * (real(1) + tiny(33)) + tiny(32));
        prop_assert!(ours <= &truth * (real(1) + tiny(30)));
    }

    #[test]
    fn exp2_never_falls(x in exponents(), step in prop_oneof![1..4u64, 1..1u64 << 40]) {
        prop_assert!(exp2(x) <= exp2(Q32(x.0 + step)));
    }

    #[test]
    fn decay_brackets_the_true_decay(count in count(), elapsed in 0..=u64::from(u32::MAX), half_life in 60..=315_360_000u64) {
        let kept = count.min(Q32::MAX_COUNT);
        let truth = number(kept) * power_of_two(&-(real(elapsed) / real(half_life)));
        let up = decay_up(count, Seconds(elapsed), Seconds(half_life));
        let down = decay_down(count, Seconds(elapsed), Seconds(half_life));
        prop_assert!(number(up) >= truth && number(down) <= truth);
        prop_assert!(up <= kept);
        // An exponent one unit off (2^-32) moves the result by ln 2 of that.
        let tolerance = &truth * tiny(30) + tiny(29);
        prop_assert!(number(up) - &truth <= tolerance && &truth - number(down) <= tolerance);
    }

    #[test]
    fn decay_in_steps_is_never_less_than_the_true_decay(
        count in count(), steps in prop::collection::vec(0..=1_000_000u64, 1..6), half_life in 60..=10_000_000u64,
    ) {
        let half = Seconds(half_life);
        let (mut up, mut down) = (count, count);
        for step in &steps {
            up = decay_up(up, Seconds(*step), half);
            down = decay_down(down, Seconds(*step), half);
        }
        let elapsed = steps.iter().sum::<u64>();
        let truth = number(count.min(Q32::MAX_COUNT)) * power_of_two(&-(real(elapsed) / real(half_life)));
        prop_assert!(number(down) <= truth && truth <= number(up));
    }

    #[test]
    fn decay_never_grows_with_time(count in count(), a in 0..=u64::from(u32::MAX), more in 0..=1_000_000u64) {
        let half = Rules::PERSONAL.window_half_life;
        for decay in [decay_up, decay_down] {
            prop_assert!(decay(count, Seconds(a), half) >= decay(count, Seconds(a + more), half));
        }
    }

    #[test]
    fn growth_is_the_factor_it_was_made_from(factor in 10_001..=160_000u32) {
        let ours = number(Growth::per_message(Bps(factor)).factor());
        let truth = real(factor) / real(10_000);
        prop_assert!(ours >= &truth * (real(1) - tiny(31)) && ours <= &truth * (real(1) + tiny(31)));
    }

    /// The price is the exact product of the quoted factors, rounded up to a lamport, but for the 2^-32 that each
    /// joined factor loses; and the factors are those of the formulas.
    #[test]
    fn price_equals_the_formula(
        rules in rules(), sender in sender(), pair in pair(), to in recipient(), size in 0..=MAX_SIZE,
    ) {
        let quote = quote(&rules, &sender, &pair, &to, size, NOW).unwrap();
        let factors = [quote.rate, quote.repeat, quote.friend, quote.newcomer];
        let exact = factors.iter().fold(real(quote.base.0), |product, factor| product * number(*factor));
        if quote.product.0 < 1 << 52 && factors.iter().all(|factor| factor.0 < 1 << 60) {
            prop_assert!(real(quote.product.0) >= exact);
            prop_assert!(real(quote.product.0) <= &exact * (real(1) + tiny(31)) + real(1));
        }
        prop_assert_eq!(quote.base.0, rules.base_fee.0 + rules.byte_fee.0 * u64::from(size));
        prop_assert_eq!(quote.postage, quote.product.min(rules.cap).max(rules.floor).max(to.min_fee));

        let excess = quote.load.0.saturating_sub(rules.window_free << 32);
        let rate = number(Q32(rules.window_growth.0)) * number(Q32(excess));
        if rate < real(31) {
            prop_assert!(number(quote.rate) >= power_of_two(&rate));
            prop_assert!(number(quote.rate) <= power_of_two(&rate) * (real(1) + tiny(30)));
        }
        let balance = number(quote.received) / (real(1) + number(Q32(quote.sent.0 - Q32::ONE.0).max(quote.received)));
        if quote.sent < Q32::MAX_COUNT {
            prop_assert!(number(quote.balance) <= balance && number(quote.balance) >= &balance - tiny(31));
            let friend = real(1) - balance * real(rules.friend_discount.0) / real(10_000);
            prop_assert!(number(quote.friend) >= friend && number(quote.friend) <= friend + tiny(30));
        }
        let lacking = real(rules.newcomer_constant.0)
            / (real(rules.newcomer_constant.0) + real(sender.reputation.0));
        let newcomer = real(1) + lacking * real(rules.newcomer_surcharge.0) / real(10_000);
        prop_assert!(number(quote.newcomer) >= &newcomer - tiny(30));
        prop_assert!(number(quote.newcomer) <= newcomer * (real(1) + tiny(25)));
    }
}

#[test]
fn whole_exponents_double() {
    assert_eq!(exp2(Q32::ZERO), Q32::ONE);
    for whole in 1..32 {
        let excess = exp2(Q32::from_int(whole)).0 - (1u64 << (32 + whole));
        assert!(excess <= 1 + (1u64 << (32 + whole)) / (1 << 33), "2^{whole} is off by {excess}");
    }
    assert_eq!(exp2(Q32::from_int(32)), Q32(u64::MAX));
    assert_eq!(exp2(Q32(u64::MAX)), Q32(u64::MAX));
}
