//! The specification of `begin_unendorse`. How long a cool-down is, is in `cool_down.rs`.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{
    InstructionError, REPUTATION, ReputationError,
    events::{Collected, UnendorsementBegun},
};
use postage::Reputation;

use crate::{COOL_DOWN, ada_endorsed_bo, elsewhere, endorsement, part};

#[test]
fn what_is_leaving_counts_for_nobody_and_burns_on() {
    let (mut stage, ada, bo) = ada_endorsed_bo();
    let cy = stage.citizen("Cy", 40 * REPUTATION);
    stage.begin_unendorse(&ada, &bo).units(4 * REPUTATION).run();
    let [adas, bos] = [&ada, &bo].map(|person| stage.reputation_of(person).0);
    assert_eq!([adas, bos], [40 * REPUTATION, 53 * REPUTATION]);
    let standing = stage.standing(&bo);
    assert_eq!((standing.pool_value, standing.pool_leaving), (10 * REPUTATION, 4 * REPUTATION));

    stage.exchange(&bo, &cy, Verdict::Spam);
    let burned = stage.standing(&bo);
    // Own shares and the pool burn alike: a fifth, by a weight of four fifths.
    let left = |shares: u64| shares - shares * 16 / 100;
    assert!(burned.pool_value.abs_diff(left(10 * REPUTATION)) <= 1, "{burned:?}");
    stage.advance(COOL_DOWN);
    stage.finish_unendorse(&ada, &bo).run();
    let back = stage.standing(&ada).own - 40 * REPUTATION;
    assert!(back.abs_diff(left(4 * REPUTATION)) <= 2, "{back}");
}

#[test]
fn bullet_1_only_by_its_endorser_or_by_the_endorsed() {
    let (mut stage, ada, bo) = ada_endorsed_bo();
    let (cy, founder) = (stage.citizen("Cy", REPUTATION), stage.founder());
    for stranger in [&cy, &founder] {
        stage.begin_unendorse(&ada, &bo).by(stranger).expect_error(ReputationError::NotYourEndorsement);
    }
    stage.begin_unendorse(&ada, &bo).unsigned("signer").expect_error(InstructionError::MissingRequiredSignature);
    // Nor by who endorses the same person, with their own standing in the endorser's place.
    stage.endorse(&cy, &bo, REPUTATION).expect_error(ReputationError::ReserveNeeded);
    let cys = stage.standing_of(&cy);
    let call = stage.begin_unendorse(&ada, &bo).by(&cy).account("endorser_standing", cys);
    call.expect_error(ReputationError::WrongEndorsement);
    stage.begin_unendorse(&ada, &bo).units(REPUTATION).run();
    stage.begin_unendorse(&ada, &bo).by(&bo).run();
}

#[test]
fn bullet_1_everything_is_of_the_same_network() {
    let (mut stage, ada, bo) = ada_endorsed_bo();
    let (adas, bos, stake) = (stage.standing_of(&ada), stage.standing_of(&bo), stage.endorsement_of(&ada, &bo));
    let here = elsewhere(&mut stage);
    stage.open_standing(&ada).run();
    stage.open_standing(&bo).run();
    stage.seed(&ada, 50 * REPUTATION).run();
    stage.endorse(&ada, &bo, 10 * REPUTATION).run();
    let there = bmail_sdk::pda::reputation(&here).0;
    let wrong = [
        ("network", here, ReputationError::OtherNetwork),
        ("reputation", there, ReputationError::OtherNetwork),
        ("endorsed_standing", bos, ReputationError::OtherNetwork),
        ("endorser_standing", adas, ReputationError::WrongEndorsement),
        ("endorsement", stake, ReputationError::WrongEndorsement),
    ];
    for (role, account, error) in wrong {
        stage.begin_unendorse(&ada, &bo).account(role, account).expect_error(error);
    }
    // A network with a shorter answering period, and its reputation, do not shorten the cool-down of another's stake.
    let call = stage.begin_unendorse(&ada, &bo).account("network", here).account("reputation", there);
    call.expect_error(ReputationError::OtherNetwork);
    stage.begin_unendorse(&ada, &bo).run();
}

