//! `close_submission` and `close_bounty`.

use bmail_sdk::{accounts::Opinion::*, pda};
use bmail_testing::{BountyError as E, FORTUNE};

use crate::{CHALLENGE, REVEAL, REVIEW, SUBMIT, Scene, TERMS};

#[test]
fn bullet_1_an_award_is_claimed_first() {
    let mut scene = Scene::settled(&[Accept]);
    scene.stage.close_submission(&scene.submitters[0], scene.bounty).expect_error(E::AwardUnclaimed);
    scene.stage.claim(&scene.submitters[0], scene.bounty).run();
    scene.stage.close_submission(&scene.submitters[0], scene.bounty).run();
    assert_eq!(scene.stage.lamports(scene.submitters[0].address()), FORTUNE + TERMS.reward);
}

#[test]
fn bullet_2_spam_and_what_was_never_shown_forfeit_their_stakes_to_the_treasury_and_nobody_else_does() {
    let mut scene = Scene::committed(4);
    let (bounty, treasury) = (scene.bounty, pda::treasury(&scene.stage.network).0);
    scene.stage.advance(SUBMIT);
    for submitter in &scene.submitters[..3] {
        scene.stage.reveal_submission(submitter, bounty).run();
    }
    scene.stage.advance(REVEAL);
    scene.judge(0, Spam);
    scene.judge(1, Reject);
    scene.stage.advance(REVIEW + CHALLENGE);
    // Spam, rejected, not judged, not shown.
    for (submitter, forfeited) in scene.submitters.iter().zip([TERMS.stake.0, 0, 0, TERMS.stake.0]) {
        let before = scene.stage.lamports(treasury);
        scene.stage.close_submission(submitter, bounty).run();
        assert_eq!(scene.stage.lamports(treasury), before + forfeited);
        assert_eq!(scene.stage.lamports(submitter.address()), FORTUNE - forfeited);
    }
}

#[test]
fn bullet_2_the_silence_of_the_reviewers_refunds_everybody() {
    let mut scene = Scene::revealed(3);
    scene.stage.advance(REVIEW + CHALLENGE);
    for submitter in &scene.submitters {
        scene.stage.close_submission(submitter, scene.bounty).run();
        assert_eq!(scene.stage.lamports(submitter.address()), FORTUNE);
    }
    scene.stage.withdraw_contribution(&scene.patron, scene.bounty).run();
    assert_eq!(scene.stage.lamports(scene.patron.address()), FORTUNE);
}

#[test]
fn a_submission_stays_until_the_bounty_is_settled() {
    let mut scene = Scene::revealed(1);
    scene.stage.close_submission(&scene.submitters[0], scene.bounty).expect_error(E::WrongPhase);
    scene.stage.advance(REVIEW + CHALLENGE - 1);
    scene.stage.close_submission(&scene.submitters[0], scene.bounty).expect_error(E::WrongPhase);
}

#[test]
fn stake_and_rent_go_to_nobody_else() {
    let mut scene = Scene::settled(&[Reject]);
    let eve = scene.stage.person("Eve").address();
    let call = scene.stage.close_submission(&scene.submitters[0], scene.bounty);
    call.account("submitter", eve).expect_error(E::WrongSubmitter);
    let here = scene.stage.network;
    scene.stage.network();
    let founder = scene.stage.founder();
    scene.stage.create_treasury(&founder).run();
    let elsewhere = pda::treasury(&scene.stage.network).0;
    scene.stage.network = here;
    let call = scene.stage.close_submission(&scene.submitters[0], scene.bounty);
    call.account("treasury", elsewhere).expect_error(E::WrongTreasury);
}

#[test]
fn a_bounty_closes_by_its_issuer_and_only_when_it_is_empty() {
    let mut scene = Scene::settled(&[Accept, Reject]);
    let (bounty, stage) = (scene.bounty, &mut scene.stage);
    let refused = |stage: &mut bmail_testing::Stage| {
        stage.close_bounty(&scene.issuer, bounty).expect_error(E::BountyInUse);
    };
    refused(stage);
    stage.claim(&scene.submitters[0], bounty).run();
    stage.close_submission(&scene.submitters[0], bounty).run();
    refused(stage);
    stage.close_submission(&scene.submitters[1], bounty).run();
    refused(stage);
    stage.withdraw_contribution(&scene.patron, bounty).run();
    stage.close_bounty(&scene.patron, bounty).expect_error(E::NotIssuer);
    stage.close_bounty(&scene.issuer, bounty).run();
    assert_eq!(stage.lamports(scene.issuer.address()), FORTUNE);
}
