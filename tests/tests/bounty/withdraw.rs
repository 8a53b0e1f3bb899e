//! `withdraw_contribution` and `return_allocation`.

use bmail_sdk::accounts::Opinion::*;
use bmail_sdk::pda;
use bmail_testing::{BountyError as E, FORTUNE, Person, Stage};
use solana_pubkey::Pubkey;

use crate::{CHALLENGE, REVEAL, REVIEW, SUBMIT, Scene, TERMS, TOTAL};

#[test]
fn before_it_opens_a_contributor_takes_all_of_it_back_and_nobody_does_it_for_them() {
    let Scene { mut stage, bounty, patron, .. } = Scene::draft();
    stage.fund(&patron, bounty, 1_234).run();
    stage.withdraw_contribution(&patron, bounty).by_anybody().expect_error(E::WrongContributor);
    stage.withdraw_contribution(&patron, bounty).run();
    assert_eq!(stage.lamports(patron.address()), FORTUNE);
    assert_eq!(stage.account::<bmail_sdk::accounts::Bounty>(bounty).funded, 0);
}

#[test]
fn from_the_opening_to_the_end_of_the_challenge_nothing_goes_back() {
    let mut scene = Scene::open();
    for period in [0, SUBMIT, REVEAL, REVIEW, CHALLENGE - 1] {
        scene.stage.advance(period);
        scene.stage.withdraw_contribution(&scene.patron, scene.bounty).expect_error(E::WrongPhase);
    }
    scene.stage.advance(1);
    scene.stage.withdraw_contribution(&scene.patron, scene.bounty).by_anybody().run();
    assert_eq!(scene.stage.lamports(scene.patron.address()), FORTUNE);
}

#[test]
fn nobody_takes_the_contribution_of_somebody_else() {
    let Scene { mut stage, bounty, patron, .. } = Scene::draft();
    stage.fund(&patron, bounty, 1_234).run();
    let eve = stage.person("Eve");
    let patrons = pda::contribution(&patron.address(), &bounty).0;
    stage.withdraw_contribution(&eve, bounty).account("contribution", patrons).expect_error(E::WrongContributor);
}

/// Three who contributed amounts that share no factor, and the treasury.
fn crowd() -> (Scene, Vec<Person>) {
    let mut scene = Scene::draft();
    let people: Vec<_> = ["Una", "Udo", "Uwe"].map(|name| scene.stage.person(name)).into();
    let amounts = [99_999_989, 77_777_777, 1];
    for (person, amount) in people.iter().zip(amounts) {
        scene.stage.fund(person, scene.bounty, amount).run();
    }
    let missing = TOTAL - amounts.iter().sum::<u64>();
    scene.stage.allocate(scene.bounty, missing).run();
    scene.stage.open(&scene.issuer, scene.bounty).run();
    (scene, people)
}

#[test]
fn what_is_not_awarded_goes_back_pro_rata_to_the_last_lamport_in_every_order() {
    let orders: [[usize; 4]; 6] = [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1], [3, 0, 1, 2], [0, 3, 2, 1]];
    for (round, order) in orders.into_iter().enumerate() {
        let (scene, people) = crowd();
        let mut scene = scene.commits(1).reveals().judges(&[Accept]).settles();
        let sid = scene.submitters[0].clone();
        if round % 2 == 0 {
            scene.stage.claim(&sid, scene.bounty).run();
        }
        let (bounty, treasury) = (scene.bounty, pda::treasury(&scene.stage.network).0);
        let held = |stage: &Stage, who: usize| stage.lamports(people.get(who).map_or(treasury, Person::address));
        let mut back = 0;
        for who in order {
            let (before, rent) = (held(&scene.stage, who), scene.stage.rent(80));
            match people.get(who) {
                Some(person) => drop(scene.stage.withdraw_contribution(person, bounty).by_anybody().run()),
                None => drop(scene.stage.return_allocation(bounty).run()),
            }
            let gained = held(&scene.stage, who) - before - if who < 3 { rent } else { 0 };
            back += gained;
        }
        assert_eq!(back, TOTAL - TERMS.reward, "{order:?}");
        if round % 2 == 1 {
            scene.stage.claim(&sid, bounty).run();
        }
        scene.stage.close_submission(&sid, bounty).run();
        assert_eq!(scene.state().held, 0);
        scene.stage.close_bounty(&scene.issuer, bounty).run();
    }
}

#[test]
fn an_allocation_goes_back_to_the_treasury_by_the_authority_alone_before_it_opens() {
    let mut scene = Scene::draft();
    let treasury: Pubkey = pda::treasury(&scene.stage.network).0;
    let (before, founder) = (scene.stage.lamports(treasury), scene.stage.founder());
    scene.stage.allocate(scene.bounty, 1_000).run();
    scene.stage.return_allocation(scene.bounty).expect_error(E::NotAuthority);
    scene.stage.return_allocation(scene.bounty).by(&scene.issuer).expect_error(E::NotAuthority);
    scene.stage.return_allocation(scene.bounty).by(&founder).run();
    assert_eq!((scene.stage.lamports(treasury), scene.state().allocated, scene.state().funded), (before, 0, 0));
}