#[test]
fn bullet_2_as_many_units_as_there_are_that_are_not_leaving() {
    let (mut stage, ada, bo) = ada_endorsed_bo();
    for units in [0, 10 * REPUTATION + 1, u64::MAX - 1] {
        stage.begin_unendorse(&ada, &bo).units(units).expect_error(ReputationError::TooManyUnits);
    }
    stage.begin_unendorse(&ada, &bo).units(1).run();
    stage.begin_unendorse(&ada, &bo).units(10 * REPUTATION).expect_error(ReputationError::TooManyUnits);
    stage.begin_unendorse(&ada, &bo).units(4 * REPUTATION).run();
    let stake = endorsement(&stage, &ada, &bo);
    assert_eq!((stake.units, stake.leaving), (6 * REPUTATION - 1, 4 * REPUTATION + 1));
    stage.begin_unendorse(&ada, &bo).units(u64::MAX).run();
    let stake = endorsement(&stage, &ada, &bo);
    assert_eq!((stake.units, stake.leaving), (0, 10 * REPUTATION));
    for units in [0, 1, u64::MAX] {
        stage.begin_unendorse(&ada, &bo).units(units).expect_error(ReputationError::TooManyUnits);
    }
}

#[test]
fn bullet_2_the_endorsed_sends_back_all() {
    let (mut stage, ada, bo) = ada_endorsed_bo();
    for units in [0, 1, 5 * REPUTATION, 10 * REPUTATION, u64::MAX - 1] {
        stage.begin_unendorse(&ada, &bo).by(&bo).units(units).expect_error(ReputationError::AllOrNothing);
    }
    stage.begin_unendorse(&ada, &bo).by(&bo).run();
    assert_eq!(stage.reputation_of(&bo), Reputation(50 * REPUTATION));
    stage.begin_unendorse(&ada, &bo).by(&bo).expect_error(ReputationError::TooManyUnits);
    // It goes to her, and she need not do anything.
    stage.advance(COOL_DOWN);
    stage.finish_unendorse(&ada, &bo).run();
    assert_eq!(stage.standing(&ada).own, 50 * REPUTATION);
}

// Bullet 3, the cool-down, is in `cool_down.rs`.

#[test]
fn bullet_3_the_cool_down_begins_now_for_what_was_leaving_before_too() {
    let (mut stage, ada, bo) = ada_endorsed_bo();
    stage.begin_unendorse(&ada, &bo).units(REPUTATION).run();
    stage.advance(COOL_DOWN - 1);
    stage.begin_unendorse(&ada, &bo).units(REPUTATION).run();
    assert_eq!(endorsement(&stage, &ada, &bo).ready_at, stage.now() + COOL_DOWN);
    stage.advance(COOL_DOWN - 1);
    stage.finish_unendorse(&ada, &bo).expect_error(ReputationError::CoolingDown);
    stage.advance(1);
    stage.finish_unendorse(&ada, &bo).run();
    assert_eq!(stage.standing(&ada).own, 42 * REPUTATION);
}

#[test]
fn bullet_4_what_the_endorsers_spam_burned_is_taken_out_first() {
    let (mut stage, ada, bo) = ada_endorsed_bo();
    let cy = stage.citizen("Cy", 40 * REPUTATION);
    stage.exchange(&ada, &cy, Verdict::Spam);
    let kept = stage.standing(&ada).kept;
    let left = part(10 * REPUTATION, kept);
    // Fewer units than there were are left.
    stage.begin_unendorse(&ada, &bo).units(10 * REPUTATION).expect_error(ReputationError::TooManyUnits);
    let outcome = stage.begin_unendorse(&ada, &bo).run();
    let burned: Vec<_> = outcome.events::<Collected>().iter().map(|event| event.shares).collect();
    assert_eq!(burned, [10 * REPUTATION - left]);
    assert_eq!(outcome.events::<UnendorsementBegun>()[0].units, left);
    let stake = endorsement(&stage, &ada, &bo);
    assert_eq!((stake.units, stake.leaving, stake.kept), (0, left, kept));
}

#[test]
fn bullet_5_it_emits_unendorsement_begun() {
    for by_endorser in [true, false] {
        let (mut stage, ada, bo) = ada_endorsed_bo();
        let (endorser, endorsed) = (stage.standing_of(&ada), stage.standing_of(&bo));
        let signer = if by_endorser { &ada } else { &bo };
        let event: UnendorsementBegun = stage.begin_unendorse(&ada, &bo).by(signer).run().event();
        let ready_at = stage.now() + COOL_DOWN;
        assert_eq!(event, UnendorsementBegun { endorser, endorsed, units: 10 * REPUTATION, ready_at });
    }
}
