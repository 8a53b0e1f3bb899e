//! An intent is sent once: by a double click, by two processes, after a crash, and if the node loses what it is sent.

use bmail_faulty_node::Fate::{Arrives, Forged};
use bmail_mailstore::{Became, IntentId, Key, Money, Owner, Store, StoreError, Wish};
use bmail_sdk::{Client, ClientError};
use serde_json::json;
use solana_message::Hash;

use crate::{
    SOL, TEXT,
    child::{Seed, Task, say, wait},
    desk::Folder,
    harness::Harness,
    mail::{copies, store, wish},
};

const BROKEN: &str = r#"{"jsonrpc":"2.0","id":0,"error":{"code":-32603,"message":"Internal error"}}"#;

/// Sends one intent, and says what became of it.
pub async fn child(task: &Task) {
    let (store, client) = (task.open(), Client::connect(&task.url));
    let to = task.more["to"].as_str().unwrap().parse().unwrap();
    let wish = wish(task.network, to, TEXT);
    let intent = store.intend(IntentId::of(&wish), &wish).unwrap();
    let intent = store.send(&client, &task.wallet.keypair(), &intent.id).await.unwrap();
    let Became::Sent { message, .. } = intent.became else { panic!("{:?}", intent.became) };
    say(message);
}

/// Shows security.md: A client that acknowledges what it has not stored, or pays for a letter twice.
#[tokio::test(flavor = "multi_thread")]
async fn the_same_intent_again_finds_what_became_of_the_first() {
    let harness = Harness::open().await;
    let ((ada, bo), folder) = (harness.ada_and_bo().await, Folder::new());
    let (store, wish) = (store(&harness, &folder, &ada).await, wish(harness.network, bo.address(), TEXT));
    let waiting = store.intend(IntentId::of(&wish), &wish).unwrap();
    assert_eq!((&waiting.became, waiting.money()), (&Became::Waiting, Money::NotMoved));
    let sent = store.send(&harness.client, &ada.wallet, &waiting.id).await.unwrap();
    let held = harness.balance(&ada.address()).await;
    let again = store.intend(IntentId::of(&wish), &wish).unwrap();
    assert_eq!(again.became, sent.became);
    let again = store.send(&harness.client, &ada.wallet, &again.id).await.unwrap();
    assert_eq!((again.became, harness.balance(&ada.address()).await), (sent.became.clone(), held));
    let Became::Sent { message, postage, signature: Some(_) } = sent.became else { panic!("{:?}", sent.became) };
    assert_eq!(harness.client.message(&message).await.unwrap().header.fee, postage);
    assert_eq!(store.outbox().unwrap()[0].money(), Money::Moved(postage));
    assert_eq!(store.search("gloves", 5).unwrap()[0].facts.message, message);
    let once_more = store.intend(IntentId::once_more().unwrap(), &wish).unwrap();
    store.send(&harness.client, &ada.wallet, &once_more.id).await.unwrap();
    assert_eq!(copies(&harness, &bo).await, 2);
}

/// Shows security.md: A client that acknowledges what it has not stored, or pays for a letter twice.
#[tokio::test(flavor = "multi_thread")]
async fn two_processes_that_send_the_same_intent_pay_once() {
    let harness = Harness::open().await;
    let ((ada, bo), folder) = (harness.ada_and_bo().await, Folder::new());
    let task = Task {
        what: "send",
        folder: folder.path().to_owned(),
        wallet: Seed(*ada.wallet.secret_bytes()),
        network: harness.network,
        genesis: harness.genesis().await,
        url: harness.url().to_owned(),
        more: json!({"to": bo.address().to_string()}),
        fault: None,
    };
    let both = [task.start(), task.start(), task.start()].map(|child| wait(child).said);
    assert_eq!(both[0].len(), 1);
    assert!(both.iter().all(|said| *said == both[0]), "{both:?}");
    assert_eq!(copies(&harness, &bo).await, 1);
}

/// Shows security.md: A client that acknowledges what it has not stored, or pays for a letter twice.
#[tokio::test(flavor = "multi_thread")]
async fn a_letter_whose_number_another_one_took_is_sent_once_with_the_next() {
    let harness = Harness::open().await;
    let ((ada, bo), folder) = (harness.ada_and_bo().await, Folder::new());
    let (store, wish) = (store(&harness, &folder, &ada).await, wish(harness.network, bo.address(), TEXT));
    let intent = store.intend(IntentId::of(&wish), &wish).unwrap();
    let deaf =
        harness.client_through(|method, _| if method == "simulateTransaction" { Forged(BROKEN) } else { Arrives });
    store.send(&deaf, &ada.wallet, &intent.id).await.unwrap_err();
    assert_eq!(store.intent(&intent.id).unwrap().became, Became::Sending, "it is drafted");
    let other = harness.send(&ada, &bo, b"another letter").await;
    let sent = store.send(&harness.client, &ada.wallet, &intent.id).await.unwrap();
    let Became::Sent { message, .. } = sent.became else { panic!("{:?}", sent.became) };
    assert_ne!(message, other);
    assert_eq!(harness.client.read(&message, &bo.secret).await.unwrap().text, TEXT);
    assert_eq!(copies(&harness, &bo).await, 2);
}

