//! No matter what the network loses, a message is paid for once.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use bmail_sdk::{Client, Receipt};

use crate::{
    SIGNATURE_FEE, SOL, TEXT,
    harness::Harness,
    proxy::Fate::{self, Arrives, Forged, RequestLost, ResponseLost},
};

/// The response of a node at the first slot about a signature that it does not know.
pub const UNKNOWN: &str = r#"{"jsonrpc":"2.0","id":0,"result":{"context":{"slot":1},"value":[null]}}"#;

/// A node's refusal of a transaction.
macro_rules! refusal {
    ($error:literal) => {
        concat!(
            r#"{"jsonrpc":"2.0","id":0,"error":{"code":-32002,"message":"refused","data":{"err":""#,
            $error,
            r#"","logs":[],"accounts":null,"unitsConsumed":0,"returnData":null,"innerInstructions":null}}}"#
        )
    };
}

/// Shows mail.md: A message is paid for once, whatever the cluster's nodes lose.
/// Shows security.md: Losing a transaction or its response, so that it is sent twice.
#[tokio::test(flavor = "multi_thread")]
async fn the_answer_to_a_transaction_is_lost() {
    sends_once(Harness::open().await, |method, count| match (method, count) {
        ("sendTransaction", 1) => ResponseLost,
        _ => Arrives,
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_transactions_are_lost() {
    sends_once(Harness::open().await, |method, count| match (method, count) {
        ("sendTransaction", 1..=2) => RequestLost,
        _ => Arrives,
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_answers_about_a_transaction_are_lost() {
    sends_once(Harness::open().await, |method, count| match (method, count) {
        ("getSignatureStatuses", 1..=4) => ResponseLost,
        _ => Arrives,
    })
    .await;
}

/// Shows mail.md: A message is paid for once, whatever the cluster's nodes lose.
/// Shows security.md: Losing a transaction or its response, so that it is sent twice.
#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_that_has_landed_is_sent_again() {
    let copies = Arc::new(AtomicUsize::new(0));
    let counter = copies.clone();
    // Nothing is heard of it for longer than the two seconds after which it is sent again.
    sends_once(Harness::open().await, move |method, count| match (method, count) {
        ("sendTransaction", copy) => {
            counter.store(copy, Relaxed);
            if copy == 1 { ResponseLost } else { Arrives }
        }
        ("getSignatureStatuses", 1..=6) => Forged(UNKNOWN),
        ("getSignatureStatuses", 7..=8) => ResponseLost,
        _ => Arrives,
    })
    .await;
    assert!(copies.load(Relaxed) >= 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_copy_is_refused_after_the_first_has_landed() {
    for refusal in [refusal!("AlreadyProcessed"), refusal!("BlockhashNotFound"), refusal!("InsufficientFundsForFee")] {
        sends_once(Harness::open().await, move |method, count| match (method, count) {
            ("sendTransaction", 1) => ResponseLost,
            ("sendTransaction", _) => Forged(refusal),
            ("getSignatureStatuses", 1..=6) => Forged(UNKNOWN),
            _ => Arrives,
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_receipt_of_what_has_landed_is_lost() {
    let receipt = sends_once(Harness::open().await, |method, count| match (method, count) {
        ("getTransaction", 1..=3) => ResponseLost,
        _ => Arrives,
    })
    .await;
    assert!(receipt.compute_units > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_receipt_comes_later_than_the_confirmation() {
    let receipt = sends_once(Harness::open().await, |method, count| match (method, count) {
        ("getTransaction", 1..=3) => Forged(r#"{"jsonrpc":"2.0","id":0,"result":null}"#),
        _ => Arrives,
    })
    .await;
    assert!(receipt.compute_units > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_receipt_never_comes() {
    // The fee is known without it; the compute units are not.
    let receipt = sends_once(Harness::open().await, |method, _| match method {
        "getTransaction" => RequestLost,
        _ => Arrives,
    })
    .await;
    assert_eq!(receipt.compute_units, 0);
}

/// Ada writes to Bo over a network that treats each request as `fate` says.
pub async fn sends_once(harness: Harness, fate: impl FnMut(&str, usize) -> Fate + Send + 'static) -> Receipt {
    let client = harness.client_through(fate);
    sends_once_through(harness, client).await
}

/// Ada writes to Bo through a client of her own.
pub async fn sends_once_through(harness: Harness, client: Client) -> Receipt {
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    let (message, receipt) = client.send(&ada.wallet, &draft).await.unwrap();

    assert_eq!(receipt.network_fee, SIGNATURE_FEE);
    let dues = draft.quote.postage.0 + harness.message_rent(&draft).await + harness.correspondence_rent().await;
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL - dues - SIGNATURE_FEE);
    assert_eq!(harness.client.mailbox(&ada.mailbox).await.unwrap().next_sequence, draft.envelope.sequence + 1);
    let found = harness.client.outbox(&ada.address()).await.unwrap().entries;
    assert_eq!(found.iter().map(|header| header.address).collect::<Vec<_>>(), [message]);
    assert_eq!(harness.client.read(&message, &bo.secret).await.unwrap().text, TEXT);
    receipt
}
