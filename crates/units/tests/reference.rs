//! Compares powers and decay with high-precision arithmetic, and time with plain saturating arithmetic.

use dashu::{
    float::{round::mode::HalfAway, FBig},
    integer::IBig,
};
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

/// Exponents at and next to every entry of the table, and anywhere else.
fn exponents() -> impl Strategy<Value = Q32> {
    let at_an_entry = (0..32u64, 0..64u64, -2..=2i64)
        .prop_map(|(whole, entry, beside)| Q32(((whole << 32) + (entry << 26)).saturating_add_signed(beside)));
    prop_oneof![at_an_entry, (0..32u64 << 32).prop_map(Q32)]
}

/// A count of messages: mostly small, sometimes up to the maximum and beyond.
fn count() -> impl Strategy<Value = Q32> {
    prop_oneof![
        Just(Q32::ZERO),
        (0..40u32).prop_map(Q32::from_int),
        (0..=40u64 << 32).prop_map(Q32),
        (0..=Q32::MAX_COUNT.0).prop_map(Q32),
        any::<u64>().prop_map(Q32),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    /// Shows mail.md: `2^x` is never below the true power, and above it by at most 2^-30 of its value.
    #[test]
    fn exp2_is_never_below_and_at_most_2_to_minus_30_above(x in exponents()) {
        let (ours, truth) = (number(exp2(x)), power_of_two(&number(x)));
        prop_assert!(ours >= truth, "{x:?}: {ours} < {truth}");
        // 2^-32 is the last bit of the result.
        prop_assert!(ours <= &truth * (real(1) + tiny(33)) + tiny(32));
        prop_assert!(ours <= &truth * (real(1) + tiny(30)));
    }

    #[test]
    fn exp2_never_falls(x in exponents(), step in prop_oneof![1..4u64, 1..1u64 << 40]) {
        prop_assert!(exp2(x) <= exp2(Q32(x.0 + step)));
    }

    /// Shows mail.md: Decay is a rolling window without edges.
    #[test]
    fn decay_brackets_the_true_decay(count in count(), elapsed in 0..=u64::from(u32::MAX), half_life in 60..=315_360_000u64) {
        let kept = count.min(Q32::MAX_COUNT);
        let truth = number(kept) * power_of_two(&-(real(elapsed) / real(half_life)));
        let up = decay_up(count, Seconds(elapsed), Seconds(half_life));
        let down = decay_down(count, Seconds(elapsed), Seconds(half_life));
        prop_assert!(number(up) >= truth && number(down) <= truth);
        prop_assert!(up <= kept);
        let tolerance = &truth * tiny(34) + tiny(29);
        prop_assert!(number(up) - &truth <= tolerance && &truth - number(down) <= tolerance);
    }

    /// Shows mail.md: Decay is a rolling window without edges.
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

    /// Shows mail.md: Decay is a rolling window without edges.
    #[test]
    fn decay_never_grows_with_time(count in count(), a in 0..=u64::from(u32::MAX), more in 0..=1_000_000u64) {
        let half = Seconds::days(1);
        for decay in [decay_up, decay_down] {
            prop_assert!(decay(count, Seconds(a), half) >= decay(count, Seconds(a + more), half));
        }
    }

    #[test]
    fn time_saturates_as_plain_arithmetic_does(now: i64, earlier: i64, period: u64) {
        let elapsed = u64::try_from(i128::from(now) - i128::from(earlier)).unwrap_or(0);
        prop_assert_eq!(Timestamp(now).since(Timestamp(earlier)), Seconds(elapsed));
        prop_assert_eq!(Timestamp(now).after(Seconds(period)), Timestamp(now.saturating_add_unsigned(period)));
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
