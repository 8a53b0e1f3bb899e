//! Whole lives of bounties, to the lamport.

use bmail_sdk::{
    PROGRAMS,
    accounts::{Contribution, Opinion, StoredBounty, Submission, Verdict},
    bounty::{Action, Role},
};
use bounty_core::{Outcome, Phase};

use super::{REWARD, Scenario, TERMS, TOTAL, commit, secret};
use crate::{SIGNATURE_FEE, SOL, TEXT, harness::Person};

#[tokio::test(flavor = "multi_thread")]
async fn a_treasury_from_postage_and_a_contribution_pays_the_first_answers_and_in_the_end_nothing_is_left() {
    let scenario = Scenario::new().await;
    let (harness, client, network) = (&scenario.harness, &scenario.harness.client, scenario.harness.network);
    let treasury = PROGRAMS.treasury(&network).0;
    let rent = harness.balance(&treasury).await;

    // The treasury: a cut of postage and a contribution.
    let (ada, bo) = harness.ada_and_bo().await;
    let message = harness.send(&ada, &bo, TEXT).await;
    client.acknowledge(&bo.wallet, &message, Verdict::Valuable).await.unwrap();
    client.sweep(&bo.wallet, &bo.mailbox).await.unwrap();
    let cut = client.ledger(&network).await.unwrap().cut;
    assert_eq!(harness.balance(&treasury).await, rent + cut);
    client.contribute(&ada.wallet, &network, SOL).await.unwrap();
    assert_eq!(harness.balance(&treasury).await, rent + cut + SOL);

    // The treasury pays for one award, and Ada for the other.
    let bounty = scenario.create(scenario.plan()).await;
    client.allocate(&scenario.founder, &bounty, REWARD).await.unwrap();
    client.fund_bounty(&ada.wallet, &bounty, REWARD).await.unwrap();
    client.open_bounty(&scenario.issuer.wallet, &bounty, 0).await.unwrap();
    let people = [(); 3].map(|()| harness.newcomer());
    let [spammer, first, second] = &people;
    let all: Vec<_> = people.iter().collect();
    scenario.submitted(&bounty, &all).await;
    scenario.judge(&bounty, spammer, Opinion::Spam).await;
    scenario.judge(&bounty, second, Opinion::Accept).await;
    scenario.judge(&bounty, first, Opinion::Accept).await;
    let overview = scenario.overview(&bounty).await;
    let ranks: Vec<_> = overview.submissions.iter().map(|one| (one.rank, one.wins)).collect();
    assert_eq!(ranks, [(None, false), (Some(0), true), (Some(1), true)]);
    scenario.next_phase(&bounty).await;
    scenario.next_phase(&bounty).await;

    // Both winners are paid, and one of them has a standing.
    client.open_standing(&first.wallet, &network).await.unwrap();
    let before = harness.balance(&first.address()).await;
    for winner in [first, second] {
        client.claim(&bo.wallet, &bounty, &winner.address()).await.unwrap();
    }
    assert_eq!(harness.balance(&first.address()).await, before + REWARD);
    client.earn_reputation(&bo.wallet, &bounty, &first.address()).await.unwrap();
    assert!(harness.standing(first).await.own > 0);

    // Everyone takes what they are owed.
    for submitter in &people {
        client.close_submission(&bo.wallet, &bounty, &submitter.address()).await.unwrap();
    }
    client.withdraw_contribution(&bo.wallet, &bounty, &ada.address()).await.unwrap();
    client.return_allocation(&bo.wallet, &bounty).await.unwrap();
    client.close_bounty(&scenario.issuer.wallet, &bounty).await.unwrap();
    assert_eq!(harness.balance(&bounty).await, 0);
    assert_eq!(harness.balance(&treasury).await, rent + cut + SOL - REWARD + TERMS.stake.0);
    assert_eq!(harness.balance(&spammer.address()).await, 5 * SOL - TERMS.stake.0 - 2 * SIGNATURE_FEE);
    assert_eq!(harness.balance(&second.address()).await, 5 * SOL + REWARD - 2 * SIGNATURE_FEE);
    assert_eq!(harness.balance(&scenario.issuer.address()).await, 5 * SOL - 3 * SIGNATURE_FEE);
}

