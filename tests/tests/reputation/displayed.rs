//! What wallets show: Token-2022's own number for the tokens, compared with the standing's effective reputation.

use bmail_sdk::{PROGRAMS, TOKEN_2022_ID};
use bmail_testing::{Harness, Person};
use reputation_core::{Interest, LONGEST_HALF_LIFE, MAX_SEED_BUDGET, Parameters, SHORTEST_HALF_LIFE};
use spl_token_2022_interface::instruction::amount_to_ui_amount;
use units::Seconds;

/// The reputation that Token-2022 shows for a holder's tokens.
fn displayed(harness: &Harness, holder: &Person) -> f64 {
    let tokens = harness.tokens_of(holder).unwrap();
    let ask = amount_to_ui_amount(&TOKEN_2022_ID, &PROGRAMS.mint(&harness.network).0, tokens).unwrap();
    String::from_utf8(harness.simulate(ask)).unwrap().parse().unwrap()
}

/// Cy has a million reputation, synced to tokens, on a network with this half-life.
fn with_half_life(half_life: Seconds) -> (Harness, Person) {
    let (mut harness, ..) = Harness::with_ada_and_bo();
    harness.reputation(Parameters { half_life, seed_budget: MAX_SEED_BUDGET, ..Parameters::PERSONAL });
    let cy = harness.citizen("Cy", MAX_SEED_BUDGET.0);
    harness.open_token_account(&cy);
    harness.sync(&cy).run();
    (harness, cy)
}

/// Shows reputation.md: Token-2022 itself shows the effective reputation, within a thousandth over ten half-lives.
#[test]
fn token_2022_shows_the_effective_reputation_within_a_thousandth_over_ten_half_lives() {
    println!("half-life (days)  greatest deviation  after (half-lives)");
    for wanted in [SHORTEST_HALF_LIFE, Seconds::days(180), Seconds::days(365), Seconds::days(1_000), LONGEST_HALF_LIFE]
    {
        let half_life = Interest::for_half_life(wanted).unwrap().half_life;
        let (mut harness, cy) = with_half_life(half_life);
        let genesis = harness.now();
        let (mut greatest, mut after) = (0.0, 0.0);
        // A prime number of steps, so that none but the last falls on a whole half-life.
        for step in 0..=307_u64 {
            let elapsed = 10 * half_life.0 * step / 307;
            harness.set_time(genesis + elapsed as i64);
            let effective = harness.reputation_of(&cy).0 as f64 / 1e6;
            let deviation = (displayed(&harness, &cy) / effective - 1.0).abs();
            if deviation > greatest {
                (greatest, after) = (deviation, elapsed as f64 / half_life.0 as f64);
            }
        }
        println!("{:16.2}  {greatest:18.9}  {after:18.2}", half_life.0 as f64 / 86_400.0);
        assert!(greatest < 0.001, "{greatest} at a half-life of {half_life:?}");
    }
}

/// Shows reputation.md: Token-2022 itself shows the effective reputation, within a thousandth over ten half-lives.
#[test]
fn token_2022_shows_it_whenever_it_was_synced() {
    let (mut harness, cy) = with_half_life(Parameters::PERSONAL.half_life);
    let dee = harness.citizen("Dee", 0);
    for _ in 0..40 {
        harness.advance(Parameters::PERSONAL.half_life.0 as i64 / 7);
        let one = harness.index().shares(units::Reputation(1_000_000)).unwrap();
        harness.endorse(&cy, &dee, one).run();
        harness.sync(&cy).run();
        let effective = harness.reputation_of(&cy).0 as f64 / 1e6;
        assert!((displayed(&harness, &cy) / effective - 1.0).abs() < 0.001);
    }
}

#[test]
fn token_2022_shows_of_who_is_endorsed_all_that_lies_at_their_standing() {
    let (mut harness, cy) = with_half_life(Parameters::PERSONAL.half_life);
    let dee = harness.citizen("Dee", 0);
    harness.endorse(&cy, &dee, 8_000_000).run();
    harness.open_token_account(&dee);
    harness.sync(&dee).run();
    assert_eq!((displayed(&harness, &dee), harness.reputation_of(&dee).0), (8.0, 4_000_000));
}
