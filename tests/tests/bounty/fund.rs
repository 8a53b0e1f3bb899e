//! `fund`.

use bmail_sdk::accounts::{Contribution, Weeks};
use bmail_testing::{BountyError as E, FORTUNE};

use crate::{Scene, TOTAL};

#[test]
fn bullet_1_an_amount_is_above_zero_and_at_most_what_is_missing() {
    let Scene { mut stage, bounty, patron, .. } = Scene::draft();
    stage.fund(&patron, bounty, 0).expect_error(E::NothingGiven);
    stage.fund(&patron, bounty, TOTAL + 1).expect_error(E::Overfunded);
    stage.fund(&patron, bounty, TOTAL - 1).run();
    stage.fund(&patron, bounty, 2).expect_error(E::Overfunded);
    stage.fund(&patron, bounty, 1).run();
    stage.fund(&patron, bounty, 1).expect_error(E::Overfunded);
}

#[test]
fn bullet_2_the_contribution_is_recorded_and_moves_to_the_bounty_to_the_lamport() {
    let Scene { mut stage, bounty, patron, .. } = Scene::draft();
    let rent = stage.lamports(bounty);
    stage.fund(&patron, bounty, 1_000).run();
    stage.fund(&patron, bounty, 234).run();
    let address = bmail_sdk::pda::contribution(&patron.address(), &bounty).0;
    let contribution: Contribution = stage.account(address);
    assert_eq!((contribution.bounty, contribution.contributor), (bounty, patron.address()));
    assert_eq!(contribution.amount, 1_234);
    assert_eq!(stage.lamports(bounty), rent + 1_234);
    assert_eq!(stage.lamports(address), stage.rent(Contribution::LEN));
    assert_eq!(stage.lamports(patron.address()), FORTUNE - 1_234 - stage.rent(Contribution::LEN));
}

#[test]
fn bullet_2_what_the_account_does_not_hold_is_not_contributed() {
    let Scene { mut stage, bounty, patron, .. } = Scene::draft();
    stage.fund(&patron, bounty, 1_000).funded(999).expect_error(E::Underfunded);
    stage.fund(&patron, bounty, 1_000).run();
    stage.fund(&patron, bounty, 1_000).funded(999).expect_error(E::Underfunded);
}

#[test]
fn bullet_2_nobody_contributes_in_the_name_of_somebody_else_or_to_another_bounty() {
    let Scene { mut stage, bounty, patron, issuer, reviewers, .. } = Scene::draft();
    let eve = stage.person("Eve");
    stage.fund(&patron, bounty, 1_000).run();
    let patrons = bmail_sdk::pda::contribution(&patron.address(), &bounty).0;
    stage.fund(&eve, bounty, 1_000).account("contribution", patrons).expect_error(E::WrongContributor);
    let call = stage.create_bounty(&issuer, &[&reviewers[0]], &crate::TERMS).number(1).terms(|t| t.threshold = 1);
    let other = call.run_and_find();
    stage.fund(&patron, other, 1_000).account("contribution", patrons).expect_error(E::OtherBounty);
}

#[test]
fn bullet_3_the_weeks_count_it_as_invested() {
    let Scene { mut stage, bounty, patron, .. } = Scene::draft();
    let weeks = bmail_sdk::pda::weeks(&stage.network).0;
    let invested = |stage: &bmail_testing::Stage| -> u64 {
        stage.account::<Weeks>(weeks).halves.iter().flatten().map(|week| week.invested).sum()
    };
    let before = invested(&stage);
    stage.fund(&patron, bounty, 1_000).run();
    assert_eq!(invested(&stage), before + 1_000);
}

#[test]
fn an_open_or_cancelled_bounty_takes_no_contributions() {
    let Scene { mut stage, bounty, patron, .. } = Scene::open();
    stage.fund(&patron, bounty, 1).expect_error(E::WrongPhase);
    let Scene { mut stage, bounty, patron, issuer, .. } = Scene::draft();
    stage.cancel(&issuer, bounty).run();
    stage.fund(&patron, bounty, 1).expect_error(E::Cancelled);
}
