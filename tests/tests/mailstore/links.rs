//! Link letters of a store: made once, and found by the stored numbers or by the wallet alone.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use bmail_faulty_node::Fate::{Arrives, Forged};
use bmail_mailstore::{Content, IntentId, LinkWish, Store, StoreError};
use bmail_sdk::{ClientError, link::LinkSecret};
use solana_keypair::Keypair;
use solana_signer::Signer;

use crate::{
    SOL, TEXT,
    desk::Folder,
    harness::{Harness, Person},
    mail::{store, sync},
};

const OFFER: u64 = 25_000_000;
const NO: &str = r#"{"jsonrpc":"2.0","id":0,"error":{"code":-32603,"message":"no"}}"#;
const NO_HISTORY: &str = r#"{"jsonrpc":"2.0","id":0,"error":{"code":-32011,"message":"Transaction history is not available from this node"}}"#;

fn intend(harness: &Harness, store: &Store, name: &str, text: &[u8]) -> IntentId {
    let wish = LinkWish { network: harness.network, text: text.into(), offer: OFFER, most: SOL, remark: name };
    store.intend_link(IntentId::named(name.as_bytes()), &wish).unwrap().id
}

fn secret(person: &Person) -> LinkSecret {
    LinkSecret::from_keypair(&person.wallet)
}

/// Shows letters.md: The wallet alone finds every link again.
#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_made_once_and_found_by_its_number_or_by_the_wallet_alone() {
    let harness = Harness::open().await;
    let ((ada, bo), [folder, other]) = (harness.ada_and_bo().await, [Folder::new(), Folder::new()]);
    let (store, client) = (store(&harness, &folder, &ada).await, &harness.client);
    let mut links = Vec::new();
    for name in ["Cleo", "Dora"] {
        harness.send(&ada, &bo, TEXT).await;
        let id = intend(&harness, &store, name, TEXT);
        let link = store.make_link(client, &ada.wallet, &secret(&ada), &id).await.unwrap();
        let left = harness.balance(&ada.address()).await;
        assert_eq!(store.make_link(client, &ada.wallet, &secret(&ada), &id).await.unwrap(), link);
        assert_eq!(harness.balance(&ada.address()).await, left, "the same one again is not paid for");
        assert_eq!(client.open_link(&link).await.unwrap().letter.text, TEXT);
        assert_eq!(store.content(&link.message).unwrap(), Content::Text(TEXT.to_vec()));
        links.push(link);
    }
    let noted: Vec<_> = store.links().unwrap().into_iter().map(|link| (link.remark, link.settled)).collect();
    assert_eq!(noted, [("Cleo".to_owned(), false), ("Dora".to_owned(), false)]);

    // By the stored numbers: one request, and one for each that is found.
    let asked = Arc::new(Mutex::new(0));
    let counted = asked.clone();
    let counting = harness.client_through(move |method, _| {
        *counted.lock().unwrap() += usize::from(method == "getMultipleAccounts");
        Arrives
    });
    let found = store.find_links(&counting, &harness.network, &secret(&ada)).await.unwrap();
    assert_eq!(found.iter().map(|found| &found.link).collect::<Vec<_>>(), links.iter().collect::<Vec<_>>());
    assert_eq!(*asked.lock().unwrap(), 1 + links.len());

    // By the wallet alone, on another device, which then has their numbers.
    let device = crate::mail::store(&harness, &other, &ada).await;
    assert_eq!(device.find_links(client, &harness.network, &secret(&ada)).await.unwrap(), []);
    assert_eq!(device.recover_links(client, &harness.network, &secret(&ada)).await.unwrap(), found);
    assert_eq!(device.find_links(client, &harness.network, &secret(&ada)).await.unwrap(), found);
    // Another secret says nothing of them.
    let foreign = LinkSecret::from_keypair(&Keypair::new());
    assert_eq!(device.find_links(client, &harness.network, &foreign).await.unwrap(), []);
    assert!(device.links().unwrap().iter().all(|link| !link.settled));

    // One is taken, and one taken back.
    let sum = client.open_link(&links[0]).await.unwrap().sum;
    client.take_link(&links[0], &Keypair::new().pubkey(), sum).await.unwrap();
    assert_eq!(store.find_links(client, &harness.network, &secret(&ada)).await.unwrap(), found[1..]);
    client.take_back_link(&links[1], &ada.address()).await.unwrap();
    for store in [&store, &device] {
        assert_eq!(store.find_links(client, &harness.network, &secret(&ada)).await.unwrap(), []);
        assert!(store.links().unwrap().iter().all(|link| link.settled));
    }
    let gone = store.make_link(client, &ada.wallet, &secret(&ada), &IntentId::named(b"Cleo")).await.unwrap();
    assert_eq!(gone, links[0], "what was made is not made anew because it was taken");
}

