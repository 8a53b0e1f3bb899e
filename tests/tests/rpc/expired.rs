//! Blockhashes that expire while the network loses transactions: a new one is signed only when the last can no longer
//! land.

use std::sync::{Arc, Mutex};

use bmail_sdk::ClientError;

use crate::{
    SOL, TEXT,
    harness::Harness,
    once::{UNKNOWN, sends_once, sends_once_through},
    proxy::Fate::{Arrives, Forged, RequestLost, ResponseLost},
};

/// The response of a node that is ahead of all others, about a signature that it has forgotten.
const FORGOTTEN: &str = r#"{"jsonrpc":"2.0","id":0,"result":{"context":{"slot":4000000000},"value":[null]}}"#;
/// A blockhash is valid for 150 blocks, which is a second and a half at this pace.
const MILLISECONDS: u64 = 10;

/// Shows mail.md: A message is paid for once, whatever the cluster's nodes lose.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_lost_until_it_expired_is_signed_anew() {
    sends_once(Harness::in_a_hurry(MILLISECONDS).await, |method, count| match (method, count) {
        ("sendTransaction", 1..=2) => RequestLost,
        _ => Arrives,
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_landed_is_not_signed_anew_though_nothing_was_heard_of_it_until_it_expired() {
    sends_once(Harness::in_a_hurry(MILLISECONDS).await, |method, count| match (method, count) {
        ("sendTransaction", 1) => ResponseLost,
        ("getSignatureStatuses", 1..=4) => ResponseLost,
        _ => Arrives,
    })
    .await;
}

/// Shows security.md: Losing a transaction or its response, so that it is sent twice.
#[tokio::test(flavor = "multi_thread")]
async fn what_landed_is_not_signed_anew_because_a_node_that_lags_has_not_seen_it() {
    sends_once(Harness::in_a_hurry(MILLISECONDS).await, |method, count| match (method, count) {
        ("getSignatureStatuses", 1..=8) => Forged(UNKNOWN),
        _ => Arrives,
    })
    .await;
}

/// Shows security.md: Losing a transaction or its response, so that it is sent twice.
#[tokio::test(flavor = "multi_thread")]
async fn what_landed_is_not_signed_anew_because_a_node_has_forgotten_its_status() {
    let harness = Harness::in_a_hurry(MILLISECONDS).await;
    let client = harness.client_reading_bodies(|method, count, body| {
        let searches_history = String::from_utf8_lossy(body).contains(r#""searchTransactionHistory":true"#);
        match (method, count) {
            // Nothing is heard until the blockhash has expired, and afterwards only from the history.
            ("getSignatureStatuses", 1..=3) => ResponseLost,
            ("getSignatureStatuses", _) if !searches_history => Forged(FORGOTTEN),
            _ => Arrives,
        }
    });
    sends_once_through(harness, client).await;
}

/// Shows security.md: Withholding a transaction and sending it later.
#[tokio::test(flavor = "multi_thread")]
async fn what_never_arrives_is_given_up_and_costs_nothing_even_if_it_arrives_later() {
    let harness = Harness::in_a_hurry(MILLISECONDS).await;
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    let withheld = Arc::new(Mutex::new(Vec::new()));
    let keep = withheld.clone();
    let client = harness.client_reading_bodies(move |method, _, body| {
        if method != "sendTransaction" {
            return Arrives;
        }
        keep.lock().unwrap().push(body.to_vec());
        RequestLost
    });
    let error = client.send(&ada.wallet, &draft).await.unwrap_err();
    assert!(matches!(error, ClientError::Unconfirmed { attempts: 5, .. }), "{error:?}");

    let withheld = withheld.lock().unwrap().clone();
    assert!(withheld.len() >= 5);
    for request in withheld {
        harness.deliver(&request);
    }
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL);
    assert_eq!(harness.client.outbox(&ada.address()).await.unwrap().entries, []);

    // The draft is still valid.
    harness.client.send(&ada.wallet, &draft).await.unwrap();
}
