//! What is refused, with the program's reason, and costs nothing.

use bmail_sdk::{
    ClientError,
    accounts::{DecodeError, Opinion},
};
use bmail_testing::BountyError as E;
use postage::Reputation;

use super::{Scene, answer};
use crate::{SOL, declined, reputation::ONE};

#[tokio::test(flavor = "multi_thread")]
async fn each_action_out_of_its_phase_or_by_the_wrong_one_is_refused_with_its_reason() {
    let (scene, bounty) = Scene::with_draft().await;
    let (stage, client) = (&scene.stage, &scene.stage.client);
    let (ada, bo, rex) = (stage.newcomer(), stage.newcomer(), &scene.reviewers[0]);
    declined(client.commit(&ada.wallet, &answer(&ada, &bounty), None).await, E::WrongPhase);
    declined(client.fund_bounty(&ada.wallet, &bounty, 0).await, E::NothingGiven);
    declined(client.cancel_bounty(&ada.wallet, &bounty).await, E::NotIssuer);
    declined(client.close_bounty(&ada.wallet, &bounty).await, E::NotIssuer);
    client.fund_and_open(&scene.issuer.wallet, &bounty).await.unwrap();
    declined(client.fund_bounty(&ada.wallet, &bounty, 1).await, E::WrongPhase);
    declined(client.close_bounty(&scene.issuer.wallet, &bounty).await, E::BountyInUse);
    for judge in [&scene.issuer, rex] {
        declined(client.commit(&judge.wallet, &answer(judge, &bounty), None).await, E::JudgesCannotSubmit);
    }
    assert_eq!(stage.balance(&ada.address()).await, 5 * SOL, "none of it has cost anything");

    for submitter in [&ada, &bo] {
        client.commit(&submitter.wallet, &answer(submitter, &bounty), None).await.unwrap();
    }
    declined(client.reveal_submission(&ada.wallet, &answer(&ada, &bounty)).await, E::WrongPhase);
    declined(client.cancel_bounty(&scene.issuer.wallet, &bounty).await, E::TooLateToCancel);
    scene.next_phase(&bounty).await;
    client.reveal_submission(&ada.wallet, &answer(&ada, &bounty)).await.unwrap();
    let (adas, bos) = (ada.address(), bo.address());
    declined(client.review(&rex.wallet, &bounty, &adas, Opinion::Accept).await, E::WrongPhase);
    scene.next_phase(&bounty).await;
    declined(client.review(&rex.wallet, &bounty, &bos, Opinion::Accept).await, E::NotRevealed);
    declined(client.review(&bo.wallet, &bounty, &adas, Opinion::Spam).await, E::NotReviewer);
    client.review(&rex.wallet, &bounty, &adas, Opinion::Reject).await.unwrap();
    declined(client.review(&rex.wallet, &bounty, &adas, Opinion::Accept).await, E::AlreadyReviewed);
    scene.judge(&bounty, &ada, Opinion::Accept).await;
    declined(client.veto(&scene.founder, &bounty, &adas).await, E::WrongPhase);
    scene.next_phase(&bounty).await;
    declined(client.veto(&scene.founder, &bounty, &bos).await, E::NotAccepted);
    declined(client.veto(&ada.wallet, &bounty, &adas).await, E::NotAuthority);
    declined(client.claim(&ada.wallet, &bounty, &adas).await, E::WrongPhase);
    scene.next_phase(&bounty).await;
    declined(client.claim(&bo.wallet, &bounty, &bos).await, E::NotAccepted);
    declined(client.close_submission(&ada.wallet, &bounty, &adas).await, E::AwardUnclaimed);
    client.claim(&ada.wallet, &bounty, &adas).await.unwrap();
    declined(client.claim(&ada.wallet, &bounty, &adas).await, E::AlreadyPaid);
    let error = client.earn_reputation(&ada.wallet, &bounty, &adas).await.unwrap_err();
    assert!(matches!(error, ClientError::NotFound { kind: "standing", .. }), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_too_little_reputation_does_not_submit() {
    let scene = Scene::new().await;
    let (stage, client) = (&scene.stage, &scene.stage.client);
    let mut plan = scene.plan();
    plan.terms.min_reputation = Reputation(2 * ONE);
    let bounty = scene.create(plan).await;
    client.fund_and_open(&scene.issuer.wallet, &bounty).await.unwrap();
    let stranger = stage.newcomer();
    let citizens = [stage.citizen(&scene.founder, ONE).await, stage.citizen(&scene.founder, 3 * ONE).await];
    for low in [&stranger, &citizens[0]] {
        declined(client.commit(&low.wallet, &answer(low, &bounty), None).await, E::ReputationTooLow);
    }
    client.commit(&citizens[1].wallet, &answer(&citizens[1], &bounty), None).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_bounty_is_named() {
    let scene = Scene::new().await;
    let (client, ada) = (&scene.stage.client, scene.stage.newcomer());
    for error in [
        client.bounty(&ada.address()).await.map(drop).unwrap_err(),
        client.open_bounty(&ada.wallet, &scene.issuer.address()).await.map(drop).unwrap_err(),
        client.commit(&ada.wallet, &answer(&ada, &ada.address()), None).await.map(drop).unwrap_err(),
    ] {
        let is_named = matches!(
            error,
            ClientError::NotFound { kind: "bounty", .. } | ClientError::Refused(bmail_sdk::Reason::Account(_))
        );
        assert!(is_named, "{error:?}");
    }
    let treasury = bmail_sdk::pda::treasury(&scene.stage.network).0;
    let error = client.bounty(&treasury).await.unwrap_err();
    assert!(matches!(error, ClientError::Decode(DecodeError::WrongKind("bounty"))), "{error:?}");
}
