//! The specification of `seed`.

use bmail_testing::{InstructionError, REPUTATION, ReputationError, Stage, YEAR, events::Seeded};
use postage::Reputation;
use standing::Parameters;

use crate::{elsewhere, hand_over, reputation};

const BUDGET: u64 = Parameters::PERSONAL.seed_budget.0;

#[test]
fn bullet_1_only_the_networks_authority() {
    let (mut stage, ada, _) = Stage::with_reputation();
    let founder = stage.founder();
    stage.seed(&ada, 1).account("authority", ada.address()).expect_error(ReputationError::NotAuthority);
    stage.seed(&ada, 1).unsigned("authority").expect_error(InstructionError::MissingRequiredSignature);
    hand_over(&mut stage, &ada);
    stage.seed(&ada, 1).account("authority", founder.address()).expect_error(ReputationError::NotAuthority);
    stage.seed(&ada, 1).account("authority", ada.address()).run();
}

#[test]
fn bullet_1_only_to_a_standing_of_the_same_network() {
    let (mut stage, ada, _) = Stage::with_reputation();
    let adas = stage.standing_of(&ada);
    let here = elsewhere(&mut stage);
    stage.open_standing(&ada).run();
    let other = bmail_sdk::pda::reputation(&here).0;
    // The founder has the authority of both.
    for (role, account) in [("standing", adas), ("reputation", other), ("network", here)] {
        stage.seed(&ada, 1).account(role, account).expect_error(ReputationError::OtherNetwork);
    }
    let both = stage.seed(&ada, 1).account("network", here).account("reputation", other);
    both.expect_error(ReputationError::OtherNetwork);
    stage.seed(&ada, 1).run();
    assert_eq!(stage.standing(&ada).own, 1);
}

#[test]
fn bullet_2_all_that_is_given_is_within_the_budget() {
    let (mut stage, ada, bo) = Stage::with_reputation();
    stage.seed(&ada, BUDGET + 1).expect_error(ReputationError::BudgetSpent);
    stage.seed(&ada, u64::MAX).expect_error(ReputationError::BudgetSpent);
    stage.seed(&ada, BUDGET - 1).run();
    stage.seed(&bo, 2).expect_error(ReputationError::BudgetSpent);
    stage.seed(&bo, 0).run();
    stage.seed(&bo, 1).run();
    for amount in [1, u64::MAX] {
        stage.seed(&bo, amount).expect_error(ReputationError::BudgetSpent);
    }
    assert_eq!((stage.standing(&ada).own, stage.standing(&bo).own), (BUDGET - 1, 1));
    assert_eq!(reputation(&stage).seeded, BUDGET);
}

#[test]
fn bullet_2_amounts_are_reputation_of_the_day_whatever_shares_they_take() {
    let (mut stage, ada, bo) = Stage::with_reputation();
    stage.seed(&ada, 10 * REPUTATION).run();
    stage.advance(2 * YEAR);
    stage.seed(&bo, 10 * REPUTATION).run();
    let shares = stage.index().shares(Reputation(10 * REPUTATION)).unwrap();
    assert!(shares > 39 * REPUTATION);
    assert_eq!(stage.standing(&bo).own, shares);
    let effective = [&ada, &bo].map(|person| stage.reputation_of(person).0);
    assert!(effective[0] < 2_500_100 && effective[1] >= 10 * REPUTATION - 1, "{effective:?}");
    assert_eq!(reputation(&stage).seeded, 20 * REPUTATION);
}

#[test]
fn bullet_2_what_decayed_burned_or_was_given_up_does_not_fill_the_budget_again() {
    let (mut stage, ada, _) = Stage::with_reputation();
    stage.seed(&ada, BUDGET).run();
    stage.close_standing(&ada).run();
    stage.advance(10 * YEAR);
    stage.open_standing(&ada).run();
    stage.seed(&ada, 1).expect_error(ReputationError::BudgetSpent);
}

#[test]
fn bullet_3_it_emits_seeded() {
    let (mut stage, ada, _) = Stage::with_reputation();
    stage.advance(YEAR);
    let shares = stage.index().shares(Reputation(3_141_592)).unwrap();
    let event: Seeded = stage.seed(&ada, 3_141_592).run().event();
    assert_eq!(event, Seeded { standing: stage.standing_of(&ada), shares });
}
