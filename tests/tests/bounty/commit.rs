//! `commit`.

use bmail_sdk::accounts::Submission;
use bmail_testing::{BountyError as E, Stage, commitment, content};
use standing::Parameters;

use crate::{SUBMIT, Scene, TERMS, TOTAL};

#[test]
fn bullet_1_only_in_the_submission_period() {
    let Scene { mut stage, bounty, .. } = Scene::draft();
    let sid = stage.person("Sid");
    stage.commit(&sid, bounty).expect_error(E::WrongPhase);
    let Scene { mut stage, bounty, .. } = Scene::open();
    let [sid, sue] = ["Sid", "Sue"].map(|name| stage.person(name));
    stage.advance(SUBMIT - 1);
    stage.commit(&sid, bounty).run();
    stage.advance(1);
    stage.commit(&sue, bounty).expect_error(E::WrongPhase);
}

#[test]
fn bullet_2_issuer_and_reviewers_cannot_be_paid() {
    let Scene { mut stage, bounty, issuer, reviewers, .. } = Scene::open();
    for judge in reviewers.iter().chain([&issuer]) {
        stage.commit(judge, bounty).expect_error(E::JudgesCannotSubmit);
    }
}

#[test]
fn bullet_3_as_much_reputation_as_the_terms_ask_on_this_network() {
    let mut scene = Scene::with(|terms| terms.min_reputation = 5_000_000);
    let (bounty, here) = (scene.bounty, scene.stage.network);
    scene.stage.reputation(Parameters::PERSONAL);
    scene.stage.fund(&scene.patron, bounty, TOTAL).run();
    scene.stage.open(&scene.issuer, bounty).run();
    let stage = &mut scene.stage;
    let [esteemed, unknown] = [stage.citizen("Esteemed", 5_000_000), stage.citizen("Unknown", 4_999_999)];
    let nobody = stage.person("Nobody");
    stage.commit(&unknown, bounty).expect_error(E::ReputationTooLow);
    stage.commit(&nobody, bounty).expect_error(E::ReputationTooLow);
    let standing = stage.standing_of(&esteemed);
    stage.commit(&nobody, bounty).account("standing", standing).expect_error(E::WrongStanding);
    stage.network();
    stage.reputation(Parameters::PERSONAL);
    let elsewhere = stage.citizen("Nobody", 9_000_000);
    let standing = stage.standing_of(&elsewhere);
    stage.network = here;
    stage.commit(&nobody, bounty).account("standing", standing).expect_error(E::WrongStanding);
    stage.commit(&esteemed, bounty).run();
}

#[test]
fn bullet_4_a_copied_commitment_opens_for_nobody_but_who_made_it() {
    let Scene { mut stage, bounty, .. } = Scene::open();
    let [sid, eve] = ["Sid", "Eve"].map(|name| stage.person(name));
    let (content_hash, salt) = content(&sid);
    let copied = commitment(&content_hash, &salt, &sid.address(), &bounty);
    stage.commit(&eve, bounty).commitment(copied).run();
    stage.commit(&sid, bounty).run();
    stage.advance(SUBMIT);
    stage.reveal_submission(&sid, bounty).run();
    stage.reveal_submission(&eve, bounty).content(content_hash, salt).expect_error(E::WrongCommitment);
}

#[test]
fn bullet_5_one_for_each_person_with_the_stake_and_the_next_number() {
    let Scene { mut stage, bounty, .. } = Scene::open();
    let [sid, sue] = ["Sid", "Sue"].map(|name| stage.person(name));
    stage.commit(&sid, bounty).stake(TERMS.stake.0 - 1).expect_error(E::Underfunded);
    for (number, submitter) in [&sid, &sue].into_iter().enumerate() {
        stage.commit(submitter, bounty).run();
        let address = stage.submission_of(submitter, bounty);
        let submission: Submission = stage.account(address);
        assert_eq!((submission.number, submission.stake), (number as u32, TERMS.stake.0));
        assert_eq!((submission.bounty, submission.submitter), (bounty, submitter.address()));
        assert_eq!(stage.lamports(address), stage.rent(Submission::LEN) + TERMS.stake.0);
    }
    let again = stage.commit(&sid, bounty).instruction();
    stage.execute(&[again]).failed_at(0, "a second submission", E::NotNew);
}

#[test]
fn nobody_commits_after_512_others() {
    let Scene { mut stage, bounty, .. } = Scene::open();
    // As if they had: the count is the first number after the opening.
    let offset = bmail_sdk::accounts::Bounty::LEN - 16;
    stage.rewrite(bounty, offset, &512u32.to_le_bytes());
    assert_eq!(stage.account::<bmail_sdk::accounts::Bounty>(bounty).submissions, 512);
    let sid = stage.person("Sid");
    stage.commit(&sid, bounty).expect_error(E::TooManySubmissions);
}

#[test]
fn somebody_elses_new_account_is_not_taken_over() {
    let Scene { mut stage, bounty, .. } = Scene::open();
    let (sid, eve) = (stage.person("Sid"), stage.person("Eve"));
    let mut instructions = stage.commit(&sid, bounty).instructions();
    instructions.pop();
    stage.execute(&instructions).succeeded("creating Sid's account");
    let sids = stage.submission_of(&sid, bounty);
    let stolen = Stage::commit(&mut stage, &eve, bounty).account("submission", sids).instruction();
    stage.execute(&[stolen]).failed_at(0, "Sid's account", E::WrongAddress);
}
