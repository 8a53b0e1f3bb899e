//! Lending what one has to a second wallet of one's own, before the marks of one's spam arrive.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{DAY, Person, REPUTATION, Stage};
use postage::Reputation;

use crate::{COOL_DOWN, endorsement};

const MARKS: usize = 5;

/// Mallory has 100 reputation, and Mule, her second wallet, none. Five people will mark what she writes.
fn with_mule() -> (Stage, Person, Person, Vec<Person>) {
    let (mut stage, ..) = Stage::with_citizens();
    let (mallory, mule) = (stage.citizen("Mallory", 100 * REPUTATION), stage.citizen("Mule", 0));
    let readers = (0..MARKS).map(|number| stage.citizen(&format!("reader {number}"), 60 * REPUTATION)).collect();
    (stage, mallory, mule, readers)
}

/// Each of them marks a letter of hers.
fn marked(stage: &mut Stage, mallory: &Person, readers: &[Person]) {
    for reader in readers {
        stage.exchange(mallory, reader, Verdict::Spam);
    }
}

/// What five marks leave of Mallory's, who lends nothing.
fn left_without_lending() -> u64 {
    let (mut stage, mallory, _, readers) = with_mule();
    marked(&mut stage, &mallory, &readers);
    stage.standing(&mallory).own
}

#[test]
fn what_she_lent_burns_as_if_she_had_kept_it() {
    let (mut stage, mallory, mule, readers) = with_mule();
    stage.endorse(&mallory, &mule, 99 * REPUTATION).run();
    marked(&mut stage, &mallory, &readers);
    // Until somebody collects, the second wallet looks as before.
    assert_eq!(stage.standing(&mule).support, 99 * REPUTATION / 2);
    stage.collect(&mallory, &mule).run();
    let left = stage.standing(&mallory).own + stage.standing(&mule).pool_value;
    assert!(left.abs_diff(left_without_lending()) <= 2 * MARKS as u64, "{left}");
    assert!(stage.reputation_of(&mule) < Reputation(25 * REPUTATION));
}

#[test]
fn whoever_marks_the_spam_takes_the_second_wallets_support_away_in_the_same_transaction() {
    let (mut stage, mallory, mule, readers) = with_mule();
    stage.endorse(&mallory, &mule, 99 * REPUTATION).run();
    let message = stage.send(&mallory, &readers[0]).run_and_find();
    let mark = stage.judge(&readers[0], message).verdict(Verdict::Spam).instruction();
    let collect = stage.collect(&mallory, &mule).instruction();
    stage.execute(&[mark, collect]).succeeded("marking, and collecting");
    assert!(stage.standing(&mule).support < 42 * REPUTATION);
}

#[test]
fn whatever_she_does_with_the_stake_the_burn_comes_first() {
    let unlent = left_without_lending();
    for what in ["endorse", "begin_unendorse", "finish_unendorse", "sent back"] {
        let (mut stage, mallory, mule, readers) = with_mule();
        stage.endorse(&mallory, &mule, 80 * REPUTATION).run();
        if what == "finish_unendorse" {
            stage.begin_unendorse(&mallory, &mule).run();
        }
        marked(&mut stage, &mallory, &readers);
        match what {
            "endorse" => drop(stage.endorse(&mallory, &mule, REPUTATION).run()),
            "begin_unendorse" => drop(stage.begin_unendorse(&mallory, &mule).run()),
            "sent back" => drop(stage.begin_unendorse(&mallory, &mule).by(&mule).run()),
            _ => {
                stage.advance(COOL_DOWN);
                stage.finish_unendorse(&mallory, &mule).run();
            }
        }
        let left = stage.standing(&mallory).own + stage.standing(&mule).pool_value;
        assert!(left.abs_diff(unlent) <= 2 * MARKS as u64, "{what}: {left}, {unlent}");
    }
}

#[test]
fn a_second_stake_on_a_third_wallet_is_marked_only_by_what_follows_and_the_first_by_all() {
    let (mut stage, mallory, mule, readers) = with_mule();
    let third = stage.citizen("Third", 0);
    stage.endorse(&mallory, &mule, 40 * REPUTATION).run();
    stage.exchange(&mallory, &readers[0], Verdict::Spam);
    stage.endorse(&mallory, &third, 40 * REPUTATION).run();
    stage.collect(&mallory, &third).run().without_events();
    stage.exchange(&mallory, &readers[1], Verdict::Spam);
    stage.collect(&mallory, &mule).run();
    stage.collect(&mallory, &third).run();
    // A fifth at a weight of six sevenths: once, and twice.
    let kept = |times: i32| (40e6 * (1.0_f64 - 0.2 * 6.0 / 7.0).powi(times)) as u64;
    assert!(stage.standing(&third).pool_value.abs_diff(kept(1)) <= 2);
    assert!(stage.standing(&mule).pool_value.abs_diff(kept(2)) <= 2);
}

#[test]
fn the_slate_is_clean_only_after_all_of_it_came_back_and_paid() {
    let (mut stage, mallory, mule, readers) = with_mule();
    stage.endorse(&mallory, &mule, 40 * REPUTATION).run();
    stage.exchange(&mallory, &readers[0], Verdict::Spam);
    let kept = stage.standing(&mallory).kept;
    stage.begin_unendorse(&mallory, &mule).run();
    stage.advance(COOL_DOWN);
    stage.finish_unendorse(&mallory, &mule).run();
    assert_eq!((stage.standing(&mallory).given, stage.standing(&mallory).kept), (0, kept));
    stage.endorse(&mallory, &mule, 40 * REPUTATION).run();
    assert_eq!(stage.standing(&mallory).kept, postage::Q32::ONE.0);
    assert_eq!(endorsement(&stage, &mallory, &mule).kept, postage::Q32::ONE.0);
    stage.collect(&mallory, &mule).run().without_events();
}

#[test]
fn she_does_not_lend_what_the_second_wallet_lent_back_to_her() {
    let (mut stage, mallory, mule, _) = with_mule();
    stage.endorse(&mallory, &mule, 99 * REPUTATION).run();
    // The second wallet has nothing of its own, and support cannot be lent.
    stage.endorse(&mule, &mallory, REPUTATION).expect_error(bmail_testing::ReputationError::ReserveNeeded);
    stage.advance(DAY);
    assert_eq!(stage.standing(&mule).own, 0);
}
