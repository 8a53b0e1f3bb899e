//! Long mail over JSON-RPC: uploading a body in whatever transactions the cluster takes, resuming wherever it was
//! interrupted, and sending messages that refer to it.

use std::{
    cell::RefCell,
    sync::{Arc, Mutex},
    time::Duration,
};

use base64::{Engine, prelude::BASE64_STANDARD};
use bmail_sdk::{
    Client, ClientError, MAIL_ID, PROGRAMS, Progress,
    accounts::{Body, Verdict},
    instructions::mail::{LongDraft, Mode},
    sealing::MAX_CIPHERTEXT,
};
use bmail_testing::MailError;
use solana_pubkey::Pubkey;
use tokio::time::sleep;

use crate::{
    SIGNATURE_FEE, SOL,
    harness::{Harness, Person},
    proxy::Fate::Arrives,
    refusals::noise,
    refused,
};

/// The maximum length of a version 0 transaction, in bytes.
pub const SHORT: usize = 1_232;
/// What is left free in a version 0 transaction for a priority, in bytes.
const PRIORITY: usize = 12;
/// The length of the longest incompressible text: the ciphertext has a tag, and a header of 5 bytes precedes it.
const LONGEST: usize = MAX_CIPHERTEXT - 16 - 5;

/// A text that needs several chunks even of the large kind.
fn text() -> Vec<u8> {
    noise(9_000)
}

pub async fn long(harness: &Harness, author: &Person, text: &[u8]) -> LongDraft {
    LongDraft::new(&harness.genesis().await, &author.address(), text).unwrap()
}

impl Harness {
    /// A client, and a record of the transactions that it sends.
    pub fn watched_client(&self) -> (Client, Arc<Mutex<Vec<Vec<u8>>>>) {
        let transactions = Arc::new(Mutex::new(Vec::new()));
        let log = transactions.clone();
        let client = self.client_reading_bodies(move |method, _, body| {
            if method == "sendTransaction" {
                let request: serde_json::Value = serde_json::from_slice(body).unwrap();
                let transaction = BASE64_STANDARD.decode(request["params"][0].as_str().unwrap()).unwrap();
                log.lock().unwrap().push(transaction);
            }
            Arrives
        });
        (client, transactions)
    }

    /// What is uploaded of a body, once what was in flight has arrived, or has not.
    async fn settled_content(&self, long: &LongDraft) -> Vec<u8> {
        let mut before = Vec::new();
        loop {
            sleep(Duration::from_secs(1)).await;
            let content = self.client.body(&long.body(&PROGRAMS)).await.unwrap().content;
            if content == before {
                return content;
            }
            before = content;
        }
    }

    /// Uploads a text without interruption.
    async fn upload(&self, author: &Person, long: &LongDraft) -> Pubkey {
        self.client.upload(&author.wallet, long, &|_| {}).await.unwrap().0
    }
}

/// Uploads, and returns what it took: the lengths of the transactions, longest first, and each progress step.
pub async fn measured_upload(harness: &Harness, author: &Person, long: &LongDraft) -> (Vec<usize>, Vec<Progress>) {
    let (client, transactions) = harness.watched_client();
    let steps = RefCell::new(Vec::new());
    let (body, receipts) =
        client.upload(&author.wallet, long, &|progress| steps.borrow_mut().push(progress)).await.unwrap();
    assert_eq!(body, long.body(&PROGRAMS));
    let mut lengths: Vec<_> = transactions.lock().unwrap().iter().map(Vec::len).collect();
    assert_eq!(lengths.len(), receipts.len(), "nothing was sent twice");
    lengths.sort_unstable();
    lengths.reverse();
    (lengths, steps.into_inner())
}

