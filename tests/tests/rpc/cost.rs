//! Compute units and priority.

use bmail_sdk::{ClientError, Priority, Reason, instructions::mail::Mode};

use crate::{SIGNATURE_FEE, SOL, TEXT, harness::Harness, refusals::noise};

/// Compute units that are added to the tenth, because the state may change until a transaction lands.
const MARGIN: u64 = 5_000;
/// What the instruction uses that sets a price. It is not there yet when the units are simulated.
const PRICE: u64 = 150;

#[tokio::test(flavor = "multi_thread")]
async fn a_priority_is_paid_on_the_simulated_units_a_tenth_and_a_margin_and_by_the_sender_alone() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    // At one lamport per compute unit, the fee reveals the limit.
    let hasty = harness.client_through(|_, _| crate::proxy::Fate::Arrives).with_priority(Priority(1_000_000));
    let (_, receipt) = hasty.send(&ada.wallet, &draft).await.unwrap();
    let limit = receipt.network_fee - SIGNATURE_FEE;
    let simulated = receipt.compute_units - PRICE;
    assert_eq!(limit, simulated + simulated / 10 + MARGIN);

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
    assert_eq!(receipt.network_fee - SIGNATURE_FEE, receipt.compute_units + receipt.compute_units / 10 + MARGIN);
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

/// Shows security.md: A check against a limit that is not used.
#[tokio::test(flavor = "multi_thread")]
async fn a_payer_needs_what_the_priority_costs_and_not_a_lamport_more() {
    const DEAR: Priority = Priority(10_000_000);
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    harness.send(&ada, &bo, TEXT).await;
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    let client = harness.connect().with_priority(DEAR);
    let dues = draft.max_fee + harness.message_rent(&draft).await + harness.rent(0).await;
    harness.fund(&ada.address(), dues + 5_000_000);
    let (_, receipt) = client.send(&ada.wallet, &draft).await.unwrap();
    assert!(receipt.network_fee < 250_000, "{}", receipt.network_fee);

    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    for lamports in [receipt.network_fee / 2, SIGNATURE_FEE] {
        harness.fund(&ada.address(), lamports);
        let error = client.send(&ada.wallet, &draft).await.unwrap_err();
        assert!(matches!(error, ClientError::Refused(Reason::InsufficientFunds)), "{error:?}");
        assert_eq!(harness.balance(&ada.address()).await, lamports);
    }
}
