//! Strict mode over JSON-RPC: no one reads a message before it is safely paid for, and a crash between posting and
//! revealing loses nothing.

use std::sync::{Arc, Mutex};

use bmail_sdk::{
    BuildError, ClientError, PROGRAMS, Revealed,
    accounts::Verdict,
    instructions::mail::{Draft, LongDraft, Mode, Unrevealed},
    sealing::SecretKey,
};
use bmail_testing::{DAY, MailError};
use postage::{Rules, settle};
use solana_commitment_config::CommitmentConfig;

use crate::{
    SIGNATURE_FEE, SOL, TEXT,
    harness::{Harness, Person},
    proxy::Fate::{Arrives, Forged, ResponseLost},
    refusals::noise,
    refused,
};

/// The response of a node to which neither the message nor its sender's mailbox is final yet.
const NOT_YET: &str = r#"{"jsonrpc":"2.0","id":0,"result":{"context":{"slot":1},"value":[null,null]}}"#;

impl Harness {
    async fn draft_posted(&self, from: &Person, to: &Person) -> Draft {
        self.client.draft(&from.address(), &self.network, &to.address(), TEXT, Mode::Posted).await.unwrap()
    }
}

/// What is left after a crash.
fn restored(unrevealed: &Unrevealed) -> Unrevealed {
    serde_json::from_str(&serde_json::to_string(unrevealed).unwrap()).unwrap()
}

/// Shows mail.md: A message is sent, or posted and then revealed.
/// Shows mail.md: In strict mode, `post` escrows the fee and stores the ciphertext without the key.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_posted_is_paid_and_unreadable_until_it_is_revealed() {
    let harness = Harness::open().await;
    let client = &harness.client;
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft_posted(&ada, &bo).await;
    assert_eq!(draft.max_fee, draft.quote.postage.0 + draft.quote.postage.0.div_ceil(100));
    let (message, receipt) = client.send(&ada.wallet, &draft).await.unwrap();
    assert_eq!(receipt.network_fee, SIGNATURE_FEE);
    assert_eq!(harness.balance(&message).await, harness.message_rent(&draft).await + draft.quote.postage.0);
    let dues = harness.message_rent(&draft).await + draft.quote.postage.0 + harness.correspondence_rent().await;
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL - dues - SIGNATURE_FEE);

    let posted = client.message(&message).await.unwrap();
    assert_eq!(posted.content, draft.content);
    let error = client.read(&message, &bo.secret).await.unwrap_err();
    assert!(matches!(error, ClientError::NotRevealed { deadline } if deadline == posted.header.sent_at + DAY));
    refused(client.acknowledge(&bo.wallet, &message, Verdict::Valuable).await, MailError::NotRevealed);

    harness.travel_to(posted.header.sent_at + DAY / 2);
    let revealed = client.reveal(&ada.wallet, draft.unrevealed().unwrap()).await.unwrap();
    assert!(matches!(revealed, Revealed::Now(receipt) if receipt.network_fee == SIGNATURE_FEE));
    let letter = client.read(&message, &bo.secret).await.unwrap();
    assert_eq!((letter.sender, letter.text.as_slice(), letter.fee), (ada.address(), TEXT, draft.quote.postage.0));
    let period = i64::try_from(Rules::PERSONAL.answering_period.0).unwrap();
    assert!(letter.deadline >= posted.header.sent_at + DAY / 2 + period, "the answering period starts now");
    client.acknowledge(&bo.wallet, &message, Verdict::Valuable).await.unwrap();
    let earned = settle(draft.quote.postage, Rules::PERSONAL.fee_split(), postage::Verdict::Valuable).recipient.0;
    assert_eq!(harness.balance(&bo.address()).await, 5 * SOL + earned - SIGNATURE_FEE);
}

/// Shows mail.md: A crash between posting and revealing loses nothing.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_stored_before_posting_reveals_after_a_crash_and_once_is_enough() {
    let harness = Harness::open().await;
    let client = &harness.client;
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft_posted(&ada, &bo).await;
    let stored = restored(draft.unrevealed().unwrap());
    let (message, _) = client.send(&ada.wallet, &draft).await.unwrap();
    drop(draft);
    assert_eq!(stored.message(&PROGRAMS), message);

    assert!(matches!(client.reveal(&ada.wallet, &stored).await.unwrap(), Revealed::Now(_)));
    assert_eq!(client.read(&message, &bo.secret).await.unwrap().text, TEXT);
    let before = harness.balance(&ada.address()).await;
    assert_eq!(client.reveal(&ada.wallet, &stored).await.unwrap(), Revealed::Before);
    assert_eq!(harness.balance(&ada.address()).await, before);
    client.acknowledge(&bo.wallet, &message, Verdict::Abstain).await.unwrap();
    assert_eq!(client.reveal(&ada.wallet, &stored).await.unwrap(), Revealed::Ended);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_is_posted_but_not_revealed_has_its_receipt_in_the_error() {
    const DOWN: &str = r#"{"jsonrpc":"2.0","id":0,"error":{"code":-32000,"message":"the node is down"}}"#;
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft_posted(&ada, &bo).await;
    let failing = harness.client_through(|method, count| match (method, count) {
        ("simulateTransaction", 2) => Forged(DOWN),
        _ => Arrives,
    });
    let error = failing.send_and_reveal(&ada.wallet, &draft).await.unwrap_err();
    let ClientError::Stopped { done, error } = error else { panic!("{error:?}") };
    assert_eq!(done.iter().map(|receipt| receipt.network_fee).collect::<Vec<_>>(), [SIGNATURE_FEE]);
    assert!(matches!(*error, ClientError::Rpc(_)), "{error:?}");
    let unrevealed = draft.unrevealed().unwrap();
    assert!(matches!(harness.client.reveal(&ada.wallet, unrevealed).await.unwrap(), Revealed::Now(_)));
}

