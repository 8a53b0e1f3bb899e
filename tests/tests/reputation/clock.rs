//! Clocks that stand still, jump, or stop at boundaries.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{Harness, NOW, Person, REPUTATION, ReputationError};
use postage::Rules;
use reputation_core::Parameters;
use units::Reputation;

use crate::{COOL_DOWN, ada_endorsed_bo, endorsement, reputation};

#[test]
fn a_stake_is_ready_at_the_second_that_its_endorsement_names_and_not_before() {
    for (offset, ready) in [(-1, false), (0, true), (1, true)] {
        let (mut harness, ada, bo) = ada_endorsed_bo();
        harness.begin_unendorse(&ada, &bo).run();
        let ready_at = endorsement(&harness, &ada, &bo).ready_at;
        assert_eq!(ready_at, NOW + COOL_DOWN);
        harness.set_time(ready_at + offset);
        match ready {
            true => drop(harness.finish_unendorse(&ada, &bo).run()),
            false => drop(harness.finish_unendorse(&ada, &bo).expect_error(ReputationError::CoolingDown)),
        }
    }
}

#[test]
fn parameters_are_due_at_the_second_that_the_reputation_names_and_not_before() {
    for (offset, due) in [(-1, false), (0, true), (1, true)] {
        let (mut harness, ..) = Harness::with_reputation();
        harness.propose_parameters(&harness.founder(), &Parameters::PERSONAL).run();
        let due_at = reputation(&harness).due_at;
        assert_eq!(due_at, NOW + Rules::PERSONAL.rules_delay.0 as i64);
        harness.set_time(due_at + offset);
        match due {
            true => drop(harness.apply_parameters().run()),
            false => drop(harness.apply_parameters().expect_error(ReputationError::ParametersNotDue)),
        }
    }
}

#[test]
fn before_genesis_the_index_is_one() {
    for time in [i64::MIN, -1, 0, NOW - 1] {
        let (mut harness, ada, bo) = Harness::with_citizens();
        harness.set_time(time);
        assert_eq!(harness.reputation_of(&ada), Reputation(50 * REPUTATION));
        harness.seed(&ada, REPUTATION).run();
        harness.endorse(&ada, &bo, REPUTATION).run();
        harness.exchange(&ada, &bo, Verdict::Valuable);
        assert_eq!(harness.standing(&bo).own, 50 * REPUTATION);
    }
}

#[test]
fn a_clock_that_jumps_back_gives_back_what_decayed_and_takes_nothing_that_was_earned() {
    let (mut harness, ada, _) = Harness::with_citizens();
    let before = harness.reputation_of(&ada);
    harness.advance(1_000_000);
    assert!(harness.reputation_of(&ada) < before);
    harness.set_time(NOW);
    assert_eq!(harness.reputation_of(&ada), before);
}

#[test]
fn a_clock_that_jumps_back_lets_no_stake_out_earlier_than_its_endorsement_names() {
    let (mut harness, ada, bo) = ada_endorsed_bo();
    harness.begin_unendorse(&ada, &bo).run();
    let ready_at = endorsement(&harness, &ada, &bo).ready_at;
    for time in [i64::MIN, 0, NOW - 1, ready_at - 1] {
        harness.set_time(time);
        harness.finish_unendorse(&ada, &bo).expect_error(ReputationError::CoolingDown);
    }
    harness.set_time(i64::MAX);
    harness.finish_unendorse(&ada, &bo).run();
}

#[test]
fn a_cool_down_that_begins_at_the_end_of_time_ends_there() {
    let (mut harness, ada, bo) = ada_endorsed_bo();
    harness.set_time(i64::MAX);
    harness.begin_unendorse(&ada, &bo).run();
    assert_eq!(endorsement(&harness, &ada, &bo).ready_at, i64::MAX);
    harness.finish_unendorse(&ada, &bo).run();
    harness.propose_parameters(&harness.founder(), &Parameters::PERSONAL).run();
    assert_eq!(reputation(&harness).due_at, i64::MAX);
    harness.apply_parameters().run();
}

#[test]
fn a_reputation_that_begins_at_either_end_of_time_works() {
    for time in [i64::MIN, -1, 0, i64::MAX] {
        let (mut harness, ..) = Harness::with_ada_and_bo();
        harness.set_time(time);
        harness.reputation(Parameters::PERSONAL);
        let [ada, bo] = ["Ada", "Bo"].map(Person::named);
        harness.open_standing(&ada).run();
        harness.open_standing(&bo).run();
        harness.seed(&bo, 50 * REPUTATION).run();
        harness.exchange(&ada, &bo, Verdict::Valuable);
        harness.open_token_account(&ada);
        harness.sync(&ada).run();
        assert!(harness.tokens_of(&ada) > Some(0));
        assert_eq!(reputation(&harness).genesis, time);
    }
}
