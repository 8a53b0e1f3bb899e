//! Holding somebody by an endorsement: the endorsed, or the endorser.

use bmail_sdk::accounts::Endorsement;
use bmail_testing::{DAY, PERIOD, REPUTATION, ReputationError};
use standing::{MIN_STAKE, Parameters};

use crate::{
    deeds::discounted,
    lending::{LENT, REVEAL_PERIOD, lender_marker_and_friend, ready_at},
};

#[test]
fn dust_is_not_taken_for_an_endorsement() {
    let (mut stage, [ada, _, cy]) = lender_marker_and_friend();
    let half_life = Parameters::PERSONAL.half_life.0 as i64;
    for least in [REPUTATION, 2 * REPUTATION, 4 * REPUTATION] {
        stage.endorse(&ada, &cy, least - 1).expect_error(ReputationError::StakeTooSmall);
        let mut stage_of_now = stage.clone();
        stage_of_now.endorse(&ada, &cy, least).run();
        stage_of_now.endorse(&ada, &cy, least - 1).expect_error(ReputationError::StakeTooSmall);
        stage.advance(half_life);
    }
}

#[test]
fn an_endorser_keeps_nobody_from_leaving_for_longer_than_one_cool_down() {
    let (mut stage, [ada, _, cy]) = lender_marker_and_friend();
    stage.endorse(&ada, &cy, REPUTATION).run();
    stage.close_standing(&cy).expect_error(ReputationError::StillEndorsed);
    let begun = stage.now();
    let ready = ready_at(&stage.begin_unendorse(&ada, &cy).by(&cy).run());
    assert_eq!(ready, begun + PERIOD + REVEAL_PERIOD + 1);
    stage.set_time(ready);
    let finish = stage.finish_unendorse(&ada, &cy).instruction();
    let close = stage.close_standing(&cy).instruction();
    stage.execute(&[finish, close]).succeeded("leaving");
    assert_eq!(stage.lamports(stage.standing_of(&cy)), 0);
    assert_eq!(stage.standing(&ada).own, 50 * REPUTATION);
}

#[test]
fn whoever_endorses_again_to_keep_somebody_there_has_a_reputation_locked_up_for_as_long() {
    let (mut stage, [ada, _, cy]) = lender_marker_and_friend();
    stage.endorse(&ada, &cy, REPUTATION).run();
    for _ in 0..3 {
        let ready = ready_at(&stage.begin_unendorse(&ada, &cy).by(&cy).run());
        stage.set_time(ready - 1);
        stage.endorse(&ada, &cy, REPUTATION).expect_error(ReputationError::StakeTooSmall);
        let least = stage.index().shares(MIN_STAKE).unwrap();
        stage.endorse(&ada, &cy, least).run();
        // It counts for the one who is kept, until they send it back too.
        assert_eq!(stage.standing(&cy).support, discounted(least));
        stage.set_time(ready);
        stage.finish_unendorse(&ada, &cy).run();
        stage.close_standing(&cy).expect_error(ReputationError::StillEndorsed);
        assert_eq!(stage.standing(&ada).own, 50 * REPUTATION - least);
    }
}

#[test]
fn the_endorsed_cannot_prolong_an_endorsers_cool_down() {
    let (mut stage, [ada, _, cy]) = lender_marker_and_friend();
    stage.endorse(&ada, &cy, LENT).run();
    stage.begin_unendorse(&ada, &cy).by(&cy).units(LENT / 2).expect_error(ReputationError::AllOrNothing);
    let ready = ready_at(&stage.begin_unendorse(&ada, &cy).by(&cy).run());
    for _ in 0..3 {
        stage.advance(DAY);
        for units in [1, LENT, u64::MAX] {
            let all = units == u64::MAX;
            let refusal = if all { ReputationError::TooManyUnits } else { ReputationError::AllOrNothing };
            stage.begin_unendorse(&ada, &cy).by(&cy).units(units).expect_error(refusal);
        }
    }
    let endorsement: Endorsement = stage.account(stage.endorsement_of(&ada, &cy));
    assert_eq!(endorsement.ready_at, ready);
    stage.set_time(ready);
    stage.finish_unendorse(&ada, &cy).run();
    assert_eq!(stage.standing(&ada).own, 50 * REPUTATION);
}
