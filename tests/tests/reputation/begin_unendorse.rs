//! The specification of `begin_unendorse`. The length of the cool-down is tested in `cool_down.rs`.

use bmail_sdk::PROGRAMS;
use bmail_sdk::accounts::Verdict;
use bmail_testing::{
    InstructionError, REPUTATION, ReputationError,
    events::{Collected, UnendorsementBegun},
};
use units::Reputation;

use crate::{COOL_DOWN, ada_endorsed_bo, elsewhere, endorsement, part};

/// Shows reputation.md: The cool-down of a stake is longer than any answering period that the network ever promised.
#[test]
fn what_is_leaving_counts_for_nobody_and_burns_on() {
    let (mut harness, ada, bo) = ada_endorsed_bo();
    let cy = harness.citizen("Cy", 40 * REPUTATION);
    harness.begin_unendorse(&ada, &bo).units(4 * REPUTATION).run();
    let [adas, bos] = [&ada, &bo].map(|person| harness.reputation_of(person).0);
    assert_eq!([adas, bos], [40 * REPUTATION, 53 * REPUTATION]);
    let standing = harness.standing(&bo);
    assert_eq!((standing.pool_value, standing.pool_leaving), (10 * REPUTATION, 4 * REPUTATION));

    harness.exchange(&bo, &cy, Verdict::Spam);
    let burned = harness.standing(&bo);
    // Own shares and the pool burn in the same proportion: a fifth, times a weight of four fifths.
    let left = |shares: u64| shares - shares * 16 / 100;
    assert!(burned.pool_value.abs_diff(left(10 * REPUTATION)) <= 1, "{burned:?}");
    harness.advance(COOL_DOWN);
    harness.finish_unendorse(&ada, &bo).run();
    let back = harness.standing(&ada).own - 40 * REPUTATION;
    assert!(back.abs_diff(left(4 * REPUTATION)) <= 2, "{back}");
}

/// Shows reputation.begin_unendorse: The endorser may take it back, and the endorsed may send it back.
/// Shows reputation.md: The endorser can take a stake back and the endorsed can send it back.
#[test]
fn only_by_its_endorser_or_by_the_endorsed() {
    let (mut harness, ada, bo) = ada_endorsed_bo();
    let (cy, founder) = (harness.citizen("Cy", REPUTATION), harness.founder());
    for stranger in [&cy, &founder] {
        harness.begin_unendorse(&ada, &bo).by(stranger).expect_error(ReputationError::NotYourEndorsement);
    }
    harness.begin_unendorse(&ada, &bo).unsigned("signer").expect_error(InstructionError::MissingRequiredSignature);
    // Another endorser of the same person cannot do it either, even with their own standing in the endorser's role.
    harness.endorse(&cy, &bo, REPUTATION).expect_error(ReputationError::ReserveNeeded);
    let cys = harness.standing_of(&cy);
    let call = harness.begin_unendorse(&ada, &bo).by(&cy).account("endorser_standing", cys);
    call.expect_error(ReputationError::WrongEndorsement);
    harness.begin_unendorse(&ada, &bo).units(REPUTATION).run();
    harness.begin_unendorse(&ada, &bo).by(&bo).run();
}

/// Shows reputation.begin_unendorse: The endorser may take it back, and the endorsed may send it back.
#[test]
fn everything_is_of_the_same_network() {
    let (mut harness, ada, bo) = ada_endorsed_bo();
    let (adas, bos, stake) = (harness.standing_of(&ada), harness.standing_of(&bo), harness.endorsement_of(&ada, &bo));
    let here = elsewhere(&mut harness);
    harness.open_standing(&ada).run();
    harness.open_standing(&bo).run();
    harness.seed(&ada, 50 * REPUTATION).run();
    harness.endorse(&ada, &bo, 10 * REPUTATION).run();
    let there = PROGRAMS.reputation(&here).0;
    let wrong = [
        ("network", here, ReputationError::OtherNetwork),
        ("reputation", there, ReputationError::OtherNetwork),
        ("endorsed_standing", bos, ReputationError::OtherNetwork),
        ("endorser_standing", adas, ReputationError::WrongEndorsement),
        ("endorsement", stake, ReputationError::WrongEndorsement),
    ];
    for (role, account, error) in wrong {
        harness.begin_unendorse(&ada, &bo).account(role, account).expect_error(error);
    }
    // A network with a shorter answering period, and its reputation, do not shorten the cool-down of another network's
    // stake.
    let call = harness.begin_unendorse(&ada, &bo).account("network", here).account("reputation", there);
    call.expect_error(ReputationError::OtherNetwork);
    harness.begin_unendorse(&ada, &bo).run();
}

