//! A bounty's money over JSON-RPC: contributions that grow and are withdrawn, and allocations within the allowance.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use bmail_sdk::{
    BuildError, ClientError, PROGRAMS,
    accounts::{Contribution, StoredBounty},
    instructions::bounty::{self, Missing},
};
use bmail_testing::BountyError;

use super::{LIMIT, REWARD, Scenario, TOTAL};
use crate::{
    SIGNATURE_FEE, SOL, declined,
    proxy::Fate::{Arrives, Forged},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_contribution_grows_and_before_the_opening_only_its_contributor_takes_it_back() {
    let (scenario, bounty) = Scenario::with_draft().await;
    let (harness, client) = (&scenario.harness, &scenario.harness.client);
    let (patron, other) = (harness.newcomer(), harness.newcomer());
    client.fund_bounty(&patron.wallet, &bounty, 1).await.unwrap();
    client.fund_bounty(&patron.wallet, &bounty, REWARD).await.unwrap();
    let rent = harness.rent(Contribution::LEN).await;
    assert_eq!(harness.balance(&patron.address()).await, 5 * SOL - rent - REWARD - 1 - 2 * SIGNATURE_FEE);
    let held = harness.rent(StoredBounty::space(25)).await + REWARD + 1;
    assert_eq!(harness.balance(&bounty).await, held);

    let others = client.withdraw_contribution(&other.wallet, &bounty, &patron.address()).await;
    declined(others, BountyError::WrongContributor);
    client.withdraw_contribution(&patron.wallet, &bounty, &patron.address()).await.unwrap();
    assert_eq!(harness.balance(&patron.address()).await, 5 * SOL - 3 * SIGNATURE_FEE);
    let none = client.withdraw_contribution(&patron.wallet, &bounty, &patron.address()).await.unwrap_err();
    assert!(matches!(none, ClientError::Build(BuildError::NotFound { kind: "contribution", .. })), "{none:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_issuer_funds_what_is_missing_and_opens_at_once() {
    let (scenario, bounty) = Scenario::with_draft().await;
    let (harness, client) = (&scenario.harness, &scenario.harness.client);
    let patron = harness.newcomer();
    declined(client.open_bounty(&scenario.issuer.wallet, &bounty, 0).await, BountyError::NotFunded);
    declined(client.fund_and_open(&patron.wallet, &bounty, u64::MAX, 0).await, BountyError::NotIssuer);
    assert_eq!(harness.balance(&patron.address()).await, 5 * SOL, "one transaction, so none of it happened");
    client.fund_bounty(&patron.wallet, &bounty, TOTAL - 1).await.unwrap();
    client.fund_and_open(&scenario.issuer.wallet, &bounty, u64::MAX, 0).await.unwrap();
    let (_, contribution) = client.bounty_overview(&bounty).await.unwrap().contributions.into_iter().fold(
        (0, None),
        |(count, found), (_, one)| {
            (count + 1, if one.contributor == scenario.issuer.address() { Some(one) } else { found })
        },
    );
    assert_eq!(contribution.unwrap().amount, 1);
    declined(client.fund_and_open(&scenario.issuer.wallet, &bounty, u64::MAX, 0).await, BountyError::WrongPhase);
}

/// Shows bounties.md: A client says how much a bounty took of what it was offered.
#[tokio::test(flavor = "multi_thread")]
async fn the_rest_of_what_a_bounty_is_offered_comes_back_and_the_client_says_what_was_taken() {
    let (scenario, bounty) = Scenario::with_draft().await;
    let (harness, client, network) = (&scenario.harness, &scenario.harness.client, scenario.harness.network);
    let (patron, eve) = (harness.newcomer(), harness.newcomer());
    client.contribute(&scenario.founder, &network, SOL).await.unwrap();
    let rent = harness.rent(Contribution::LEN).await;
    assert_eq!(client.fund_bounty(&eve.wallet, &bounty, 1).await.unwrap().taken, Some(1));
    assert_eq!(client.fund_bounty(&patron.wallet, &bounty, TOTAL).await.unwrap().taken, Some(TOTAL - 1));
    assert_eq!(harness.balance(&patron.address()).await, 5 * SOL - rent - (TOTAL - 1) - SIGNATURE_FEE);
    assert_eq!(client.allocate(&scenario.founder, &bounty, REWARD).await.unwrap().taken, Some(0));
    assert_eq!(client.fund_bounty(&scenario.issuer.wallet, &bounty, TOTAL).await.unwrap().taken, Some(0));
    let before = harness.balance(&scenario.issuer.address()).await;
    assert_eq!(client.fund_and_open(&scenario.issuer.wallet, &bounty, TOTAL, 0).await.unwrap().taken, Some(0));
    assert_eq!(harness.balance(&scenario.issuer.address()).await, before - SIGNATURE_FEE);
}

/// Shows bounties.md: A client says how much a bounty took of what it was offered.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_taken_is_told_by_the_record_that_the_receipt_has_even_if_it_is_late() {
    const MISSING: &str = r#"{"jsonrpc":"2.0","id":0,"result":null}"#;
    let (scenario, bounty) = Scenario::with_draft().await;
    let (harness, requests) = (&scenario.harness, Arc::new(AtomicUsize::new(0)));
    let count = requests.clone();
    let late = harness.client_through(move |method, _| match method {
        "getTransaction" if count.fetch_add(1, Relaxed) < 2 => Forged(MISSING),
        _ => Arrives,
    });
    let offered = late.fund_bounty(&harness.newcomer().wallet, &bounty, 2 * TOTAL).await.unwrap();
    assert_eq!((offered.taken, requests.load(Relaxed)), (Some(TOTAL), 3));
}

/// Shows security.md: A stranger who contributes a lamport so that a larger contribution, or the opening, fails.
#[tokio::test(flavor = "multi_thread")]
async fn the_issuer_opens_whatever_strangers_give_or_withdraw_after_the_client_has_looked() {
    let (scenario, bounty) = Scenario::with_draft().await;
    let (harness, client) = (&scenario.harness, &scenario.harness.client);
    let (eve, issuer) = (harness.newcomer(), &scenario.issuer);
    client.fund_bounty(&eve.wallet, &bounty, REWARD).await.unwrap();
    let (chain, at) = (client.chain().await.unwrap(), client.bounty_at(&bounty).await.unwrap());
    let plan =
        |offered| bounty::fund_and_open(&chain, &at, &issuer.address(), Missing { awards: offered, bond: 0 }, true);
    let (missing, all) = (plan(TOTAL - REWARD), plan(TOTAL));
    client.withdraw_contribution(&eve.wallet, &bounty, &eve.address()).await.unwrap();
    declined(client.execute(&missing, &[&issuer.wallet]).await, BountyError::NotFunded);
    client.fund_bounty(&eve.wallet, &bounty, 1).await.unwrap();
    client.execute(&all, &[&issuer.wallet]).await.unwrap();
    assert_ne!(client.bounty(&bounty).await.unwrap().header.opened_at, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_treasury_gives_within_its_allowance_and_gets_it_back_before_the_opening_by_its_authority_alone() {
    let scenario = Scenario::new().await;
    let (harness, client, network) = (&scenario.harness, &scenario.harness.client, scenario.harness.network);
    let mut plan = scenario.plan();
    plan.terms.reward = LIMIT;
    let bounty = scenario.create(plan).await;
    declined(client.allocate(&scenario.founder, &bounty, 1).await, BountyError::TreasuryTooPoor);
    client.contribute(&scenario.founder, &network, 2 * SOL).await.unwrap();
    declined(client.allocate(&scenario.founder, &bounty, LIMIT + 1).await, BountyError::OverAllowance);
    declined(client.allocate(&scenario.issuer.wallet, &bounty, 1).await, BountyError::NotAuthority);
    let before = harness.balance(&PROGRAMS.treasury(&network).0).await;
    client.allocate(&scenario.founder, &bounty, LIMIT).await.unwrap();
    assert_eq!(harness.balance(&PROGRAMS.treasury(&network).0).await, before - LIMIT);
    // It refills by the second.
    assert!(client.economy(&network).await.unwrap().available < LIMIT / 1_000);
    declined(client.return_allocation(&scenario.issuer.wallet, &bounty).await, BountyError::NotAuthority);
    client.return_allocation(&scenario.founder, &bounty).await.unwrap();
    assert_eq!(harness.balance(&PROGRAMS.treasury(&network).0).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_limit_is_in_force_when_it_is_due() {
    let scenario = Scenario::new().await;
    let (harness, client, network) = (&scenario.harness, &scenario.harness.client, scenario.harness.network);
    declined(client.propose_limit(&scenario.issuer.wallet, &network, None, SOL).await, BountyError::NotAuthority);
    declined(client.apply_limit(&scenario.issuer.wallet, &network, None).await, BountyError::NothingProposed);
    client.propose_limit(&scenario.founder, &network, None, SOL).await.unwrap();
    declined(client.apply_limit(&scenario.issuer.wallet, &network, None).await, BountyError::LimitNotDue);
    let treasury = client.treasury(&network, None).await.unwrap().unwrap();
    assert_eq!((treasury.limit, treasury.pending_limit), (LIMIT, SOL));
    harness.travel_to(treasury.due_at);
    client.apply_limit(&scenario.issuer.wallet, &network, None).await.unwrap();
    assert_eq!(client.economy(&network).await.unwrap().available, SOL);
}
