//! Following a list: each change is told once, through subscriptions that break, and without any.

use std::time::Duration;

use bmail_sdk::{Client, Follow, accounts::Verdict, instructions::mail::Mode, lists::News};
use serde_json::json;
use solana_pubkey::Pubkey;
use tokio::time::timeout;

use super::{addresses, forged, refusal};
use crate::{
    TEXT,
    harness::{Harness, Person},
    proxy::{
        Fate::{Arrives, Forged},
        Tunnel,
    },
};

const SOON: Duration = Duration::from_secs(20);
const NEVER: Duration = Duration::from_secs(3_600);
const OFTEN: Duration = Duration::from_millis(100);
/// Nothing listens there.
const NOWHERE: &str = "ws://127.0.0.1:9";

#[derive(Debug, PartialEq)]
enum Told {
    Arrived(Pubkey),
    Changed(Pubkey),
    Ended(Pubkey),
}

async fn told(follow: &mut Follow<'_>) -> Told {
    match timeout(SOON, follow.next()).await.expect("something is told soon").unwrap() {
        News::Arrived(header) => Told::Arrived(header.address),
        News::Changed(header) => Told::Changed(header.address),
        News::Ended(header) => Told::Ended(header.address),
    }
}

async fn expect_nothing(follow: &mut Follow<'_>) {
    let told = timeout(Duration::from_millis(800), follow.next()).await;
    assert!(told.is_err(), "{told:?}");
}

async fn post(harness: &Harness, from: &Person, to: &Person) -> (Pubkey, bmail_sdk::instructions::mail::Unrevealed) {
    let draft =
        harness.client.draft(&from.address(), &harness.network, &to.address(), TEXT, Mode::Posted).await.unwrap();
    let message = harness.client.send(&from.wallet, &draft).await.unwrap().0;
    (message, draft.unrevealed().unwrap().clone())
}

/// Shows letters.md: New mail is told once, whatever breaks meanwhile
#[tokio::test(flavor = "multi_thread")]
async fn a_subscription_tells_what_arrives_and_changes_and_what_it_missed_is_asked_for() {
    let harness = Harness::open().await;
    let (ada, bo, sent) = harness.letters(2).await;
    let tunnel = Tunnel::open(harness.websocket()).unwrap();
    let client = harness.connect().with_websocket(tunnel.url());
    let (listed, follow) = client.follow(&bo.mailbox).await.unwrap();
    assert_eq!(addresses(&listed.entries), sent);
    assert!(follow.is_subscribed());
    let mut follow = follow.every(NEVER, OFTEN);

    let third = harness.send(&ada, &bo, b"third").await;
    assert_eq!(told(&mut follow).await, Told::Arrived(third));
    let (posted, unrevealed) = post(&harness, &ada, &bo).await;
    assert_eq!(told(&mut follow).await, Told::Arrived(posted));
    harness.client.reveal(&ada.wallet, &unrevealed).await.unwrap();
    assert_eq!(told(&mut follow).await, Told::Changed(posted));
    // What Bo sends is on no list of his mail.
    harness.send(&bo, &ada, b"answer").await;
    expect_nothing(&mut follow).await;

    tunnel.cut();
    let missed = harness.send(&ada, &bo, b"missed").await;
    harness.client.acknowledge(&bo.wallet, &sent[0], Verdict::Valuable).await.unwrap();
    let mut news = [told(&mut follow).await, told(&mut follow).await];
    news.sort_by_key(|one| matches!(one, Told::Ended(_)));
    assert_eq!(news, [Told::Arrived(missed), Told::Ended(sent[0])]);
    assert!(!follow.is_subscribed());
    let polled = harness.send(&ada, &bo, b"polled").await;
    assert_eq!(told(&mut follow).await, Told::Arrived(polled), "without a subscription, it asks");

    tunnel.mend();
    expect_nothing(&mut follow).await;
    assert!(follow.is_subscribed());
    let last = harness.send(&ada, &bo, b"last").await;
    assert_eq!(told(&mut follow).await, Told::Arrived(last));
    expect_nothing(&mut follow).await;
    let mut open: Vec<_> = follow.open().map(|header| header.address).collect();
    let mut expected = vec![sent[1], third, posted, missed, polled, last];
    open.sort();
    expected.sort();
    assert_eq!(open, expected);
}

/// Shows letters.md: New mail is told once, whatever breaks meanwhile
#[tokio::test(flavor = "multi_thread")]
async fn what_a_broken_subscription_missed_is_asked_for_as_soon_as_there_is_another_one() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let tunnel = Tunnel::open(harness.websocket()).unwrap();
    let client = harness.connect().with_websocket(tunnel.url());
    let (_, follow) = client.follow(&bo.mailbox).await.unwrap();
    let mut follow = follow.every(NEVER, NEVER);
    tunnel.cut();
    let missed = harness.send(&ada, &bo, b"missed").await;
    tunnel.mend();
    assert_eq!(told(&mut follow).await, Told::Arrived(missed));
    assert!(follow.is_subscribed());
    let next = harness.send(&ada, &bo, b"next").await;
    assert_eq!(told(&mut follow).await, Told::Arrived(next));
}

