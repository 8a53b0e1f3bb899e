//! `reveal`.

use bmail_sdk::accounts::Submission;
use bmail_testing::{BountyError as E, content};

use crate::{REVEAL, SUBMIT, Scenario};

/// Shows bounty.reveal: Only the submitter may call it.
/// Shows bounties.md: Nobody can copy a submission while commitments are still possible, and nobody else can reveal a
///   copied commitment.
/// Shows security.md: Copying or front-running a submission.
#[test]
fn only_the_submitter_in_the_reveal_period_once() {
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

/// Shows bounty.reveal: `content_hash` and `salt` must hash to the commitment.
/// Shows bounties.md: Only what was committed to can be revealed.
#[test]
fn only_what_was_committed_to() {
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
