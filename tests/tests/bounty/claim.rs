//! `claim`.

use bmail_sdk::accounts::Opinion::*;
use bmail_testing::{BountyError as E, Person};

use crate::{CHALLENGE, REVIEW, Scene, TERMS};

#[test]
fn bullet_1_only_after_the_challenge_period() {
    let mut scene = Scene::judged(&[Accept]);
    let (bounty, stage, sid) = (scene.bounty, &mut scene.stage, &scene.submitters[0]);
    stage.claim(sid, bounty).expect_error(E::WrongPhase);
    stage.advance(REVIEW + CHALLENGE - 1);
    stage.claim(sid, bounty).expect_error(E::WrongPhase);
    stage.advance(1);
    stage.claim(sid, bounty).run();
}

#[test]
fn bullet_2_the_first_accepted_ones_in_order_of_commitment_whoever_claims_first() {
    let mut scene = Scene::settled(&[Accept, Reject, Accept, Accept, Accept]);
    let bounty = scene.bounty;
    scene.stage.claim(&scene.submitters[4], bounty).expect_error(E::NoAwardLeft);
    scene.stage.claim(&scene.submitters[1], bounty).expect_error(E::NotAccepted);
    for place in [3, 0, 2] {
        let before = scene.stage.lamports(scene.submitters[place].address());
        scene.stage.claim(&scene.submitters[place], bounty).run();
        assert_eq!(scene.stage.lamports(scene.submitters[place].address()), before + TERMS.reward);
    }
    scene.stage.claim(&scene.submitters[4], bounty).expect_error(E::NoAwardLeft);
    assert_eq!((scene.state().held, scene.state().owed), (0, 0));
}

#[test]
fn bullet_2_an_award_is_never_paid_twice_in_one_transaction_or_many() {
    let mut scene = Scene::settled(&[Accept]);
    let (bounty, stage, sid) = (scene.bounty, &mut scene.stage, &scene.submitters[0]);
    let claim = stage.claim(sid, bounty).instruction();
    stage.execute(&[claim.clone(), claim]).failed_at(1, "claiming twice", E::AlreadyPaid);
    stage.claim(sid, bounty).run();
    stage.claim(sid, bounty).expect_error(E::AlreadyPaid);
    let (claim, close) = (stage.claim(sid, bounty).instruction(), stage.close_submission(sid, bounty).instruction());
    let outcome = stage.execute(&[close, claim]);
    assert!(outcome.result.is_err(), "a closed submission is claimed");
}

#[test]
fn bullet_3_nobody_but_the_submitter_is_paid() {
    let mut scene = Scene::settled(&[Accept]);
    let eve = scene.stage.person("Eve").address();
    scene.stage.claim(&scene.submitters[0], scene.bounty).account("payee", eve).expect_error(E::WrongSubmitter);
}

#[test]
fn nobody_has_to_sign() {
    let mut scene = Scene::settled(&[Accept]);
    let instruction = scene.stage.claim(&scene.submitters[0], scene.bounty).instruction();
    assert!(instruction.accounts.iter().all(|meta| !meta.is_signer));
    scene.stage.execute(&[instruction]).succeeded("claiming for somebody");
}

#[test]
fn the_submission_of_another_bounty_wins_nothing_here() {
    let mut scene = Scene::settled(&[Accept]);
    let (stage, bounty) = (&mut scene.stage, scene.bounty);
    let reviewer = Person::named("Rex");
    let other = stage.create_bounty(&scene.issuer, &[&reviewer], &TERMS).number(1).terms(|t| t.threshold = 1);
    let other = other.run_and_find();
    stage.claim(&scene.submitters[0], bounty).account("bounty", other).expect_error(E::OtherBounty);
}
