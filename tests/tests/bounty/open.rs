//! `open`.

use bmail_testing::BountyError as E;

use crate::{Scene, TOTAL};

#[test]
fn bullet_1_only_its_issuer_opens_it_and_once() {
    let Scene { mut stage, bounty, patron, issuer, .. } = Scene::draft();
    stage.fund(&patron, bounty, TOTAL).run();
    stage.open(&patron, bounty).expect_error(E::NotIssuer);
    stage.open(&issuer, bounty).run();
    stage.open(&issuer, bounty).expect_error(E::WrongPhase);
    let Scene { mut stage, bounty, patron, issuer, .. } = Scene::draft();
    stage.fund(&patron, bounty, TOTAL).run();
    stage.cancel(&issuer, bounty).run();
    stage.open(&issuer, bounty).expect_error(E::Cancelled);
}

#[test]
fn bullet_2_only_when_all_awards_are_funded() {
    let Scene { mut stage, bounty, patron, issuer, .. } = Scene::draft();
    stage.fund(&patron, bounty, TOTAL - 1).run();
    stage.open(&issuer, bounty).expect_error(E::NotFunded);
    stage.give(bounty, 1);
    stage.open(&issuer, bounty).expect_error(E::NotFunded);
    stage.fund(&patron, bounty, 1).run();
    stage.open(&issuer, bounty).run();
}
