//! The bond of a bounty: what clients put down, show, and get back.

use bmail_sdk::bounty::{Action, Bond, Role};
use units::Lamports;

use super::{Scenario, TERMS, TOTAL};
use crate::{SIGNATURE_FEE, SOL};

/// Three shares, and two lamports more.
const BOND: u64 = 3 * SHARE + 2;
const SHARE: u64 = 10_000_000;

async fn with_bond() -> (Scenario, solana_pubkey::Pubkey) {
    let scenario = Scenario::new().await;
    let mut plan = scenario.plan();
    (plan.terms.bond, plan.terms.max_submissions) = (Lamports(BOND), 3);
    let bounty = scenario.create(plan).await;
    (scenario, bounty)
}

/// Shows bounties.md: Each revealed submission that fewer reviewers have judged than must agree gets an equal share of the
///   bond: the bond divided by the most submissions that the terms allow.
/// Shows bounties.md: What is left of the bond returns to the issuer when the bounty is closed.
#[tokio::test(flavor = "multi_thread")]
async fn an_issuer_puts_down_the_bond_which_pays_whom_nobody_judged_and_returns_the_rest() {
    let (scenario, bounty) = with_bond().await;
    let (harness, client) = (&scenario.harness, &scenario.harness.client);
    let promised = Bond { promised: BOND, share: SHARE, held: 0 };
    assert_eq!(scenario.overview(&bounty).await.bond(), Some(promised));
    client.fund_and_open(&scenario.issuer.wallet, &bounty, TOTAL, BOND).await.unwrap();
    let held = harness.balance(&bounty).await;
    assert_eq!(scenario.overview(&bounty).await.bond(), Some(Bond { held: BOND, ..promised }));

    let [ada, bo, cem] = [(); 3].map(|()| harness.newcomer());
    scenario.submitted(&bounty, &[&ada, &bo, &cem]).await;
    assert_eq!(scenario.overview(&bounty).await.actions(Role::Submitter), []);
    assert_eq!(scenario.overview(&bounty).await.unjudged().count(), 3);
    scenario.judge(&bounty, &cem, bmail_sdk::accounts::Opinion::Reject).await;
    let overview = scenario.overview(&bounty).await;
    assert_eq!(overview.submissions.iter().map(|one| one.bond).collect::<Vec<_>>(), [SHARE, SHARE, 0]);
    scenario.next_phase(&bounty).await;
    scenario.next_phase(&bounty).await;
    for submitter in [&ada, &bo, &cem] {
        client.close_submission(&submitter.wallet, &bounty, &submitter.address()).await.unwrap();
    }
    assert_eq!(harness.balance(&bounty).await, held - 2 * SHARE);
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL + SHARE - 3 * SIGNATURE_FEE);
    assert_eq!(harness.balance(&cem.address()).await, 5 * SOL - 3 * SIGNATURE_FEE);
    client.withdraw_contribution(&bo.wallet, &bounty, &scenario.issuer.address()).await.unwrap();
    assert_eq!(scenario.overview(&bounty).await.actions(Role::Issuer), [Action::Close]);
    client.close_bounty(&scenario.issuer.wallet, &bounty).await.unwrap();
    assert_eq!(harness.balance(&scenario.issuer.address()).await, 5 * SOL - 2 * SHARE - 3 * SIGNATURE_FEE);
}

/// Shows bounties.md: A bounty with a bond opens only when its issuer has put the bond down.
#[tokio::test(flavor = "multi_thread")]
async fn a_gift_is_a_part_of_the_bond_and_nobody_loses_it() {
    let (scenario, bounty) = with_bond().await;
    let (harness, client) = (&scenario.harness, &scenario.harness.client);
    let patron = harness.newcomer();
    client.fund_bounty(&patron.wallet, &bounty, TOTAL).await.unwrap();
    let (before, gift) = (harness.balance(&bounty).await, 1_234);
    harness.fund(&bounty, before + gift);
    client.open_bounty(&scenario.issuer.wallet, &bounty, BOND).await.unwrap();
    assert_eq!(harness.balance(&bounty).await, before + BOND);
    client.cancel_bounty(&scenario.issuer.wallet, &bounty).await.unwrap();
    client.withdraw_contribution(&patron.wallet, &bounty, &patron.address()).await.unwrap();
    client.close_bounty(&scenario.issuer.wallet, &bounty).await.unwrap();
    assert_eq!(harness.balance(&scenario.issuer.address()).await, 5 * SOL + gift - 4 * SIGNATURE_FEE);
}

/// Shows bounties.md: Without a bond, nobody pays for work that is not judged, and clients show that.
#[tokio::test(flavor = "multi_thread")]
async fn an_overview_says_that_there_is_no_bond() {
    let (scenario, bounty) = Scenario::with_open().await;
    let ada = scenario.harness.newcomer();
    scenario.submitted(&bounty, &[&ada]).await;
    let overview = scenario.overview(&bounty).await;
    assert_eq!((overview.bond(), overview.unjudged().count()), (None, 0));
    assert_eq!(overview.bounty.header.terms, TERMS);
}
