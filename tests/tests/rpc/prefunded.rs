//! Lamports sent to a message's address before the message: who gets them, and that they do not block the message.

use bmail_sdk::PROGRAMS;
use bmail_sdk::{BuildError, ClientError};

use crate::{
    SIGNATURE_FEE, SOL, TEXT,
    harness::Harness,
    proxy::Fate::{Arrives, Forged},
    refusals::noise,
};

/// More than the rent of an empty account.
const GIFT: u64 = 1_000_000;
/// The response of a node that does not know an account.
const NOTHING: &str = r#"{"jsonrpc":"2.0","id":0,"result":{"context":{"slot":1},"value":[null]}}"#;

#[tokio::test(flavor = "multi_thread")]
async fn a_message_goes_to_an_address_that_was_given_lamports_and_they_are_the_senders() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    let address = PROGRAMS.message(&ada.address(), &ada.mailbox, draft.envelope.sequence).0;
    harness.fund(&address, GIFT);

    let (message, _) = harness.client.send(&ada.wallet, &draft).await.unwrap();
    assert_eq!(message, address);
    let escrow = draft.quote.postage.0 + harness.message_rent(&draft).await;
    assert_eq!(harness.balance(&message).await, escrow);
    let dues = escrow + harness.correspondence_rent().await + SIGNATURE_FEE;
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL + GIFT - dues);
    assert_eq!(harness.client.read(&message, &bo.secret).await.unwrap().text, TEXT);
}

/// Shows security.md: Prefunded addresses.
#[tokio::test(flavor = "multi_thread")]
async fn lamports_that_arrive_while_a_message_is_being_sent_do_not_keep_it_from_being_sent() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    let address = PROGRAMS.message(&ada.address(), &ada.mailbox, draft.envelope.sequence).0;
    harness.fund(&address, GIFT);
    let late = harness.client_through(|method, count| match (method, count) {
        ("getMultipleAccounts", 1) => Forged(NOTHING),
        _ => Arrives,
    });
    let (_, receipt) = late.send(&ada.wallet, &draft).await.unwrap();
    assert_eq!(receipt.network_fee, SIGNATURE_FEE, "the first try is only simulated");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_of_the_number_is_not_mistaken_for_lamports() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    harness.client.send(&ada.wallet, &draft).await.unwrap();
    let late = harness.client_through(|method, count| match (method, count) {
        ("getMultipleAccounts", 1..=2) => Forged(NOTHING),
        _ => Arrives,
    });
    let error = late.send(&ada.wallet, &draft).await.unwrap_err();
    assert!(matches!(error, ClientError::AlreadySent { .. }), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_longest_text_that_can_be_drafted_can_be_sent_to_a_prefunded_address() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let mut longest = None;
    for length in (0..1_000).step_by(10) {
        match harness.draft(&ada, &bo, &noise(length)).await {
            Ok(draft) => longest = Some(draft),
            Err(error) => {
                assert!(matches!(error, ClientError::Build(BuildError::LetterTooLong { .. })), "{error:?}");
                break;
            }
        }
    }
    let longest = longest.unwrap();
    assert!(longest.size >= 480, "{}", longest.size);
    harness.fund(&PROGRAMS.message(&ada.address(), &ada.mailbox, longest.envelope.sequence).0, GIFT);
    harness.client.send(&ada.wallet, &longest).await.unwrap();
}
