//! Lending one's reputation to one's own second wallet before the marks for one's spam arrive.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{DAY, Harness, Person, REPUTATION};
use units::Reputation;

use crate::{COOL_DOWN, endorsement};

const MARKS: usize = 5;

/// Mallory has 100 reputation, and her second wallet, Mule, has none. Five people will mark what she writes.
fn with_mule() -> (Harness, Person, Person, Vec<Person>) {
    let (mut harness, ..) = Harness::with_citizens();
    let (mallory, mule) = (harness.citizen("Mallory", 100 * REPUTATION), harness.citizen("Mule", 0));
    let readers = (0..MARKS).map(|number| harness.citizen(&format!("reader {number}"), 60 * REPUTATION)).collect();
    (harness, mallory, mule, readers)
}

/// Each reader marks one of her letters.
fn marked(harness: &mut Harness, mallory: &Person, readers: &[Person]) {
    for reader in readers {
        harness.exchange(mallory, reader, Verdict::Spam);
    }
}

/// What five marks leave of Mallory's reputation if she lends nothing.
fn left_without_lending() -> u64 {
    let (mut harness, mallory, _, readers) = with_mule();
    marked(&mut harness, &mallory, &readers);
    harness.standing(&mallory).own
}

#[test]
fn what_she_lent_burns_as_if_she_had_kept_it() {
    let (mut harness, mallory, mule, readers) = with_mule();
    harness.endorse(&mallory, &mule, 99 * REPUTATION).run();
    marked(&mut harness, &mallory, &readers);
    // Until someone collects, the second wallet looks unchanged.
    assert_eq!(harness.standing(&mule).support, 99 * REPUTATION / 2);
    harness.collect(&mallory, &mule).run();
    let left = harness.standing(&mallory).own + harness.standing(&mule).pool_value;
    assert!(left.abs_diff(left_without_lending()) <= 2 * MARKS as u64, "{left}");
    assert!(harness.reputation_of(&mule) < Reputation(25 * REPUTATION));
}

#[test]
fn whoever_marks_the_spam_takes_the_second_wallets_support_away_in_the_same_transaction() {
    let (mut harness, mallory, mule, readers) = with_mule();
    harness.endorse(&mallory, &mule, 99 * REPUTATION).run();
    let message = harness.send(&mallory, &readers[0]).run_and_find();
    let mark = harness.judge(&readers[0], message).verdict(Verdict::Spam).instruction();
    let collect = harness.collect(&mallory, &mule).instruction();
    harness.execute(&[mark, collect]).succeeded("marking, and collecting");
    assert!(harness.standing(&mule).support < 42 * REPUTATION);
}

#[test]
fn whatever_she_does_with_the_stake_the_burn_comes_first() {
    let unlent = left_without_lending();
    for what in ["endorse", "begin_unendorse", "finish_unendorse", "sent back"] {
        let (mut harness, mallory, mule, readers) = with_mule();
        harness.endorse(&mallory, &mule, 80 * REPUTATION).run();
        if what == "finish_unendorse" {
            harness.begin_unendorse(&mallory, &mule).run();
        }
        marked(&mut harness, &mallory, &readers);
        match what {
            "endorse" => drop(harness.endorse(&mallory, &mule, REPUTATION).run()),
            "begin_unendorse" => drop(harness.begin_unendorse(&mallory, &mule).run()),
            "sent back" => drop(harness.begin_unendorse(&mallory, &mule).by(&mule).run()),
            _ => {
                harness.advance(COOL_DOWN);
                harness.finish_unendorse(&mallory, &mule).run();
            }
        }
        let left = harness.standing(&mallory).own + harness.standing(&mule).pool_value;
        assert!(left.abs_diff(unlent) <= 2 * MARKS as u64, "{what}: {left}, {unlent}");
    }
}

#[test]
fn a_second_stake_on_a_third_wallet_is_marked_only_by_what_follows_and_the_first_by_all() {
    let (mut harness, mallory, mule, readers) = with_mule();
    let third = harness.citizen("Third", 0);
    harness.endorse(&mallory, &mule, 40 * REPUTATION).run();
    harness.exchange(&mallory, &readers[0], Verdict::Spam);
    harness.endorse(&mallory, &third, 40 * REPUTATION).run();
    harness.collect(&mallory, &third).run().without_events();
    harness.exchange(&mallory, &readers[1], Verdict::Spam);
    harness.collect(&mallory, &mule).run();
    harness.collect(&mallory, &third).run();
    // A fifth, times a weight of six sevenths: once, and twice.
    let remaining = |times: i32| (40e6 * (1.0_f64 - 0.2 * 6.0 / 7.0).powi(times)) as u64;
    assert!(harness.standing(&third).pool_value.abs_diff(remaining(1)) <= 2);
    assert!(harness.standing(&mule).pool_value.abs_diff(remaining(2)) <= 2);
}

/// Shows security.md: Shielding reputation from marks by lending it to a second wallet.
#[test]
fn the_slate_is_clean_only_after_all_of_it_came_back_and_paid() {
    let (mut harness, mallory, mule, readers) = with_mule();
    harness.endorse(&mallory, &mule, 40 * REPUTATION).run();
    harness.exchange(&mallory, &readers[0], Verdict::Spam);
    let stake_factor = harness.standing(&mallory).stake_factor;
    harness.begin_unendorse(&mallory, &mule).run();
    harness.advance(COOL_DOWN);
    harness.finish_unendorse(&mallory, &mule).run();
    assert_eq!((harness.standing(&mallory).given, harness.standing(&mallory).stake_factor), (0, stake_factor));
    harness.endorse(&mallory, &mule, 40 * REPUTATION).run();
    assert_eq!(harness.standing(&mallory).stake_factor, units::Q32::ONE.0);
    assert_eq!(endorsement(&harness, &mallory, &mule).stake_factor, units::Q32::ONE.0);
    harness.collect(&mallory, &mule).run().without_events();
}

/// Shows security.md: Lending borrowed reputation, to multiply it.
#[test]
fn she_does_not_lend_what_the_second_wallet_lent_back_to_her() {
    let (mut harness, mallory, mule, _) = with_mule();
    harness.endorse(&mallory, &mule, 99 * REPUTATION).run();
    // The second wallet has no shares of its own, and support cannot be lent.
    harness.endorse(&mule, &mallory, REPUTATION).expect_error(bmail_testing::ReputationError::ReserveNeeded);
    harness.advance(DAY);
    assert_eq!(harness.standing(&mule).own, 0);
}
