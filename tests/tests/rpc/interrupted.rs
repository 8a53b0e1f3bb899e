//! Newsletters whose sender crashes, over JSON-RPC: the client finds out what was sent, and no one gets two copies.

use std::{cell::RefCell, io};

use bmail_sdk::{
    ClientError, PROGRAMS,
    accounts::Verdict,
    instructions::mail::{DeliveryState, Newsletter},
};

use crate::{
    TEXT,
    harness::{Harness, Person},
    newsletter::{deliver, restored, states},
    proxy::Fate::{Arrives, Forged},
};

/// Shows security.md: An interrupted newsletter that reaches a reader twice.
#[tokio::test(flavor = "multi_thread")]
async fn wherever_it_is_interrupted_nobody_gets_two_copies_and_everybody_gets_one() {
    const READERS: usize = 5;
    let harness = Harness::open().await;
    // The record is stored before and after each transaction, and once more before the first.
    for crash in 1..=READERS * 2 {
        let (ada, readers, mut newsletter) = harness.newsletter(READERS).await;
        let (stored, calls) = (RefCell::new(restored(&newsletter)), RefCell::new(0));
        let mut save = |record: &Newsletter| {
            *calls.borrow_mut() += 1;
            if *calls.borrow() == crash {
                return Err(io::Error::other("no space left"));
            }
            *stored.borrow_mut() = restored(record);
            Ok(())
        };
        let result = harness.client.deliver(&ada.wallet, &mut newsletter, u64::MAX, &mut save).await;
        if *calls.borrow() >= crash {
            let error = result.unwrap_err();
            assert!(matches!(error.cause(), ClientError::Store(_)), "{error:?}");
            let landed: usize = harness.copies(&readers).await.iter().sum();
            let has_receipts = matches!(&error, ClientError::Stopped { done, .. } if !done.is_empty());
            assert_eq!(has_receipts, landed > 0, "{crash}: {error:?}");
        }
        let mut record = stored.into_inner();
        deliver(&harness.client, &ada, &mut record).await;
        assert_eq!(record.sent(), READERS);
        assert_eq!(harness.copies(&readers).await, [1; READERS], "{crash}");
    }
}

/// Shows security.md: An interrupted newsletter that reaches a reader twice.
#[tokio::test(flavor = "multi_thread")]
async fn a_copy_that_was_answered_before_its_sending_was_recorded_is_not_sent_again() {
    let harness = Harness::open().await;
    let (ada, readers, mut newsletter) = harness.newsletter(1).await;
    let mut planned = recorded_before_sending(&harness, &ada, &mut newsletter).await;
    let message = harness.client.inbox(&readers[0].mailbox).await.unwrap().entries[0].address;
    harness.client.acknowledge(&readers[0].wallet, &message, Verdict::Valuable).await.unwrap();
    assert_eq!(deliver(&harness.client, &ada, &mut planned).await, 0);
    assert_eq!(states(&planned), states(&newsletter));
    assert_eq!(harness.copies(&readers).await, [0]);
}