/// Shows security.md: A client that acknowledges what it has not stored, or pays for a letter twice.
#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_was_sent_and_answered_before_that_was_stored_is_not_sent_again() {
    let harness = Harness::open().await;
    let ((ada, bo), folder) = (harness.ada_and_bo().await, Folder::new());
    let (store, wish) = (store(&harness, &folder, &ada).await, wish(harness.network, bo.address(), TEXT));
    let intent = store.intend(IntentId::of(&wish), &wish).unwrap();
    // It arrives, but its sender never hears of it.
    let mute = harness.client_through(|method, _| match method {
        "getSignatureStatuses" | "getEpochInfo" => {
            Forged(r#"{"jsonrpc":"2.0","id":0,"error":{"code":-32603,"message":"no"}}"#)
        }
        _ => Arrives,
    });
    let sending = tokio::time::timeout(std::time::Duration::from_secs(4), store.send(&mute, &ada.wallet, &intent.id));
    assert!(sending.await.is_err(), "it is stopped before it knows");
    assert!(matches!(store.outbox().unwrap()[0].money(), Money::Unknown(1..)));
    let message = harness.client.inbox(&bo.mailbox).await.unwrap().entries[0].address;
    harness.client.acknowledge(&bo.wallet, &message, bmail_sdk::accounts::Verdict::Abstain).await.unwrap();
    let sent = store.send(&harness.client, &ada.wallet, &intent.id).await.unwrap();
    assert!(matches!(sent.became, Became::Sent { message: found, .. } if found == message), "{:?}", sent.became);
    assert_eq!(copies(&harness, &bo).await, 0);
}

/// Shows security.md: A client that acknowledges what it has not stored, or pays for a letter twice.
#[tokio::test(flavor = "multi_thread")]
async fn a_letter_above_what_may_be_paid_is_refused_and_costs_nothing() {
    let harness = Harness::open().await;
    let ((ada, bo), folder) = (harness.ada_and_bo().await, Folder::new());
    let (store, wish) =
        (store(&harness, &folder, &ada).await, Wish { most: 10_000, ..wish(harness.network, bo.address(), TEXT) });
    let intent = store.intend(IntentId::of(&wish), &wish).unwrap();
    let error = store.send(&harness.client, &ada.wallet, &intent.id).await.unwrap_err();
    let StoreError::Client(cause) = &error else { panic!("{error:?}") };
    assert!(matches!(cause.as_ref(), ClientError::OverLimit { limit: 10_000, .. }), "{error:?}");
    let intent = store.intent(&intent.id).unwrap();
    assert!(matches!(&intent.became, Became::Refused { why } if *why == error.to_string()));
    assert_eq!((intent.money(), harness.balance(&ada.address()).await), (Money::NotMoved, 5 * SOL));
    store.withdraw(&intent.id).unwrap();
    assert_eq!(store.send(&harness.client, &ada.wallet, &intent.id).await.unwrap().became, Became::Withdrawn);
    assert_eq!(copies(&harness, &bo).await, 0);
}

/// Shows security.md: An intent, a store or a backup of another cluster.
#[tokio::test(flavor = "multi_thread")]
async fn an_intent_of_another_cluster_is_refused_before_anything_is_signed() {
    let harness = Harness::open().await;
    let ((ada, bo), folder) = (harness.ada_and_bo().await, Folder::new());
    let owner = Owner { wallet: ada.address(), genesis: Hash::new_from_array([9; 32]) };
    let store =
        Store::open(folder.path(), owner, Key { network: harness.network, version: 1, secret: &ada.secret }).unwrap();
    let wish = wish(harness.network, bo.address(), TEXT);
    let intent = store.intend(IntentId::of(&wish), &wish).unwrap();
    let refused = store.send(&harness.client, &ada.wallet, &intent.id).await.unwrap_err();
    assert!(matches!(refused, StoreError::OtherCluster { .. }), "{refused:?}");
    let refused = store.sync(&harness.client, &harness.network, &|_, _| None).await.unwrap_err();
    assert!(matches!(refused, StoreError::OtherCluster { .. }), "{refused:?}");
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_letter_is_uploaded_and_a_strict_one_revealed() {
    let harness = Harness::open().await;
    let ((ada, bo), folder) = (harness.ada_and_bo().await, Folder::new());
    let store = store(&harness, &folder, &ada).await;
    let long: Vec<u8> = (0..4_000).map(|place: u32| (place.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    for (text, strict) in [(&long[..], false), (TEXT, true), (&long[..], true)] {
        let wish = Wish { strict, ..wish(harness.network, bo.address(), text) };
        let intent = store.intend(IntentId::once_more().unwrap(), &wish).unwrap();
        let sent = store.send(&harness.client, &ada.wallet, &intent.id).await.unwrap();
        let Became::Sent { message, .. } = sent.became else { panic!("{:?}", sent.became) };
        assert_eq!(harness.client.read(&message, &bo.secret).await.unwrap().text, text);
    }
    assert_eq!(copies(&harness, &bo).await, 3);
}
