//! A ring of twenty wallets that acknowledge each other for a thousand rounds.

use bmail_testing::REPUTATION;
use postage::Rules;

use crate::ring_members::Ring;

const ROUNDS: u32 = 1_000;
/// A member's minimum fee: a tenth of a SOL, which makes signature fees negligible.
const FEE: u64 = 100_000_000;
/// What the treasury gets of that.
const CUT: u64 = FEE * Rules::PERSONAL.treasury_share.0 as u64 / 10_000;
/// What one member got from the seed budget.
const SEED: u64 = 10 * REPUTATION;

const HEADER: &str = "| rounds | to the treasury | reputation minted |    bound | left today | price of one |";

fn in_words(millionths: u64) -> f64 {
    millionths as f64 / 1e6
}

/// Panics if anything was minted from nothing.
#[track_caller]
fn is_within_bounds(ring: &Ring) {
    assert_eq!(ring.held(), ring.seeded + ring.shares, "lending creates no shares");
    assert!(ring.seeded + ring.minted <= ring.bound(), "{} above {}", ring.seeded + ring.minted, ring.bound());
    assert!(ring.reputation().0 <= ring.bound());
}

/// Runs this many rounds, each preceded by an action, and prints the results.
fn run(what: &str, ring: &mut Ring, rounds: u32, before: impl Fn(&mut Ring, u32)) {
    let mut table = format!("{what}:\n{HEADER}\n");
    for round in 1..=rounds {
        before(ring, round);
        ring.round();
        if [1, 10, 100, 250, 500, rounds].contains(&round) {
            is_within_bounds(ring);
            table += &row(round, ring);
        }
    }
    println!("{table}");
}

fn row(rounds: u32, ring: &Ring) -> String {
    let (sol, minted) = (ring.cut as f64 / 1e9, in_words(ring.minted));
    format!(
        "| {rounds:6} | {sol:11.3} SOL | {minted:17.3} | {:8.3} | {:10.3} | {:8.5} SOL |\n",
        in_words(ring.bound()),
        in_words(ring.reputation().0),
        sol / minted,
    )
}

/// Shows reputation.md: A closed group mints at most `rate` per lamport that it paid to the treasury for good, no
///   matter who judges whom.
/// Shows security.md: A ring of wallets that marks its own messages as valuable.
#[test]
fn a_ring_of_twenty_ends_with_no_more_than_it_paid_the_treasury_for_and_at_a_loss() {
    let mut ring = Ring::new(SEED, FEE);
    run("letters of a tenth of a SOL", &mut ring, ROUNDS, |_, _| ());
    // The treasury has exactly what the ring lost, to the lamport. No rent or refund returns any of it.
    let cut = ring.cut;
    assert_eq!(cut, u64::from(ROUNDS) * CUT);
    assert_eq!(ring.leave(), cut);
}

/// Shows security.md: A ring of wallets that marks its own messages as valuable.
#[test]
fn a_ring_that_pays_no_more_than_it_has_to_is_bound_alike() {
    let mut ring = Ring::new(SEED, 0);
    run("letters at the network's price", &mut ring, 200, |_, _| ());
    let cut = ring.cut;
    assert_eq!(ring.leave(), cut);
}

/// Shows security.md: A ring of wallets that marks its own messages as valuable.
#[test]
fn a_ring_without_a_seed_mints_nothing() {
    let mut ring = Ring::new(0, FEE);
    (0..100).for_each(|_| ring.round());
    assert_eq!((ring.held(), ring.shares, ring.minted), (0, 0, 0));
    assert_eq!(ring.cut, 100 * CUT);
    assert_eq!(ring.leave(), 100 * CUT);
}

/// Shows reputation.md: A closed group mints at most `rate` per lamport that it paid to the treasury for good, no
///   matter who judges whom.
/// Shows security.md: A ring of wallets that marks its own messages as valuable.
#[test]
fn a_ring_whose_wallets_endorse_each_other_is_bound_alike() {
    let mut ring = Ring::new(SEED, FEE);
    run("letters of a tenth of a SOL, and endorsements", &mut ring, 200, |ring, round| {
        if round % 20 == 1 {
            let before = ring.held();
            ring.endorse_each_other();
            assert_eq!(ring.held(), before);
        }
    });
}
