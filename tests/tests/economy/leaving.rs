//! Holding someone through an endorsement: the endorsed person or the endorser.

use bmail_sdk::accounts::Endorsement;
use bmail_testing::{DAY, PERIOD, REPUTATION, ReputationError};
use reputation_core::{MIN_STAKE, Parameters};

use crate::{
    deeds::discounted,
    lending::{LENT, REVEAL_PERIOD, lender_marker_and_friend, ready_at},
};

/// Shows security.md: Dust endorsements that keep a person from leaving.
#[test]
fn dust_is_not_taken_for_an_endorsement() {
    let (mut harness, [ada, _, cy]) = lender_marker_and_friend();
    let half_life = Parameters::PERSONAL.half_life.0 as i64;
    for least in [REPUTATION, 2 * REPUTATION, 4 * REPUTATION] {
        harness.endorse(&ada, &cy, least - 1).expect_error(ReputationError::StakeTooSmall);
        let mut harness_of_now = harness.clone();
        harness_of_now.endorse(&ada, &cy, least).run();
        harness_of_now.endorse(&ada, &cy, least - 1).expect_error(ReputationError::StakeTooSmall);
        harness.advance(half_life);
    }
}

/// Shows reputation.md: The endorsed cannot prolong a cool-down.
/// Shows security.md: Dust endorsements that keep a person from leaving.
#[test]
fn an_endorser_keeps_nobody_from_leaving_for_longer_than_one_cool_down() {
    let (mut harness, [ada, _, cy]) = lender_marker_and_friend();
    harness.endorse(&ada, &cy, REPUTATION).run();
    harness.close_standing(&cy).expect_error(ReputationError::StillEndorsed);
    let begun = harness.now();
    let ready = ready_at(&harness.begin_unendorse(&ada, &cy).by(&cy).run());
    assert_eq!(ready, begun + PERIOD + REVEAL_PERIOD + 1);
    harness.set_time(ready);
    let finish = harness.finish_unendorse(&ada, &cy).instruction();
    let close = harness.close_standing(&cy).instruction();
    harness.execute(&[finish, close]).succeeded("leaving");
    assert_eq!(harness.lamports(harness.standing_of(&cy)), 0);
    assert_eq!(harness.standing(&ada).own, 50 * REPUTATION);
}

/// Shows security.md: Dust endorsements that keep a person from leaving.
#[test]
fn whoever_endorses_again_to_keep_somebody_there_has_a_reputation_locked_up_for_as_long() {
    let (mut harness, [ada, _, cy]) = lender_marker_and_friend();
    harness.endorse(&ada, &cy, REPUTATION).run();
    for _ in 0..3 {
        let ready = ready_at(&harness.begin_unendorse(&ada, &cy).by(&cy).run());
        harness.set_time(ready - 1);
        harness.endorse(&ada, &cy, REPUTATION).expect_error(ReputationError::StakeTooSmall);
        let least = harness.index().shares(MIN_STAKE).unwrap();
        harness.endorse(&ada, &cy, least).run();
        // It counts for the endorsed person until they send it back too.
        assert_eq!(harness.standing(&cy).support, discounted(least));
        harness.set_time(ready);
        harness.finish_unendorse(&ada, &cy).run();
        harness.close_standing(&cy).expect_error(ReputationError::StillEndorsed);
        assert_eq!(harness.standing(&ada).own, 50 * REPUTATION - least);
    }
}

/// Shows reputation.md: The endorsed cannot prolong a cool-down.
/// Shows security.md: Sending stakes back repeatedly, to hold the endorser's reputation.
#[test]
fn the_endorsed_cannot_prolong_an_endorsers_cool_down() {
    let (mut harness, [ada, _, cy]) = lender_marker_and_friend();
    harness.endorse(&ada, &cy, LENT).run();
    harness.begin_unendorse(&ada, &cy).by(&cy).units(LENT / 2).expect_error(ReputationError::AllOrNothing);
    let ready = ready_at(&harness.begin_unendorse(&ada, &cy).by(&cy).run());
    for _ in 0..3 {
        harness.advance(DAY);
        for units in [1, LENT, u64::MAX] {
            let all = units == u64::MAX;
            let refusal = if all { ReputationError::TooManyUnits } else { ReputationError::AllOrNothing };
            harness.begin_unendorse(&ada, &cy).by(&cy).units(units).expect_error(refusal);
        }
    }
    let endorsement: Endorsement = harness.account(harness.endorsement_of(&ada, &cy));
    assert_eq!(endorsement.ready_at, ready);
    harness.set_time(ready);
    harness.finish_unendorse(&ada, &cy).run();
    assert_eq!(harness.standing(&ada).own, 50 * REPUTATION);
}
