//! Version 1 transactions over JSON-RPC: used if the cluster takes them and short ones are not enough.

use bmail_sdk::{BuildError, ClientError, MAIL_ID, instructions::mail::Mode};

use crate::{
    SIGNATURE_FEE, SOL,
    harness::{Harness, LARGE_TRANSACTIONS},
    long::{SHORT, chunk, long, measured_upload},
    refusals::noise,
};

/// The maximum length of a version 1 transaction, in bytes.
const LARGE: usize = 4_096;
/// What is left free in it for a priority, in bytes.
const PRIORITY: usize = 8;
/// The first byte of a version 1 transaction.
const VERSION_1: u8 = 0x81;

#[tokio::test(flavor = "multi_thread")]
async fn chunks_are_large_where_the_cluster_takes_large_transactions() {
    let harness = Harness::with_large_transactions().await;
    let (ada, bo) = harness.ada_and_bo().await;
    // The last chunk alone would fit a short transaction.
    let text = noise(7_900);
    let long = long(&harness, &ada, &text).await;
    let (lengths, steps) = measured_upload(&harness, &ada, &long).await;
    assert_eq!(lengths[..2], [LARGE - PRIORITY; 2]);
    assert!((3_500..LARGE).contains(&chunk(&steps)), "{steps:?}");
    assert!((1..SHORT / 2).contains(&(long.size() - 2 * chunk(&steps))), "{steps:?}");
    assert_eq!(lengths.len(), 5, "opening, three chunks and sealing");

    let draft =
        harness.client.draft(&long.author(), &harness.network, &bo.address(), &long, Mode::AtOnce).await.unwrap();
    let (client, transactions) = harness.watched_client();
    let (message, _) = client.send(&ada.wallet, &draft).await.unwrap();
    assert_eq!(client.read(&message, &bo.secret).await.unwrap().text, text);
    assert_ne!(transactions.lock().unwrap()[0][0], VERSION_1, "what fits a short transaction uses one");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_fits_a_large_transaction_needs_no_body_once_the_cluster_takes_one() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let (client, transactions) = harness.watched_client();
    let text = noise(2_000);
    let error = client.draft(&ada.address(), &harness.network, &bo.address(), &text, Mode::AtOnce).await.unwrap_err();
    assert!(matches!(error, ClientError::Build(BuildError::LetterTooLong { limit: SHORT, .. })), "{error:?}");

    // The gate opens: a feature account with the slot of its activation.
    let feature = "Feature111111111111111111111111111111111111".parse().unwrap();
    harness.forge(&LARGE_TRANSACTIONS, SOL, &[1, 7, 0, 0, 0, 0, 0, 0, 0], &feature);
    let draft = client.draft(&ada.address(), &harness.network, &bo.address(), &text, Mode::AtOnce).await.unwrap();
    let (message, receipt) = client.send(&ada.wallet, &draft).await.unwrap();
    assert!((SHORT + 1..LARGE).contains(&transactions.lock().unwrap()[0].len()));
    assert_eq!(transactions.lock().unwrap()[0][0], VERSION_1);
    assert_eq!(receipt.network_fee, SIGNATURE_FEE);
    assert_eq!(client.read(&message, &bo.secret).await.unwrap().text, text);

    let error =
        client.draft(&ada.address(), &harness.network, &bo.address(), &noise(4_000), Mode::AtOnce).await.unwrap_err();
    assert!(matches!(error, ClientError::Build(BuildError::LetterTooLong { limit: LARGE, .. })), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gate_that_is_not_open_or_is_no_gate_is_not_taken_for_one() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let feature = "Feature111111111111111111111111111111111111".parse().unwrap();
    for (data, owner) in [(&[0; 9][..], feature), (&[1; 8], feature), (&[1; 9], MAIL_ID)] {
        harness.forge(&LARGE_TRANSACTIONS, SOL, data, &owner);
        let error = harness.draft(&ada, &bo, &noise(2_000)).await.unwrap_err();
        assert!(matches!(error, ClientError::Build(BuildError::LetterTooLong { limit: SHORT, .. })), "{error:?}");
    }
}
