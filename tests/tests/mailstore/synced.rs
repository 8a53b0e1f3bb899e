//! Mail is kept before it is acknowledged, and what ended before the store existed is rebuilt as far as the node has it.

use std::collections::BTreeSet;

use bmail_faulty_node::Fate::{Arrives, Forged};
use bmail_mailstore::{Content, Filter, Missing, Outcome, SyncReport};
use bmail_sdk::{
    accounts::Verdict,
    instructions::mail::{LongDraft, Mode},
};

use crate::{
    TEXT,
    desk::Folder,
    harness::Harness,
    mail::{store, sync, sync_with},
};

const NO_HISTORY: &str = r#"{"jsonrpc":"2.0","id":0,"error":{"code":-32011,"message":"Transaction history is not available from this node"}}"#;

#[tokio::test(flavor = "multi_thread")]
async fn letters_are_kept_then_acknowledged_and_fetched_once() {
    let harness = Harness::open().await;
    let ((ada, bo), folder) = (harness.ada_and_bo().await, Folder::new());
    let message = harness.send(&ada, &bo, TEXT).await;
    let store = store(&harness, &folder, &bo).await;
    let synced = sync(&harness, &store, &bo).await;
    assert_eq!((synced.new.len(), synced.new[0].message(), synced.gaps), (1, message, 0));
    let letter = store.letter(&message).unwrap().unwrap();
    let header = harness.client.message(&message).await.unwrap().header;
    assert_eq!((letter.facts.other, letter.facts.fee, letter.facts.at), (ada.address(), header.fee, header.sent_at));
    assert_eq!((letter.facts.deadline, letter.facts.outcome), (header.deadline, Outcome::Open));
    let held = harness.balance(&bo.address()).await;
    store.acknowledge(&harness.client, &bo.wallet, synced.new[0], Verdict::Valuable).await.unwrap().unwrap();
    assert!(harness.balance(&bo.address()).await > held, "the fee is earned");
    assert_eq!(store.letter(&message).unwrap().unwrap().facts.outcome, Outcome::Valuable);
    let again = store.acknowledge(&harness.client, &bo.wallet, synced.new[0], Verdict::Spam).await.unwrap();
    assert_eq!((again, sync(&harness, &store, &bo).await), (None, SyncReport::default()));
    assert_eq!(store.letter(&message).unwrap().unwrap().facts.outcome, Outcome::Valuable);
    assert_eq!(store.content(&message).unwrap(), Content::Text(TEXT.to_vec()));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_that_sync_at_once_have_all_letters_once_and_earn_each_fee_once() {
    let harness = Harness::open().await;
    let ((ada, bo), folder) = (harness.ada_and_bo().await, Folder::new());
    for number in 0..3 {
        harness.send(&ada, &bo, format!("letter {number}").as_bytes()).await;
    }
    let (one, other) = (store(&harness, &folder, &bo).await, store(&harness, &folder, &bo).await);
    let (found, also_found) = tokio::join!(sync(&harness, &one, &bo), sync(&harness, &other, &bo));
    assert!(found.new.len() == 3 || also_found.new.len() == 3, "{found:?} {also_found:?}");
    let all = one.letters(&Filter::default(), 9).unwrap();
    assert_eq!((all.len(), other.letters(&Filter::default(), 9).unwrap()), (3, all.clone()));
    for letter in all {
        let [stored, also] = [&one, &other].map(|store| store.stored(&letter.facts.message).unwrap().unwrap());
        let (done, also_done) = tokio::join!(
            one.acknowledge(&harness.client, &bo.wallet, stored, Verdict::Abstain),
            other.acknowledge(&harness.client, &bo.wallet, also, Verdict::Abstain),
        );
        // If both send the very same transaction, it lands once.
        let (done, also_done) = (done.unwrap(), also_done.unwrap());
        let landed: BTreeSet<_> = done.iter().chain(&also_done).map(|receipt| receipt.signature).collect();
        assert_eq!(landed.len(), 1);
    }
    assert_eq!(harness.client.inbox(&bo.mailbox).await.unwrap().entries.len(), 0);
}

/// Shows security.md: Mail that ended before it was stored.
#[tokio::test(flavor = "multi_thread")]
async fn what_ended_before_the_store_existed_is_rebuilt_from_its_transactions() {
    let harness = Harness::open().await;
    let ((ada, bo), folder) = (harness.ada_and_bo().await, Folder::new());
    let acknowledge = async |message| harness.client.acknowledge(&bo.wallet, &message, Verdict::Spam).await.unwrap();
    let short = harness.send(&ada, &bo, TEXT).await;
    let fee = harness.client.message(&short).await.unwrap().header.fee;
    acknowledge(short).await;
    // A long one, whose body is closed.
    let text: Vec<u8> = (0..3_000).map(|place: u32| (place.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let long = LongDraft::new(&harness.genesis().await, &ada.address(), &text).unwrap();
    let (body, _) = harness.client.upload(&ada.wallet, &long, &|_| ()).await.unwrap();
    let draft =
        harness.client.draft(&ada.address(), &harness.network, &bo.address(), &long, Mode::AtOnce).await.unwrap();
    let (long, _) = harness.client.send(&ada.wallet, &draft).await.unwrap();
    acknowledge(long).await;
    harness.client.close_body(&ada.wallet, &body).await.unwrap();
    // One that was posted and revealed later.
    let draft = harness.client.draft(&ada.address(), &harness.network, &bo.address(), b"strictly", Mode::Posted).await;
    let (strict, ..) = harness.client.send_and_reveal(&ada.wallet, &draft.unwrap()).await.unwrap();
    acknowledge(strict).await;
    let store = store(&harness, &folder, &bo).await;
    let synced = sync(&harness, &store, &bo).await;
    assert_eq!((synced.new.len(), synced.gaps), (3, 0), "{:?}", store.gaps());
    for (message, says) in [(short, TEXT), (long, &text[..]), (strict, b"strictly")] {
        assert_eq!(store.content(&message).unwrap(), Content::Text(says.to_vec()));
        let facts = store.letter(&message).unwrap().unwrap().facts;
        assert_eq!((facts.outcome, facts.other, facts.network), (Outcome::Spam, ada.address(), harness.network));
    }
    assert_eq!(store.letter(&short).unwrap().unwrap().facts.fee, fee);
    assert_eq!(sync(&harness, &store, &bo).await, SyncReport::default(), "all of it is known now");
    assert_eq!(harness.client.past(&bo.mailbox, None, 100).await.unwrap().entries.len(), 8);
}

/// Shows security.md: Mail that ended before it was stored.
#[tokio::test(flavor = "multi_thread")]
async fn what_the_node_does_not_have_is_a_gap_until_another_node_has_it() {
    let harness = Harness::open().await;
    let ((ada, bo), folder) = (harness.ada_and_bo().await, Folder::new());
    let ended = harness.send(&ada, &bo, b"long gone").await;
    harness.client.acknowledge(&bo.wallet, &ended, Verdict::Abstain).await.unwrap();
    let open = harness.send(&ada, &bo, TEXT).await;
    let store = store(&harness, &folder, &bo).await;
    let forgetful = harness.client_through(|method, _| match method {
        "getSignaturesForAddress" | "getTransaction" => Forged(NO_HISTORY),
        _ => Arrives,
    });
    let synced = sync_with(&forgetful, &harness, &store, &bo).await;
    assert_eq!((synced.new.len(), synced.new[0].message(), synced.gaps), (1, open, 1));
    assert_eq!(store.gaps().unwrap()[0].what, Missing::Earlier);
    assert!(store.gaps().unwrap()[0].why.contains("ask one that keeps more history"));
    store.look_again(&bo.mailbox).unwrap();
    let synced = sync(&harness, &store, &bo).await;
    assert_eq!((synced.new.len(), synced.new[0].message(), synced.gaps), (1, ended, 0));
}

/// Shows security.md: Mail that ended before it was stored.
#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_that_the_node_has_forgotten_is_a_gap() {
    let harness = Harness::open().await;
    let ((ada, bo), folder) = (harness.ada_and_bo().await, Folder::new());
    let ended = harness.send(&ada, &bo, TEXT).await;
    harness.client.acknowledge(&bo.wallet, &ended, Verdict::Abstain).await.unwrap();
    let store = store(&harness, &folder, &bo).await;
    let forgetful = harness.client_through(|method, _| match method {
        "getTransaction" => Forged(r#"{"jsonrpc":"2.0","id":0,"result":null}"#),
        _ => Arrives,
    });
    let synced = sync_with(&forgetful, &harness, &store, &bo).await;
    assert_eq!(synced.new, []);
    let transactions = store.gaps().unwrap();
    assert_eq!(transactions.iter().filter(|gap| matches!(gap.what, Missing::Transaction(_))).count(), 3);
    store.look_again(&bo.mailbox).unwrap();
    assert_eq!(sync(&harness, &store, &bo).await.gaps, 0);
    assert_eq!(store.content(&ended).unwrap(), Content::Text(TEXT.to_vec()));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_open_is_kept_and_opened_when_its_key_is_here() {
    let harness = Harness::open().await;
    let ((ada, bo), folder) = (harness.ada_and_bo().await, Folder::new());
    let message = harness.send(&ada, &bo, TEXT).await;
    let store = store(&harness, &folder, &bo).await;
    let synced = store.sync(&harness.client, &harness.network, &|_, _| None).await.unwrap();
    assert_eq!(synced.new.len(), 1);
    let letter = store.letter(&message).unwrap().unwrap();
    assert!(letter.head.unopened.unwrap().contains("version 1 of the key"));
    sync(&harness, &store, &bo).await;
    assert_eq!(store.content(&message).unwrap(), Content::Text(TEXT.to_vec()));
}
