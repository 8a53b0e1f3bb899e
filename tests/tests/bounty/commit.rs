//! `commit`.

use bmail_sdk::{
    accounts::{Bounty, Submission},
    generated::bounty::layout::fields::bounty::SUBMISSIONS,
};
use bmail_testing::{BountyError as E, Harness, commitment, content};
use reputation_core::Parameters;

use crate::{SUBMIT, Scenario, TERMS, TOTAL};

/// Shows bounty.commit: The bounty must be in its submission period.
/// Shows bounties.md: Submitters commit in the submission period, with the stake.
#[test]
fn only_in_the_submission_period() {
    let Scenario { mut harness, bounty, .. } = Scenario::draft();
    let sid = harness.person("Sid");
    harness.commit(&sid, bounty).expect_error(E::WrongPhase);
    let Scenario { mut harness, bounty, .. } = Scenario::open();
    let [sid, sue] = ["Sid", "Sue"].map(|name| harness.person(name));
    harness.advance(SUBMIT - 1);
    harness.commit(&sid, bounty).run();
    harness.advance(1);
    harness.commit(&sue, bounty).expect_error(E::WrongPhase);
}

/// Shows bounty.commit: The issuer and the reviewers cannot submit, because they cannot be paid.
/// Shows bounties.md: The issuer and the reviewers cannot be paid.
/// Shows security.md: An issuer or a reviewer who pays themselves.
#[test]
fn issuer_and_reviewers_cannot_be_paid() {
    let Scenario { mut harness, bounty, issuer, reviewers, .. } = Scenario::open();
    for judge in reviewers.iter().chain([&issuer]) {
        harness.commit(judge, bounty).expect_error(E::JudgesCannotSubmit);
    }
}

/// Shows bounty.commit: `standing` must be the signer's on the bounty's network.
/// Shows bounties.md: The terms can ask for a minimum reputation on the network.
/// Shows security.md: Flooding a bounty with worthless submissions.
#[test]
fn as_much_reputation_as_the_terms_ask_on_this_network() {
    let mut scenario = Scenario::with(|terms| terms.min_reputation = units::Reputation(5_000_000));
    let (bounty, here) = (scenario.bounty, scenario.harness.network);
    scenario.harness.reputation(Parameters::PERSONAL);
    scenario.harness.fund(&scenario.patron, bounty, TOTAL).run();
    scenario.harness.open(&scenario.issuer, bounty).run();
    let harness = &mut scenario.harness;
    let [esteemed, unknown] = [harness.citizen("Esteemed", 5_000_000), harness.citizen("Unknown", 4_999_999)];
    let nobody = harness.person("Nobody");
    harness.commit(&unknown, bounty).expect_error(E::ReputationTooLow);
    harness.commit(&nobody, bounty).expect_error(E::ReputationTooLow);
    let standing = harness.standing_of(&esteemed);
    harness.commit(&nobody, bounty).account("standing", standing).expect_error(E::WrongStanding);
    harness.network();
    harness.reputation(Parameters::PERSONAL);
    let elsewhere = harness.citizen("Nobody", 9_000_000);
    let standing = harness.standing_of(&elsewhere);
    harness.network = here;
    harness.commit(&nobody, bounty).account("standing", standing).expect_error(E::WrongStanding);
    harness.commit(&esteemed, bounty).run();
}

/// Shows bounty.commit: `commitment` is the SHA-256 of the content's hash, a salt, the submitter and the bounty
/// Shows bounties.md: Nobody can copy a submission while commitments are still possible, and a copied commitment does
///   not open.
/// Shows security.md: Copying or front-running a submission.
#[test]
fn a_copied_commitment_opens_for_nobody_but_who_made_it() {
    let Scenario { mut harness, bounty, .. } = Scenario::open();
    let [sid, eve] = ["Sid", "Eve"].map(|name| harness.person(name));
    let (content_hash, salt) = content(&sid);
    let copied = commitment(&content_hash, &salt, &sid.address(), &bounty);
    harness.commit(&eve, bounty).commitment(copied).run();
    harness.commit(&sid, bounty).run();
    harness.advance(SUBMIT);
    harness.reveal_submission(&sid, bounty).run();
    harness.reveal_submission(&eve, bounty).content(content_hash, salt).expect_error(E::WrongCommitment);
}

/// Shows bounty.commit: `submission` is a new account at the address derived from the signer and the bounty
/// Shows bounties.md: A person has one contribution and one submission per bounty.
/// Shows security.md: Flooding a bounty with worthless submissions.
#[test]
fn one_for_each_person_with_the_stake_and_the_next_number() {
    let Scenario { mut harness, bounty, .. } = Scenario::open();
    let [sid, sue] = ["Sid", "Sue"].map(|name| harness.person(name));
    harness.commit(&sid, bounty).stake(TERMS.stake.0 - 1).expect_error(E::Underfunded);
    for (number, submitter) in [&sid, &sue].into_iter().enumerate() {
        harness.commit(submitter, bounty).run();
        let address = harness.submission_of(submitter, bounty);
        let submission: Submission = harness.account(address);
        assert_eq!((submission.number, submission.stake), (number as u32, TERMS.stake.0));
        assert_eq!((submission.bounty, submission.submitter), (bounty, submitter.address()));
        assert_eq!(harness.lamports(address), harness.rent(Submission::LEN) + TERMS.stake.0);
    }
    let again = harness.commit(&sid, bounty).instruction();
    harness.execute(&[again]).failed_at(0, "a second submission", E::NotNew);
}

/// Shows bounty.commit: The bounty must be in its submission period.
/// Shows bounties.md: A bounty takes as many submissions as its terms say, and never more than 512.
/// Shows security.md: Flooding a bounty with worthless submissions.
#[test]
fn nobody_commits_after_as_many_others_as_the_terms_allow() {
    let mut scenario = Scenario::with(|terms| terms.max_submissions = 3).opens().commits(3);
    let late = scenario.harness.person("Late");
    scenario.harness.commit(&late, scenario.bounty).expect_error(E::TooManySubmissions);
    assert_eq!(scenario.state().submissions, 3);
}

/// Shows bounty.commit: The bounty must be in its submission period.
/// Shows bounties.md: A bounty takes as many submissions as its terms say, and never more than 512.
#[test]
fn nobody_commits_after_512_others() {
    let Scenario { mut harness, bounty, .. } = Scenario::open();
    // Writes the submission count directly instead of submitting 512 times.
    harness.rewrite(bounty, SUBMISSIONS, &512u32.to_le_bytes());
    assert_eq!(harness.account::<Bounty>(bounty).submissions, 512);
    let sid = harness.person("Sid");
    harness.commit(&sid, bounty).expect_error(E::TooManySubmissions);
}

/// Shows bounty.commit: `submission` is a new account at the address derived from the signer and the bounty
/// Shows bounties.md: A person has one contribution and one submission per bounty.
#[test]
fn somebody_elses_new_account_is_not_taken_over() {
    let Scenario { mut harness, bounty, .. } = Scenario::open();
    let (sid, eve) = (harness.person("Sid"), harness.person("Eve"));
    let mut instructions = harness.commit(&sid, bounty).instructions();
    instructions.pop();
    harness.execute(&instructions).succeeded("creating Sid's account");
    let sids = harness.submission_of(&sid, bounty);
    let stolen = Harness::commit(&mut harness, &eve, bounty).account("submission", sids).instruction();
    harness.execute(&[stolen]).failed_at(0, "Sid's account", E::WrongAddress);
}
