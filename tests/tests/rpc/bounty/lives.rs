//! Whole lives of bounties, to the lamport.

use bmail_sdk::{
    accounts::{Contribution, Opinion, StoredBounty, Submission, Verdict},
    bounty::{Action, Role},
    pda,
};
use bounties::{Outcome, Phase};

use super::{REWARD, Scene, TERMS, TOTAL, answer};
use crate::{SIGNATURE_FEE, SOL, TEXT, stage::Person};

#[tokio::test(flavor = "multi_thread")]
async fn a_treasury_from_postage_and_a_contribution_pays_the_first_answers_and_in_the_end_nothing_is_left() {
    let scene = Scene::new().await;
    let (stage, client, network) = (&scene.stage, &scene.stage.client, scene.stage.network);
    let treasury = pda::treasury(&network).0;
    let rent = stage.balance(&treasury).await;

    // The treasury: a cut of postage, and a contribution.
    let (ada, bo) = stage.ada_and_bo().await;
    let message = stage.send(&ada, &bo, TEXT).await;
    client.acknowledge(&bo.wallet, &message, Verdict::Valuable).await.unwrap();
    client.sweep(&bo.wallet, &bo.mailbox).await.unwrap();
    let cut = client.ledger(&network).await.unwrap().cut;
    assert_eq!(stage.balance(&treasury).await, rent + cut);
    client.contribute(&ada.wallet, &network, SOL).await.unwrap();
    assert_eq!(stage.balance(&treasury).await, rent + cut + SOL);

    // It pays for one of the awards, and Ada for the other.
    let bounty = scene.create(scene.plan()).await;
    client.allocate(&scene.founder, &bounty, REWARD).await.unwrap();
    client.fund_bounty(&ada.wallet, &bounty, REWARD).await.unwrap();
    client.open_bounty(&scene.issuer.wallet, &bounty).await.unwrap();
    let people = [(); 3].map(|()| stage.newcomer());
    let [spammer, first, second] = &people;
    let all: Vec<_> = people.iter().collect();
    scene.answered(&bounty, &all).await;
    scene.judge(&bounty, spammer, Opinion::Spam).await;
    scene.judge(&bounty, second, Opinion::Accept).await;
    scene.judge(&bounty, first, Opinion::Accept).await;
    let report = scene.report(&bounty).await;
    let ranks: Vec<_> = report.submissions.iter().map(|one| (one.rank, one.wins)).collect();
    assert_eq!(ranks, [(None, false), (Some(0), true), (Some(1), true)]);
    scene.next_phase(&bounty).await;
    scene.next_phase(&bounty).await;

    // Both are paid, and one of them has a standing.
    client.open_standing(&first.wallet, &network).await.unwrap();
    let before = stage.balance(&first.address()).await;
    for winner in [first, second] {
        client.claim(&bo.wallet, &bounty, &winner.address()).await.unwrap();
    }
    assert_eq!(stage.balance(&first.address()).await, before + REWARD);
    client.earn_reputation(&bo.wallet, &bounty, &first.address()).await.unwrap();
    assert!(stage.standing(first).await.own > 0);

    // Everybody takes what is theirs.
    for submitter in &people {
        client.close_submission(&bo.wallet, &bounty, &submitter.address()).await.unwrap();
    }
    client.withdraw_contribution(&bo.wallet, &bounty, &ada.address()).await.unwrap();
    client.return_allocation(&bo.wallet, &bounty).await.unwrap();
    client.close_bounty(&scene.issuer.wallet, &bounty).await.unwrap();
    assert_eq!(stage.balance(&bounty).await, 0);
    assert_eq!(stage.balance(&treasury).await, rent + cut + SOL - REWARD + TERMS.stake.0);
    assert_eq!(stage.balance(&spammer.address()).await, 5 * SOL - TERMS.stake.0 - 2 * SIGNATURE_FEE);
    assert_eq!(stage.balance(&second.address()).await, 5 * SOL + REWARD - 2 * SIGNATURE_FEE);
    assert_eq!(stage.balance(&scene.issuer.address()).await, 5 * SOL - 3 * SIGNATURE_FEE);
}

