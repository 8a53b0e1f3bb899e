//! `veto`.

use bmail_sdk::accounts::Opinion::*;
use bmail_testing::BountyError as E;

use crate::{CHALLENGE, REVIEW, Scene};

#[test]
fn bullet_1_only_the_networks_authority_in_the_challenge_period() {
    let mut scene = Scene::judged(&[Accept]);
    let (bounty, stage, sid) = (scene.bounty, &mut scene.stage, &scene.submitters[0]);
    stage.veto(sid, bounty).expect_error(E::WrongPhase);
    stage.advance(REVIEW);
    let issuer = scene.issuer.address();
    stage.veto(sid, bounty).account("authority", issuer).expect_error(E::NotAuthority);
    stage.veto(sid, bounty).run();
    stage.advance(CHALLENGE);
    stage.veto(sid, bounty).expect_error(E::NotAccepted);
}

#[test]
fn bullet_1_not_after_the_challenge_period() {
    let mut scene = Scene::settled(&[Accept]);
    scene.stage.veto(&scene.submitters[0], scene.bounty).expect_error(E::WrongPhase);
}

#[test]
fn bullet_2_what_is_not_accepted_cannot_be_vetoed() {
    let mut scene = Scene::judged(&[Reject]);
    scene.stage.advance(REVIEW);
    scene.stage.veto(&scene.submitters[0], scene.bounty).expect_error(E::NotAccepted);
}

#[test]
fn the_next_accepted_one_moves_up() {
    let mut scene = Scene::judged(&[Accept; 4]);
    let bounty = scene.bounty;
    scene.stage.advance(REVIEW);
    scene.stage.veto(&scene.submitters[1], bounty).run();
    scene.stage.advance(CHALLENGE);
    scene.stage.claim(&scene.submitters[1], bounty).expect_error(E::NotAccepted);
    for place in [0, 2, 3] {
        scene.stage.claim(&scene.submitters[place], bounty).run();
    }
}
