//! `veto`.

use bmail_sdk::accounts::Opinion::*;
use bmail_testing::BountyError as E;

use crate::{CHALLENGE, REVIEW, Scenario};

/// Shows bounty.veto: Only the network's authority may call it.
/// Shows bounties.md: In the challenge period the network's authority can veto an award.
#[test]
fn only_the_networks_authority_in_the_challenge_period() {
    let mut scenario = Scenario::judged(&[Accept]);
    let (bounty, harness, sid) = (scenario.bounty, &mut scenario.harness, &scenario.submitters[0]);
    harness.veto(sid, bounty).expect_error(E::WrongPhase);
    harness.advance(REVIEW);
    let issuer = scenario.issuer.address();
    harness.veto(sid, bounty).account("authority", issuer).expect_error(E::NotAuthority);
    harness.veto(sid, bounty).run();
    harness.advance(CHALLENGE);
    harness.veto(sid, bounty).expect_error(E::NotAccepted);
}

/// Shows bounty.veto: Only the network's authority may call it.
/// Shows bounties.md: In the challenge period the network's authority can veto an award.
#[test]
fn not_after_the_challenge_period() {
    let mut scenario = Scenario::settled(&[Accept]);
    scenario.harness.veto(&scenario.submitters[0], scenario.bounty).expect_error(E::WrongPhase);
}

/// Shows bounty.veto: `submission` must belong to the bounty.
#[test]
fn what_is_not_accepted_cannot_be_vetoed() {
    let mut scenario = Scenario::judged(&[Reject]);
    scenario.harness.advance(REVIEW);
    scenario.harness.veto(&scenario.submitters[0], scenario.bounty).expect_error(E::NotAccepted);
}

/// Shows bounties.md: In the challenge period the network's authority can veto an award.
/// Shows security.md: Reviewers who collude, or never act.
#[test]
fn the_next_accepted_one_moves_up() {
    let mut scenario = Scenario::judged(&[Accept; 4]);
    let bounty = scenario.bounty;
    scenario.harness.advance(REVIEW);
    scenario.harness.veto(&scenario.submitters[1], bounty).run();
    scenario.harness.advance(CHALLENGE);
    scenario.harness.claim(&scenario.submitters[1], bounty).expect_error(E::NotAccepted);
    for place in [0, 2, 3] {
        scenario.harness.claim(&scenario.submitters[place], bounty).run();
    }
}