#[tokio::test(flavor = "multi_thread")]
async fn sending_strictly_pays_once_whatever_answers_are_lost() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft_posted(&ada, &bo).await;
    let client = harness.client_through(|method, count| match (method, count) {
        ("sendTransaction", 1..=2) | ("getSignatureStatuses", 1..=3) => ResponseLost,
        _ => Arrives,
    });
    let (message, receipt, revealed) = client.send_and_reveal(&ada.wallet, &draft).await.unwrap();
    assert!(matches!(revealed, Revealed::Now(_)), "{revealed:?}");
    assert_eq!(receipt.network_fee, SIGNATURE_FEE);
    let dues = harness.message_rent(&draft).await
        + draft.quote.postage.0
        + harness.correspondence_rent().await
        + 2 * SIGNATURE_FEE;
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL - dues);
    assert_eq!(harness.client.read(&message, &bo.secret).await.unwrap().text, TEXT);
}

/// Shows mail.md: The key is published only after the escrow has reached the commitment level that the sender chose.
#[tokio::test(flavor = "multi_thread")]
async fn the_key_stays_secret_until_the_escrow_is_as_final_as_was_asked_for() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft_posted(&ada, &bo).await;
    harness.client.send(&ada.wallet, &draft).await.unwrap();
    let requests = Arc::new(Mutex::new(Vec::new()));
    let log = requests.clone();
    let patient = harness.client_reading_bodies(move |method, count, body| {
        let is_final = String::from_utf8_lossy(body).contains(r#""commitment":"finalized""#);
        log.lock().unwrap().push((method.to_owned(), is_final));
        match (method, count) {
            ("getMultipleAccounts", 1..=3) => Forged(NOT_YET),
            _ => Arrives,
        }
    });
    let patient = patient.with_escrow_commitment(CommitmentConfig::finalized());
    patient.reveal(&ada.wallet, draft.unrevealed().unwrap()).await.unwrap();

    let mut requests = requests.lock().unwrap().clone();
    // Which cluster it is, is asked once.
    requests.retain(|(method, _)| method != "getGenesisHash");
    let asked = ("getMultipleAccounts".to_owned(), true);
    assert_eq!(requests[..4], [asked.clone(), asked.clone(), asked.clone(), asked]);
    assert!(requests[4..].iter().any(|(method, _)| method == "sendTransaction"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_text_is_posted_and_revealed_too() {
    let harness = Harness::open().await;
    let client = &harness.client;
    let (ada, bo) = harness.ada_and_bo().await;
    let text = noise(2_000);
    let long = LongDraft::new(&harness.genesis().await, &ada.address(), &text).unwrap();
    client.upload(&ada.wallet, &long, &|_| {}).await.unwrap();
    let draft = client.draft(&long.author(), &harness.network, &bo.address(), &long, Mode::Posted).await.unwrap();
    assert_eq!(draft.size, long.size());
    let (message, _) = client.send(&ada.wallet, &draft).await.unwrap();
    let error = client.read(&message, &bo.secret).await.unwrap_err();
    assert!(matches!(error, ClientError::NotRevealed { .. }), "{error:?}");
    client.reveal(&ada.wallet, &restored(draft.unrevealed().unwrap())).await.unwrap();
    assert_eq!(client.read(&message, &bo.secret).await.unwrap().text, text);
}

/// Shows mail.md: At reveal, the key is sealed to the recipient's key of that moment.
#[tokio::test(flavor = "multi_thread")]
async fn the_key_is_sealed_to_what_the_recipients_key_is_when_it_is_revealed() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft_posted(&ada, &bo).await;
    let (message, _) = harness.client.send(&ada.wallet, &draft).await.unwrap();
    let secret = SecretKey::from_keypair(&bo.wallet, &harness.network, 2);
    harness.client.rotate_key(&bo.wallet, &harness.network, secret.encryption_key()).await.unwrap();
    harness.client.reveal(&ada.wallet, draft.unrevealed().unwrap()).await.unwrap();
    assert_eq!(harness.client.read(&message, &secret).await.unwrap().text, TEXT);
    assert!(matches!(harness.client.read(&message, &bo.secret).await, Err(ClientError::Open(_))));
}

/// Shows security.md: An outdated recipient's key.
#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_changes_while_it_is_being_revealed_is_sealed_to_again() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft_posted(&ada, &bo).await;
    let (message, _) = harness.client.send(&ada.wallet, &draft).await.unwrap();
    // A node's response about Bo's mailbox before he changes his key. A node that lags behind still gives it later.
    let outdated = harness.response(&format!(
        r#"{{"jsonrpc":"2.0","id":0,"method":"getAccountInfo","params":["{}",{{"encoding":"base64"}}]}}"#,
        bo.mailbox
    ));
    let secret = SecretKey::from_keypair(&bo.wallet, &harness.network, 2);
    harness.client.rotate_key(&bo.wallet, &harness.network, secret.encryption_key()).await.unwrap();
    let lagging = harness.client_through(move |method, count| match (method, count) {
        ("getAccountInfo", 1) => Forged(outdated),
        _ => Arrives,
    });
    let before = harness.balance(&ada.address()).await;
    assert!(matches!(lagging.reveal(&ada.wallet, draft.unrevealed().unwrap()).await.unwrap(), Revealed::Now(_)));
    assert_eq!(harness.balance(&ada.address()).await, before - SIGNATURE_FEE);
    assert_eq!(harness.client.read(&message, &secret).await.unwrap().text, TEXT);
}

/// Shows mail.md: The key is published only after the escrow has reached the commitment level that the sender chose.
#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_not_published_for_another_message_that_got_the_number() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let never_posted = harness.draft_posted(&ada, &bo).await.unrevealed().cloned().unwrap();
    let instead = harness.draft_posted(&ada, &bo).await;
    let (message, _) = harness.client.send(&ada.wallet, &instead).await.unwrap();
    assert_eq!(never_posted.message(&PROGRAMS), message);
    refused(harness.client.reveal(&ada.wallet, &never_posted).await, MailError::SequenceTaken);
    harness.client.reveal(&ada.wallet, instead.unrevealed().unwrap()).await.unwrap();
    refused(harness.client.reveal(&ada.wallet, &never_posted).await, MailError::SequenceTaken);
    assert_eq!(harness.client.read(&message, &bo.secret).await.unwrap().text, TEXT);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_never_posted_is_given_up_after_half_a_minute() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft_posted(&ada, &bo).await;
    let error = harness.client.reveal(&ada.wallet, draft.unrevealed().unwrap()).await.unwrap_err();
    let ClientError::Build(BuildError::NotFound { kind: "message", address }) = error else { panic!("{error:?}") };
    assert_eq!(address, draft.unrevealed().unwrap().message(&PROGRAMS));
    // It can still be sent.
    harness.client.send_and_reveal(&ada.wallet, &draft).await.unwrap();
}

