//! `reveal`.

use bmail_sdk::accounts::Submission;
use bmail_testing::{BountyError as E, content};

use crate::{REVEAL, SUBMIT, Scene};

#[test]
fn bullet_1_only_the_submitter_in_the_reveal_period_once() {
    let Scene { mut stage, bounty, submitters, .. } = Scene::committed(2);
    let (sid, sue) = (&submitters[0], &submitters[1]);
    stage.advance(SUBMIT - 1);
    stage.reveal_submission(sid, bounty).expect_error(E::WrongPhase);
    stage.advance(1);
    let sids = stage.submission_of(sid, bounty);
    stage.reveal_submission(sue, bounty).account("submission", sids).expect_error(E::WrongSubmitter);
    stage.reveal_submission(sid, bounty).run();
    stage.reveal_submission(sid, bounty).expect_error(E::AlreadyRevealed);
    stage.advance(REVEAL);
    stage.reveal_submission(sue, bounty).expect_error(E::WrongPhase);
}

#[test]
fn bullet_2_only_what_was_committed_to() {
    let Scene { mut stage, bounty, submitters, .. } = Scene::committed(1);
    stage.advance(SUBMIT);
    let sid = &submitters[0];
    let (content_hash, salt) = content(sid);
    stage.reveal_submission(sid, bounty).content([1; 32], salt).expect_error(E::WrongCommitment);
    stage.reveal_submission(sid, bounty).content(content_hash, [1; 32]).expect_error(E::WrongCommitment);
    stage.reveal_submission(sid, bounty).content([0; 32], salt).expect_error(E::WrongCommitment);
    stage.reveal_submission(sid, bounty).run();
    assert_eq!(stage.account::<Submission>(stage.submission_of(sid, bounty)).content_hash, content_hash);
}
