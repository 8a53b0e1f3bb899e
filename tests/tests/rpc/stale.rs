//! Drafts that the chain has overtaken: they are refused with a reason, and nothing is charged.

use bmail_sdk::{
    ClientError, Reason,
    accounts::Verdict,
    instructions::mail::{Draft, MailboxSettings},
    sealing::SecretKey,
};
use bmail_testing::MailError;

use crate::{
    SIGNATURE_FEE, SOL, TEXT,
    harness::{Harness, Person},
};

const SETTINGS: MailboxSettings = MailboxSettings { min_fee: 0, min_reputation: 0, accepting: true };

#[tokio::test(flavor = "multi_thread")]
async fn of_two_drafts_with_one_number_only_the_first_is_sent() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let first = harness.draft(&ada, &bo, b"first").await.unwrap();
    let second = harness.draft(&ada, &bo, b"second").await.unwrap();
    harness.client.send(&ada.wallet, &first).await.unwrap();
    expect_refusal(&harness, &ada, &second, MailError::SequenceTaken).await;
    let inbox = harness.client.inbox(&bo.mailbox).await.unwrap().entries;
    assert_eq!(inbox.len(), 1);
    // The message's address is free again, but its number has been used.
    harness.client.acknowledge(&bo.wallet, &inbox[0].address, Verdict::Abstain).await.unwrap();
    expect_refusal(&harness, &ada, &second, MailError::SequenceTaken).await;
}

/// Shows mail.md: If the price is above `max_fee`, the send fails and nothing is charged.
/// Shows security.md: A price or rules that change between quote and send.
#[tokio::test(flavor = "multi_thread")]
async fn a_price_that_rose_by_more_than_a_percent_after_the_quote_is_not_paid() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    let most = draft.quote.postage.0 + draft.quote.postage.0.div_ceil(100);
    assert_eq!(draft.max_fee, most);
    let expensive = MailboxSettings { min_fee: most + 1, ..SETTINGS };
    harness.client.set_mailbox(&bo.wallet, &harness.network, expensive).await.unwrap();
    expect_refusal(&harness, &ada, &draft, MailError::PriceAboveMax).await;

    let just_not = MailboxSettings { min_fee: most, ..SETTINGS };
    harness.client.set_mailbox(&bo.wallet, &harness.network, just_not).await.unwrap();
    let (message, _) = harness.client.send(&ada.wallet, &draft).await.unwrap();
    assert_eq!(harness.client.message(&message).await.unwrap().header.fee, most);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_friends_draft_is_good_for_longer_than_its_discount_and_what_is_paid_too_much_comes_back() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    harness.send(&bo, &ada, TEXT).await;
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    let later = harness.client.now().await.unwrap().0 + 3_600;
    harness.travel_to(later);
    let expensive = harness.draft(&ada, &bo, TEXT).await.unwrap().quote.postage.0;
    assert!(expensive > draft.quote.postage.0, "{expensive}");

    let (message, _) = harness.client.send(&ada.wallet, &draft).await.unwrap();
    let paid = harness.client.message(&message).await.unwrap().header.fee;
    assert!((draft.quote.postage.0 + 1..draft.max_fee).contains(&paid), "{paid}");
    let dues = paid + harness.message_rent(&draft).await + SIGNATURE_FEE;
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL - dues);
}

/// Shows mail.md: Old keys still open old mail.
/// Shows security.md: An outdated recipient's key.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_sealed_to_an_old_key_is_not_sent_and_what_was_sent_stays_readable() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let old = harness.send(&ada, &bo, b"before").await;
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    let secret = SecretKey::from_keypair(&bo.wallet, &harness.network, 2);
    harness.client.rotate_key(&bo.wallet, &harness.network, secret.encryption_key()).await.unwrap();
    expect_refusal(&harness, &ada, &draft, MailError::KeyChanged).await;

    let new = harness.send(&ada, &bo, b"after").await;
    assert_eq!(harness.client.read(&old, &bo.secret).await.unwrap().text, b"before");
    assert_eq!(harness.client.read(&new, &secret).await.unwrap().text, b"after");
    assert!(matches!(harness.client.read(&old, &secret).await, Err(ClientError::Open(_))));
    assert!(matches!(harness.client.read(&new, &bo.secret).await, Err(ClientError::Open(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_are_refused_by_who_accepts_none() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let closed = MailboxSettings { accepting: false, ..SETTINGS };
    harness.client.set_mailbox(&bo.wallet, &harness.network, closed).await.unwrap();
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    expect_refusal(&harness, &ada, &draft, MailError::NotAccepting).await;
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL);
}

async fn expect_refusal(harness: &Harness, sender: &Person, draft: &Draft, expected: MailError) {
    let before = harness.balance(&sender.address()).await;
    let error = harness.client.send(&sender.wallet, draft).await.unwrap_err();
    let ClientError::Refused(Reason::Mail(reason)) = error else { panic!("{error:?}") };
    assert_eq!(reason, expected);
    assert_eq!(harness.balance(&sender.address()).await, before, "a refusal costs nothing, not even a signature");
}
