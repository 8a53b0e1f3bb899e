//! Clocks that stand still, jump and stop at boundaries.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{NOW, Person, REPUTATION, ReputationError, Stage};
use postage::{Reputation, Rules};
use standing::Parameters;

use crate::{COOL_DOWN, ada_endorsed_bo, endorsement, reputation};

#[test]
fn a_stake_is_ready_at_the_second_that_its_endorsement_names_and_not_before() {
    for (offset, ready) in [(-1, false), (0, true), (1, true)] {
        let (mut stage, ada, bo) = ada_endorsed_bo();
        stage.begin_unendorse(&ada, &bo).run();
        let ready_at = endorsement(&stage, &ada, &bo).ready_at;
        assert_eq!(ready_at, NOW + COOL_DOWN);
        stage.set_time(ready_at + offset);
        match ready {
            true => drop(stage.finish_unendorse(&ada, &bo).run()),
            false => drop(stage.finish_unendorse(&ada, &bo).expect_error(ReputationError::CoolingDown)),
        }
    }
}

#[test]
fn parameters_are_due_at_the_second_that_the_reputation_names_and_not_before() {
    for (offset, due) in [(-1, false), (0, true), (1, true)] {
        let (mut stage, ..) = Stage::with_reputation();
        stage.propose_parameters(&stage.founder(), &Parameters::PERSONAL).run();
        let due_at = reputation(&stage).due_at;
        assert_eq!(due_at, NOW + Rules::PERSONAL.rules_delay.0 as i64);
        stage.set_time(due_at + offset);
        match due {
            true => drop(stage.apply_parameters().run()),
            false => drop(stage.apply_parameters().expect_error(ReputationError::ParametersNotDue)),
        }
    }
}

#[test]
fn before_genesis_the_index_is_one() {
    for time in [i64::MIN, -1, 0, NOW - 1] {
        let (mut stage, ada, bo) = Stage::with_citizens();
        stage.set_time(time);
        assert_eq!(stage.reputation_of(&ada), Reputation(50 * REPUTATION));
        stage.seed(&ada, REPUTATION).run();
        stage.endorse(&ada, &bo, REPUTATION).run();
        stage.exchange(&ada, &bo, Verdict::Valuable);
        assert_eq!(stage.standing(&bo).own, 50 * REPUTATION);
    }
}

#[test]
fn a_clock_that_jumps_back_gives_back_what_decayed_and_takes_nothing_that_was_earned() {
    let (mut stage, ada, _) = Stage::with_citizens();
    let before = stage.reputation_of(&ada);
    stage.advance(1_000_000);
    assert!(stage.reputation_of(&ada) < before);
    stage.set_time(NOW);
    assert_eq!(stage.reputation_of(&ada), before);
}

#[test]
fn a_clock_that_jumps_back_lets_no_stake_out_earlier_than_its_endorsement_names() {
    let (mut stage, ada, bo) = ada_endorsed_bo();
    stage.begin_unendorse(&ada, &bo).run();
    let ready_at = endorsement(&stage, &ada, &bo).ready_at;
    for time in [i64::MIN, 0, NOW - 1, ready_at - 1] {
        stage.set_time(time);
        stage.finish_unendorse(&ada, &bo).expect_error(ReputationError::CoolingDown);
    }
    stage.set_time(i64::MAX);
    stage.finish_unendorse(&ada, &bo).run();
}

#[test]
fn a_cool_down_that_begins_at_the_end_of_time_ends_there() {
    let (mut stage, ada, bo) = ada_endorsed_bo();
    stage.set_time(i64::MAX);
    stage.begin_unendorse(&ada, &bo).run();
    assert_eq!(endorsement(&stage, &ada, &bo).ready_at, i64::MAX);
    stage.finish_unendorse(&ada, &bo).run();
    stage.propose_parameters(&stage.founder(), &Parameters::PERSONAL).run();
    assert_eq!(reputation(&stage).due_at, i64::MAX);
    stage.apply_parameters().run();
}

#[test]
fn a_reputation_that_begins_at_either_end_of_time_works() {
    for time in [i64::MIN, -1, 0, i64::MAX] {
        let (mut stage, ..) = Stage::with_ada_and_bo();
        stage.set_time(time);
        stage.reputation(Parameters::PERSONAL);
        let [ada, bo] = ["Ada", "Bo"].map(Person::named);
        stage.open_standing(&ada).run();
        stage.open_standing(&bo).run();
        stage.seed(&bo, 50 * REPUTATION).run();
        stage.exchange(&ada, &bo, Verdict::Valuable);
        stage.open_token_account(&ada);
        stage.sync(&ada).run();
        assert!(stage.tokens_of(&ada) > Some(0));
        assert_eq!(reputation(&stage).genesis, time);
    }
}
