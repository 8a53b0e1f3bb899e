//! `review`.

use bmail_sdk::accounts::{Bounty, Opinion::*};
use bmail_testing::{BountyError as E, Harness};

use crate::{REVEAL, REVIEW, SUBMIT, Scenario};

fn is_accepted(harness: &Harness, bounty: solana_pubkey::Pubkey, number: usize) -> bool {
    harness.account::<Bounty>(bounty).accepted[number / 64] & (1 << (number % 64)) != 0
}

/// Shows bounty.review: Only a reviewer of the bounty may call it.
/// Shows bounties.md: Each reviewer judges a revealed submission once: accept, reject or spam.
#[test]
fn only_a_reviewer_in_the_review_period_once_for_each_submission() {
    let mut scenario = Scenario::revealed(2);
    let (bounty, harness) = (scenario.bounty, &mut scenario.harness);
    let (sid, sue, rex) = (&scenario.submitters[0], &scenario.submitters[1], &scenario.reviewers[0]);
    harness.review(&scenario.issuer, sid, bounty, Accept).expect_error(E::NotReviewer);
    harness.review(sue, sid, bounty, Accept).expect_error(E::NotReviewer);
    harness.review(rex, sid, bounty, Accept).run();
    harness.review(rex, sid, bounty, Reject).expect_error(E::AlreadyReviewed);
    harness.review(rex, sue, bounty, Reject).run();
    harness.advance(REVIEW);
    harness.review(&scenario.reviewers[1], sid, bounty, Accept).expect_error(E::WrongPhase);
}

/// Shows bounty.review: Only a reviewer of the bounty may call it.
/// Shows bounties.md: Each reviewer judges a revealed submission once: accept, reject or spam.
#[test]
fn not_before_the_review_period_and_not_what_was_never_shown() {
    let mut scenario = Scenario::committed(2);
    let (bounty, harness) = (scenario.bounty, &mut scenario.harness);
    let (sid, sue, rex) = (&scenario.submitters[0], &scenario.submitters[1], &scenario.reviewers[0]);
    harness.advance(SUBMIT);
    harness.reveal_submission(sid, bounty).run();
    harness.advance(REVEAL - 1);
    harness.review(rex, sid, bounty, Accept).expect_error(E::WrongPhase);
    harness.advance(1);
    harness.review(rex, sid, bounty, Accept).run();
    harness.review(rex, sue, bounty, Accept).expect_error(E::NotRevealed);
}

/// Shows bounty.review: A submission is accepted as soon as `threshold` reviewers accept it.
/// Shows bounties.md: As many reviewers must agree as the terms say.
/// Shows security.md: Reviewers who collude, or never act.
#[test]
fn the_threshold_accepts_and_spam_outweighs_it_in_any_order() {
    for opinions in [[Accept, Spam, Accept], [Spam, Accept, Accept], [Accept, Accept, Spam]] {
        let mut scenario = Scenario::revealed(1);
        for (reviewer, opinion) in scenario.reviewers.iter().zip(opinions) {
            scenario.harness.review(reviewer, &scenario.submitters[0], scenario.bounty, opinion).run();
        }
        assert!(is_accepted(&scenario.harness, scenario.bounty, 0), "{opinions:?}");
    }
    for opinions in [[Spam, Spam, Accept], [Accept, Spam, Spam], [Reject, Accept, Spam]] {
        let mut scenario = Scenario::revealed(1);
        for (reviewer, opinion) in scenario.reviewers.iter().zip(opinions) {
            scenario.harness.review(reviewer, &scenario.submitters[0], scenario.bounty, opinion).run();
        }
        assert!(!is_accepted(&scenario.harness, scenario.bounty, 0), "{opinions:?}");
    }
}

/// Shows bounty.review: A submission is accepted as soon as `threshold` reviewers accept it.
#[test]
fn one_who_calls_it_spam_outweighs_one_who_accepts_it_where_one_is_enough() {
    for opinions in [[Accept, Spam], [Spam, Accept]] {
        let mut scenario = Scenario::with(|terms| terms.threshold = 1).opens().commits(1).reveals();
        for (reviewer, opinion) in scenario.reviewers.iter().zip(opinions) {
            scenario.harness.review(reviewer, &scenario.submitters[0], scenario.bounty, opinion).run();
        }
        assert!(!is_accepted(&scenario.harness, scenario.bounty, 0), "{opinions:?}");
    }
}
