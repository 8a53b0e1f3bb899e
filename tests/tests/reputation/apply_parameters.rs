//! The specification of `apply_parameters`.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{REPUTATION, ReputationError, Stage, events::ParametersApplied};
use postage::{Bps, Reputation, Rules};
use standing::{Parameters, Rate};

use crate::reputation;

const DELAY: i64 = Rules::PERSONAL.rules_delay.0 as i64;

/// Puts other parameters in force, after their delay.
pub fn change_parameters(stage: &mut Stage, parameters: &Parameters) {
    stage.propose_parameters(&stage.founder(), parameters).run();
    stage.advance(DELAY);
    stage.apply_parameters().run();
}

#[test]
fn the_proposed_parameters_are_in_force() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    let before = reputation(&stage);
    let parameters = Parameters { spam_burn: Bps(0), reserve: Reputation(45 * REPUTATION), ..Parameters::PERSONAL };
    change_parameters(&mut stage, &parameters);
    let after = reputation(&stage);
    assert_eq!(standing::Parameters::from(&after.parameters), parameters);
    assert_eq!((after.genesis, after.seeded, after.due_at), (before.genesis, before.seeded, 0));
    let spam = stage.exchange(&ada, &bo, Verdict::Spam);
    assert_eq!(spam.shares_before, spam.shares_after);
    stage.endorse(&ada, &bo, 10 * REPUTATION).expect_error(ReputationError::ReserveNeeded);
}

#[test]
fn anybody_may_call_it() {
    let (mut stage, ..) = Stage::with_reputation();
    assert!(stage.apply_parameters().instruction().accounts.iter().all(|meta| !meta.is_signer));
    change_parameters(&mut stage, &Parameters::PERSONAL);
}

#[test]
fn bullet_1_only_where_parameters_wait() {
    let (mut stage, ..) = Stage::with_reputation();
    stage.advance(10 * DELAY);
    stage.apply_parameters().expect_error(ReputationError::NothingProposed);
    change_parameters(&mut stage, &Parameters::PERSONAL);
    stage.apply_parameters().expect_error(ReputationError::NothingProposed);
}

#[test]
fn bullet_1_from_the_time_on_at_which_they_are_due() {
    let (mut stage, ..) = Stage::with_reputation();
    stage.propose_parameters(&stage.founder(), &Parameters::PERSONAL).run();
    stage.apply_parameters().expect_error(ReputationError::ParametersNotDue);
    stage.advance(DELAY - 1);
    stage.apply_parameters().expect_error(ReputationError::ParametersNotDue);
    stage.advance(1);
    stage.apply_parameters().run();
}

#[test]
fn bullet_2_it_emits_parameters_applied() {
    let (mut stage, ..) = Stage::with_reputation();
    stage.propose_parameters(&stage.founder(), &Parameters::PERSONAL).run();
    stage.advance(DELAY);
    let event: ParametersApplied = stage.apply_parameters().run().event();
    assert_eq!(event, ParametersApplied { reputation: bmail_sdk::pda::reputation(&stage.network).0 });
}

#[test]
fn a_verdict_moves_what_the_parameters_of_its_day_say_whenever_the_message_was_sent() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    let message = stage.send(&ada, &bo).run_and_find();
    change_parameters(&mut stage, &Parameters { rate: Rate(1), ..Parameters::PERSONAL });
    let before = stage.standing(&ada).own;
    stage.judge(&bo, message).run();
    assert_eq!(stage.standing(&ada).own, before);
}