#[tokio::test(flavor = "multi_thread")]
async fn in_each_phase_the_report_says_who_can_do_what_and_what_it_costs_is_rent_stake_and_signatures() {
    let (scenario, bounty) = Scenario::with_draft().await;
    let (harness, client) = (&scenario.harness, &scenario.harness.client);
    let (patron, ada) = (harness.newcomer(), harness.newcomer());
    let rents = [StoredBounty::space(25), Contribution::LEN, Submission::LEN];
    let rent = harness.rent(rents[0]).await;
    assert_eq!(harness.balance(&scenario.issuer.address()).await, 5 * SOL - rent - SIGNATURE_FEE);

    let overview = scenario.overview(&bounty).await;
    assert_eq!((overview.phase, overview.ends_at, overview.bounty.header.missing()), (Phase::Draft, None, TOTAL));
    assert_eq!(overview.bounty.terms_uri, scenario.plan().terms_uri);
    assert_eq!((overview.actions(Role::Anyone), overview.actions(Role::Contributor)), (vec![Action::Fund], vec![]));
    client.fund_bounty(&patron.wallet, &bounty, TOTAL).await.unwrap();
    let rent = harness.rent(rents[1]).await;
    assert_eq!(harness.balance(&patron.address()).await, 5 * SOL - TOTAL - rent - SIGNATURE_FEE);
    let overview = scenario.overview(&bounty).await;
    assert!(overview.roles(&patron.address()).contains(&Role::Contributor));
    assert_eq!(overview.actions(Role::Issuer), [Action::Open, Action::Cancel]);

    client.open_bounty(&scenario.issuer.wallet, &bounty, 0).await.unwrap();
    assert_eq!(scenario.overview(&bounty).await.actions(Role::Submitter), [Action::Commit]);
    let (submission, _) = commit(client, &ada, &bounty).await.unwrap();
    let rent = harness.rent(rents[2]).await;
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL - rent - TERMS.stake.0 - SIGNATURE_FEE);
    scenario.next_phase(&bounty).await;
    assert_eq!(scenario.overview(&bounty).await.actions(Role::Submitter), [Action::Reveal]);
    client.reveal_submission(&ada.wallet, &secret(&ada, &bounty)).await.unwrap();
    scenario.next_phase(&bounty).await;
    let overview = scenario.overview(&bounty).await;
    assert_eq!(overview.actions(Role::Reviewer), [Action::Review]);
    let to_review =
        |reviewer: &Person| overview.to_review(&reviewer.address()).map(|one| one.address).collect::<Vec<_>>();
    assert_eq!((to_review(&scenario.reviewers[0]), to_review(&ada)), (vec![submission], vec![]));
    scenario.judge(&bounty, &ada, Opinion::Accept).await;
    let overview = scenario.overview(&bounty).await;
    let missing: Vec<_> = scenario.reviewers.iter().map(|one| overview.to_review(&one.address()).count()).collect();
    assert_eq!((missing, overview.submissions[0].outcome), (vec![1, 0, 0], Outcome::Accepted));

    scenario.next_phase(&bounty).await;
    assert_eq!(scenario.overview(&bounty).await.actions(Role::Authority), [Action::Veto]);
    client.veto(&scenario.founder, &bounty, &ada.address()).await.unwrap();
    assert!(scenario.overview(&bounty).await.submissions[0].is_vetoed());
    scenario.next_phase(&bounty).await;
    let overview = scenario.overview(&bounty).await;
    assert_eq!((overview.phase, overview.ends_at), (Phase::Settled, None));
    assert_eq!(overview.actions(Role::Anyone), [Action::WithdrawContribution, Action::CloseSubmission]);
    client.close_submission(&ada.wallet, &bounty, &ada.address()).await.unwrap();
    client.withdraw_contribution(&patron.wallet, &bounty, &patron.address()).await.unwrap();
    assert_eq!(scenario.overview(&bounty).await.actions(Role::Issuer), [Action::Close]);
    client.close_bounty(&scenario.issuer.wallet, &bounty).await.unwrap();
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL - 3 * SIGNATURE_FEE);
    assert_eq!(harness.balance(&patron.address()).await, 5 * SOL - 2 * SIGNATURE_FEE);
    assert_eq!(harness.balance(&scenario.issuer.address()).await, 5 * SOL - 3 * SIGNATURE_FEE);
}

#[tokio::test(flavor = "multi_thread")]
async fn from_a_cancelled_bounty_everybody_gets_back_what_they_gave() {
    let scenario = Scenario::new().await;
    let (harness, client, network) = (&scenario.harness, &scenario.harness.client, scenario.harness.network);
    let (patron, ada) = (harness.newcomer(), harness.newcomer());
    client.contribute(&scenario.founder, &network, SOL).await.unwrap();
    let before = harness.balance(&PROGRAMS.treasury(&network).0).await;
    let bounty = scenario.create(scenario.plan()).await;
    client.allocate(&scenario.founder, &bounty, REWARD).await.unwrap();
    client.fund_bounty(&patron.wallet, &bounty, REWARD).await.unwrap();
    client.open_bounty(&scenario.issuer.wallet, &bounty, 0).await.unwrap();
    commit(client, &ada, &bounty).await.unwrap();
    client.cancel_bounty(&scenario.founder, &bounty).await.unwrap();
    client.close_submission(&patron.wallet, &bounty, &ada.address()).await.unwrap();
    client.withdraw_contribution(&ada.wallet, &bounty, &patron.address()).await.unwrap();
    client.return_allocation(&scenario.founder, &bounty).await.unwrap();
    client.close_bounty(&scenario.issuer.wallet, &bounty).await.unwrap();
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL - 2 * SIGNATURE_FEE);
    assert_eq!(harness.balance(&patron.address()).await, 5 * SOL - 2 * SIGNATURE_FEE);
    assert_eq!(harness.balance(&scenario.issuer.address()).await, 5 * SOL - 3 * SIGNATURE_FEE);
    assert_eq!(harness.balance(&PROGRAMS.treasury(&network).0).await, before);
}
