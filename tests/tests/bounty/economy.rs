//! The weeks: what a community earned, invested and spent, gross and net.

use bmail_sdk::{
    accounts::{Opinion::*, Week, Weeks},
    pda,
};
use bmail_testing::{BountyError as E, Stage};
use bounties::week_of;
use postage::Timestamp;

use crate::{CHALLENGE, REVEAL, REVIEW, SUBMIT, Scene, TERMS, TOTAL};

fn week(stage: &Stage) -> Week {
    let weeks: Weeks = stage.account(pda::weeks(&stage.network).0);
    let number = week_of(Timestamp(stage.now()));
    let place = (number % 52) as usize;
    let week = weeks.halves[place / 26][place % 26].clone();
    assert_eq!(week.number, number);
    week
}

#[test]
fn a_tally_brings_what_mails_ledger_has_counted_since_the_last_one() {
    let mut stage = Stage::with_treasury();
    let [ada, bo] = ["Ada", "Bo"].map(bmail_testing::Person::named);
    // The network's own treasury needs a wallet's rent to receive so little.
    stage.person("treasury");
    let mut earned = 0;
    for round in 0..3 {
        let message = stage.send(&ada, &bo).run_and_find();
        let before = stage.lamports(bo.address());
        stage.acknowledge(&bo, message).run();
        earned += stage.lamports(bo.address()) - before;
        stage.sweep(&bo).run();
        stage.tally().run();
        assert_eq!((week(&stage).earned, week(&stage).people), (earned, 2), "{round}");
    }
    stage.tally().run();
    assert_eq!(week(&stage).earned, earned);
    stage.advance(7 * 86_400);
    stage.tally().run();
    assert_eq!(week(&stage).earned, 0);
    let here = stage.network;
    let elsewhere = pda::ledger(&stage.network()).0;
    stage.network = here;
    stage.tally().account("ledger", elsewhere).expect_error(E::OtherNetwork);
}

#[test]
fn a_claim_counts_as_spent_and_what_its_winner_had_contributed_apart() {
    let mut scene = Scene::draft();
    let (bounty, sid) = (scene.bounty, scene.stage.person("Sid"));
    scene.stage.fund(&sid, bounty, TOTAL / 3).run();
    scene.stage.fund(&scene.patron, bounty, TOTAL - TOTAL / 3).run();
    scene.stage.open(&scene.issuer, bounty).run();
    scene.stage.commit(&sid, bounty).run();
    scene.stage.advance(SUBMIT);
    scene.stage.reveal_submission(&sid, bounty).run();
    scene.stage.advance(REVEAL);
    for reviewer in &scene.reviewers[..2] {
        scene.stage.review(reviewer, &sid, bounty, Accept).run();
    }
    scene.stage.advance(REVIEW + CHALLENGE);
    let patrons = pda::contribution(&scene.patron.address(), &bounty).0;
    scene.stage.claim(&sid, bounty).account("contribution", patrons).expect_error(E::WrongContributor);
    scene.stage.claim(&sid, bounty).run();
    let week = week(&scene.stage);
    assert_eq!((week.spent, week.own), (TERMS.reward, TERMS.reward.div_ceil(3)));
}
