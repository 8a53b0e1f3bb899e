//! Lending reputation for as long as it is useful, and having it back before it burns.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{DAY, Outcome, PERIOD, Person, REPUTATION, ReputationError, Stage, events::UnendorsementBegun};
use postage::{Q32, Rules, Seconds};
use solana_pubkey::Pubkey;
use standing::{Parameters, Pool, Stake};

use crate::deeds::{burn, discounted, weight_of};

/// What Ada lends.
pub const LENT: u64 = 20 * REPUTATION;
/// Seconds in which a posted message can be revealed.
pub const REVEAL_PERIOD: i64 = DAY;

/// Ada and Bo have fifty reputation each, Cy has a standing and nothing; a stake may leave as soon as no verdict can
/// find it any more.
pub fn lender_marker_and_friend() -> (Stage, [Person; 3]) {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    stage.reputation(Parameters { cool_down: Seconds::days(1), ..Parameters::PERSONAL });
    for person in [&ada, &bo] {
        stage.open_standing(person).run();
        stage.seed(person, 50 * REPUTATION).run();
    }
    let cy = stage.citizen("Cy", 0);
    (stage, [ada, bo, cy])
}

/// Marks a message on which nothing was said before; returns what the mark burns of the stakes on its sender.
#[track_caller]
fn mark(stage: &mut Stage, marker: &Person, sender: &Person, message: Pubkey) -> u64 {
    let before = stage.standing(sender).pool_value;
    let burned = burn(Q32::ZERO, weight_of(stage, marker)).of(before);
    stage.judge(marker, message).verdict(Verdict::Spam).run();
    assert_eq!(stage.standing(sender).pool_value, before - burned);
    burned
}

/// When what is leaving can be taken out, in unix seconds.
pub fn ready_at(outcome: &Outcome) -> i64 {
    outcome.event::<UnendorsementBegun>().ready_at
}

#[test]
fn what_was_lent_for_a_cheaper_letter_cannot_be_withdrawn_before_the_letter_burns_it() {
    let (mut stage, [ada, bo, cy]) = lender_marker_and_friend();
    let dear = stage.quote(&cy, &bo, 300).postage;
    stage.endorse(&ada, &cy, LENT).run();
    assert_eq!(stage.standing(&cy).support, discounted(LENT));
    let cheap = stage.quote(&cy, &bo, 300).postage;
    assert!(cheap < dear);
    let message = stage.send(&cy, &bo).max_fee(cheap.0).run_and_find();

    // In the same second the support is gone, but the stake is not.
    stage.finish_unendorse(&ada, &cy).expect_error(ReputationError::NothingLeaving);
    let sent_at = stage.now();
    let ready = ready_at(&stage.begin_unendorse(&ada, &cy).run());
    assert_eq!(ready, sent_at + PERIOD + REVEAL_PERIOD + 1);
    assert_eq!((stage.standing(&cy).support, stage.reputation_of(&cy).0), (0, 0));
    stage.set_time(sent_at + PERIOD);
    stage.finish_unendorse(&ada, &cy).expect_error(ReputationError::CoolingDown);
    let burned = mark(&mut stage, &bo, &cy, message);

    stage.set_time(ready - 1);
    stage.finish_unendorse(&ada, &cy).expect_error(ReputationError::CoolingDown);
    stage.set_time(ready);
    stage.finish_unendorse(&ada, &cy).run();
    assert_eq!(stage.standing(&ada).own, 50 * REPUTATION - burned);
}

#[test]
fn a_letter_that_was_revealed_and_marked_at_the_last_moment_still_finds_the_stake() {
    let (mut stage, [ada, bo, cy]) = lender_marker_and_friend();
    stage.endorse(&ada, &cy, LENT).run();
    let message = stage.post(&cy, &bo).run_and_find();
    let ready = ready_at(&stage.begin_unendorse(&ada, &cy).run());

    stage.advance(REVEAL_PERIOD);
    stage.reveal(&cy, &bo, message).run();
    stage.advance(PERIOD);
    stage.finish_unendorse(&ada, &cy).expect_error(ReputationError::CoolingDown);
    assert_eq!(stage.now(), ready - 1);
    let burned = mark(&mut stage, &bo, &cy, message);
    stage.advance(1);
    stage.finish_unendorse(&ada, &cy).run();
    assert_eq!(stage.standing(&ada).own, 50 * REPUTATION - burned);
}

#[test]
fn a_letter_under_longer_rules_that_are_no_longer_in_force_still_finds_the_stake() {
    let (mut stage, [ada, bo, cy]) = lender_marker_and_friend();
    let long = Rules { answering_period: Seconds::days(100), ..Rules::PERSONAL };
    stage.change_rules(long);
    stage.propose_rules(&stage.founder(), Rules::PERSONAL).run();
    stage.advance(Rules::PERSONAL.rules_delay.0 as i64);
    stage.endorse(&ada, &cy, LENT).run();
    let message = stage.post(&cy, &bo).run_and_find();
    stage.apply_rules().run();

    let ready = ready_at(&stage.begin_unendorse(&ada, &cy).run());
    stage.advance(REVEAL_PERIOD);
    stage.reveal(&cy, &bo, message).run();
    stage.advance(100 * DAY);
    assert_eq!(stage.now(), ready - 1);
    stage.finish_unendorse(&ada, &cy).expect_error(ReputationError::CoolingDown);
    let burned = mark(&mut stage, &bo, &cy, message);
    stage.advance(1);
    stage.finish_unendorse(&ada, &cy).run();
    assert_eq!(stage.standing(&ada).own, 50 * REPUTATION - burned);
}

#[test]
fn a_mark_takes_the_same_part_of_every_stake_whether_it_is_leaving_or_not() {
    let (mut stage, [ada, bo, cy]) = lender_marker_and_friend();
    let dee = stage.citizen("Dee", 90 * REPUTATION);
    let (mut pool, mut adas, mut dees) = (Pool::default(), Stake::default(), Stake::default());
    stage.endorse(&ada, &cy, LENT).run();
    stage.endorse(&dee, &cy, 3 * LENT).run();
    pool.endorse(&mut adas, LENT).unwrap();
    pool.endorse(&mut dees, 3 * LENT).unwrap();
    let message = stage.send(&cy, &bo).run_and_find();
    stage.begin_unendorse(&ada, &cy).run();
    pool.leave(&mut adas, LENT).unwrap();

    let weight = weight_of(&stage, &bo);
    let burned = mark(&mut stage, &bo, &cy, message);
    assert_eq!(pool.burn(burn(Q32::ZERO, weight)), burned);
    assert_eq!(stage.standing(&cy).pool(), pool);
    // Three times as much, but for what is rounded down.
    assert!(pool.worth_of(&dees) - 3 * pool.worth_of(&adas) < 3);

    stage.begin_unendorse(&dee, &cy).run();
    pool.leave(&mut dees, 3 * LENT).unwrap();
    stage.advance(PERIOD + REVEAL_PERIOD + 1);
    for (lender, stake, had) in [(&ada, &mut adas, 50), (&dee, &mut dees, 90)] {
        let back = pool.unendorse(stake);
        let lent = stage.standing(lender).own;
        stage.finish_unendorse(lender, &cy).run();
        assert_eq!(stage.standing(lender).own, lent + back);
        assert!(lent + back < had * REPUTATION);
    }
    let (ada, dee) = (stage.standing(&ada).own, stage.standing(&dee).own);
    assert_eq!(ada + dee + burned, 140 * REPUTATION);
}
