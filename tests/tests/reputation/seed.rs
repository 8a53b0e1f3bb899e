//! The specification of `seed`.

use bmail_sdk::PROGRAMS;
use bmail_testing::{Harness, InstructionError, REPUTATION, ReputationError, YEAR, events::Seeded};
use reputation_core::Parameters;
use units::Reputation;

use crate::{elsewhere, hand_over, reputation};

const BUDGET: u64 = Parameters::PERSONAL.seed_budget.0;

/// Shows reputation.seed: Only the network's authority may call it.
/// Shows reputation.md: The authority gives reputation to first citizens within a fixed budget that nothing refills.
#[test]
fn only_the_networks_authority() {
    let (mut harness, ada, _) = Harness::with_reputation();
    let founder = harness.founder();
    harness.seed(&ada, 1).account("authority", ada.address()).expect_error(ReputationError::NotAuthority);
    harness.seed(&ada, 1).unsigned("authority").expect_error(InstructionError::MissingRequiredSignature);
    hand_over(&mut harness, &ada);
    harness.seed(&ada, 1).account("authority", founder.address()).expect_error(ReputationError::NotAuthority);
    harness.seed(&ada, 1).account("authority", ada.address()).run();
}

/// Shows reputation.seed: Only the network's authority may call it.
#[test]
fn only_to_a_standing_of_the_same_network() {
    let (mut harness, ada, _) = Harness::with_reputation();
    let adas = harness.standing_of(&ada);
    let here = elsewhere(&mut harness);
    harness.open_standing(&ada).run();
    let other = PROGRAMS.reputation(&here).0;
    // The founder is the authority of both networks.
    for (role, account) in [("standing", adas), ("reputation", other), ("network", here)] {
        harness.seed(&ada, 1).account(role, account).expect_error(ReputationError::OtherNetwork);
    }
    let both = harness.seed(&ada, 1).account("network", here).account("reputation", other);
    both.expect_error(ReputationError::OtherNetwork);
    harness.seed(&ada, 1).run();
    assert_eq!(harness.standing(&ada).own, 1);
}

/// Shows reputation.seed: `amount` is in millionths of reputation.
/// Shows reputation.md: The authority gives reputation to first citizens within a fixed budget that nothing refills.
#[test]
fn all_that_is_given_is_within_the_budget() {
    let (mut harness, ada, bo) = Harness::with_reputation();
    harness.seed(&ada, BUDGET + 1).expect_error(ReputationError::BudgetSpent);
    harness.seed(&ada, u64::MAX).expect_error(ReputationError::BudgetSpent);
    harness.seed(&ada, BUDGET - 1).run();
    harness.seed(&bo, 2).expect_error(ReputationError::BudgetSpent);
    harness.seed(&bo, 0).run();
    harness.seed(&bo, 1).run();
    for amount in [1, u64::MAX] {
        harness.seed(&bo, amount).expect_error(ReputationError::BudgetSpent);
    }
    assert_eq!((harness.standing(&ada).own, harness.standing(&bo).own), (BUDGET - 1, 1));
    assert_eq!(reputation(&harness).seeded, BUDGET);
}

/// Shows reputation.seed: `amount` is in millionths of reputation.
#[test]
fn amounts_are_reputation_of_the_day_whatever_shares_they_take() {
    let (mut harness, ada, bo) = Harness::with_reputation();
    harness.seed(&ada, 10 * REPUTATION).run();
    harness.advance(2 * YEAR);
    harness.seed(&bo, 10 * REPUTATION).run();
    let shares = harness.index().shares(Reputation(10 * REPUTATION)).unwrap();
    assert!(shares > 39 * REPUTATION);
    assert_eq!(harness.standing(&bo).own, shares);
    let effective = [&ada, &bo].map(|person| harness.reputation_of(person).0);
    assert!(effective[0] < 2_500_100 && effective[1] >= 10 * REPUTATION - 1, "{effective:?}");
    assert_eq!(reputation(&harness).seeded, 20 * REPUTATION);
}

/// Shows reputation.seed: `amount` is in millionths of reputation.
/// Shows reputation.md: The authority gives reputation to first citizens within a fixed budget that nothing refills.
#[test]
fn what_decayed_burned_or_was_given_up_does_not_fill_the_budget_again() {
    let (mut harness, ada, _) = Harness::with_reputation();
    harness.seed(&ada, BUDGET).run();
    harness.close_standing(&ada).run();
    harness.advance(10 * YEAR);
    harness.open_standing(&ada).run();
    harness.seed(&ada, 1).expect_error(ReputationError::BudgetSpent);
}

/// Shows reputation.seed: Emits `Seeded`.
#[test]
fn it_emits_seeded() {
    let (mut harness, ada, _) = Harness::with_reputation();
    harness.advance(YEAR);
    let shares = harness.index().shares(Reputation(3_141_592)).unwrap();
    let event: Seeded = harness.seed(&ada, 3_141_592).run().event();
    assert_eq!(event, Seeded { standing: harness.standing_of(&ada), shares });
}
