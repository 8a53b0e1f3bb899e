//! Drafts that the chain has overtaken: refused with a reason, and nothing is charged.

use bmail_sdk::{ClientError, Draft, Reason, Terms, sealing::SecretKey};
use bmail_testing::MailError;

use crate::{
    SOL, TEXT,
    stage::{Person, Stage},
};

const TERMS: Terms = Terms { min_fee: 0, min_reputation: 0, accepting: true };

#[tokio::test(flavor = "multi_thread")]
async fn of_two_drafts_with_one_number_only_the_first_is_sent() {
    let stage = Stage::open().await;
    let (ada, bo) = stage.ada_and_bo().await;
    let first = stage.draft(&ada, &bo, b"first").await.unwrap();
    let second = stage.draft(&ada, &bo, b"second").await.unwrap();
    stage.client.send(&ada.wallet, &first).await.unwrap();
    expect_refusal(&stage, &ada, &second, MailError::SequenceTaken).await;
    assert_eq!(stage.client.inbox(&bo.mailbox).await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_that_rose_after_the_quote_is_not_paid() {
    let stage = Stage::open().await;
    let (ada, bo) = stage.ada_and_bo().await;
    let draft = stage.draft(&ada, &bo, TEXT).await.unwrap();
    let quoted = draft.quote.postage.0;
    let dearer = Terms { min_fee: quoted + 1, ..TERMS };
    stage.client.set_mailbox(&bo.wallet, &stage.network, dearer).await.unwrap();
    expect_refusal(&stage, &ada, &draft, MailError::PriceAboveMax).await;

    let as_quoted = Terms { min_fee: quoted, ..TERMS };
    stage.client.set_mailbox(&bo.wallet, &stage.network, as_quoted).await.unwrap();
    stage.client.send(&ada.wallet, &draft).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sealed_to_an_old_key_is_not_sent_and_what_was_sent_stays_readable() {
    let stage = Stage::open().await;
    let (ada, bo) = stage.ada_and_bo().await;
    let old = stage.send(&ada, &bo, b"before").await;
    let draft = stage.draft(&ada, &bo, TEXT).await.unwrap();
    let secret = SecretKey::from_keypair(&bo.wallet, &stage.network, 2);
    stage.client.rotate_key(&bo.wallet, &stage.network, secret.encryption_key()).await.unwrap();
    expect_refusal(&stage, &ada, &draft, MailError::KeyChanged).await;

    let new = stage.send(&ada, &bo, b"after").await;
    assert_eq!(stage.client.read(&old, &bo.secret).await.unwrap().text, b"before");
    assert_eq!(stage.client.read(&new, &secret).await.unwrap().text, b"after");
    assert!(matches!(stage.client.read(&old, &secret).await, Err(ClientError::Open(_))));
    assert!(matches!(stage.client.read(&new, &bo.secret).await, Err(ClientError::Open(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_are_refused_by_who_accepts_none() {
    let stage = Stage::open().await;
    let (ada, bo) = stage.ada_and_bo().await;
    let closed = Terms { accepting: false, ..TERMS };
    stage.client.set_mailbox(&bo.wallet, &stage.network, closed).await.unwrap();
    let draft = stage.draft(&ada, &bo, TEXT).await.unwrap();
    expect_refusal(&stage, &ada, &draft, MailError::NotAccepting).await;
    assert_eq!(stage.balance(&ada.address()).await, 5 * SOL);
}

async fn expect_refusal(stage: &Stage, sender: &Person, draft: &Draft, expected: MailError) {
    let before = stage.balance(&sender.address()).await;
    let error = stage.client.send(&sender.wallet, draft).await.unwrap_err();
    let ClientError::Refused(Reason::Mail(reason)) = error else { panic!("{error:?}") };
    assert_eq!(reason, expected);
    assert_eq!(stage.balance(&sender.address()).await, before, "a refusal costs nothing, not even a signature");
}