/// Shows letters.md: New mail is told once, whatever breaks meanwhile
#[tokio::test(flavor = "multi_thread")]
async fn what_breaks_again_and_again_tells_each_letter_once() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let tunnel = Tunnel::open(harness.websocket()).unwrap();
    let client = harness.connect().with_websocket(tunnel.url());
    let (_, follow) = client.follow(&bo.mailbox).await.unwrap();
    let mut follow = follow.every(NEVER, OFTEN);
    let (mut sent, mut arrived) = (Vec::new(), Vec::new());
    for round in 0..6 {
        sent.push(harness.send(&ada, &bo, format!("{round} before").as_bytes()).await);
        if round % 2 == 0 {
            tunnel.cut();
            sent.push(harness.send(&ada, &bo, format!("{round} after").as_bytes()).await);
        }
        // Whoever waits may give up in the middle.
        let _ = timeout(Duration::from_millis(5), follow.next()).await.map(|news| arrived.push(news.unwrap()));
        tunnel.mend();
    }
    while arrived.len() < sent.len() {
        arrived.push(timeout(SOON, follow.next()).await.unwrap().unwrap());
    }
    expect_nothing(&mut follow).await;
    let mut arrived: Vec<_> = arrived
        .iter()
        .map(|news| match news {
            News::Arrived(header) => header.address,
            other => panic!("{other:?}"),
        })
        .collect();
    arrived.sort();
    sent.sort();
    assert_eq!(arrived, sent);
}

fn without_a_websocket(client: Client) -> Client {
    client.with_websocket(NOWHERE)
}

/// Shows letters.md: New mail is told once, whatever breaks meanwhile
#[tokio::test(flavor = "multi_thread")]
async fn without_subscriptions_it_asks_by_one_small_request_until_something_happens() {
    let harness = Harness::open().await;
    let (ada, bo, sent) = harness.letters(1).await;
    let lists = super::Arc::new(super::AtomicUsize::new(0));
    let count = lists.clone();
    let client = without_a_websocket(harness.client_through(move |method, _| {
        count.fetch_add(usize::from(method == "getProgramAccounts"), super::Relaxed);
        Arrives
    }));
    let (listed, follow) = client.follow(&bo.mailbox).await.unwrap();
    let mut follow = follow.every(NEVER, Duration::from_millis(200));
    assert_eq!((addresses(&listed.entries), follow.is_subscribed()), (sent.clone(), false));
    expect_nothing(&mut follow).await;
    assert_eq!(lists.load(super::Relaxed), 1, "nothing has happened");
    let new = harness.send(&ada, &bo, b"new").await;
    assert_eq!(told(&mut follow).await, Told::Arrived(new));
    harness.client.acknowledge(&bo.wallet, &sent[0], Verdict::Valuable).await.unwrap();
    assert_eq!(told(&mut follow).await, Told::Ended(sent[0]));
    // Of what one sent, likewise.
    let (listed, follow) = client.follow_sent(&ada.address()).await.unwrap();
    assert_eq!(addresses(&listed.entries), [new]);
    let mut follow = follow.every(NEVER, OFTEN);
    harness.client.acknowledge(&bo.wallet, &new, Verdict::Valuable).await.unwrap();
    assert_eq!(told(&mut follow).await, Told::Ended(new));
}

/// Shows security.md: A list that lacks something
#[tokio::test(flavor = "multi_thread")]
async fn what_a_short_list_lacks_has_not_ended_and_a_list_of_an_older_slot_ends_nothing() {
    let harness = Harness::open().await;
    let (_, bo, sent) = harness.letters(2).await;
    for slot in [1_u64, 4_000_000_000] {
        // It keeps no history, so the list is asked for at each poll, and from the second time on, nothing is on it.
        let client = without_a_websocket(harness.client_through(move |method, count| match (method, count) {
            ("getSignaturesForAddress", _) => Forged(refusal(-32_011)),
            ("getProgramAccounts", 2..) => forged(json!({"context": {"slot": slot}, "value": []})),
            _ => Arrives,
        }));
        let (listed, follow) = client.follow(&bo.mailbox).await.unwrap();
        assert_eq!(addresses(&listed.entries), sent);
        let mut follow = follow.every(NEVER, OFTEN);
        expect_nothing(&mut follow).await;
        assert_eq!(follow.open().count(), 2);
    }
}

/// Shows letters.md: New mail is told once, whatever breaks meanwhile
#[tokio::test(flavor = "multi_thread")]
async fn after_an_error_it_goes_on_and_finds_what_it_missed() {
    let harness = Harness::open().await;
    let (ada, bo, _) = harness.letters(1).await;
    let client = without_a_websocket(harness.client_through(|method, count| match (method, count) {
        ("getProgramAccounts", 2) => Forged(r#"{"jsonrpc":"2.0","id":0,"result":"nonsense"}"#),
        _ => Arrives,
    }));
    let (_, follow) = client.follow(&bo.mailbox).await.unwrap();
    let mut follow = follow.every(NEVER, OFTEN);
    let new = harness.send(&ada, &bo, b"new").await;
    let error = timeout(SOON, follow.next()).await.unwrap().unwrap_err();
    assert!(error.to_string().contains("no list of accounts"), "{error}");
    assert_eq!(told(&mut follow).await, Told::Arrived(new));
}
