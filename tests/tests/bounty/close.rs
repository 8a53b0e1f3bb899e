//! `close_submission` and `close_bounty`.

use bmail_sdk::{PROGRAMS, accounts::Opinion::*};
use bmail_testing::{BountyError as E, FORTUNE};

use crate::{CHALLENGE, REVEAL, REVIEW, SUBMIT, Scenario, TERMS};

/// Shows bounty.close_submission: A winner's award must be claimed first.
/// Shows bounty.close_submission: The rent, and any lamports that were sent to the submission's address
/// Shows bounties.md: A bounty can be closed when it is empty.
/// Shows security.md: Claiming an award twice, or after closing.
#[test]
fn an_award_is_claimed_first() {
    let mut scenario = Scenario::settled(&[Accept]);
    scenario.harness.close_submission(&scenario.submitters[0], scenario.bounty).expect_error(E::AwardUnclaimed);
    scenario.harness.claim(&scenario.submitters[0], scenario.bounty).run();
    scenario.harness.close_submission(&scenario.submitters[0], scenario.bounty).run();
    assert_eq!(scenario.harness.lamports(scenario.submitters[0].address()), FORTUNE + TERMS.reward);
}

/// Shows bounty.close_submission: The stake of spam, or of a submission that was never revealed
/// Shows bounties.md: Stakes return to the submitters.
/// Shows security.md: Flooding a bounty with worthless submissions.
#[test]
fn spam_and_what_was_never_shown_forfeit_their_stakes_to_the_treasury_and_nobody_else_does() {
    let mut scenario = Scenario::committed(4);
    let (bounty, treasury) = (scenario.bounty, PROGRAMS.treasury(&scenario.harness.network).0);
    scenario.harness.advance(SUBMIT);
    for submitter in &scenario.submitters[..3] {
        scenario.harness.reveal_submission(submitter, bounty).run();
    }
    scenario.harness.advance(REVEAL);
    scenario.judge(0, Spam);
    scenario.judge(1, Reject);
    scenario.harness.advance(REVIEW + CHALLENGE);
    // Spam, rejected, not judged, not revealed.
    for (submitter, forfeited) in scenario.submitters.iter().zip([TERMS.stake.0, 0, 0, TERMS.stake.0]) {
        let before = scenario.harness.lamports(treasury);
        scenario.harness.close_submission(submitter, bounty).run();
        assert_eq!(scenario.harness.lamports(treasury), before + forfeited);
        assert_eq!(scenario.harness.lamports(submitter.address()), FORTUNE - forfeited);
    }
}

/// Shows bounty.close_submission: The stake of spam, or of a submission that was never revealed
/// Shows bounties.md: If the reviewers do nothing, everyone gets their money back.
/// Shows security.md: Reviewers who collude, or never act.
#[test]
fn the_silence_of_the_reviewers_refunds_everybody() {
    let mut scenario = Scenario::revealed(3);
    scenario.harness.advance(REVIEW + CHALLENGE);
    for submitter in &scenario.submitters {
        scenario.harness.close_submission(submitter, scenario.bounty).run();
        assert_eq!(scenario.harness.lamports(submitter.address()), FORTUNE);
    }
    scenario.harness.withdraw_contribution(&scenario.patron, scenario.bounty).run();
    assert_eq!(scenario.harness.lamports(scenario.patron.address()), FORTUNE);
}

#[test]
fn a_submission_stays_until_the_bounty_is_settled() {
    let mut scenario = Scenario::revealed(1);
    scenario.harness.close_submission(&scenario.submitters[0], scenario.bounty).expect_error(E::WrongPhase);
    scenario.harness.advance(REVIEW + CHALLENGE - 1);
    scenario.harness.close_submission(&scenario.submitters[0], scenario.bounty).expect_error(E::WrongPhase);
}

/// Shows bounty.close_submission: The stake of spam, or of a submission that was never revealed
/// Shows bounties.md: Rent returns to the person who paid it.
#[test]
fn stake_and_rent_go_to_nobody_else() {
    let mut scenario = Scenario::settled(&[Reject]);
    let eve = scenario.harness.person("Eve").address();
    let call = scenario.harness.close_submission(&scenario.submitters[0], scenario.bounty);
    call.account("submitter", eve).expect_error(E::WrongSubmitter);
    let here = scenario.harness.network;
    scenario.harness.network();
    let founder = scenario.harness.founder();
    scenario.harness.create_treasury(&founder).run();
    let elsewhere = PROGRAMS.treasury(&scenario.harness.network).0;
    scenario.harness.network = here;
    let call = scenario.harness.close_submission(&scenario.submitters[0], scenario.bounty);
    call.account("treasury", elsewhere).expect_error(E::WrongTreasury);
}

/// Shows bounty.close_bounty: Only its issuer may call it.
/// Shows bounty.close_bounty: No money, contribution or submission may be left.
/// Shows bounties.md: A bounty can be closed when it is empty.
#[test]
fn a_bounty_closes_by_its_issuer_and_only_when_it_is_empty() {
    let mut scenario = Scenario::settled(&[Accept, Reject]);
    let (bounty, harness) = (scenario.bounty, &mut scenario.harness);
    let refused = |harness: &mut bmail_testing::Harness| {
        harness.close_bounty(&scenario.issuer, bounty).expect_error(E::BountyInUse);
    };
    refused(harness);
    harness.claim(&scenario.submitters[0], bounty).run();
    harness.close_submission(&scenario.submitters[0], bounty).run();
    refused(harness);
    harness.close_submission(&scenario.submitters[1], bounty).run();
    refused(harness);
    harness.withdraw_contribution(&scenario.patron, bounty).run();
    harness.close_bounty(&scenario.patron, bounty).expect_error(E::NotIssuer);
    harness.close_bounty(&scenario.issuer, bounty).run();
    assert_eq!(harness.lamports(scenario.issuer.address()), FORTUNE);
}
