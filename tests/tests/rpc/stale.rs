//! Drafts that the chain has overtaken: refused with a reason, and nothing is charged.

use bmail_sdk::{ClientError, Draft, Reason, Terms, accounts::Verdict, sealing::SecretKey};
use bmail_testing::MailError;

use crate::{
    SIGNATURE_FEE, SOL, TEXT,
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
    let inbox = stage.client.inbox(&bo.mailbox).await.unwrap();
    assert_eq!(inbox.len(), 1);
    // Nothing is in the way at the message's address any more, but its number is used.
    stage.client.acknowledge(&bo.wallet, &inbox[0].0, Verdict::Abstain).await.unwrap();
    expect_refusal(&stage, &ada, &second, MailError::SequenceTaken).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_that_rose_by_more_than_a_percent_after_the_quote_is_not_paid() {
    let stage = Stage::open().await;
    let (ada, bo) = stage.ada_and_bo().await;
    let draft = stage.draft(&ada, &bo, TEXT).await.unwrap();
    let most = draft.quote.postage.0 + draft.quote.postage.0.div_ceil(100);
    assert_eq!(draft.max_fee(), most);
    let dearer = Terms { min_fee: most + 1, ..TERMS };
    stage.client.set_mailbox(&bo.wallet, &stage.network, dearer).await.unwrap();
    expect_refusal(&stage, &ada, &draft, MailError::PriceAboveMax).await;

    let just_not = Terms { min_fee: most, ..TERMS };
    stage.client.set_mailbox(&bo.wallet, &stage.network, just_not).await.unwrap();
    let (message, _) = stage.client.send(&ada.wallet, &draft).await.unwrap();
    assert_eq!(stage.client.message(&message).await.unwrap().header.fee, most);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_friends_draft_is_good_for_longer_than_its_discount_and_what_is_paid_too_much_comes_back() {
    let stage = Stage::open().await;
    let (ada, bo) = stage.ada_and_bo().await;
    stage.send(&bo, &ada, TEXT).await;
    let draft = stage.draft(&ada, &bo, TEXT).await.unwrap();
    let later = stage.client.now().await.unwrap().0 + 3_600;
    stage.travel_to(later);
    let dearer = stage.draft(&ada, &bo, TEXT).await.unwrap().quote.postage.0;
    assert!(dearer > draft.quote.postage.0, "{dearer}");

    let (message, _) = stage.client.send(&ada.wallet, &draft).await.unwrap();
    let paid = stage.client.message(&message).await.unwrap().header.fee;
    assert!((draft.quote.postage.0 + 1..draft.max_fee()).contains(&paid), "{paid}");
    let dues = paid + stage.message_rent(&draft).await + SIGNATURE_FEE;
    assert_eq!(stage.balance(&ada.address()).await, 5 * SOL - dues);
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
