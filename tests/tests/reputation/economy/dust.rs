//! Endorsing someone in order to keep their standing from closing.

use bmail_sdk::generated::reputation::layout::fields::standing::POOL_VALUE;
use bmail_testing::{Harness, Person, REPUTATION, ReputationError};
use units::Reputation;

use crate::COOL_DOWN;

#[test]
fn nobody_is_endorsed_with_dust() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    for dust in [1, 1_000, REPUTATION - 1] {
        harness.endorse(&ada, &bo, dust).expect_error(ReputationError::StakeTooSmall);
    }
    assert_eq!(harness.standing(&bo).received, 0);
}

/// Shows security.md: Dust endorsements that keep a person from leaving.
#[test]
fn whoever_is_endorsed_by_a_crowd_leaves_after_one_cool_down_without_any_of_them() {
    let (mut harness, _, bo) = Harness::with_citizens();
    let crowd: Vec<Person> =
        (0..20).map(|number| harness.citizen(&format!("endorser {number}"), 2 * REPUTATION)).collect();
    crowd.iter().for_each(|endorser| drop(harness.endorse(endorser, &bo, REPUTATION).run()));
    assert_eq!(harness.standing(&bo).received, 20);
    harness.close_standing(&bo).expect_error(ReputationError::StillEndorsed);
    crowd.iter().for_each(|endorser| drop(harness.begin_unendorse(endorser, &bo).by(&bo).run()));
    harness.advance(COOL_DOWN);
    // None of the endorsers signs, and each gets their stake back.
    crowd.iter().for_each(|endorser| drop(harness.finish_unendorse(endorser, &bo).run()));
    harness.close_standing(&bo).run();
    assert!(crowd.iter().all(|endorser| harness.standing(endorser).own == 2 * REPUTATION));
}

#[test]
fn a_stake_that_is_given_up_to_nothing_holds_nobody_for_a_second() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    harness.endorse(&ada, &bo, REPUTATION).run();
    // Burns the pool to nothing, as after many marks. From then on, the audit expects nothing of it.
    let bos = harness.standing_of(&bo);
    assert_eq!(harness.svm.get_account(&bos).unwrap().data[POOL_VALUE..POOL_VALUE + 8], REPUTATION.to_le_bytes());
    harness.rewrite(bos, POOL_VALUE, &0_u64.to_le_bytes());
    harness.finish_unendorse(&ada, &bo).run();
    harness.close_standing(&bo).run();
}

#[test]
fn each_cool_down_more_takes_another_reputation_and_then_the_endorsed_leaves() {
    const MOST: usize = 6;
    let (mut harness, _, bo) = Harness::with_citizens();
    let mallory = harness.citizen("Mallory", 10 * REPUTATION);
    // Reputation decays, so one reputation takes more shares today than at the beginning.
    for _ in 0..MOST {
        let one = harness.index().shares(Reputation(REPUTATION)).unwrap();
        harness.endorse(&mallory, &bo, one).run();
        harness.begin_unendorse(&mallory, &bo).by(&bo).run();
        harness.advance(COOL_DOWN - 1);
    }
    // Everything except the reserve is on its way back, and none of it arrives before the last cool-down is over.
    let one = harness.index().shares(Reputation(REPUTATION)).unwrap();
    harness.endorse(&mallory, &bo, one).expect_error(ReputationError::ReserveNeeded);
    harness.advance(1);
    let finish = harness.finish_unendorse(&mallory, &bo).instruction();
    let close = harness.close_standing(&bo).instruction();
    harness.execute(&[finish, close]).succeeded("leaving");
}