/// Shows reputation.begin_unendorse: `units` are units of the pool: at least one
#[test]
fn as_many_units_as_there_are_that_are_not_leaving() {
    let (mut harness, ada, bo) = ada_endorsed_bo();
    for units in [0, 10 * REPUTATION + 1, u64::MAX - 1] {
        harness.begin_unendorse(&ada, &bo).units(units).expect_error(ReputationError::TooManyUnits);
    }
    harness.begin_unendorse(&ada, &bo).units(1).run();
    harness.begin_unendorse(&ada, &bo).units(10 * REPUTATION).expect_error(ReputationError::TooManyUnits);
    harness.begin_unendorse(&ada, &bo).units(4 * REPUTATION).run();
    let stake = endorsement(&harness, &ada, &bo);
    assert_eq!((stake.units, stake.leaving), (6 * REPUTATION - 1, 4 * REPUTATION + 1));
    harness.begin_unendorse(&ada, &bo).units(u64::MAX).run();
    let stake = endorsement(&harness, &ada, &bo);
    assert_eq!((stake.units, stake.leaving), (0, 10 * REPUTATION));
    for units in [0, 1, u64::MAX] {
        harness.begin_unendorse(&ada, &bo).units(units).expect_error(ReputationError::TooManyUnits);
    }
}

/// Shows reputation.begin_unendorse: `units` are units of the pool: at least one
#[test]
fn the_endorsed_sends_back_all() {
    let (mut harness, ada, bo) = ada_endorsed_bo();
    for units in [0, 1, 5 * REPUTATION, 10 * REPUTATION, u64::MAX - 1] {
        harness.begin_unendorse(&ada, &bo).by(&bo).units(units).expect_error(ReputationError::AllOrNothing);
    }
    harness.begin_unendorse(&ada, &bo).by(&bo).run();
    assert_eq!(harness.reputation_of(&bo), Reputation(50 * REPUTATION));
    harness.begin_unendorse(&ada, &bo).by(&bo).expect_error(ReputationError::TooManyUnits);
    // It returns to her without her doing anything.
    harness.advance(COOL_DOWN);
    harness.finish_unendorse(&ada, &bo).run();
    assert_eq!(harness.standing(&ada).own, 50 * REPUTATION);
}

// `cool_down.rs` tests the cool-down.

/// Shows reputation.begin_unendorse: The cool-down starts now, also for units that were already leaving.
#[test]
fn the_cool_down_begins_now_for_what_was_leaving_before_too() {
    let (mut harness, ada, bo) = ada_endorsed_bo();
    harness.begin_unendorse(&ada, &bo).units(REPUTATION).run();
    harness.advance(COOL_DOWN - 1);
    harness.begin_unendorse(&ada, &bo).units(REPUTATION).run();
    assert_eq!(endorsement(&harness, &ada, &bo).ready_at, harness.now() + COOL_DOWN);
    harness.advance(COOL_DOWN - 1);
    harness.finish_unendorse(&ada, &bo).expect_error(ReputationError::CoolingDown);
    harness.advance(1);
    harness.finish_unendorse(&ada, &bo).run();
    assert_eq!(harness.standing(&ada).own, 42 * REPUTATION);
}

/// Shows reputation.begin_unendorse: What the endorser's spam burned of the stake is taken out first.
#[test]
fn what_the_endorsers_spam_burned_is_taken_out_first() {
    let (mut harness, ada, bo) = ada_endorsed_bo();
    let cy = harness.citizen("Cy", 40 * REPUTATION);
    harness.exchange(&ada, &cy, Verdict::Spam);
    let stake_factor = harness.standing(&ada).stake_factor;
    let left = part(10 * REPUTATION, stake_factor);
    // Fewer units are left than before.
    harness.begin_unendorse(&ada, &bo).units(10 * REPUTATION).expect_error(ReputationError::TooManyUnits);
    let outcome = harness.begin_unendorse(&ada, &bo).run();
    let burned: Vec<_> = outcome.events::<Collected>().iter().map(|event| event.shares).collect();
    assert_eq!(burned, [10 * REPUTATION - left]);
    assert_eq!(outcome.events::<UnendorsementBegun>()[0].units, left);
    let stake = endorsement(&harness, &ada, &bo);
    assert_eq!((stake.units, stake.leaving, stake.stake_factor), (0, left, stake_factor));
}

/// Shows reputation.begin_unendorse: Emits `UnendorsementBegun`.
#[test]
fn it_emits_unendorsement_begun() {
    for by_endorser in [true, false] {
        let (mut harness, ada, bo) = ada_endorsed_bo();
        let (endorser, endorsed) = (harness.standing_of(&ada), harness.standing_of(&bo));
        let signer = if by_endorser { &ada } else { &bo };
        let event: UnendorsementBegun = harness.begin_unendorse(&ada, &bo).by(signer).run().event();
        let ready_at = harness.now() + COOL_DOWN;
        assert_eq!(event, UnendorsementBegun { endorser, endorsed, units: 10 * REPUTATION, ready_at });
    }
}
