//! False spam marks, and threats of them.

use bmail_sdk::accounts::{StoredMessage, Verdict};
use bmail_testing::{Harness, MailError, PERIOD, Person, REPUTATION};
use postage::Rules;
use reputation_core::Parameters;
use units::{Bps, Q32};

use crate::deeds::{burn, marks_of, settle, weight_of};

/// A sender's initial reputation.
const WEALTH: u64 = 100 * REPUTATION;

/// Ada has a lot of reputation, and Bo has this many millionths.
fn ada_and_marker(millionths: u64) -> (Harness, Person, Person) {
    let (mut harness, ada, bo) = Harness::with_reputation();
    harness.seed(&ada, WEALTH).run();
    harness.seed(&bo, millionths).run();
    (harness, ada, bo)
}

/// Marks a letter as spam. Checks what that burns and returns the amount.
#[track_caller]
fn mark(harness: &mut Harness, sender: &Person, marker: &Person, earlier: Q32) -> u64 {
    let before = harness.standing(sender).own;
    let expected = burn(earlier, weight_of(harness, marker)).of(before);
    let event = harness.exchange(sender, marker, Verdict::Spam);
    assert_eq!((event.shares_before, event.shares_after), (before, before - expected));
    expected
}

/// Shows security.md: False marks.
#[test]
fn a_false_mark_pays_the_marker_less_than_abstaining_and_earns_them_no_reputation() {
    for (share, forfeit) in [(0, 0), (1, 1), (1_000, 5_000), (5_000, 10_000)] {
        let mut harness = Harness::new();
        let rules = Rules { treasury_share: Bps(share), spam_forfeit: Bps(forfeit), ..Rules::PERSONAL };
        harness.network_with(rules);
        harness.reputation(Parameters::PERSONAL);
        let (ada, bo) = (harness.citizen("Ada", WEALTH), harness.citizen("Bo", WEALTH));
        let message = harness.send(&ada, &bo).size(301).run_and_find();
        let fee = harness.account::<StoredMessage>(message).header.fee;

        let earned = [Verdict::Valuable, Verdict::Abstain, Verdict::Spam].map(|verdict| {
            let mut harness = harness.clone();
            let before = harness.lamports(bo.address());
            harness.judge(&bo, message).verdict(verdict).run();
            assert_eq!(harness.standing(&bo).own, WEALTH);
            harness.lamports(bo.address()) - before
        });
        let expected = [postage::Verdict::Valuable, postage::Verdict::Abstain, postage::Verdict::Spam]
            .map(|verdict| postage::settle(units::Lamports(fee), rules.fee_split(), verdict).recipient.0);
        assert_eq!(earned, expected);
        assert!(earned[0] == earned[1] && earned[1] >= earned[2], "{share}, {forfeit}: {earned:?}");
        assert_eq!(earned[1] > earned[2], forfeit != 0);
    }
}

/// Shows reputation.md: Each spam mark by the same recipient burns half the fraction of the one before.
/// Shows security.md: False marks.
#[test]
fn marking_the_same_sender_again_burns_half_the_part_each_time_and_at_last_nothing() {
    let (mut harness, ada, bo) = ada_and_marker(40 * REPUTATION);
    let burned: Vec<_> = (0..40).map(|marks| mark(&mut harness, &ada, &bo, Q32::from_int(marks))).collect();
    assert!(burned.windows(2).all(|pair| pair[1] <= pair[0] / 2 + 1), "{burned:?}");
    assert_eq!(burned[33..], [0; 7]);
    // All marks together burn less than twice the first.
    assert!(burned.iter().sum::<u64>() < 2 * burned[0], "{burned:?}");
}

/// Shows reputation.md: Each spam mark by the same recipient burns half the fraction of the one before.
#[test]
fn a_marker_regains_weight_with_the_pairs_half_life_and_nobody_elses_marks_count() {
    let (mut harness, ada, bo) = ada_and_marker(40 * REPUTATION);
    let cy = harness.citizen("Cy", 40 * REPUTATION);
    mark(&mut harness, &ada, &bo, Q32::ZERO);
    mark(&mut harness, &ada, &bo, Q32::ONE);
    mark(&mut harness, &ada, &cy, Q32::ZERO);
    mark(&mut harness, &bo, &ada, Q32::ZERO);
    let half_life = Rules::PERSONAL.pair_half_life;
    harness.advance(half_life.0 as i64);
    let one = units::decay_down(Q32::from_int(2), half_life, half_life);
    assert!(one.0.abs_diff(Q32::ONE.0) < 1 << 4, "{one:?}");
    assert_eq!(marks_of(&harness, &bo, &ada), one);
    mark(&mut harness, &ada, &bo, one);
}

/// Shows reputation.md: The verdict of a person without reputation has no weight: it mints and burns nothing.
/// Shows security.md: False marks.
#[test]
fn a_marker_without_reputation_burns_nothing_and_pays_for_it_all_the_same() {
    for has_standing in [true, false] {
        let (mut harness, ada, _) = ada_and_marker(0);
        let eve = if has_standing { harness.citizen("Eve", 0) } else { harness.resident("Eve") };
        for _ in 0..3 {
            let before = harness.lamports(eve.address());
            let message = harness.send(&ada, &eve).run_and_find();
            let fee = harness.account::<StoredMessage>(message).header.fee;
            harness.judge(&eve, message).verdict(Verdict::Spam).run();
            assert_eq!(harness.standing(&ada).own, WEALTH);
            let earned = settle(fee, postage::Verdict::Spam).recipient.0;
            assert_eq!(harness.lamports(eve.address()), before + earned);
        }
    }
}

/// Shows security.md: False marks.
#[test]
fn whoever_has_all_there_is_to_give_burns_no_more_than_the_part_of_a_mark() {
    let (mut harness, cy, bo) = Harness::with_reputation();
    harness.seed(&bo, Parameters::PERSONAL.seed_budget.0).run();
    harness.endorse(&bo, &cy, WEALTH).run();
    let burned = burn(Q32::ZERO, weight_of(&harness, &bo)).of(WEALTH);
    harness.exchange(&cy, &bo, Verdict::Spam);
    assert_eq!(harness.standing(&cy).pool_value, WEALTH - burned);
    let most = WEALTH * u64::from(Parameters::PERSONAL.spam_burn.0) / u64::from(Bps::WHOLE.0);
    assert!(burned <= most && burned > most / 100 * 98, "{burned} of {most}");
}

/// Shows security.md: Extortion: "pay, or I mark you". Only a message that was sent can be marked, and only once.
#[test]
fn silence_is_no_mark_so_a_threat_of_it_is_empty() {
    let (mut harness, ada, bo) = ada_and_marker(40 * REPUTATION);
    let before = harness.standing(&ada);
    let wealth = harness.lamports(ada.address());
    let message = harness.send(&ada, &bo).run_and_find();
    harness.advance(PERIOD + 1);
    harness.judge(&bo, message).verdict(Verdict::Spam).expect_error(MailError::AnswerTooLate);
    harness.expire(message).run();
    assert_eq!(harness.standing(&ada), before);
    assert_eq!(marks_of(&harness, &bo, &ada), Q32::ZERO);
    let pair = harness.correspondence_of(&ada, &bo);
    assert_eq!(harness.lamports(ada.address()), wealth - harness.lamports(pair));
}
