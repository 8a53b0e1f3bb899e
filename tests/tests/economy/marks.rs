//! False marks of spam, and threats of them.

use bmail_sdk::accounts::{StoredMessage, Verdict};
use bmail_testing::{MailError, PERIOD, Person, REPUTATION, Stage};
use postage::{Bps, Q32, Rules};
use standing::Parameters;

use crate::deeds::{burn, marks_of, settle, weight_of};

/// What a sender has at first.
const WEALTH: u64 = 100 * REPUTATION;

/// Ada has a lot, and Bo so many millionths.
fn ada_and_marker(millionths: u64) -> (Stage, Person, Person) {
    let (mut stage, ada, bo) = Stage::with_reputation();
    stage.seed(&ada, WEALTH).run();
    stage.seed(&bo, millionths).run();
    (stage, ada, bo)
}

/// Marks a letter; checks what that burns, and returns it.
#[track_caller]
fn mark(stage: &mut Stage, sender: &Person, marker: &Person, earlier: Q32) -> u64 {
    let before = stage.standing(sender).own;
    let expected = burn(earlier, weight_of(stage, marker)).of(before);
    let report = stage.exchange(sender, marker, Verdict::Spam);
    assert_eq!((report.shares_before, report.shares_after), (before, before - expected));
    expected
}

#[test]
fn a_false_mark_pays_the_marker_less_than_abstaining_and_earns_them_no_reputation() {
    for (share, forfeit) in [(0, 0), (1, 1), (1_000, 5_000), (5_000, 10_000)] {
        let mut stage = Stage::new();
        let rules = Rules { treasury_share: Bps(share), spam_forfeit: Bps(forfeit), ..Rules::PERSONAL };
        stage.network_with(rules);
        stage.reputation(Parameters::PERSONAL);
        let (ada, bo) = (stage.citizen("Ada", WEALTH), stage.citizen("Bo", WEALTH));
        let message = stage.send(&ada, &bo).size(301).run_and_find();
        let fee = stage.account::<StoredMessage>(message).header.fee;

        let earned = [Verdict::Valuable, Verdict::Abstain, Verdict::Spam].map(|verdict| {
            let mut stage = stage.clone();
            let before = stage.lamports(bo.address());
            stage.judge(&bo, message).verdict(verdict).run();
            assert_eq!(stage.standing(&bo).own, WEALTH);
            stage.lamports(bo.address()) - before
        });
        let expected = [postage::Verdict::Valuable, postage::Verdict::Abstain, postage::Verdict::Spam]
            .map(|verdict| postage::settle(postage::Lamports(fee), rules.terms(), verdict).recipient.0);
        assert_eq!(earned, expected);
        assert!(earned[0] == earned[1] && earned[1] >= earned[2], "{share}, {forfeit}: {earned:?}");
        assert_eq!(earned[1] > earned[2], forfeit != 0);
    }
}

#[test]
fn marking_the_same_sender_again_burns_half_the_part_each_time_and_at_last_nothing() {
    let (mut stage, ada, bo) = ada_and_marker(40 * REPUTATION);
    let burned: Vec<_> = (0..40).map(|marks| mark(&mut stage, &ada, &bo, Q32::from_int(marks))).collect();
    assert!(burned.windows(2).all(|pair| pair[1] <= pair[0] / 2 + 1), "{burned:?}");
    assert_eq!(burned[33..], [0; 7]);
    // All together less than twice the first.
    assert!(burned.iter().sum::<u64>() < 2 * burned[0], "{burned:?}");
}

#[test]
fn a_marker_regains_weight_with_the_pairs_half_life_and_nobody_elses_marks_count() {
    let (mut stage, ada, bo) = ada_and_marker(40 * REPUTATION);
    let cy = stage.citizen("Cy", 40 * REPUTATION);
    mark(&mut stage, &ada, &bo, Q32::ZERO);
    mark(&mut stage, &ada, &bo, Q32::ONE);
    mark(&mut stage, &ada, &cy, Q32::ZERO);
    mark(&mut stage, &bo, &ada, Q32::ZERO);
    let half_life = Rules::PERSONAL.pair_half_life;
    stage.advance(half_life.0 as i64);
    let one = postage::decay_down(Q32::from_int(2), half_life, half_life);
    assert!(one.0.abs_diff(Q32::ONE.0) < 1 << 4, "{one:?}");
    assert_eq!(marks_of(&stage, &bo, &ada), one);
    mark(&mut stage, &ada, &bo, one);
}

#[test]
fn a_marker_without_reputation_burns_nothing_and_pays_for_it_all_the_same() {
    for has_standing in [true, false] {
        let (mut stage, ada, _) = ada_and_marker(0);
        let eve = if has_standing { stage.citizen("Eve", 0) } else { stage.resident("Eve") };
        for _ in 0..3 {
            let before = stage.lamports(eve.address());
            let message = stage.send(&ada, &eve).run_and_find();
            let fee = stage.account::<StoredMessage>(message).header.fee;
            stage.judge(&eve, message).verdict(Verdict::Spam).run();
            assert_eq!(stage.standing(&ada).own, WEALTH);
            let earned = settle(fee, postage::Verdict::Spam).recipient.0;
            assert_eq!(stage.lamports(eve.address()), before + earned);
        }
    }
}

#[test]
fn whoever_has_all_there_is_to_give_burns_no_more_than_the_part_of_a_mark() {
    let (mut stage, cy, bo) = Stage::with_reputation();
    stage.seed(&bo, Parameters::PERSONAL.seed_budget.0).run();
    stage.endorse(&bo, &cy, WEALTH).run();
    let burned = burn(Q32::ZERO, weight_of(&stage, &bo)).of(WEALTH);
    stage.exchange(&cy, &bo, Verdict::Spam);
    assert_eq!(stage.standing(&cy).pool_value, WEALTH - burned);
    let most = WEALTH * u64::from(Parameters::PERSONAL.spam_burn.0) / u64::from(Bps::WHOLE.0);
    assert!(burned <= most && burned > most / 100 * 98, "{burned} of {most}");
}

#[test]
fn silence_is_no_mark_so_a_threat_of_it_is_empty() {
    let (mut stage, ada, bo) = ada_and_marker(40 * REPUTATION);
    let before = stage.standing(&ada);
    let wealth = stage.lamports(ada.address());
    let message = stage.send(&ada, &bo).run_and_find();
    stage.advance(PERIOD + 1);
    stage.judge(&bo, message).verdict(Verdict::Spam).expect_error(MailError::AnswerTooLate);
    stage.expire(message).run();
    assert_eq!(stage.standing(&ada), before);
    assert_eq!(marks_of(&stage, &bo, &ada), Q32::ZERO);
    let pair = stage.correspondence_of(&ada, &bo);
    assert_eq!(stage.lamports(ada.address()), wealth - stage.lamports(pair));
}
