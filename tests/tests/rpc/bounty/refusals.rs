//! What is refused, with the program's reason and at no cost.

use bmail_sdk::PROGRAMS;
use bmail_sdk::{
    BuildError, ClientError,
    accounts::{DecodeError, Opinion},
};
use bmail_testing::BountyError as E;
use units::Reputation;

use super::{Scenario, commit, secret};
use crate::{SOL, declined, reputation::ONE};

#[tokio::test(flavor = "multi_thread")]
async fn each_action_out_of_its_phase_or_by_the_wrong_one_is_refused_with_its_reason() {
    let (scenario, bounty) = Scenario::with_draft().await;
    let (harness, client) = (&scenario.harness, &scenario.harness.client);
    let (ada, bo, rex) = (harness.newcomer(), harness.newcomer(), &scenario.reviewers[0]);
    declined(commit(client, &ada, &bounty).await, E::WrongPhase);
    declined(client.fund_bounty(&ada.wallet, &bounty, 0).await, E::NothingGiven);
    declined(client.cancel_bounty(&ada.wallet, &bounty).await, E::NotIssuer);
    declined(client.close_bounty(&ada.wallet, &bounty).await, E::NotIssuer);
    client.fund_and_open(&scenario.issuer.wallet, &bounty, u64::MAX, 0).await.unwrap();
    declined(client.fund_bounty(&ada.wallet, &bounty, 1).await, E::WrongPhase);
    declined(client.close_bounty(&scenario.issuer.wallet, &bounty).await, E::BountyInUse);
    for judge in [&scenario.issuer, rex] {
        declined(commit(client, judge, &bounty).await, E::JudgesCannotSubmit);
    }
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL, "none of it has cost anything");

    for submitter in [&ada, &bo] {
        commit(client, submitter, &bounty).await.unwrap();
    }
    declined(client.reveal_submission(&ada.wallet, &secret(&ada, &bounty)).await, E::WrongPhase);
    declined(client.cancel_bounty(&scenario.issuer.wallet, &bounty).await, E::TooLateToCancel);
    scenario.next_phase(&bounty).await;
    client.reveal_submission(&ada.wallet, &secret(&ada, &bounty)).await.unwrap();
    let (adas, bos) = (ada.address(), bo.address());
    declined(client.review(&rex.wallet, &bounty, &adas, Opinion::Accept).await, E::WrongPhase);
    scenario.next_phase(&bounty).await;
    declined(client.review(&rex.wallet, &bounty, &bos, Opinion::Accept).await, E::NotRevealed);
    declined(client.review(&bo.wallet, &bounty, &adas, Opinion::Spam).await, E::NotReviewer);
    client.review(&rex.wallet, &bounty, &adas, Opinion::Reject).await.unwrap();
    declined(client.review(&rex.wallet, &bounty, &adas, Opinion::Accept).await, E::AlreadyReviewed);
    scenario.judge(&bounty, &ada, Opinion::Accept).await;
    declined(client.veto(&scenario.founder, &bounty, &adas).await, E::WrongPhase);
    scenario.next_phase(&bounty).await;
    declined(client.veto(&scenario.founder, &bounty, &bos).await, E::NotAccepted);
    declined(client.veto(&ada.wallet, &bounty, &adas).await, E::NotAuthority);
    declined(client.claim(&ada.wallet, &bounty, &adas).await, E::WrongPhase);
    scenario.next_phase(&bounty).await;
    declined(client.claim(&bo.wallet, &bounty, &bos).await, E::NotAccepted);
    declined(client.close_submission(&ada.wallet, &bounty, &adas).await, E::AwardUnclaimed);
    client.claim(&ada.wallet, &bounty, &adas).await.unwrap();
    declined(client.claim(&ada.wallet, &bounty, &adas).await, E::AlreadyPaid);
    let error = client.earn_reputation(&ada.wallet, &bounty, &adas).await.unwrap_err();
    assert!(matches!(error, ClientError::Build(BuildError::NotFound { kind: "standing", .. })), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_too_little_reputation_does_not_submit() {
    let scenario = Scenario::new().await;
    let (harness, client) = (&scenario.harness, &scenario.harness.client);
    let mut plan = scenario.plan();
    plan.terms.min_reputation = Reputation(2 * ONE);
    let bounty = scenario.create(plan).await;
    client.fund_and_open(&scenario.issuer.wallet, &bounty, u64::MAX, 0).await.unwrap();
    let stranger = harness.newcomer();
    let citizens = [harness.citizen(&scenario.founder, ONE).await, harness.citizen(&scenario.founder, 3 * ONE).await];
    for low in [&stranger, &citizens[0]] {
        declined(commit(client, low, &bounty).await, E::ReputationTooLow);
    }
    commit(client, &citizens[1], &bounty).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_bounty_is_named() {
    let scenario = Scenario::new().await;
    let (client, ada) = (&scenario.harness.client, scenario.harness.newcomer());
    for error in [
        client.bounty(&ada.address()).await.map(drop).unwrap_err(),
        client.open_bounty(&ada.wallet, &scenario.issuer.address(), 0).await.map(drop).unwrap_err(),
        commit(client, &ada, &ada.address()).await.map(drop).unwrap_err(),
    ] {
        let is_named = matches!(
            error,
            ClientError::Build(BuildError::NotFound { kind: "bounty", .. })
                | ClientError::Refused(bmail_sdk::Reason::Account(_))
        );
        assert!(is_named, "{error:?}");
    }
    let treasury = PROGRAMS.treasury(&scenario.harness.network).0;
    let error = client.bounty(&treasury).await.unwrap_err();
    assert!(matches!(error, ClientError::Decode(DecodeError::WrongKind("bounty"))), "{error:?}");
}