#[tokio::test(flavor = "multi_thread")]
async fn in_each_phase_the_report_says_who_can_do_what_and_what_it_costs_is_rent_stake_and_signatures() {
    let (scene, bounty) = Scene::with_draft().await;
    let (stage, client) = (&scene.stage, &scene.stage.client);
    let (patron, ada) = (stage.newcomer(), stage.newcomer());
    let rents = [StoredBounty::space(25), Contribution::LEN, Submission::LEN];
    let rent = stage.rent(rents[0]).await;
    assert_eq!(stage.balance(&scene.issuer.address()).await, 5 * SOL - rent - SIGNATURE_FEE);

    let report = scene.report(&bounty).await;
    assert_eq!((report.phase, report.ends_at, report.bounty.header.missing()), (Phase::Draft, None, TOTAL));
    assert_eq!(report.bounty.terms_uri, scene.plan().terms_uri);
    assert_eq!((report.actions(Role::Anybody), report.actions(Role::Contributor)), (vec![Action::Fund], vec![]));
    client.fund_bounty(&patron.wallet, &bounty, TOTAL).await.unwrap();
    let rent = stage.rent(rents[1]).await;
    assert_eq!(stage.balance(&patron.address()).await, 5 * SOL - TOTAL - rent - SIGNATURE_FEE);
    let report = scene.report(&bounty).await;
    assert!(report.roles(&patron.address()).contains(&Role::Contributor));
    assert_eq!(report.actions(Role::Issuer), [Action::Open, Action::Cancel]);

    client.open_bounty(&scene.issuer.wallet, &bounty).await.unwrap();
    assert_eq!(scene.report(&bounty).await.actions(Role::Submitter), [Action::Commit]);
    let (submission, _) = client.commit(&ada.wallet, &answer(&ada, &bounty), None).await.unwrap();
    let rent = stage.rent(rents[2]).await;
    assert_eq!(stage.balance(&ada.address()).await, 5 * SOL - rent - TERMS.stake.0 - SIGNATURE_FEE);
    scene.next_phase(&bounty).await;
    assert_eq!(scene.report(&bounty).await.actions(Role::Submitter), [Action::Reveal]);
    client.reveal_submission(&ada.wallet, &answer(&ada, &bounty)).await.unwrap();
    scene.next_phase(&bounty).await;
    let report = scene.report(&bounty).await;
    assert_eq!(report.actions(Role::Reviewer), [Action::Review]);
    let to_review =
        |reviewer: &Person| report.to_review(&reviewer.address()).map(|one| one.address).collect::<Vec<_>>();
    assert_eq!((to_review(&scene.reviewers[0]), to_review(&ada)), (vec![submission], vec![]));
    scene.judge(&bounty, &ada, Opinion::Accept).await;
    let report = scene.report(&bounty).await;
    let missing: Vec<_> = scene.reviewers.iter().map(|one| report.to_review(&one.address()).count()).collect();
    assert_eq!((missing, report.submissions[0].outcome), (vec![1, 0, 0], Outcome::Accepted));

    scene.next_phase(&bounty).await;
    assert_eq!(scene.report(&bounty).await.actions(Role::Authority), [Action::Veto]);
    client.veto(&scene.founder, &bounty, &ada.address()).await.unwrap();
    assert!(scene.report(&bounty).await.submissions[0].is_vetoed());
    scene.next_phase(&bounty).await;
    let report = scene.report(&bounty).await;
    assert_eq!((report.phase, report.ends_at), (Phase::Settled, None));
    assert_eq!(report.actions(Role::Anybody), [Action::WithdrawContribution, Action::CloseSubmission]);
    client.close_submission(&ada.wallet, &bounty, &ada.address()).await.unwrap();
    client.withdraw_contribution(&patron.wallet, &bounty, &patron.address()).await.unwrap();
    assert_eq!(scene.report(&bounty).await.actions(Role::Issuer), [Action::Close]);
    client.close_bounty(&scene.issuer.wallet, &bounty).await.unwrap();
    assert_eq!(stage.balance(&ada.address()).await, 5 * SOL - 3 * SIGNATURE_FEE);
    assert_eq!(stage.balance(&patron.address()).await, 5 * SOL - 2 * SIGNATURE_FEE);
    assert_eq!(stage.balance(&scene.issuer.address()).await, 5 * SOL - 3 * SIGNATURE_FEE);
}

#[tokio::test(flavor = "multi_thread")]
async fn from_a_cancelled_bounty_everybody_gets_back_what_they_gave() {
    let scene = Scene::new().await;
    let (stage, client, network) = (&scene.stage, &scene.stage.client, scene.stage.network);
    let (patron, ada) = (stage.newcomer(), stage.newcomer());
    client.contribute(&scene.founder, &network, SOL).await.unwrap();
    let before = stage.balance(&pda::treasury(&network).0).await;
    let bounty = scene.create(scene.plan()).await;
    client.allocate(&scene.founder, &bounty, REWARD).await.unwrap();
    client.fund_bounty(&patron.wallet, &bounty, REWARD).await.unwrap();
    client.open_bounty(&scene.issuer.wallet, &bounty).await.unwrap();
    client.commit(&ada.wallet, &answer(&ada, &bounty), None).await.unwrap();
    client.cancel_bounty(&scene.founder, &bounty).await.unwrap();
    client.close_submission(&patron.wallet, &bounty, &ada.address()).await.unwrap();
    client.withdraw_contribution(&ada.wallet, &bounty, &patron.address()).await.unwrap();
    client.return_allocation(&scene.founder, &bounty).await.unwrap();
    client.close_bounty(&scene.issuer.wallet, &bounty).await.unwrap();
    assert_eq!(stage.balance(&ada.address()).await, 5 * SOL - 2 * SIGNATURE_FEE);
    assert_eq!(stage.balance(&patron.address()).await, 5 * SOL - 2 * SIGNATURE_FEE);
    assert_eq!(stage.balance(&scene.issuer.address()).await, 5 * SOL - 3 * SIGNATURE_FEE);
    assert_eq!(stage.balance(&pda::treasury(&network).0).await, before);
}