/// Shows letters.md: Making one again does not pay again.
/// Shows security.md: A maker of a link who is stopped anywhere.
#[tokio::test(flavor = "multi_thread")]
async fn a_link_whose_maker_was_stopped_before_they_knew_is_paid_for_once_also_on_a_node_that_forgets() {
    let harness = Harness::open().await;
    let ((ada, bo), folder) = (harness.ada_and_bo().await, Folder::new());
    let (store, client) = (store(&harness, &folder, &ada).await, &harness.client);
    let id = intend(&harness, &store, "Cleo", TEXT);
    let mute = harness.client_through(|method, _| match method {
        "getSignatureStatuses" | "getEpochInfo" => Forged(NO),
        _ => Arrives,
    });
    let wallet = secret(&ada);
    let making = tokio::time::timeout(Duration::from_secs(4), store.make_link(&mute, &ada.wallet, &wallet, &id));
    assert!(making.await.is_err(), "it is stopped before it knows");
    let left = harness.balance(&ada.address()).await;
    let found = store.find_links(client, &harness.network, &wallet).await.unwrap();
    assert_eq!(found.len(), 1, "its number was stored before");
    let sum = client.open_link(&found[0].link).await.unwrap().sum;
    client.take_link(&found[0].link, &bo.address(), sum).await.unwrap();

    // It was taken, so that only history shows that it was made.
    let held = harness.balance(&ada.address()).await;
    let forgetful = harness.client_through(|method, _| match method {
        "getSignaturesForAddress" | "getTransaction" => Forged(NO_HISTORY),
        _ => Arrives,
    });
    let error = store.make_link(&forgetful, &ada.wallet, &wallet, &id).await.unwrap_err();
    let StoreError::Client(cause) = &error else { panic!("{error:?}") };
    assert!(
        matches!(cause.cause(), ClientError::PerhapsSent { message } if *message == found[0].link.message),
        "{error:?}"
    );
    assert_eq!(store.make_link(client, &ada.wallet, &wallet, &id).await.unwrap(), found[0].link);
    assert_eq!(harness.balance(&ada.address()).await, held);
    assert!(held > left, "the rent of the message is back");
}

/// Shows letters.md: Making one again does not pay again.
/// Shows security.md: A maker of a link who is stopped anywhere.
#[tokio::test(flavor = "multi_thread")]
async fn a_link_whose_number_a_letter_took_is_made_with_the_next_one() {
    let harness = Harness::open().await;
    let ((ada, bo), folder) = (harness.ada_and_bo().await, Folder::new());
    let (store, client) = (store(&harness, &folder, &ada).await, &harness.client);
    let long: Vec<u8> = (0..4_000).map(|place: u32| (place.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    for (name, text) in [("Cleo", TEXT), ("Dora", &long)] {
        let id = intend(&harness, &store, name, text);
        let deaf =
            harness.client_through(|method, _| if method == "simulateTransaction" { Forged(NO) } else { Arrives });
        store.make_link(&deaf, &ada.wallet, &secret(&ada), &id).await.unwrap_err();
        harness.send(&ada, &bo, b"another letter").await;
        let link = store.make_link(client, &ada.wallet, &secret(&ada), &id).await.unwrap();
        assert_eq!(client.open_link(&link).await.unwrap().letter.text, text);
    }
    assert_eq!(store.find_links(client, &harness.network, &secret(&ada)).await.unwrap().len(), 2);
    sync(&harness, &store, &ada).await;
    let dear = intend(&harness, &store, "dear", TEXT);
    let wish = LinkWish { network: harness.network, text: TEXT.into(), offer: OFFER, most: OFFER - 1, remark: "" };
    let cheap = store.intend_link(IntentId::named(b"cheap"), &wish).unwrap().id;
    let error = store.make_link(client, &ada.wallet, &secret(&ada), &cheap).await.unwrap_err();
    let StoreError::Client(cause) = &error else { panic!("{error:?}") };
    assert!(matches!(**cause, ClientError::OverLimit { asked: OFFER, .. }), "{error:?}");
    assert_eq!(store.link_intents().unwrap().iter().filter(|intent| intent.made.is_none()).count(), 2);
    assert_ne!(dear, cheap);
}
