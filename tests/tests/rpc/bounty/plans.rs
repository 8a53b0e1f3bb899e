//! Bounties from files over JSON-RPC.

use bmail_sdk::{
    ClientError, PROGRAMS,
    bounty::{BountyDraft, BountyPlan, PlanError},
    instructions::bounty,
};
use bmail_testing::BountyError;
use solana_pubkey::Pubkey;

use super::Scenario;
use crate::{SOL, declined};

const EXAMPLE: &str = include_str!("../../../../docs/examples/bounty.toml");

#[tokio::test(flavor = "multi_thread")]
async fn what_the_file_says_is_what_the_bounty_promises() {
    let scenario = Scenario::new().await;
    let plan = BountyPlan::from_toml(EXAMPLE, "".as_ref()).unwrap();
    let bounty = scenario.create(plan.clone()).await;
    let stored = scenario.harness.client.bounty(&bounty).await.unwrap();
    assert_eq!((stored.header.terms, stored.header.judges()), (plan.terms, &plan.reviewers[..]));
    assert_eq!((stored.header.terms_hash, stored.terms_uri), (plan.terms_hash, plan.terms_uri));
    assert_eq!(stored.header.terms.earns_reputation, 1);
    assert_eq!((stored.header.network, stored.header.issuer), (scenario.harness.network, scenario.issuer.address()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_that_the_program_would_refuse_is_refused_before_anything_is_asked() {
    let scenario = Scenario::new().await;
    let (client, issuer) = (&scenario.harness.client, &scenario.issuer);
    let draft = async |plan| client.draft_bounty(&issuer.address(), &scenario.harness.network, plan).await;
    let mut unpaid = scenario.plan();
    unpaid.terms.reward = 0;
    let error = draft(unpaid).await.unwrap_err();
    assert!(matches!(error, ClientError::Plan(PlanError::Terms(_))), "{error:?}");
    let mut twice = scenario.plan();
    twice.reviewers[2] = twice.reviewers[0];
    let error = draft(twice).await.unwrap_err();
    assert!(matches!(error, ClientError::Plan(PlanError::Reviewer(_))), "{error:?}");

    let mut own = scenario.plan();
    own.reviewers[1] = issuer.address();
    let error = draft(own.clone()).await.unwrap_err();
    assert!(matches!(error, ClientError::Plan(PlanError::Issuer(wallet)) if wallet == issuer.address()), "{error:?}");
    let network = scenario.harness.network;
    let forced = BountyDraft { network, issuer: issuer.address(), number: 0, plan: own };
    let error = client.create_bounty(&issuer.wallet, &forced).await.unwrap_err();
    assert!(matches!(error, ClientError::Plan(PlanError::Issuer(_))), "{error:?}");
    let plan = bounty::create_bounty(&client.chain().await.unwrap(), &forced);
    let executed = client.execute(&plan, &[&issuer.wallet]).await;
    declined(executed, BountyError::InvalidReviewers);
    assert_eq!(scenario.harness.balance(&issuer.address()).await, 5 * SOL);
}

/// Shows security.md: An address or a hash of zeros, which a program takes for none.
#[tokio::test(flavor = "multi_thread")]
async fn what_the_program_takes_for_none_is_refused_in_a_plan() {
    let scenario = Scenario::new().await;
    let (client, issuer) = (&scenario.harness.client, &scenario.issuer);
    let nobody = Pubkey::default();
    let mut plans = vec![
        ("mint", BountyPlan { mint: Some(nobody), ..scenario.plan() }),
        ("terms_hash", BountyPlan { terms_hash: [0; 32], ..scenario.plan() }),
    ];
    plans[0].1.terms.earns_reputation = 0;
    for place in 0..3 {
        let mut plan = scenario.plan();
        plan.reviewers[place] = nobody;
        plans.push(("a reviewer", plan));
    }
    for (what, plan) in plans {
        let error = client.draft_bounty(&issuer.address(), &scenario.harness.network, plan).await.unwrap_err();
        assert!(matches!(error, ClientError::Plan(PlanError::Zeros(found)) if found == what), "{what}: {error:?}");
    }
    assert_eq!(scenario.harness.balance(&issuer.address()).await, 5 * SOL);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_longest_promise_fits_a_transaction() {
    let scenario = Scenario::new().await;
    let mut plan = scenario.plan();
    plan.reviewers = (1..=7).map(|byte| solana_pubkey::Pubkey::new_from_array([byte; 32])).collect();
    plan.terms_uri = format!("https://{}", "x".repeat(192));
    // This works even at an address to which someone has sent lamports.
    let draft = scenario
        .harness
        .client
        .draft_bounty(&scenario.issuer.address(), &scenario.harness.network, plan)
        .await
        .unwrap();
    scenario.harness.fund(&draft.address(&PROGRAMS), 1);
    scenario.harness.client.create_bounty(&scenario.issuer.wallet, &draft).await.unwrap();
}
