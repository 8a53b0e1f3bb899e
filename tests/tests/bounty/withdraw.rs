//! `withdraw_contribution` and `return_allocation`.

use bmail_sdk::PROGRAMS;
use bmail_sdk::accounts::Opinion::*;
use bmail_testing::{BountyError as E, FORTUNE, Harness, Person};
use solana_pubkey::Pubkey;

use crate::{CHALLENGE, REVEAL, REVIEW, SUBMIT, Scenario, TERMS, TOTAL};

/// Shows bounty.withdraw_contribution: Before the bounty opens, the contributor must sign.
/// Shows bounties.md: Until it opens, a contributor can take everything back, and nobody else can do that for them.
#[test]
fn before_it_opens_a_contributor_takes_all_of_it_back_and_nobody_does_it_for_them() {
    let Scenario { mut harness, bounty, patron, .. } = Scenario::draft();
    harness.fund(&patron, bounty, 1_234).run();
    harness.withdraw_contribution(&patron, bounty).by_anybody().expect_error(E::WrongContributor);
    harness.withdraw_contribution(&patron, bounty).run();
    assert_eq!(harness.lamports(patron.address()), FORTUNE);
    assert_eq!(harness.account::<bmail_sdk::accounts::Bounty>(bounty).funded, 0);
}

/// Shows bounty.withdraw_contribution: Before the bounty opens, the contributor must sign.
/// Shows bounties.md: From then on nothing can be withdrawn until the bounty is settled.
#[test]
fn from_the_opening_to_the_end_of_the_challenge_nothing_goes_back() {
    let mut scenario = Scenario::open();
    for period in [0, SUBMIT, REVEAL, REVIEW, CHALLENGE - 1] {
        scenario.harness.advance(period);
        scenario.harness.withdraw_contribution(&scenario.patron, scenario.bounty).expect_error(E::WrongPhase);
    }
    scenario.harness.advance(1);
    scenario.harness.withdraw_contribution(&scenario.patron, scenario.bounty).by_anybody().run();
    assert_eq!(scenario.harness.lamports(scenario.patron.address()), FORTUNE);
}

/// Shows bounty.withdraw_contribution: The money goes to the contributor whom the contribution names.
/// Shows bounties.md: The money goes to the contributor, no matter who calls.
#[test]
fn nobody_takes_the_contribution_of_somebody_else() {
    let Scenario { mut harness, bounty, patron, .. } = Scenario::draft();
    harness.fund(&patron, bounty, 1_234).run();
    let eve = harness.person("Eve");
    let patrons = PROGRAMS.contribution(&patron.address(), &bounty).0;
    harness.withdraw_contribution(&eve, bounty).account("contribution", patrons).expect_error(E::WrongContributor);
}

/// Three people who contributed amounts with no common factor, and the treasury.
fn crowd() -> (Scenario, Vec<Person>) {
    let mut scenario = Scenario::draft();
    let people: Vec<_> = ["Una", "Udo", "Uwe"].map(|name| scenario.harness.person(name)).into();
    let amounts = [99_999_989, 77_777_777, 1];
    for (person, amount) in people.iter().zip(amounts) {
        scenario.harness.fund(person, scenario.bounty, amount).run();
    }
    let missing = TOTAL - amounts.iter().sum::<u64>();
    scenario.harness.allocate(scenario.bounty, missing).run();
    scenario.harness.open(&scenario.issuer, scenario.bounty).run();
    (scenario, people)
}

/// Shows bounty.withdraw_contribution: The shares add up to exactly what was not awarded
/// Shows bounties.md: Then all contributors and the treasury get their shares of what was not awarded, to the last
///   lamport, in any order.
/// Shows security.md: Refunding more than was contributed, in any order.
#[test]
fn what_is_not_awarded_goes_back_pro_rata_to_the_last_lamport_in_every_order() {
    let orders: [[usize; 4]; 6] = [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1], [3, 0, 1, 2], [0, 3, 2, 1]];
    for (round, order) in orders.into_iter().enumerate() {
        let (scenario, people) = crowd();
        let mut scenario = scenario.commits(1).reveals().judges(&[Accept]).settles();
        let sid = scenario.submitters[0].clone();
        if round % 2 == 0 {
            scenario.harness.claim(&sid, scenario.bounty).run();
        }
        let (bounty, treasury) = (scenario.bounty, PROGRAMS.treasury(&scenario.harness.network).0);
        let held = |harness: &Harness, who: usize| harness.lamports(people.get(who).map_or(treasury, Person::address));
        let mut back = 0;
        for who in order {
            let (before, rent) = (held(&scenario.harness, who), scenario.harness.rent(80));
            match people.get(who) {
                Some(person) => drop(scenario.harness.withdraw_contribution(person, bounty).by_anybody().run()),
                None => drop(scenario.harness.return_allocation(bounty).run()),
            }
            let gained = held(&scenario.harness, who) - before - if who < 3 { rent } else { 0 };
            back += gained;
        }
        assert_eq!(back, TOTAL - TERMS.reward, "{order:?}");
        if round % 2 == 1 {
            scenario.harness.claim(&sid, bounty).run();
        }
        scenario.harness.close_submission(&sid, bounty).run();
        assert_eq!(scenario.state().held, 0);
        scenario.harness.close_bounty(&scenario.issuer, bounty).run();
    }
}

/// Shows bounty.return_allocation: Before the bounty opens, only the network's authority may call it.
/// Shows bounties.md: Then all contributors and the treasury get their shares of what was not awarded, to the last
///   lamport, in any order.
#[test]
fn an_allocation_goes_back_to_the_treasury_by_the_authority_alone_before_it_opens() {
    let mut scenario = Scenario::draft();
    let treasury: Pubkey = PROGRAMS.treasury(&scenario.harness.network).0;
    let (before, founder) = (scenario.harness.lamports(treasury), scenario.harness.founder());
    scenario.harness.allocate(scenario.bounty, 1_000).run();
    scenario.harness.return_allocation(scenario.bounty).expect_error(E::NotAuthority);
    scenario.harness.return_allocation(scenario.bounty).by(&scenario.issuer).expect_error(E::NotAuthority);
    scenario.harness.return_allocation(scenario.bounty).by(&founder).run();
    assert_eq!(
        (scenario.harness.lamports(treasury), scenario.state().allocated, scenario.state().funded),
        (before, 0, 0)
    );
}
