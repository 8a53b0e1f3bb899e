//! Weights, halvings, mints and burns, checked against high-precision numbers.

mod common;
use common::*;
use proptest::prelude::*;
use reputation_core::*;
use units::*;

/// A count of verdicts.
fn count() -> impl Strategy<Value = Q32> {
    prop_oneof![(0..70u32).prop_map(Q32::from_int), (0..70u64 << 32).prop_map(Q32), any::<u64>().prop_map(Q32)]
}

fn any_weight() -> impl Strategy<Value = Q32> {
    (0..Q32::ONE.0).prop_map(Q32)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_weight_is_the_quotient_rounded_down(reputation in amount(), constant in 1..=MAX_CONSTANT.0) {
        let exact = (u128::from(reputation) << 32) / (u128::from(reputation) + u128::from(constant));
        // Above 2^64 minus the constant the sum saturates. No reputation gets there.
        if reputation.checked_add(constant).is_some() {
            prop_assert_eq!(u128::from(weight(Reputation(reputation), Reputation(constant)).0), exact);
        }
    }

    #[test]
    fn a_weight_is_below_one_and_never_falls_with_reputation(reputation: u64, more: u64, constant: u64) {
        let of = |reputation| weight(Reputation(reputation), Reputation(constant));
        prop_assert!(of(reputation) <= of(reputation.saturating_add(more)));
        prop_assert!(of(u64::MAX) < Q32::ONE);
        prop_assert_eq!(of(0), Q32::ZERO);
    }

    #[test]
    fn a_halving_is_the_true_power_rounded_down(count in count()) {
        let truth = power_of_two(&-number(count));
        let ours = number(exp2_negative(count));
        prop_assert!(ours <= truth);
        prop_assert!(ours + tiny(31) > truth);
    }

    #[test]
    fn a_halving_never_rises_with_the_count(count in count(), more in 0..1u64 << 34) {
        prop_assert!(exp2_negative(Q32(count.0.saturating_add(more))) <= exp2_negative(count));
    }

    #[test]
    fn a_mint_is_the_product_rounded_down_and_never_above_rate_times_cut(
        cut in amount(), rate in amount(), earlier in count(), weight in any_weight(),
    ) {
        let minted = real(minted(Lamports(cut), Rate(rate), earlier, weight).0);
        let full = real(cut) * number(Q32(rate));
        let exact = &full * number(exp2_negative(earlier)) * number(weight);
        prop_assert!(minted <= exact && minted <= full);
        prop_assert!(&minted + real(2) > exact || full >= real(u64::MAX));
    }

    #[test]
    fn a_burn_is_the_formula_within_2_to_minus_30_and_a_share(
        shares in amount(), spam_burn in 0..=10_000u32, weight in any_weight(), marks in count(),
    ) {
        let burn = Burn::new(Bps(spam_burn), weight, marks);
        let fraction = real(spam_burn) / real(10_000) * number(weight) * power_of_two(&-number(marks));
        let off = number(burn.fraction()) - &fraction;
        prop_assert!(off <= tiny(31) && off >= -tiny(30));
        let exact = real(shares) * number(burn.fraction());
        let burned = real(burn.of(shares));
        prop_assert!(burned >= exact && burned < exact + real(1));
        prop_assert!(burn.of(shares) <= shares);
    }

    #[test]
    fn any_numbers_at_all_burn_at_most_everything(shares: u64, spam_burn: u32, weight: u64, marks: u64) {
        let burn = Burn::new(Bps(spam_burn), Q32(weight), Q32(marks));
        prop_assert!(burn.fraction() <= Q32::ONE && burn.of(shares) <= shares);
        prop_assert_eq!(Burn::NONE.of(shares), 0);
    }
}

#[test]
fn each_verdict_of_a_pair_counts_half_of_the_one_before() {
    let at = |earlier| minted(Lamports(1 << 30), Rate(1 << 32), Q32::from_int(earlier), Q32(1 << 31)).0;
    assert_eq!([at(0), at(1), at(2), at(32), at(33)], [1 << 29, 1 << 28, 1 << 27, 0, 0]);
    assert_eq!([0, 1, 32, 33, 70].map(|n| exp2_negative(Q32::from_int(n)).0), [1 << 32, 1 << 31, 1, 0, 0]);
}

/// Shows reputation.md: The verdict of a person without reputation has no weight: it mints and burns nothing.
#[test]
fn who_has_no_reputation_mints_and_burns_nothing() {
    let nobody = weight(Reputation(0), PARAMETERS.constant);
    assert_eq!(minted(Lamports(u64::MAX), MAX_RATE, Q32::ZERO, nobody), Reputation(0));
    assert_eq!(Burn::new(Bps::WHOLE, nobody, Q32::ZERO), Burn::NONE);
}

/// Shows reputation.md: One terrible message costs more than many mediocre ones.
#[test]
fn one_terrible_message_costs_more_than_many_mediocre_ones() {
    let esteemed = weight(Reputation(90_000_000), PARAMETERS.constant);
    let unknown = weight(Reputation(100_000), PARAMETERS.constant);
    let burned = |weight| Burn::new(PARAMETERS.spam_burn, weight, Q32::ZERO).of(100_000_000);
    assert_eq!((burned(esteemed), burned(unknown)), (18_000_001, 198_020));
    assert!(burned(esteemed) > 90 * burned(unknown));
}

#[test]
fn a_rate_per_sol_is_that() {
    let sol = Lamports(1_000_000_000);
    let almost_one = Q32(Q32::ONE.0 - 1);
    assert_eq!(minted(sol, MAX_RATE, Q32::ZERO, almost_one), Reputation(999_999_999_767));
    // Rounded down twice.
    let hundred = Rate::per_sol(Reputation(100_000_000));
    assert_eq!(minted(sol, hundred, Q32::ZERO, almost_one), Reputation(99_999_998));
    assert_eq!(Rate::per_sol(Reputation(u64::MAX)), Rate(u64::MAX));
}