/// Shows security.md: An interrupted newsletter that reaches a reader twice.
#[tokio::test(flavor = "multi_thread")]
async fn a_copy_that_a_node_hides_which_lags_behind_is_not_sent_again() {
    let harness = Harness::open().await;
    let (ada, readers, mut newsletter) = harness.newsletter(1).await;
    let number = harness.client.mailbox(&ada.mailbox).await.unwrap().next_sequence;
    let message = PROGRAMS.message(&ada.address(), &ada.mailbox, number).0;
    let outdated = harness.response(&format!(
        r#"{{"jsonrpc":"2.0","id":0,"method":"getMultipleAccounts","params":[["{}","{message}"],
        {{"encoding":"base64"}}]}}"#,
        ada.mailbox
    ));
    let mut planned = recorded_before_sending(&harness, &ada, &mut newsletter).await;
    let lagging = harness.client_through(move |method, count| match (method, count) {
        ("getMultipleAccounts", 1) => Forged(outdated),
        _ => Arrives,
    });
    assert_eq!(deliver(&lagging, &ada, &mut planned).await, 0);
    assert_eq!(states(&planned), states(&newsletter));
    assert_eq!(harness.copies(&readers).await, [1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_another_message_got_does_not_count_as_a_copy_whether_it_is_open_or_answered() {
    for acknowledged in [false, true] {
        let harness = Harness::open().await;
        let (ada, readers, mut newsletter) = harness.newsletter(1).await;
        let mut planned = planned_and_not_sent(&harness, &ada, &mut newsletter).await;
        let other = harness.send(&ada, &readers[0], TEXT).await;
        if acknowledged {
            harness.client.acknowledge(&readers[0].wallet, &other, Verdict::Valuable).await.unwrap();
        }
        assert_eq!(deliver(&harness.client, &ada, &mut planned).await, 1);
        let inbox = harness.client.inbox(&readers[0].mailbox).await.unwrap().entries;
        let addresses: Vec<_> = inbox.iter().map(|header| header.address).collect();
        let messages = harness.client.messages(&addresses).await.unwrap().entries;
        let copies =
            messages.iter().filter(|(_, message)| message.body() == Some(planned.long().body(&PROGRAMS))).count();
        assert_eq!(copies, 1, "{acknowledged}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_whose_message_no_node_remembers_counts_as_sent() {
    const NO_HISTORY: &str =
        r#"{"jsonrpc":"2.0","id":0,"error":{"code":-32011,"message":"Transaction history is not available"}}"#;
    const FORGOTTEN: &str = r#"{"jsonrpc":"2.0","id":0,"result":[]}"#;
    for response in [NO_HISTORY, FORGOTTEN] {
        let harness = Harness::open().await;
        let (ada, readers, mut newsletter) = harness.newsletter(1).await;
        let mut planned = planned_and_not_sent(&harness, &ada, &mut newsletter).await;
        let other = harness.send(&ada, &readers[0], TEXT).await;
        harness.client.acknowledge(&readers[0].wallet, &other, Verdict::Valuable).await.unwrap();
        let forgetful = harness.client_through(move |method, _| match method {
            "getSignaturesForAddress" => Forged(response),
            _ => Arrives,
        });
        assert_eq!(deliver(&forgetful, &ada, &mut planned).await, 0);
        assert_eq!(planned.sent(), 1);
    }
}

/// Shows security.md: An interrupted newsletter that reaches a reader twice.
#[tokio::test(flavor = "multi_thread")]
async fn a_copy_whose_sending_a_node_has_forgotten_counts_as_sent_though_it_remembers_a_gift() {
    const MISSING: &str = r#"{"jsonrpc":"2.0","id":0,"result":null}"#;
    let harness = Harness::open().await;
    let (ada, readers, mut newsletter) = harness.newsletter(1).await;
    let mut planned = recorded_before_sending(&harness, &ada, &mut newsletter).await;
    let message = harness.client.inbox(&readers[0].mailbox).await.unwrap().entries[0].address;
    harness.client.acknowledge(&readers[0].wallet, &message, Verdict::Valuable).await.unwrap();
    let gift = harness.send_gift(&message, 1_000_000).await.to_string();
    let forgetful = harness.client_reading_bodies(move |method, _, body| match method {
        "getTransaction" if !String::from_utf8_lossy(body).contains(&gift) => Forged(MISSING),
        _ => Arrives,
    });
    assert_eq!(deliver(&forgetful, &ada, &mut planned).await, 0);
    assert_eq!((planned.sent(), harness.copies(&readers).await), (1, vec![0]));
}

/// Shows security.md: An interrupted newsletter that reaches a reader twice.
#[tokio::test(flavor = "multi_thread")]
async fn a_copy_that_has_expired_is_not_sent_again_by_a_node_that_has_forgotten_its_sending() {
    let harness = Harness::open().await;
    let (ada, readers, mut newsletter) = harness.newsletter(1).await;
    let mut planned = recorded_before_sending(&harness, &ada, &mut newsletter).await;
    let copy = harness.client.inbox(&readers[0].mailbox).await.unwrap().entries.remove(0);
    let message = copy.address;
    harness.travel_to(copy.deadline + 1);
    harness.client.expire(&ada.wallet, &message).await.unwrap();
    let pruned = harness.client_without_the_first(&message).await;
    assert_eq!(deliver(&pruned, &ada, &mut planned).await, 0);
    assert_eq!((planned.sent(), harness.copies(&readers).await), (1, vec![0]));
}

/// Shows security.md: Strangers whose transactions name a message, a copy or a submission.
#[tokio::test(flavor = "multi_thread")]
async fn a_copy_that_was_never_sent_is_sent_though_a_stranger_names_its_addresses() {
    let harness = Harness::open().await;
    let (ada, readers, mut newsletter) = harness.newsletter(1).await;
    let mut planned = planned_and_not_sent(&harness, &ada, &mut newsletter).await;
    let other = harness.send(&ada, &readers[0], TEXT).await;
    harness.client.acknowledge(&readers[0].wallet, &other, Verdict::Valuable).await.unwrap();
    let named = [planned.long().body(&PROGRAMS), readers[0].mailbox];
    harness.send_gift_naming(&other, 1_000_000, &named, &[]).await;
    assert_eq!(deliver(&harness.client, &ada, &mut planned).await, 1);
    assert_eq!(harness.copies(&readers).await, [1]);
}

/// Delivers, and returns the record as stored before sending. The sender crashed after sending.
async fn recorded_before_sending(harness: &Harness, author: &Person, newsletter: &mut Newsletter) -> Newsletter {
    let mut records = Vec::new();
    let mut save = |record: &Newsletter| {
        records.push(restored(record));
        Ok(())
    };
    harness.client.deliver(&author.wallet, newsletter, u64::MAX, &mut save).await.unwrap();
    let sending = records.into_iter().find(|record| matches!(states(record)[..], [DeliveryState::Sending(_)]));
    sending.unwrap()
}

/// A stored record whose sender crashed before sending.
async fn planned_and_not_sent(harness: &Harness, author: &Person, newsletter: &mut Newsletter) -> Newsletter {
    let mut planned = None;
    let mut save = |record: &Newsletter| match states(record)[..] {
        [DeliveryState::Sending(_)] => {
            planned = Some(restored(record));
            Err(io::Error::other("a crash"))
        }
        _ => Ok(()),
    };
    harness.client.deliver(&author.wallet, newsletter, u64::MAX, &mut save).await.unwrap_err();
    planned.unwrap()
}
