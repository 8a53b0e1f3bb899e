//! Lists of bounties over JSON-RPC.

use bmail_sdk::bounty::BountyPlan;
use solana_pubkey::Pubkey;

use super::{REWARD, Scenario, commit};

/// The positions of some bounties in a list of all of them.
fn places<T>(list: &[(Pubkey, T)], of: &[Pubkey]) -> Vec<usize> {
    let place = |(address, _): &(Pubkey, T)| of.iter().position(|one| one == address).unwrap();
    list.iter().map(place).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn bounties_are_found_by_network_issuer_reviewer_submitter_and_contributor() {
    let scenario = Scenario::new().await;
    let (harness, client, network) = (&scenario.harness, &scenario.harness.client, scenario.harness.network);
    let [rex, ria, _] = &scenario.reviewers;
    let (patron, ada) = (harness.newcomer(), harness.newcomer());
    let shorter = |mut plan: BountyPlan| {
        plan.terms.submit_period -= 3_600;
        plan
    };
    // The second one closes first, the third stays a draft, and the fourth has one reviewer, who is not Rex.
    let alone = |mut plan: BountyPlan| {
        (plan.reviewers, plan.terms.threshold) = (vec![ria.address()], 1);
        plan
    };
    let mut bounties = Vec::new();
    for plan in [scenario.plan(), shorter(scenario.plan()), scenario.plan(), alone(scenario.plan())] {
        bounties.push(scenario.create(plan).await);
    }
    client.fund_bounty(&patron.wallet, &bounties[1], REWARD).await.unwrap();
    for bounty in [&bounties[0], &bounties[1], &bounties[3]] {
        client.fund_and_open(&scenario.issuer.wallet, bounty, u64::MAX, 0).await.unwrap();
        // Two of them must not open in the same second.
        harness.travel_to(client.now().await.unwrap().0 + 10);
    }
    commit(client, &ada, &bounties[3]).await.unwrap();

    let of = |list: Vec<_>| places(&list, &bounties);
    assert_eq!(of(client.bounties(&network).await.unwrap().entries), [3, 1, 0, 2]);
    assert_eq!(of(client.bounties_by(&scenario.issuer.address()).await.unwrap().entries), [3, 1, 0, 2]);
    assert_eq!(of(client.open_bounties(&network).await.unwrap().entries), [1, 0, 3]);
    assert_eq!(of(client.bounties_to_review(&rex.address()).await.unwrap().entries), [1, 0]);
    assert_eq!(of(client.bounties_to_review(&ria.address()).await.unwrap().entries), [3, 1, 0], "in any position");
    let submitted = client.bounties_submitted_to(&ada.address()).await.unwrap().entries;
    let [(address, bounty, submission)] = &submitted[..] else { panic!("{submitted:?}") };
    assert_eq!((address, bounty.header.submissions, submission.number), (&bounties[3], 1, 0));
    let contributed = client.bounties_contributed_to(&patron.address()).await.unwrap().entries;
    let [(address, _, contribution)] = &contributed[..] else { panic!("{contributed:?}") };
    assert_eq!((address, contribution.amount), (&bounties[1], REWARD));
    assert_eq!(client.bounties_contributed_to(&ada.address()).await.unwrap().entries, []);

    // A cancelled bounty is not open, nor is one in another phase, and a closed one is nowhere.
    client.cancel_bounty(&scenario.issuer.wallet, &bounties[0]).await.unwrap();
    client.close_bounty(&scenario.issuer.wallet, &bounties[2]).await.unwrap();
    scenario.next_phase(&bounties[1]).await;
    assert_eq!(of(client.open_bounties(&network).await.unwrap().entries), [3]);
    assert_eq!(of(client.bounties_to_review(&rex.address()).await.unwrap().entries), [1]);
    assert_eq!(of(client.bounties(&network).await.unwrap().entries), [3, 1, 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn submissions_are_reported_in_order_of_commitment() {
    let (scenario, bounty) = Scenario::with_open().await;
    let mut expected = Vec::new();
    for _ in 0..6 {
        let person = scenario.harness.newcomer();
        let (address, _) = commit(&scenario.harness.client, &person, &bounty).await.unwrap();
        expected.push(address);
    }
    let overview = scenario.overview(&bounty).await;
    assert_eq!(overview.submissions.iter().map(|one| one.address).collect::<Vec<_>>(), expected);
    assert!(overview.submissions.iter().all(|one| one.rank.is_none() && !one.wins));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_gets_the_first_number_that_is_free() {
    let scenario = Scenario::new().await;
    let (client, issuer) = (&scenario.harness.client, scenario.issuer.address());
    let next = async || client.draft_bounty(&issuer, &scenario.harness.network, scenario.plan()).await.unwrap().number;
    let mut bounties = Vec::new();
    for number in 0..3 {
        assert_eq!(next().await, number);
        bounties.push(scenario.create(scenario.plan()).await);
    }
    client.close_bounty(&scenario.issuer.wallet, &bounties[1]).await.unwrap();
    assert_eq!(next().await, 1);
}