/// Shows mail.md: A message that is not revealed within a day can be refunded.
#[tokio::test(flavor = "multi_thread")]
async fn after_a_day_a_message_that_was_not_revealed_is_refunded_to_the_lamport() {
    let harness = Harness::open().await;
    let client = &harness.client;
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft_posted(&ada, &bo).await;
    let (message, _) = client.send(&ada.wallet, &draft).await.unwrap();
    let deadline = client.message(&message).await.unwrap().header.deadline;
    refused(client.expire(&bo.wallet, &message).await, MailError::NotExpired);
    harness.travel_to(deadline + 1);
    refused(client.reveal(&ada.wallet, draft.unrevealed().unwrap()).await, MailError::RevealTooLate);
    client.expire(&bo.wallet, &message).await.unwrap();
    let kept = harness.correspondence_rent().await + SIGNATURE_FEE;
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL - kept);
    assert_eq!(client.reveal(&ada.wallet, draft.unrevealed().unwrap()).await.unwrap(), Revealed::Ended);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_stored_is_text_and_what_is_logged_is_not_secret() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let unrevealed = harness.draft_posted(&ada, &bo).await.unrevealed().cloned().unwrap();
    let stored = serde_json::to_value(&unrevealed).unwrap();
    assert_eq!(stored["network"], harness.network.to_string());
    assert_eq!(stored["sender"], ada.address().to_string());
    assert_eq!(stored["recipient"], bo.address().to_string());
    assert_eq!(stored["sequence"], unrevealed.sequence);
    assert!(format!("{unrevealed:?}").contains("key: ContentKey(..)"));

    let mut damaged = stored.clone();
    damaged["key"] = "AAAA".into();
    let error = serde_json::from_value::<Unrevealed>(damaged).unwrap_err();
    assert_eq!(error.to_string(), "the wrong number of bytes");
}
