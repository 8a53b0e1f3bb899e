//! `reveal`.

use bmail_sdk::accounts::{Opinion::Accept, Submission};
use bmail_testing::{BountyError as E, DAY, FORTUNE, Harness, Person, commitment, content};
use solana_pubkey::Pubkey;

use crate::{CHALLENGE, REVEAL, SUBMIT, Scenario, TERMS};

/// Shows bounty.reveal: Anyone who knows the content's hash and the salt may call it.
/// Shows bounties.md: Nobody can copy a submission while commitments are still possible, and a copied commitment does
///   not open.
#[test]
fn anyone_in_the_reveal_period_once() {
    let Scenario { mut harness, bounty, submitters, .. } = Scenario::committed(2);
    let (sid, sue) = (&submitters[0], &submitters[1]);
    harness.advance(SUBMIT - 1);
    harness.reveal_submission(sid, bounty).expect_error(E::WrongPhase);
    harness.advance(1);
    // Only the payer of the fee signs, who has nothing to do with the bounty.
    let before = harness.lamports(sid.address());
    harness.reveal_submission(sid, bounty).run();
    assert_eq!(revealed_hash(&harness, sid, bounty), content(sid).0);
    assert_eq!(harness.lamports(sid.address()), before);
    harness.reveal_submission(sid, bounty).expect_error(E::AlreadyRevealed);
    harness.advance(REVEAL);
    harness.reveal_submission(sue, bounty).expect_error(E::WrongPhase);
}

/// Shows bounty.reveal: `content_hash` and `salt` must hash to the commitment
/// Shows bounties.md: Anyone who knows the content's hash and the salt can reveal a submission, for its submitter only.
/// Shows security.md: Copying or front-running a submission.
#[test]
fn a_copied_commitment_opens_for_nobody() {
    let Scenario { mut harness, bounty, submitters, .. } = Scenario::committed(1);
    let (sid, mal) = (&submitters[0], harness.person("Mal"));
    let (content_hash, salt) = content(sid);
    let copied = commitment(&content_hash, &salt, &sid.address(), &bounty);
    harness.commit(&mal, bounty).commitment(copied).run();
    harness.advance(SUBMIT);
    // Mal sees what Sid sends to the network, and is first.
    let mals = harness.submission_of(&mal, bounty);
    harness.reveal_submission(sid, bounty).account("submission", mals).expect_error(E::WrongCommitment);
    harness.reveal_submission(&mal, bounty).content(content_hash, salt).expect_error(E::WrongCommitment);
    harness.reveal_submission(sid, bounty).run();
    assert_eq!(revealed_hash(&harness, sid, bounty), content_hash);
    assert_eq!(revealed_hash(&harness, &mal, bounty), [0; 32]);
}

/// Shows bounty.reveal: `content_hash` and `salt` must hash to the commitment
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
    assert_eq!(revealed_hash(&harness, sid, bounty), content_hash);
}

fn revealed_hash(harness: &Harness, submitter: &Person, bounty: Pubkey) -> [u8; 32] {
    harness.account::<Submission>(harness.submission_of(submitter, bounty)).content_hash
}

/// The longest halt of the chain so far, from the first second on, over the shortest time to reveal, and then to judge.
///
/// Shows bounties.md: With a stake or a bond, each period lasts at least a day, so that a halt of the chain costs nobody
///   either.
/// Shows security.md: A halt of the chain over the time to reveal or to judge.
#[test]
fn a_halt_of_twenty_hours_leaves_time_to_reveal_and_to_judge() {
    const HALT: i64 = 20 * 3_600;
    let mut scenario = Scenario::with(|terms| {
        (terms.submit_period, terms.reveal_period, terms.review_period) = (86_400, 86_400, 86_400);
    });
    scenario = scenario.opens().commits(1);
    scenario.harness.advance(DAY + HALT);
    scenario.harness.reveal_submission(&scenario.submitters[0], scenario.bounty).run();
    scenario.harness.advance(DAY);
    scenario.judge(0, Accept);
    scenario.harness.advance(DAY - HALT + CHALLENGE);
    scenario.harness.claim(&scenario.submitters[0], scenario.bounty).run();
    scenario.harness.close_submission(&scenario.submitters[0], scenario.bounty).run();
    assert_eq!(scenario.harness.lamports(scenario.submitters[0].address()), FORTUNE + TERMS.reward);
}
