//! The specification of `propose_parameters`. The bounds of the parameters are in `parameters.rs`.

use bmail_sdk::{PROGRAMS, accounts::Endorsement};
use bmail_testing::{Harness, InstructionError, REPUTATION, ReputationError, events::ParametersProposed};
use postage::Rules;
use reputation_core::{Interest, Parameters};
use units::{Bps, Reputation, Seconds};

use crate::{elsewhere, hand_over, reputation};

const DELAY: i64 = Rules::PERSONAL.rules_delay.0 as i64;

/// Shows reputation.propose_parameters: Only the network's authority may call it.
/// Shows reputation.md: The network's authority proposes parameters.
#[test]
fn only_the_networks_authority() {
    let (mut harness, ada, _) = Harness::with_reputation();
    let founder = harness.founder();
    harness.propose_parameters(&ada, &Parameters::PERSONAL).expect_error(ReputationError::NotAuthority);
    let call = harness.propose_parameters(&founder, &Parameters::PERSONAL).unsigned("authority");
    call.expect_error(InstructionError::MissingRequiredSignature);
    hand_over(&mut harness, &ada);
    harness.propose_parameters(&founder, &Parameters::PERSONAL).expect_error(ReputationError::NotAuthority);
    harness.propose_parameters(&ada, &Parameters::PERSONAL).run();
}

/// Shows reputation.propose_parameters: Only the network's authority may call it.
#[test]
fn the_authority_of_one_network_proposes_nothing_for_another() {
    let (mut harness, ada, _) = Harness::with_reputation();
    let here = elsewhere(&mut harness);
    hand_over(&mut harness, &ada);
    let (there, other) = (harness.network, PROGRAMS.reputation(&here).0);
    let call = harness.propose_parameters(&ada, &Parameters::PERSONAL).account("reputation", other);
    call.expect_error(ReputationError::OtherNetwork);
    harness.network = here;
    harness.propose_parameters(&ada, &Parameters::PERSONAL).expect_error(ReputationError::NotAuthority);
    let call = harness.propose_parameters(&ada, &Parameters::PERSONAL).account("network", there);
    call.expect_error(ReputationError::OtherNetwork);
}

// `parameters.rs` tests the bounds of the parameters.

/// Shows reputation.propose_parameters: `parameters` must pass `reputation_core::Parameters::validate`.
/// Shows reputation.md: The half-life, the seed budget and the endorsement discount never change.
/// Shows security.md: Changing parameters overnight against people's interests.
#[test]
fn half_life_seed_budget_and_discount_stay_as_they_are() {
    let (mut harness, ..) = Harness::with_reputation();
    let founder = harness.founder();
    let other_half_life = Interest::for_half_life(Seconds::days(400)).unwrap().half_life;
    let personal = Parameters::PERSONAL;
    let refused = [
        Parameters { half_life: other_half_life, ..personal },
        Parameters { seed_budget: Reputation(personal.seed_budget.0 + 1), ..personal },
        Parameters { seed_budget: Reputation(personal.seed_budget.0 - 1), ..personal },
        Parameters { endorsement_discount: Bps(personal.endorsement_discount.0 - 1), ..personal },
    ];
    for parameters in refused {
        harness.propose_parameters(&founder, &parameters).expect_error(ReputationError::FixedParameter);
    }
    assert_eq!(reputation(&harness).due_at, 0);
    let others = Parameters {
        rate: reputation_core::Rate(1),
        award_rate: reputation_core::Rate(2),
        constant: Reputation(3),
        reserve: Reputation(4),
        cool_down: Seconds(86_405),
        spam_burn: Bps(6),
        ..personal
    };
    harness.propose_parameters(&founder, &others).run();
    assert_eq!(reputation(&harness).pending_parameters, others);
}

/// Shows reputation.propose_parameters: They are due after the `rules_delay` of the network's rules.
/// Shows reputation.md: The network's authority proposes parameters.
/// Shows security.md: Changing parameters overnight against people's interests.
#[test]
fn they_are_due_after_the_rules_delay_of_the_networks_rules() {
    for delay in [3_600, 12_345, 90 * 86_400] {
        let mut harness = Harness::new();
        harness.network_with(Rules { rules_delay: Seconds(delay), ..Rules::PERSONAL });
        harness.reputation(Parameters::PERSONAL);
        harness.propose_parameters(&harness.founder(), &Parameters::PERSONAL).run();
        assert_eq!(reputation(&harness).due_at, harness.now() + delay as i64);
    }
}

/// Shows reputation.propose_parameters: They are due after the `rules_delay` of the network's rules.
#[test]
fn parameters_that_waited_before_are_forgotten() {
    let (mut harness, ..) = Harness::with_reputation();
    let founder = harness.founder();
    let [first, second] = [7, 8].map(|spam_burn| Parameters { spam_burn: Bps(spam_burn), ..Parameters::PERSONAL });
    harness.propose_parameters(&founder, &first).run();
    harness.advance(DELAY - 1);
    harness.propose_parameters(&founder, &second).run();
    harness.apply_parameters().expect_error(ReputationError::ParametersNotDue);
    harness.advance(DELAY);
    harness.apply_parameters().run();
    assert_eq!(reputation(&harness).parameters.spam_burn, units::Bps(8));
}

/// Shows reputation.propose_parameters: Emits `ParametersProposed`.
#[test]
fn it_emits_parameters_proposed() {
    let (mut harness, ..) = Harness::with_reputation();
    let founder = harness.founder();
    let event: ParametersProposed = harness.propose_parameters(&founder, &Parameters::PERSONAL).run().event();
    let reputation = PROGRAMS.reputation(&harness.network).0;
    assert_eq!(event, ParametersProposed { reputation, due_at: harness.now() + DELAY });
}

/// Shows reputation.propose_parameters: They are due after the `rules_delay` of the network's rules.
/// Shows reputation.md: Parameters are in force from the second in which they are due, whether or not anyone applies them.
/// Shows security.md: Deciding what others earn by applying what is due, or by not applying it.
#[test]
fn they_are_in_force_once_they_are_due_whether_or_not_anybody_applies_them() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let founder = harness.founder();
    let (reserve, cool_down) = (Reputation(45_000_000), Seconds::days(200));
    let next = Parameters { reserve, cool_down, ..Parameters::PERSONAL };
    harness.propose_parameters(&founder, &next).run();
    harness.advance(DELAY - 1);
    let mut early = harness.clone();
    early.endorse(&ada, &bo, 20 * REPUTATION).run();
    harness.advance(1);
    harness.endorse(&ada, &bo, 20 * REPUTATION).expect_error(ReputationError::ReserveNeeded);
    harness.endorse(&ada, &bo, 2 * REPUTATION).run();
    harness.begin_unendorse(&ada, &bo).run();
    let stake: Endorsement = harness.account(harness.endorsement_of(&ada, &bo));
    assert_eq!(stake.ready_at, harness.now() + cool_down.0 as i64);
    assert_eq!(reputation(&harness).parameters, Parameters::PERSONAL, "nobody has applied them");
    // A new proposal does not take them away.
    harness.propose_parameters(&founder, &Parameters::PERSONAL).run();
    assert_eq!(reputation(&harness).parameters, next);
    harness.endorse(&ada, &bo, 20 * REPUTATION).expect_error(ReputationError::ReserveNeeded);
}