/// The length of a full chunk, in bytes.
pub fn chunk(steps: &[Progress]) -> usize {
    steps.windows(2).map(|steps| steps[1].written - steps[0].written).max().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_text_is_uploaded_sent_and_read_to_the_lamport_where_only_short_transactions_are_taken() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let long = long(&harness, &ada, &text()).await;
    let (lengths, steps) = measured_upload(&harness, &ada, &long).await;
    assert_eq!(lengths[0], SHORT - PRIORITY, "chunks are as long as possible");

    // It opens, writes and seals.
    let chunks = long.size().div_ceil(chunk(&steps));
    assert!((900..SHORT).contains(&chunk(&steps)), "{steps:?}");
    assert_eq!(lengths.len(), chunks + 2);
    assert_eq!(steps[0], Progress { written: 0, total: long.size() });
    assert_eq!(steps[chunks], Progress { written: long.size(), total: long.size() });
    let rent = harness.rent(Body::LEN + long.size()).await;
    let signatures = SIGNATURE_FEE * lengths.len() as u64;
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL - rent - signatures);

    let draft =
        harness.client.draft(&long.author(), &harness.network, &bo.address(), &long, Mode::AtOnce).await.unwrap();
    assert_eq!(draft.size, long.size());
    let (message, _) = harness.client.send(&ada.wallet, &draft).await.unwrap();
    let fee = harness.client.message(&message).await.unwrap().header.fee;
    assert_eq!(fee, draft.quote.postage.0);
    assert_eq!(harness.client.read(&message, &bo.secret).await.unwrap().text, text());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_was_interrupted_anywhere_goes_on_and_writes_only_what_is_missing() {
    let harness = Harness::open().await;
    let ada = harness.resident().await;
    let (_, whole) = measured_upload(&harness, &ada, &long(&harness, &ada, &text()).await).await;
    let (chunk, chunks) = (chunk(&whole), whole.len() - 1);
    for crash in 0..=chunks {
        let stored = serde_json::to_string(&long(&harness, &ada, &text()).await).unwrap();
        let interrupted: LongDraft = serde_json::from_str(&stored).unwrap();
        let (stop, stopped) = tokio::sync::oneshot::channel();
        let (stop, seen) = (RefCell::new(Some(stop)), RefCell::new(0));
        let progress = |_: Progress| {
            if *seen.borrow() == crash {
                stop.take().unwrap().send(()).unwrap();
            }
            *seen.borrow_mut() += 1;
        };
        tokio::select! {
            biased;
            _ = stopped => {}
            result = harness.client.upload(&ada.wallet, &interrupted, &progress) => panic!("expected a crash: {result:?}"),
        }
        drop(interrupted);
        let restored: LongDraft = serde_json::from_str(&stored).unwrap();
        let content = harness.settled_content(&restored).await;
        let there = content.chunks(chunk).filter(|chunk| chunk.iter().any(|byte| *byte != 0));
        let written = there.clone().map(<[u8]>::len).sum::<usize>();
        let missing = chunks - there.count();
        let (lengths, steps) = measured_upload(&harness, &ada, &restored).await;
        assert_eq!(steps[0], Progress { written, total: restored.size() });
        assert_eq!(lengths.len(), missing + 1, "what is missing, and the seal");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_chunk_may_be_however_short_though_it_then_needs_more_compute_units_than_a_whole_one() {
    let harness = Harness::open().await;
    let ada = harness.resident().await;
    for length in [960, 1_000, 1_960] {
        let long = long(&harness, &ada, &noise(length)).await;
        let (_, steps) = measured_upload(&harness, &ada, &long).await;
        assert!((1..150).contains(&(long.size() % chunk(&steps))), "{steps:?}");
        assert_eq!(harness.client.body(&long.body(&PROGRAMS)).await.unwrap().header.sealed, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_uploaded_is_not_uploaded_again() {
    let harness = Harness::open().await;
    let ada = harness.resident().await;
    let long = long(&harness, &ada, &text()).await;
    harness.upload(&ada, &long).await;
    let (lengths, steps) = measured_upload(&harness, &ada, &long).await;
    assert!(lengths.is_empty(), "{lengths:?}");
    assert_eq!(steps, [Progress { written: long.size(), total: long.size() }]);
}

#[tokio::test(flavor = "multi_thread")]
async fn lamports_at_a_bodys_address_do_not_keep_it_from_being_uploaded_and_are_the_authors() {
    let harness = Harness::open().await;
    let ada = harness.resident().await;
    let long = long(&harness, &ada, &noise(300)).await;
    harness.fund(&long.body(&PROGRAMS), SOL);
    let (body, receipts) = harness.client.upload(&ada.wallet, &long, &|_| {}).await.unwrap();
    harness.client.close_body(&ada.wallet, &body).await.unwrap();
    let fees = SIGNATURE_FEE * (receipts.len() as u64 + 1);
    assert_eq!(harness.balance(&ada.address()).await, 6 * SOL - fees);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_longest_text_serves_several_recipients_and_its_body_closes_after_their_messages() {
    let harness = Harness::with_large_transactions().await;
    let client = &harness.client;
    let (ada, bo) = harness.ada_and_bo().await;
    let eve = harness.resident().await;
    let text = noise(LONGEST);
    let long = long(&harness, &ada, &text).await;
    assert_eq!(long.size(), MAX_CIPHERTEXT);
    let body = harness.upload(&ada, &long).await;

    let mut messages = Vec::new();
    for recipient in [&bo, &eve] {
        let draft =
            client.draft(&long.author(), &harness.network, &recipient.address(), &long, Mode::AtOnce).await.unwrap();
        let (message, _) = client.send(&ada.wallet, &draft).await.unwrap();
        assert_eq!(client.read(&message, &recipient.secret).await.unwrap().text, text);
        messages.push(message);
    }
    assert_eq!(client.body(&body).await.unwrap().header.references, 2);
    client.acknowledge(&bo.wallet, &messages[0], Verdict::Valuable).await.unwrap();
    refused(client.close_body(&ada.wallet, &body).await, MailError::BodyInUse);
    harness.travel_to(client.message(&messages[1]).await.unwrap().header.deadline + 1);
    client.expire(&bo.wallet, &messages[1]).await.unwrap();

    let before = harness.balance(&ada.address()).await;
    client.close_body(&ada.wallet, &body).await.unwrap();
    let rent = harness.rent(Body::LEN + MAX_CIPHERTEXT).await;
    assert_eq!(harness.balance(&ada.address()).await, before + rent - SIGNATURE_FEE);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_not_sealed_is_not_sent_and_costs_nothing() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let long = long(&harness, &ada, &text()).await;
    let (stop, stopped) = tokio::sync::oneshot::channel();
    let stop = RefCell::new(Some(stop));
    let interrupt = |_: Progress| {
        if let Some(stop) = stop.take() {
            stop.send(()).unwrap();
        }
    };
    tokio::select! {
        biased;
        _ = stopped => {}
        result = harness.client.upload(&ada.wallet, &long, &interrupt) => panic!("expected a crash: {result:?}"),
    }
    sleep(Duration::from_millis(500)).await;
    let draft =
        harness.client.draft(&long.author(), &harness.network, &bo.address(), &long, Mode::AtOnce).await.unwrap();
    let before = harness.balance(&ada.address()).await;
    refused(harness.client.send(&ada.wallet, &draft).await, MailError::BodyNotSealed);
    assert_eq!(harness.balance(&ada.address()).await, before);
}

/// Shows security.md: A body other than the one that was paid for.
#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_not_what_it_announces_is_not_read() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let long = long(&harness, &ada, &noise(300)).await;
    let body = harness.upload(&ada, &long).await;
    let draft =
        harness.client.draft(&long.author(), &harness.network, &bo.address(), &long, Mode::AtOnce).await.unwrap();
    let (message, _) = harness.client.send(&ada.wallet, &draft).await.unwrap();
    let mut account = harness.client.rpc().get_account(&body).await.unwrap();
    *account.data.last_mut().unwrap() ^= 1;
    harness.forge(&body, account.lamports, &account.data, &MAIL_ID);
    let error = harness.client.read(&message, &bo.secret).await.unwrap_err();
    assert!(matches!(error, ClientError::WrongBody { address } if address == body), "{error:?}");
}
