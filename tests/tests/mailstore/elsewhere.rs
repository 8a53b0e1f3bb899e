//! Letters that the owner has sent from another device.

use bmail_mailstore::{Content, Direction, Filter, Outcome, SyncReport};
use bmail_sdk::{accounts::Verdict, instructions::mail::Mode};

use crate::{
    TEXT,
    desk::Folder,
    harness::Harness,
    mail::{intend, store, sync, wish},
};

/// Shows letters.md: What was sent from another device is listed
#[tokio::test(flavor = "multi_thread")]
async fn letters_from_another_device_are_listed_once_open_or_ended_and_without_their_texts() {
    let harness = Harness::open().await;
    let ((ada, bo), folder) = (harness.ada_and_bo().await, Folder::new());
    let ended = harness.send(&ada, &bo, b"ended").await;
    let fee = harness.client.message(&ended).await.unwrap().header.fee;
    harness.client.acknowledge(&bo.wallet, &ended, Verdict::Valuable).await.unwrap();
    let open = harness.send(&ada, &bo, TEXT).await;
    let draft = harness.client.draft(&ada.address(), &harness.network, &bo.address(), TEXT, Mode::Posted).await;
    let (posted, _) = harness.client.send(&ada.wallet, &draft.unwrap()).await.unwrap();

    let store = store(&harness, &folder, &ada).await;
    let synced = sync(&harness, &store, &ada).await;
    assert_eq!(synced, SyncReport { sent_elsewhere: 3, ..SyncReport::default() }, "{:?}", store.gaps());
    for (message, outcome) in [(ended, Outcome::Valuable), (open, Outcome::Open), (posted, Outcome::Open)] {
        let letter = store.letter(&message).unwrap().unwrap();
        assert_eq!((letter.facts.direction, letter.facts.other), (Direction::Sent, bo.address()));
        assert_eq!((letter.facts.outcome, letter.head.is_elsewhere(), letter.state.read), (outcome, true, true));
        assert_eq!(store.content(&message).unwrap(), Content::Elsewhere);
        assert_eq!(letter.facts.fee, if message == ended { fee } else { letter.facts.fee.max(1) });
    }
    assert_eq!(sync(&harness, &store, &ada).await, SyncReport::default(), "once");
    harness.client.acknowledge(&bo.wallet, &open, Verdict::Spam).await.unwrap();
    sync(&harness, &store, &ada).await;
    assert_eq!(store.letter(&open).unwrap().unwrap().facts.outcome, Outcome::Spam);
    assert!(store.knows(&harness.network, &bo.address()).unwrap(), "they have written to them");
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_from_this_device_keep_their_texts() {
    let harness = Harness::open().await;
    let ((ada, bo), folder) = (harness.ada_and_bo().await, Folder::new());
    let store = store(&harness, &folder, &ada).await;
    let id = intend(&store, &wish(harness.network, bo.address(), TEXT));
    store.send(&harness.client, &ada.wallet, &id).await.unwrap();
    assert_eq!(sync(&harness, &store, &ada).await, SyncReport::default());
    let sent = store.letters(&Filter { direction: Some(Direction::Sent), ..Filter::default() }, 9).unwrap();
    assert_eq!(sent.len(), 1);
    assert_eq!(store.content(&sent[0].facts.message).unwrap(), Content::Text(TEXT.to_vec()));
    assert!(!sent[0].head.is_elsewhere());
}
