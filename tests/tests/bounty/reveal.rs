//! `reveal`.

use bmail_sdk::accounts::Submission;
use bmail_testing::{BountyError as E, content};

use crate::{REVEAL, SUBMIT, Scenario};

#[test]
fn bullet_1_only_the_submitter_in_the_reveal_period_once() {
    let Scenario { mut harness, bounty, submitters, .. } = Scenario::committed(2);
    let (sid, sue) = (&submitters[0], &submitters[1]);
    harness.advance(SUBMIT - 1);
    harness.reveal_submission(sid, bounty).expect_error(E::WrongPhase);
    harness.advance(1);
    let sids = harness.submission_of(sid, bounty);
    harness.reveal_submission(sue, bounty).account("submission", sids).expect_error(E::WrongSubmitter);
    harness.reveal_submission(sid, bounty).run();
    harness.reveal_submission(sid, bounty).expect_error(E::AlreadyRevealed);
    harness.advance(REVEAL);
    harness.reveal_submission(sue, bounty).expect_error(E::WrongPhase);
}

#[test]
fn bullet_2_only_what_was_committed_to() {
    let Scenario { mut harness, bounty, submitters, .. } = Scenario::committed(1);
    harness.advance(SUBMIT);
    let sid = &submitters[0];
    let (content_hash, salt) = content(sid);
    harness.reveal_submission(sid, bounty).content([1; 32], salt).expect_error(E::WrongCommitment);
    harness.reveal_submission(sid, bounty).content(content_hash, [1; 32]).expect_error(E::WrongCommitment);
    harness.reveal_submission(sid, bounty).content([0; 32], salt).expect_error(E::WrongCommitment);
    harness.reveal_submission(sid, bounty).run();
    assert_eq!(harness.account::<Submission>(harness.submission_of(sid, bounty)).content_hash, content_hash);
}
