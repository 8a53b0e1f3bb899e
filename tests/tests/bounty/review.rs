//! `review`.

use bmail_sdk::accounts::{Bounty, Opinion::*};
use bmail_testing::{BountyError as E, Stage};

use crate::{REVEAL, REVIEW, SUBMIT, Scene};

fn is_accepted(stage: &Stage, bounty: solana_pubkey::Pubkey, number: usize) -> bool {
    stage.account::<Bounty>(bounty).accepted[number / 64] & (1 << (number % 64)) != 0
}

#[test]
fn bullet_1_only_a_reviewer_in_the_review_period_once_for_each_submission() {
    let mut scene = Scene::revealed(2);
    let (bounty, stage) = (scene.bounty, &mut scene.stage);
    let (sid, sue, rex) = (&scene.submitters[0], &scene.submitters[1], &scene.reviewers[0]);
    stage.review(&scene.issuer, sid, bounty, Accept).expect_error(E::NotReviewer);
    stage.review(sue, sid, bounty, Accept).expect_error(E::NotReviewer);
    stage.review(rex, sid, bounty, Accept).run();
    stage.review(rex, sid, bounty, Reject).expect_error(E::AlreadyReviewed);
    stage.review(rex, sue, bounty, Reject).run();
    stage.advance(REVIEW);
    stage.review(&scene.reviewers[1], sid, bounty, Accept).expect_error(E::WrongPhase);
}

#[test]
fn bullet_1_not_before_the_review_period_and_not_what_was_never_shown() {
    let mut scene = Scene::committed(2);
    let (bounty, stage) = (scene.bounty, &mut scene.stage);
    let (sid, sue, rex) = (&scene.submitters[0], &scene.submitters[1], &scene.reviewers[0]);
    stage.advance(SUBMIT);
    stage.reveal_submission(sid, bounty).run();
    stage.advance(REVEAL - 1);
    stage.review(rex, sid, bounty, Accept).expect_error(E::WrongPhase);
    stage.advance(1);
    stage.review(rex, sid, bounty, Accept).run();
    stage.review(rex, sue, bounty, Accept).expect_error(E::NotRevealed);
}

#[test]
fn bullet_2_the_threshold_accepts_and_spam_outweighs_it_in_any_order() {
    for opinions in [[Accept, Spam, Accept], [Spam, Accept, Accept], [Accept, Accept, Spam]] {
        let mut scene = Scene::revealed(1);
        for (reviewer, opinion) in scene.reviewers.iter().zip(opinions) {
            scene.stage.review(reviewer, &scene.submitters[0], scene.bounty, opinion).run();
        }
        assert!(is_accepted(&scene.stage, scene.bounty, 0), "{opinions:?}");
    }
    for opinions in [[Spam, Spam, Accept], [Accept, Spam, Spam], [Reject, Accept, Spam]] {
        let mut scene = Scene::revealed(1);
        for (reviewer, opinion) in scene.reviewers.iter().zip(opinions) {
            scene.stage.review(reviewer, &scene.submitters[0], scene.bounty, opinion).run();
        }
        assert!(!is_accepted(&scene.stage, scene.bounty, 0), "{opinions:?}");
    }
}

#[test]
fn bullet_2_one_who_calls_it_spam_outweighs_one_who_accepts_it_where_one_is_enough() {
    for opinions in [[Accept, Spam], [Spam, Accept]] {
        let mut scene = Scene::with(|terms| terms.threshold = 1).opens().commits(1).reveals();
        for (reviewer, opinion) in scene.reviewers.iter().zip(opinions) {
            scene.stage.review(reviewer, &scene.submitters[0], scene.bounty, opinion).run();
        }
        assert!(!is_accepted(&scene.stage, scene.bounty, 0), "{opinions:?}");
    }
}
