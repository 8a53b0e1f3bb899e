//! Compute units and priority.

use bmail_sdk::{Priority, instructions::mail::Mode};

use crate::{SIGNATURE_FEE, SOL, TEXT, harness::Harness, refusals::noise};

#[tokio::test(flavor = "multi_thread")]
async fn a_priority_is_paid_on_the_simulated_units_and_a_tenth_and_by_the_sender_alone() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    // At one lamport per compute unit, the fee reveals the limit.
    let hasty = harness.client_through(|_, _| crate::proxy::Fate::Arrives).with_priority(Priority(1_000_000));
    let (_, receipt) = hasty.send(&ada.wallet, &draft).await.unwrap();
    let limit = receipt.network_fee - SIGNATURE_FEE;
    assert_eq!(limit, receipt.compute_units + receipt.compute_units / 10);

    let dues = draft.quote.postage.0 + harness.message_rent(&draft).await + harness.correspondence_rent().await;
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL - dues - receipt.network_fee);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_transaction_pays_its_priority_in_the_same_way() {
    let harness = Harness::with_large_transactions().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let hasty = harness.client_through(|_, _| crate::proxy::Fate::Arrives).with_priority(Priority(1_000_000));
    let draft =
        hasty.draft(&ada.address(), &harness.network, &bo.address(), &noise(2_000), Mode::AtOnce).await.unwrap();
    let (_, receipt) = hasty.send(&ada.wallet, &draft).await.unwrap();
    assert_eq!(receipt.network_fee - SIGNATURE_FEE, receipt.compute_units + receipt.compute_units / 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_priority_a_transaction_costs_its_signature() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    let (_, receipt) = harness.client.send(&ada.wallet, &draft).await.unwrap();
    assert_eq!(receipt.network_fee, SIGNATURE_FEE);
    assert!((1..20_000).contains(&receipt.compute_units), "{}", receipt.compute_units);
}
