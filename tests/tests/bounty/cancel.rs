//! `cancel`.

use bmail_sdk::accounts::Opinion::*;
use bmail_testing::{BountyError as E, FORTUNE};

use crate::{REVIEW, Scene, TOTAL};

#[test]
fn bullet_1_before_the_first_commitment_by_the_issuer_or_the_networks_authority() {
    for opens in [false, true] {
        let scene = || if opens { Scene::open() } else { Scene::draft() };
        let Scene { mut stage, bounty, issuer, patron, .. } = scene();
        stage.cancel(&patron, bounty).expect_error(E::NotIssuer);
        stage.cancel(&issuer, bounty).run();
        stage.cancel(&issuer, bounty).expect_error(E::Cancelled);
        let Scene { mut stage, bounty, .. } = scene();
        let founder = stage.founder();
        stage.cancel(&founder, bounty).run();
    }
}

#[test]
fn bullet_2_after_it_only_by_the_authority_before_the_review_ends() {
    let Scene { mut stage, bounty, issuer, .. } = Scene::committed(1);
    stage.cancel(&issuer, bounty).expect_error(E::TooLateToCancel);
    let founder = stage.founder();
    stage.cancel(&founder, bounty).run();
    let Scene { mut stage, bounty, .. } = Scene::judged(&[Accept]);
    stage.advance(REVIEW - 1);
    let other = stage.cancel(&founder, bounty).instruction();
    stage.advance(1);
    stage.execute(std::slice::from_ref(&other)).failed_at(0, "cancelling", E::TooLateToCancel);
    stage.advance(-1);
    stage.execute(&[other]).succeeded("cancelling in the last second");
}

#[test]
fn everybody_has_everything_back_before_and_after_commitments() {
    for commitments in [0, 3] {
        let mut scene = Scene::committed(commitments);
        let (bounty, founder) = (scene.bounty, scene.stage.founder());
        scene.stage.cancel(&founder, bounty).run();
        for submitter in &scene.submitters {
            scene.stage.close_submission(submitter, bounty).run();
            assert_eq!(scene.stage.lamports(submitter.address()), FORTUNE);
        }
        scene.stage.withdraw_contribution(&scene.patron, bounty).by_anybody().run();
        assert_eq!(scene.stage.lamports(scene.patron.address()), FORTUNE);
        scene.stage.close_bounty(&scene.issuer, bounty).run();
        assert_eq!(scene.stage.lamports(scene.issuer.address()), FORTUNE);
    }
}

#[test]
fn nothing_is_claimed_of_a_cancelled_bounty() {
    let mut scene = Scene::judged(&[Accept]);
    let founder = scene.stage.founder();
    scene.stage.cancel(&founder, scene.bounty).run();
    scene.stage.advance(10 * REVIEW);
    scene.stage.claim(&scene.submitters[0], scene.bounty).expect_error(E::Cancelled);
    scene.stage.withdraw_contribution(&scene.patron, scene.bounty).run();
    assert_eq!((scene.state().held, scene.state().funded), (0, TOTAL));
}
