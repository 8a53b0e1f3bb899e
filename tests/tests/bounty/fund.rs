//! `fund`.

use bmail_sdk::PROGRAMS;
use bmail_sdk::accounts::{Contribution, WeeklyStats};
use bmail_testing::{BountyError as E, FORTUNE};

use crate::{Scenario, TOTAL};

/// Shows bounty.fund: `amount` must be above zero.
/// Shows bounties.md: Until it opens, anyone can contribute, but no more than is missing.
#[test]
fn an_amount_is_above_zero_and_at_most_what_is_missing() {
    let Scenario { mut harness, bounty, patron, .. } = Scenario::draft();
    harness.fund(&patron, bounty, 0).expect_error(E::NothingGiven);
    harness.fund(&patron, bounty, TOTAL + 1).expect_error(E::Overfunded);
    harness.fund(&patron, bounty, TOTAL - 1).run();
    harness.fund(&patron, bounty, 2).expect_error(E::Overfunded);
    harness.fund(&patron, bounty, 1).run();
    harness.fund(&patron, bounty, 1).expect_error(E::Overfunded);
}

/// Shows bounty.fund: `contribution` is the signer's contribution to this bounty
/// Shows bounties.md: A contribution counts only if the money has arrived.
#[test]
fn the_contribution_is_recorded_and_moves_to_the_bounty_to_the_lamport() {
    let Scenario { mut harness, bounty, patron, .. } = Scenario::draft();
    let rent = harness.lamports(bounty);
    harness.fund(&patron, bounty, 1_000).run();
    harness.fund(&patron, bounty, 234).run();
    let address = PROGRAMS.contribution(&patron.address(), &bounty).0;
    let contribution: Contribution = harness.account(address);
    assert_eq!((contribution.bounty, contribution.contributor), (bounty, patron.address()));
    assert_eq!(contribution.amount, 1_234);
    assert_eq!(harness.lamports(bounty), rent + 1_234);
    assert_eq!(harness.lamports(address), harness.rent(Contribution::LEN));
    assert_eq!(harness.lamports(patron.address()), FORTUNE - 1_234 - harness.rent(Contribution::LEN));
}

/// Shows bounty.fund: `contribution` is the signer's contribution to this bounty
/// Shows bounties.md: A contribution counts only if the money has arrived.
/// Shows security.md: Counting money that did not arrive, or that another person contributed.
#[test]
fn what_the_account_does_not_hold_is_not_contributed() {
    let Scenario { mut harness, bounty, patron, .. } = Scenario::draft();
    harness.fund(&patron, bounty, 1_000).funded(999).expect_error(E::Underfunded);
    harness.fund(&patron, bounty, 1_000).run();
    harness.fund(&patron, bounty, 1_000).funded(999).expect_error(E::Underfunded);
}

/// Shows bounty.fund: `contribution` is the signer's contribution to this bounty
/// Shows bounties.md: The money goes to the contributor, no matter who calls.
#[test]
fn nobody_contributes_in_the_name_of_somebody_else_or_to_another_bounty() {
    let Scenario { mut harness, bounty, patron, issuer, reviewers, .. } = Scenario::draft();
    let eve = harness.person("Eve");
    harness.fund(&patron, bounty, 1_000).run();
    let patrons = PROGRAMS.contribution(&patron.address(), &bounty).0;
    harness.fund(&eve, bounty, 1_000).account("contribution", patrons).expect_error(E::WrongContributor);
    let call = harness.create_bounty(&issuer, &[&reviewers[0]], &crate::TERMS).number(1).terms(|t| t.threshold = 1);
    let other = call.run_and_find();
    harness.fund(&patron, other, 1_000).account("contribution", patrons).expect_error(E::OtherBounty);
}

/// Shows bounty.fund: `weekly_stats` must belong to the bounty's network.
/// Shows bounties.md: A contribution counts as invested and a claim as spent.
#[test]
fn the_weeks_count_it_as_invested() {
    let Scenario { mut harness, bounty, patron, .. } = Scenario::draft();
    let weekly_stats = PROGRAMS.weekly_stats(&harness.network).0;
    let invested = |harness: &bmail_testing::Harness| -> u64 {
        harness.account::<WeeklyStats>(weekly_stats).weeks.iter().map(|week| week.invested).sum()
    };
    let before = invested(&harness);
    harness.fund(&patron, bounty, 1_000).run();
    assert_eq!(invested(&harness), before + 1_000);
}

/// Shows bounties.md: Until it opens, anyone can contribute, but no more than is missing.
#[test]
fn an_open_or_cancelled_bounty_takes_no_contributions() {
    let Scenario { mut harness, bounty, patron, .. } = Scenario::open();
    harness.fund(&patron, bounty, 1).expect_error(E::WrongPhase);
    let Scenario { mut harness, bounty, patron, issuer, .. } = Scenario::draft();
    harness.cancel(&issuer, bounty).run();
    harness.fund(&patron, bounty, 1).expect_error(E::Cancelled);
}
