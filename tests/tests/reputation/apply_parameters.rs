//! The specification of `apply_parameters`.

use bmail_sdk::PROGRAMS;
use bmail_sdk::accounts::Verdict;
use bmail_testing::{Harness, REPUTATION, ReputationError, events::ParametersApplied};
use postage::Rules;
use reputation_core::{Parameters, Rate};
use units::{Bps, Reputation};

use crate::reputation;

const DELAY: i64 = Rules::PERSONAL.rules_delay.0 as i64;

/// Puts other parameters in force, after their delay.
pub fn change_parameters(harness: &mut Harness, parameters: &Parameters) {
    harness.propose_parameters(&harness.founder(), parameters).run();
    harness.advance(DELAY);
    harness.apply_parameters().run();
}

#[test]
fn the_proposed_parameters_are_in_force() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let before = reputation(&harness);
    let parameters = Parameters { spam_burn: Bps(0), reserve: Reputation(45 * REPUTATION), ..Parameters::PERSONAL };
    change_parameters(&mut harness, &parameters);
    let after = reputation(&harness);
    assert_eq!(after.parameters, parameters);
    assert_eq!((after.genesis, after.seeded, after.due_at), (before.genesis, before.seeded, 0));
    let spam = harness.exchange(&ada, &bo, Verdict::Spam);
    assert_eq!(spam.shares_before, spam.shares_after);
    harness.endorse(&ada, &bo, 10 * REPUTATION).expect_error(ReputationError::ReserveNeeded);
}

/// Shows reputation.md: The network's authority proposes parameters.
#[test]
fn anybody_may_call_it() {
    let (mut harness, ..) = Harness::with_reputation();
    assert!(harness.apply_parameters().instruction().accounts.iter().all(|meta| !meta.is_signer));
    change_parameters(&mut harness, &Parameters::PERSONAL);
}

/// Shows reputation.apply_parameters: Parameters must be waiting.
#[test]
fn only_where_parameters_wait() {
    let (mut harness, ..) = Harness::with_reputation();
    harness.advance(10 * DELAY);
    harness.apply_parameters().expect_error(ReputationError::NothingProposed);
    change_parameters(&mut harness, &Parameters::PERSONAL);
    harness.apply_parameters().expect_error(ReputationError::NothingProposed);
}

/// Shows reputation.apply_parameters: Parameters must be waiting.
/// Shows security.md: Changing parameters overnight against people's interests.
#[test]
fn from_the_time_on_at_which_they_are_due() {
    let (mut harness, ..) = Harness::with_reputation();
    harness.propose_parameters(&harness.founder(), &Parameters::PERSONAL).run();
    harness.apply_parameters().expect_error(ReputationError::ParametersNotDue);
    harness.advance(DELAY - 1);
    harness.apply_parameters().expect_error(ReputationError::ParametersNotDue);
    harness.advance(1);
    harness.apply_parameters().run();
}

/// Shows reputation.apply_parameters: Emits `ParametersApplied`.
#[test]
fn it_emits_parameters_applied() {
    let (mut harness, ..) = Harness::with_reputation();
    harness.propose_parameters(&harness.founder(), &Parameters::PERSONAL).run();
    harness.advance(DELAY);
    let event: ParametersApplied = harness.apply_parameters().run().event();
    assert_eq!(event, ParametersApplied { reputation: PROGRAMS.reputation(&harness.network).0 });
}

#[test]
fn a_verdict_moves_what_the_parameters_of_its_day_say_whenever_the_message_was_sent() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let message = harness.send(&ada, &bo).run_and_find();
    change_parameters(&mut harness, &Parameters { rate: Rate(1), ..Parameters::PERSONAL });
    let before = harness.standing(&ada).own;
    harness.judge(&bo, message).run();
    assert_eq!(harness.standing(&ada).own, before);
}
