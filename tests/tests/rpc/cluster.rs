//! What is stored belongs to the cluster where it was begun. Resumed on another one, it is refused before anything is stored
//! or sent, and so it is if something of one's own is missing.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use bmail_sdk::{
    BuildError, Client, ClientError,
    instructions::mail::{DeliveryState, LongDraft, Mode, Newsletter, Unrevealed},
};
use serde_json::Value;

use crate::{
    TEXT,
    harness::{Harness, Person},
    long::long,
    newsletter::{deliver, states},
    proxy::Fate::{Arrives, Forged},
    refusals::noise,
};

const ELSEWHERE: &str = r#"{"jsonrpc":"2.0","id":0,"result":"4uhcVJyU9pJkvQyS88uRDiswHXSCkY3zQawwpjk2NsNY"}"#;

impl Harness {
    /// A client of another cluster, and the number of its requests, without the one for the genesis hash. That cluster has
    /// the same accounts, as a copy of this one would.
    fn client_elsewhere(&self) -> (Client, Arc<AtomicUsize>) {
        let requests = Arc::new(AtomicUsize::new(0));
        let count = requests.clone();
        let client = self.client_through(move |method, _| {
            if method == "getGenesisHash" {
                return Forged(ELSEWHERE);
            }
            count.fetch_add(1, Relaxed);
            Arrives
        });
        (client, requests)
    }
}

/// What an older version would have stored.
macro_rules! from_before {
    ($stored:expr) => {{
        let mut value = serde_json::to_value($stored).unwrap();
        assert!(value.to_string().contains("\"genesis\":\""), "{value}");
        forget(&mut value);
        serde_json::from_value(value).unwrap()
    }};
}

fn forget(value: &mut Value) {
    if let Value::Object(fields) = value {
        fields.remove("genesis");
        fields.values_mut().for_each(forget);
    }
}

#[track_caller]
fn expect_other_cluster<T: std::fmt::Debug>(result: Result<T, ClientError>) {
    let error = result.unwrap_err();
    assert!(matches!(error, ClientError::Build(BuildError::OtherCluster { .. })), "{error:?}");
    assert!(error.to_string().contains("4uhcVJyU9pJkvQyS88uRDiswHXSCkY3zQawwpjk2NsNY"), "{error}");
}

#[track_caller]
fn expect_unknown_cluster<T: std::fmt::Debug>(result: Result<T, ClientError>) {
    let error = result.unwrap_err();
    assert!(matches!(error, ClientError::Build(BuildError::UnknownCluster)), "{error:?}");
}

async fn refuses_to_deliver(client: &Client, author: &Person, newsletter: &mut Newsletter) -> ClientError {
    let before = states(newsletter);
    let mut save = |_: &Newsletter| panic!("nothing is stored");
    let error = client.deliver(&author.wallet, newsletter, u64::MAX, &mut save).await.unwrap_err();
    assert_eq!(states(newsletter), before);
    error
}

/// Ada's newsletter, whose first copies are sent, and others perhaps.
async fn half_sent(harness: &Harness) -> (Person, Vec<Person>, Newsletter) {
    let (ada, readers, mut newsletter) = harness.newsletter(5).await;
    let mut calls = 0;
    let mut save = |_: &Newsletter| {
        calls += 1;
        // Before the first transaction, after it, and before the second one.
        if calls == 4 { Err(std::io::Error::other("a crash")) } else { Ok(()) }
    };
    harness.client.deliver(&ada.wallet, &mut newsletter, u64::MAX, &mut save).await.unwrap_err();
    let doubtful = states(&newsletter).iter().filter(|state| matches!(state, DeliveryState::Sending(_))).count();
    assert!(newsletter.sent() > 0 && doubtful > 0, "{newsletter:?}");
    (ada, readers, newsletter)
}

/// Shows security.md: What was stored on one cluster, and is resumed on another.
#[tokio::test(flavor = "multi_thread")]
async fn a_newsletter_that_was_begun_on_another_cluster_is_not_touched_and_goes_on_where_it_began() {
    let harness = Harness::open().await;
    let (ada, readers, mut newsletter) = half_sent(&harness).await;
    let (elsewhere, requests) = harness.client_elsewhere();
    let error = refuses_to_deliver(&elsewhere, &ada, &mut newsletter).await;
    expect_other_cluster::<()>(Err(error));
    expect_other_cluster(elsewhere.quote_newsletter(&newsletter).await);
    assert_eq!(requests.load(Relaxed), 0);
    let mut old: Newsletter = from_before!(&newsletter);
    expect_unknown_cluster::<()>(Err(refuses_to_deliver(&harness.client, &ada, &mut old).await));
    // Its author knows better.
    let mut bound = old.bound_to(&harness.genesis().await);
    deliver(&harness.client, &ada, &mut bound).await;
    assert_eq!((bound.sent(), harness.copies(&readers).await), (5, vec![1; 5]));
}

/// Shows security.md: What was stored on one cluster, and is resumed on another.
#[tokio::test(flavor = "multi_thread")]
async fn an_upload_and_a_key_to_reveal_belong_to_one_cluster_too() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let (client, genesis) = (&harness.client, harness.genesis().await);
    let (elsewhere, requests) = harness.client_elsewhere();
    let text = noise(2_000);
    let long: LongDraft = long(&harness, &ada, &text).await;
    let old: LongDraft = from_before!(&long);
    let before = harness.balance(&ada.address()).await;
    expect_other_cluster(elsewhere.upload(&ada.wallet, &long, &|_| ()).await);
    expect_unknown_cluster(client.upload(&ada.wallet, &old, &|_| ()).await);
    assert_eq!(harness.balance(&ada.address()).await, before);
    client.upload(&ada.wallet, &old.bound_to(&genesis), &|_| ()).await.unwrap();
    expect_other_cluster(elsewhere.draft(&ada.address(), &harness.network, &bo.address(), &long, Mode::AtOnce).await);

    let draft = client.draft(&ada.address(), &harness.network, &bo.address(), TEXT, Mode::Posted).await.unwrap();
    let unrevealed: &Unrevealed = draft.unrevealed().unwrap();
    client.send(&ada.wallet, &draft).await.unwrap();
    requests.store(0, Relaxed);
    expect_other_cluster(elsewhere.reveal(&ada.wallet, unrevealed).await);
    assert_eq!(requests.load(Relaxed), 0);
    let old: Unrevealed = from_before!(unrevealed);
    expect_unknown_cluster(client.reveal(&ada.wallet, &old).await);
    client.reveal(&ada.wallet, &old.bound_to(&genesis)).await.unwrap();
}

/// Shows security.md: Something of one's own that a node does not show.
#[tokio::test(flavor = "multi_thread")]
async fn without_the_authors_mailbox_or_the_body_nothing_is_recorded_and_nothing_is_sent() {
    let harness = Harness::open().await;
    let (ada, readers, newsletter) = half_sent(&harness).await;
    let body = newsletter.long().body(harness.client.programs());
    for (missing, kind) in [(ada.mailbox, "mailbox"), (body, "body")] {
        let mut resumed = newsletter.clone();
        let forgetful = harness.client_of_a_liar(&missing, |data| data.clear()).await;
        let error = refuses_to_deliver(&forgetful, &ada, &mut resumed).await;
        let ClientError::Build(BuildError::NotFound { kind: found, address }) = error else { panic!("{error:?}") };
        assert_eq!((found, address), (kind, missing));
    }
    let sent: usize = harness.copies(&readers).await.iter().sum();
    assert_eq!(sent, newsletter.sent());
}
