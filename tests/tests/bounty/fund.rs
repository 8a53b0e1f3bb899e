//! `fund`.

use bmail_sdk::{
    PROGRAMS,
    accounts::{Bounty, Contribution, WeeklyStats},
    instructions::bounty::{Missing, fund_and_open},
};
use bmail_testing::{BountyError as E, FORTUNE, Harness, Person, events::Contributed};

use crate::{Scenario, TOTAL};

/// Shows bounty.fund: `amount` must be above zero.
/// Shows bounty.fund: Emits `Contributed`, with what was taken.
/// Shows bounties.md: Until it opens, anyone can contribute. It takes no more than is missing, and the rest returns at
///   once.
/// Shows security.md: A stranger who contributes a lamport so that a larger contribution, or the opening, fails.
#[test]
fn a_bounty_takes_what_is_missing_and_the_rest_returns_at_once() {
    let Scenario { mut harness, bounty, patron, issuer, .. } = Scenario::draft();
    let (eve, rent) = (harness.person("Eve"), harness.rent(Contribution::LEN));
    let (empty, issuers) = (harness.lamports(bounty), harness.lamports(issuer.address()));
    harness.fund(&patron, bounty, 0).expect_error(E::NothingGiven);
    let taken = |harness: &mut Harness, who: &Person, amount: u64| {
        harness.fund(who, bounty, amount).run().event::<Contributed>().amount
    };
    assert_eq!(taken(&mut harness, &eve, 1), 1);
    assert_eq!(taken(&mut harness, &patron, TOTAL - 2), TOTAL - 2);
    assert_eq!(taken(&mut harness, &patron, TOTAL), 1);
    // Nothing is missing: nothing is taken, and a new account does not stay.
    assert_eq!([&eve, &issuer].map(|who| taken(&mut harness, who, TOTAL)), [0, 0]);
    let paid = [&eve, &patron].map(|who| FORTUNE - harness.lamports(who.address()));
    assert_eq!((paid, harness.lamports(issuer.address())), ([rent + 1, rent + TOTAL - 1], issuers));
    assert_eq!(harness.lamports(bounty) - empty, TOTAL);
    let state: Bounty = harness.account(bounty);
    assert_eq!((state.funded, state.held, state.contributions), (TOTAL, TOTAL, 2));
    assert_eq!(harness.find_account::<Contribution>(PROGRAMS.contribution(&issuer.address(), &bounty).0), None);
}

/// Shows bounties.md: Until it opens, anyone can contribute. It takes no more than is missing, and the rest returns at
///   once.
/// Shows security.md: A stranger who contributes a lamport so that a larger contribution, or the opening, fails.
#[test]
fn a_bounty_is_funded_and_opened_however_much_others_have_given_meanwhile() {
    for given in [1, TOTAL / 2, TOTAL - 1, TOTAL] {
        let Scenario { mut harness, bounty, patron, issuer, .. } = Scenario::draft();
        let (chain, at) = (harness.chain(), harness.bounty_at(bounty));
        let planned = fund_and_open(&chain, &at, &issuer.address(), Missing { awards: TOTAL, bond: 0 }, true).only();
        harness.fund(&patron, bounty, given).run();
        let before = harness.lamports(issuer.address());
        harness.execute(&planned.instructions()).succeeded("funding and opening");
        assert_ne!(harness.account::<Bounty>(bounty).opened_at, 0);
        let rent = if given == TOTAL { 0 } else { harness.rent(Contribution::LEN) };
        assert_eq!(harness.lamports(issuer.address()), before - (TOTAL - given) - rent);
    }
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

/// Shows bounties.md: Until it opens, anyone can contribute. It takes no more than is missing, and the rest returns at
///   once.
#[test]
fn an_open_or_cancelled_bounty_takes_no_contributions() {
    let Scenario { mut harness, bounty, patron, .. } = Scenario::open();
    harness.fund(&patron, bounty, 1).expect_error(E::WrongPhase);
    let Scenario { mut harness, bounty, patron, issuer, .. } = Scenario::draft();
    harness.cancel(&issuer, bounty).run();
    harness.fund(&patron, bounty, 1).expect_error(E::Cancelled);
}
