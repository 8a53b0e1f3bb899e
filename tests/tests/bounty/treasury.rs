//! `create_treasury`, `contribute`, `allocate`, `propose_limit`, `apply_limit`.

use bmail_sdk::{
    accounts::{Bounty, Treasury},
    pda,
};
use bmail_testing::{BountyError as E, MailError, Stage};
use postage::Rules;

use crate::{Scene, TOTAL};

const SOL: u64 = 1_000_000_000;

#[test]
fn only_the_networks_authority_makes_a_treasury_and_once() {
    let (mut stage, ada, _) = Stage::with_ada_and_bo();
    let founder = stage.founder();
    stage.create_treasury(&ada).expect_error(E::NotAuthority);
    for period in [0, 86_399, 366 * 86_400 + 1] {
        stage.create_treasury(&founder).period(period).expect_error(E::InvalidAllowance);
    }
    stage.create_treasury(&founder).run();
    assert!(stage.create_treasury(&founder).attempt().result.is_err());
}

#[test]
fn anybody_contributes_above_zero() {
    let mut stage = Stage::with_treasury();
    let (patron, treasury) = (stage.person("Patron"), pda::treasury(&stage.network).0);
    let before = stage.lamports(treasury);
    stage.contribute(&patron, 0).expect_error(E::NothingGiven);
    stage.contribute(&patron, 77).run();
    assert_eq!(stage.lamports(treasury), before + 77);
}

#[test]
fn the_postage_of_a_network_that_names_it_flows_in() {
    let mut stage = Stage::new();
    let founder = stage.person("Founder");
    let name = bmail_sdk::pda::network_name("letters").unwrap();
    let network = bmail_sdk::pda::network(&founder.address(), &name).0;
    let treasury = pda::treasury(&network).0;
    stage.create_network(&founder).treasury(treasury).run();
    stage.network = network;
    stage.create_treasury(&founder).run();
    let (ada, bo) = (stage.resident("Ada"), stage.resident("Bo"));
    let message = stage.send(&ada, &bo).run_and_find();
    let before = stage.lamports(treasury);
    stage.acknowledge(&bo, message).run();
    let sweep = stage.sweep(&bo);
    sweep.account("treasury", treasury).run();
    assert!(stage.lamports(treasury) > before);
    let eve = stage.person("Eve").address();
    stage.sweep(&bo).account("treasury", eve).expect_error(MailError::WrongTreasury);
}

#[test]
fn an_authority_allocates_within_the_allowance_to_drafts_of_the_network() {
    let mut scene = Scene::with(|terms| terms.reward = 5 * SOL);
    let (bounty, stage) = (scene.bounty, &mut scene.stage);
    let issuer = scene.issuer.address();
    stage.allocate(bounty, 1).account("authority", issuer).expect_error(E::NotAuthority);
    stage.allocate(bounty, 0).expect_error(E::NothingGiven);
    stage.allocate(bounty, SOL + 1).expect_error(E::OverAllowance);
    stage.allocate(bounty, SOL).run();
    stage.allocate(bounty, 1).expect_error(E::OverAllowance);
    stage.advance(7 * 86_400 / 2);
    stage.allocate(bounty, SOL / 2 + 1).expect_error(E::OverAllowance);
    stage.allocate(bounty, SOL / 2).run();
    let state: Bounty = stage.account(bounty);
    assert_eq!((state.held, state.funded, state.allocated), (SOL * 3 / 2, SOL * 3 / 2, SOL * 3 / 2));
}

#[test]
fn nothing_is_allocated_to_an_open_or_cancelled_bounty_or_beyond_what_it_lacks() {
    let mut scene = Scene::open();
    scene.stage.allocate(scene.bounty, 1).expect_error(E::WrongPhase);
    let mut scene = Scene::draft();
    scene.stage.allocate(scene.bounty, TOTAL + 1).expect_error(E::Overfunded);
    scene.stage.cancel(&scene.issuer, scene.bounty).run();
    scene.stage.allocate(scene.bounty, 1).expect_error(E::Cancelled);
}

#[test]
fn the_treasury_keeps_its_rent() {
    let mut scene = Scene::with(|terms| terms.reward = 50 * SOL);
    let (treasury, founder) = (pda::treasury(&scene.stage.network).0, scene.stage.founder());
    scene.stage.propose_limit(&founder, 100 * SOL).run();
    scene.stage.advance(Rules::PERSONAL.rules_delay.0 as i64);
    scene.stage.apply_limit().run();
    let most = scene.stage.lamports(treasury) - scene.stage.rent(Treasury::LEN);
    scene.stage.allocate(scene.bounty, most + 1).expect_error(E::TreasuryTooPoor);
    let all = scene.stage.lamports(treasury);
    scene.stage.allocate(scene.bounty, all + 1).expect_error(E::TreasuryTooPoor);
    scene.stage.allocate(scene.bounty, most).run();
}

#[test]
fn a_new_limit_waits_as_long_as_new_rules() {
    let (mut stage, delay) = (Stage::with_treasury(), Rules::PERSONAL.rules_delay.0 as i64);
    let (founder, eve) = (stage.founder(), stage.person("Eve"));
    stage.apply_limit().expect_error(E::NothingProposed);
    stage.propose_limit(&eve, 5).expect_error(E::NotAuthority);
    stage.propose_limit(&founder, 5).run();
    stage.advance(delay - 1);
    stage.apply_limit().expect_error(E::LimitNotDue);
    stage.advance(1);
    stage.apply_limit().run();
    assert_eq!(stage.account::<Treasury>(pda::treasury(&stage.network).0).limit, 5);
    stage.apply_limit().expect_error(E::NothingProposed);
}

#[test]
fn a_treasury_pays_for_no_other_network_and_takes_nothing_back_from_it() {
    let Scene { mut stage, bounty, .. } = Scene::draft();
    let (here, founder) = (stage.network, stage.founder());
    let there = stage.network();
    stage.create_treasury(&founder).run();
    stage.contribute(&founder, SOL).run();
    // The founder has the authority of both.
    stage.allocate(bounty, 1).expect_error(E::OtherNetwork);
    stage.return_allocation(bounty).by(&founder).expect_error(E::OtherNetwork);
    stage.network = here;
    let elsewhere = pda::treasury(&there).0;
    stage.allocate(bounty, 1).account("treasury", elsewhere).expect_error(E::OtherNetwork);
    stage.allocate(bounty, 1).run();
    let back = stage.return_allocation(bounty).by(&founder);
    back.account("treasury", elsewhere).expect_error(E::OtherNetwork);
}
