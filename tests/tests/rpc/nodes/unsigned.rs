//! Nobody signs what is not meant to land.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use base64::{Engine, prelude::BASE64_STANDARD};
use bmail_sdk::{
    PROGRAMS, Pays, Priority,
    instructions::mail::{LongDraft, MailboxSettings},
};
use bmail_testing::MailError;
use serde_json::json;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signature::Signature;
use solana_signer::{Signer, SignerError};

use super::{Heard, call, first_parameter};
use crate::{
    SIGNATURE_FEE, SOL, TEXT, bounty::Scenario, harness::Harness, proxy::Fate::Arrives, refusals::noise, refused,
};

/// A wallet that counts what it is asked to sign.
struct Counting {
    wallet: Keypair,
    asked: AtomicUsize,
}

impl Counting {
    fn new(wallet: &Keypair) -> Self {
        Self { wallet: wallet.insecure_clone(), asked: AtomicUsize::new(0) }
    }

    /// How often it was asked since the last look.
    fn asked(&self) -> usize {
        self.asked.swap(0, Relaxed)
    }
}

impl Signer for Counting {
    fn try_pubkey(&self) -> Result<Pubkey, SignerError> {
        self.wallet.try_pubkey()
    }

    fn try_sign_message(&self, message: &[u8]) -> Result<Signature, SignerError> {
        self.asked.fetch_add(1, Relaxed);
        self.wallet.try_sign_message(message)
    }

    fn is_interactive(&self) -> bool {
        false
    }
}

/// Shows security.md: Landing what was only simulated.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_simulated_cannot_be_sent() {
    let scenario = Scenario::new().await;
    let (harness, treasury) = (&scenario.harness, PROGRAMS.treasury(&scenario.harness.network).0);
    let (simulated, heard) = (Heard::default(), Heard::default());
    let keep = simulated.clone();
    for priority in [0, 10_000] {
        let (keep, ada) = (keep.clone(), harness.newcomer());
        let client = harness.client_reading_bodies(move |method, _, body| {
            if method == "simulateTransaction" {
                keep.push(first_parameter(body));
            }
            Arrives
        });
        let before = harness.balance(&treasury).await;
        client.with_priority(Priority(priority)).contribute(&ada.wallet, &harness.network, SOL).await.unwrap();
        assert_eq!(harness.balance(&treasury).await, before + SOL);
        heard.push(harness.balance(&ada.address()).await);
    }
    let all = simulated.all();
    assert_eq!(all.len(), 3, "one without a priority, and two with one");
    let before = harness.balance(&treasury).await;
    for transaction in all {
        let bytes = BASE64_STANDARD.decode(transaction.as_str().unwrap()).unwrap();
        assert_eq!(bytes[0], 1, "one signature");
        assert!(bytes[1..65].iter().all(|byte| *byte == 0), "of zeros");
        let config = json!({"encoding": "base64", "skipPreflight": true});
        let sent = harness.call("sendTransaction", json!([transaction, config]));
        assert!(sent.get("error").is_some(), "{sent}");
    }
    assert_eq!(harness.balance(&treasury).await, before);
    assert_eq!(heard.all()[0], 4 * SOL - SIGNATURE_FEE);
}

/// Shows security.md: Landing what was only simulated.
#[tokio::test(flavor = "multi_thread")]
async fn everybody_is_asked_once_for_each_transaction_that_lands_and_never_for_one_that_is_refused() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let (payer, actor) = (Arc::new(Counting::new(&harness.newcomer().wallet)), Counting::new(&ada.wallet));
    harness.client.send(&actor, &harness.draft(&ada, &bo, TEXT).await.unwrap()).await.unwrap();
    assert_eq!(actor.asked(), 1);
    let hasty = harness.connect().with_priority(Priority(1_000));
    hasty.send(&actor, &harness.draft(&ada, &bo, TEXT).await.unwrap()).await.unwrap();
    assert_eq!(actor.asked(), 1, "with a priority, too, though it is simulated twice");

    let paid = harness.connect().with_payer(payer.clone(), Pays::Fees);
    paid.send(&actor, &harness.draft(&ada, &bo, TEXT).await.unwrap()).await.unwrap();
    assert_eq!((actor.asked(), payer.asked()), (1, 1));

    let long = LongDraft::new(&harness.genesis().await, &ada.address(), &noise(6_000)).unwrap();
    let (_, receipts) = harness.client.upload(&actor, &long, &|_| {}).await.unwrap();
    assert_eq!(actor.asked(), receipts.len());

    let settings = MailboxSettings { min_fee: 0, min_reputation: 0, accepting: false };
    let closed = harness.client.set_mailbox(&bo.wallet, &harness.network, settings).await;
    closed.unwrap();
    let carl = harness.resident().await;
    let draft = harness.draft(&carl, &bo, TEXT).await.unwrap();
    let stranger = Counting::new(&carl.wallet);
    refused(harness.client.send(&stranger, &draft).await, MailError::NotAccepting);
    assert_eq!(stranger.asked(), 0);
}

impl Harness {
    /// Calls a method of the validator.
    pub fn call(&self, method: &str, params: serde_json::Value) -> serde_json::Value {
        tokio::task::block_in_place(|| call(self.url(), method, params))
    }
}
