//! The index, checked against high-precision numbers, and its bounds.

mod common;
use common::*;
use proptest::prelude::*;
use reputation_core::*;
use units::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Shows reputation.md: It halves exactly in each half-life.
    #[test]
    fn reputation_is_the_true_decay_of_the_shares_within_2_to_minus_30(
        shares in amount(), half_life in half_life(), half_lives in 0..70u64, rest: u64,
    ) {
        let elapsed = half_lives * half_life + rest % half_life;
        let truth = real(shares) * power_of_two(&-(real(elapsed) / real(half_life)));
        let effective = real(index(elapsed, half_life).effective(shares).0);
        prop_assert!(effective <= &truth * (real(1) + tiny(30)));
        prop_assert!(effective + real(1) > &truth * (real(1) - tiny(30)));
    }

    #[test]
    fn shares_are_the_reputation_times_the_index_or_none_where_they_do_not_fit(
        effective in amount(), half_life in half_life(), half_lives in 0..200u64, rest: u64,
    ) {
        let elapsed = half_lives * half_life + rest % half_life;
        let truth = real(effective) * power_of_two(&(real(elapsed) / real(half_life)));
        let most = real(u64::MAX);
        match index(elapsed, half_life).shares(Reputation(effective)) {
            Some(shares) => {
                prop_assert!(real(shares) <= &truth * (real(1) + tiny(30)));
                prop_assert!(real(shares) + real(1) > &truth * (real(1) - tiny(30)));
            }
            None => prop_assert!(truth > most * (real(1) - tiny(30))),
        }
    }

    #[test]
    fn what_is_earned_is_worth_what_it_was_but_for_a_millionth(
        effective in amount(), half_life in half_life(), elapsed in 0..1u64 << 36,
    ) {
        let index = index(elapsed, half_life);
        if let Some(shares) = index.shares(Reputation(effective)) {
            let again = index.effective(shares).0;
            prop_assert!(again == effective || again + 1 == effective);
        }
    }

    /// Nothing is settled: reading it every hour gives the same result as reading it once, and it never rises.
    ///
    /// Shows reputation.md: Everyone's reputation decays continuously, and no account is touched for it: it depends
    ///   only on shares and time.
    #[test]
    fn reputation_depends_on_shares_and_time_only_and_falls(
        shares in amount(), more in amount(), half_life in half_life(), start in 0..1u64 << 36,
    ) {
        let seen: Vec<Reputation> =
            (0..48).map(|hour| index(start + hour * 3_600, half_life).effective(shares)).collect();
        prop_assert!(seen.is_sorted_by(|earlier, later| earlier >= later));
        let end = index(start + 47 * 3_600, half_life);
        prop_assert_eq!(seen[47], end.effective(shares));
        prop_assert!(end.effective(shares) <= end.effective(shares.saturating_add(more)));
        prop_assert!(index(start, half_life) < end);
    }

    #[test]
    fn any_moment_and_half_life_give_an_index_and_never_panic(
        now: i64, genesis: i64, half_life: u64, shares: u64, effective: u64,
    ) {
        let index = Index::at(Timestamp(now), Timestamp(genesis), Seconds(half_life));
        prop_assert!(index.effective(shares).0 <= shares);
        prop_assert!(index.shares(Reputation(effective)).is_none_or(|shares| shares >= effective));
    }
}

#[test]
fn at_genesis_and_before_a_share_is_a_millionth() {
    let at = |moment| Index::at(Timestamp(moment), GENESIS, PARAMETERS.half_life);
    for moment in [GENESIS.0, GENESIS.0 - 1, 0, i64::MIN] {
        assert_eq!(at(moment).effective(u64::MAX), Reputation(u64::MAX));
        assert_eq!(at(moment).shares(Reputation(u64::MAX)), Some(u64::MAX));
    }
}

/// Shows reputation.md: It halves exactly in each half-life.
#[test]
fn every_half_life_halves_exactly() {
    let half_life = PARAMETERS.half_life.0;
    for halvings in 0..64 {
        let index = index(halvings * half_life, half_life);
        assert_eq!(index.effective(u64::MAX), Reputation(u64::MAX >> halvings));
        assert_eq!(index.shares(Reputation(1)), Some(1 << halvings));
    }
}

/// Shows reputation.md: A million reputation fits for 24 half-lives.
#[test]
fn a_million_reputation_fits_for_24_half_lives() {
    let half_life = PARAMETERS.half_life.0;
    let million = Reputation(1_000_000_000_000);
    assert_eq!(index(24 * half_life, half_life).shares(million), Some(million.0 << 24));
    assert_eq!(index(25 * half_life, half_life).shares(million), None);
    assert_eq!(index(200 * half_life, half_life).shares(Reputation(1)), None);
    assert_eq!(index(200 * half_life, half_life).shares(Reputation(0)), Some(0));
    assert_eq!(index(200 * half_life, half_life).effective(u64::MAX), Reputation(0));
    assert_eq!(24 * SHORTEST_HALF_LIFE.0 / YEAR.0, 5);
}
