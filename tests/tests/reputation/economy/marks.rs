//! Marking letters as spam that are not spam.

use bmail_sdk::accounts::{StoredMessage, Verdict};
use bmail_testing::{Harness, Person, REPUTATION};
use postage::Rules;
use reputation_core::Parameters;
use units::Bps;

const VERDICTS: [Verdict; 3] = [Verdict::Spam, Verdict::Abstain, Verdict::Valuable];

/// The millionths that each of several marks by one person burns, of a sender with 50 reputation.
fn burned_by_one(marks: usize, markers: u64) -> Vec<u64> {
    let (mut harness, ada, _) = Harness::with_citizens();
    let cy = harness.citizen("Cy", markers);
    let mark = |harness: &mut Harness| {
        let event = harness.exchange(&ada, &cy, Verdict::Spam);
        event.shares_before - event.shares_after
    };
    (0..marks).map(|_| mark(&mut harness)).collect()
}

#[test]
fn a_marker_never_earns_more_by_spam_than_by_abstaining_nor_by_that_than_by_valuable() {
    println!("share, forfeit (bps)         spam      abstain     valuable (lamports that the marker earns)");
    for (share, forfeit) in [(0, 0), (1_000, 0), (1_000, 5_000), (1_000, 10_000), (5_000, 10_000)] {
        let earned = VERDICTS.map(|verdict| {
            let mut harness = Harness::new();
            let (treasury_share, spam_forfeit) = (Bps(share), Bps(forfeit));
            harness.network_with(Rules { treasury_share, spam_forfeit, ..Rules::PERSONAL });
            harness.reputation(Parameters::PERSONAL);
            let (ada, bo) = (harness.citizen("Ada", 20 * REPUTATION), harness.citizen("Bo", 20 * REPUTATION));
            let message = harness.send(&ada, &bo).run_and_find();
            let (before, standing) = (harness.lamports(bo.address()), harness.standing(&bo));
            harness.judge(&bo, message).verdict(verdict).run();
            // No verdict changes the standing of the person who gives it.
            assert_eq!(harness.standing(&bo), standing);
            harness.lamports(bo.address()) - before
        });
        println!("{share:13} {forfeit:6} {:12} {:12} {:12}", earned[0], earned[1], earned[2]);
        assert!(earned[0] <= earned[1] && earned[1] <= earned[2], "{earned:?}");
    }
}

/// Shows security.md: Extortion: "pay, or I mark you". Only a message that was sent can be marked, and only once.
#[test]
fn however_often_one_person_marks_another_they_burn_less_than_twice_what_the_first_mark_does() {
    println!("marks by one person of 20 reputation, of a sender of 50: millionths burned");
    let burned = burned_by_one(12, 20 * REPUTATION);
    for marks in [1, 2, 3, 4, 8, 12] {
        println!("{marks:6} {:12}", burned[..marks].iter().sum::<u64>());
    }
    assert!(burned.windows(2).all(|pair| pair[1] <= pair[0] / 2 + 1), "{burned:?}");
    assert!(burned.iter().sum::<u64>() < 2 * burned[0], "{burned:?}");
    // A fifth, times a weight of two thirds.
    assert!(burned[0].abs_diff(50 * REPUTATION * 2 / 15) <= 2, "{burned:?}");
}

/// Shows security.md: False marks.
#[test]
fn a_crowd_without_reputation_burns_nothing_and_one_of_little_burns_little() {
    for (markers, most) in [(0, 0), (1, 60), (REPUTATION / 100, 500_000)] {
        let (mut harness, ada, _) = Harness::with_citizens();
        for number in 0..30 {
            let marker = harness.citizen(&format!("marker {number}"), markers);
            harness.exchange(&ada, &marker, Verdict::Spam);
        }
        let left = harness.standing(&ada).own;
        assert!(50 * REPUTATION - left <= most, "{left} of 50,000,000 after 30 marks of {markers} each");
    }
}

#[test]
fn a_mark_costs_the_marker_a_part_of_what_the_letter_would_have_earned_them() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let message = harness.send(&ada, &bo).run_and_find();
    let fee = harness.account::<StoredMessage>(message).header.fee;
    let before = harness.lamports(bo.address());
    let outcome = harness.judge(&bo, message).verdict(Verdict::Spam).run();
    // Half of the 76% goes to the treasury: marking pays the marker nothing.
    let event: bmail_testing::events::MessageAcknowledged = outcome.event();
    let earned = harness.lamports(bo.address()) - before;
    assert!(earned.abs_diff(fee * 38 / 100) <= 1 && event.cut == fee - earned, "{earned} of {fee}");
}

#[test]
fn marks_by_many_take_less_and_less_and_never_all() {
    let (mut harness, ada, _) = Harness::with_citizens();
    let markers: Vec<Person> =
        (0..8).map(|number| harness.citizen(&format!("marker {number}"), 50 * REPUTATION)).collect();
    let mut before = harness.standing(&ada).own;
    for marker in &markers {
        harness.exchange(&ada, marker, Verdict::Spam);
        let after = harness.standing(&ada).own;
        // A fifth, times a weight of five sixths.
        assert!((before - after).abs_diff(before / 6) <= 1, "{before}, {after}");
        before = after;
    }
    assert!(before > 10 * REPUTATION);
}
