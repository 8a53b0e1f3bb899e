//! Half-lives, and the Token-2022 rates that show them.

mod common;
use common::*;
use reputation_core::*;
use units::*;

/// Token-2022's own formula (`InterestBearingConfig::total_scale`), for a rate that never changed.
fn shown(rate_bps: i16, elapsed: u64) -> f64 {
    let numerator = (i128::from(rate_bps) * i128::from(elapsed)) as f64;
    (numerator / YEAR.0 as f64 / 10_000.0).exp()
}

/// Every rate that a valid half-life can have.
fn rates() -> impl Iterator<Item = Interest> {
    let rate = |half_life| i32::from(Interest::for_half_life(half_life).unwrap().rate_bps);
    (rate(SHORTEST_HALF_LIFE)..=rate(LONGEST_HALF_LIFE)).map(|rate_bps| {
        let exact = std::f64::consts::LN_2 * 10_000.0 * YEAR.0 as f64 / -f64::from(rate_bps);
        let interest = Interest::for_half_life(Seconds(exact.round() as u64)).unwrap();
        assert_eq!(i32::from(interest.rate_bps), rate_bps);
        interest
    })
}

/// Shows reputation.md: Token-2022 itself shows the effective reputation, within a thousandth over ten half-lives.
#[test]
fn wallets_show_what_the_index_says_over_ten_half_lives_at_every_rate() {
    const SHARES: u64 = 1 << 60;
    let mut worst = 0.0f64;
    for Interest { rate_bps, half_life } in rates() {
        for tenths in [1, 5, 10, 37, 64, 99, 100] {
            let elapsed = half_life.0 * tenths / 10;
            let effective = index(elapsed, half_life.0).effective(SHARES).0 as f64 / SHARES as f64;
            worst = worst.max((shown(rate_bps, elapsed) / effective - 1.0).abs());
        }
    }
    assert!(worst < 1e-6, "off by {worst}");
}

#[test]
fn the_half_life_of_a_rate_gives_that_rate_again() {
    assert!(rates().all(|interest| Interest::for_half_life(interest.half_life) == Ok(interest)));
    assert_eq!(rates().count(), (1 << 15) - 347 + 1);
}

#[test]
fn the_half_life_that_counts_is_within_a_hundredth_of_the_wanted_one() {
    let wanted =
        (SHORTEST_HALF_LIFE.0..=LONGEST_HALF_LIFE.0).step_by(9_973).chain([SHORTEST_HALF_LIFE.0, LONGEST_HALF_LIFE.0]);
    let off = |wanted: u64| {
        let given = Interest::for_half_life(Seconds(wanted)).unwrap().half_life.0;
        given.abs_diff(wanted) as f64 / wanted as f64
    };
    let worst = wanted.map(off).fold(0.0, f64::max);
    assert!(worst < 0.0015, "off by {worst}");
    assert!(off(Seconds::days(365).0) < 0.0001);
}

#[test]
fn half_lives_that_no_rate_shows_are_refused() {
    let ask = |seconds| Interest::for_half_life(Seconds(seconds));
    assert_eq!(ask(SHORTEST_HALF_LIFE.0).unwrap().rate_bps, i16::MIN);
    assert_eq!(ask(LONGEST_HALF_LIFE.0).unwrap().rate_bps, -347);
    for (seconds, error) in [
        (0, InterestError::TooShort),
        (SHORTEST_HALF_LIFE.0 - 1, InterestError::TooShort),
        (LONGEST_HALF_LIFE.0 + 1, InterestError::TooLong),
        (u64::MAX, InterestError::TooLong),
    ] {
        assert_eq!(ask(seconds), Err(error));
    }
}

#[test]
fn the_refusals_name_the_bounds() {
    let seconds = |text: String| text.replace(',', "");
    assert!(seconds(InterestError::TooShort.to_string()).contains(&SHORTEST_HALF_LIFE.0.to_string()));
    assert!(seconds(InterestError::TooLong.to_string()).contains(&LONGEST_HALF_LIFE.0.to_string()));
    assert_eq!((SHORTEST_HALF_LIFE.0 / 86_400, SHORTEST_HALF_LIFE.0 % 86_400 / 3_600), (77, 6));
}
