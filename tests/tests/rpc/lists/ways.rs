//! Nodes that forbid lists, page them, or find them too much, and nodes that lie about them.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use bmail_sdk::{
    ClientError,
    accounts::{DecodeError, Unreadable},
};
use serde_json::{Value, json};
use solana_pubkey::Pubkey;

use super::{addresses, forged, page, params, refusal};
use crate::{
    TEXT,
    harness::Harness,
    nodes::call,
    proxy::Fate::{Arrives, Forged, Refused},
};

/// Shows security.md: A node that forbids lists of accounts, or cuts them
#[tokio::test(flavor = "multi_thread")]
async fn where_a_node_lists_in_pages_all_pages_are_read() {
    let harness = Harness::open().await;
    let (ada, bo, sent) = harness.letters(5).await;
    for (size, pages) in [(1, 5), (2, 3), (5, 1), (9, 1)] {
        for refused_with in [-32_010, -32_012, -32_600, -32_601] {
            let (validator, read) = (harness.url().to_owned(), Arc::new(AtomicUsize::new(0)));
            let count = read.clone();
            let client = harness.client_of_a_provider(refused_with, move |method, body| {
                (method == "getProgramAccountsV2").then(|| {
                    count.fetch_add(1, Relaxed);
                    let answer = page(&validator, &params(body), size);
                    &*json!({"jsonrpc": "2.0", "id": 0, "result": answer}).to_string().leak()
                })
            });
            let inbox = client.inbox(&bo.mailbox).await.unwrap();
            assert_eq!((addresses(&inbox.entries), inbox.is_whole), (sent.clone(), true));
            assert_eq!(read.load(Relaxed), pages);
            assert_eq!(addresses(&client.outbox(&ada.address()).await.unwrap().entries), sent);
        }
    }
}

/// Shows security.md: A node that forbids lists of accounts, or cuts them
#[tokio::test(flavor = "multi_thread")]
async fn where_a_list_is_too_much_at_once_it_is_read_in_parts() {
    let harness = Harness::open().await;
    let (_, bo, sent) = harness.letters(5).await;
    let parts = Arc::new(AtomicUsize::new(0));
    let count = parts.clone();
    let client = harness.client_reading_bodies(move |method, _, body| match method {
        "getProgramAccountsV2" => Forged(refusal(-32_601)),
        "getProgramAccounts" if params(body)[1]["filters"].as_array().unwrap().len() < 3 => Forged(refusal(-32_012)),
        "getProgramAccounts" => {
            count.fetch_add(1, Relaxed);
            Arrives
        }
        _ => Arrives,
    });
    let inbox = client.inbox(&bo.mailbox).await.unwrap();
    assert_eq!((addresses(&inbox.entries), inbox.is_whole, parts.load(Relaxed)), (sent, true, 256));
}

/// Shows security.md: A node that forbids lists of accounts, or cuts them
#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_is_listed_the_transactions_that_name_a_mailbox_say_what_was_sent() {
    let harness = Harness::open().await;
    let (ada, bo, mut sent) = harness.letters(3).await;
    harness.send(&bo, &ada, TEXT).await;
    harness.client.acknowledge(&bo.wallet, &sent[0], bmail_sdk::accounts::Verdict::Valuable).await.unwrap();
    sent.remove(0);
    for refused_with in [-32_010, -32_601] {
        let client = harness.client_of_a_provider(refused_with, |_, _| None);
        let inbox = client.inbox(&bo.mailbox).await.unwrap();
        assert_eq!((addresses(&inbox.entries), inbox.is_whole, inbox.gaps), (sent.clone(), true, vec![]));
        assert_eq!(addresses(&client.outbox(&ada.address()).await.unwrap().entries), sent);
    }
    // So it is by a status of HTTP.
    let client = harness.client_through(|method, _| match method {
        "getProgramAccounts" | "getProgramAccountsV2" => Refused { status: 403, retry_after: None },
        _ => Arrives,
    });
    assert_eq!(addresses(&client.inbox(&bo.mailbox).await.unwrap().entries), sent);
}

/// Shows security.md: A node that forbids lists of accounts, or cuts them
#[tokio::test(flavor = "multi_thread")]
async fn a_history_with_a_gap_is_said_to_have_one_and_without_a_history_the_refusal_is_told() {
    let harness = Harness::open().await;
    let (_, bo, sent) = harness.letters(3).await;
    let last = harness.client.rpc().get_signatures_for_address(&sent[2]).await.unwrap()[0].signature.clone();
    let client = harness.client_of_a_provider(-32_010, move |method, body| {
        let is_last = method == "getTransaction" && params(body)[0] == *last;
        is_last.then_some(r#"{"jsonrpc":"2.0","id":0,"result":null}"#)
    });
    let inbox = client.inbox(&bo.mailbox).await.unwrap();
    assert_eq!((addresses(&inbox.entries), inbox.is_whole), (sent[..2].to_vec(), false));

    let client = harness
        .client_of_a_provider(-32_010, |method, _| (method == "getSignaturesForAddress").then(|| refusal(-32_011)));
    let error = client.inbox(&bo.mailbox).await.unwrap_err();
    assert!(error.to_string().contains("-32010"), "{error}");
}

/// Shows security.md: Answers that are no answers.
/// Shows security.md: Input without an end.
#[tokio::test(flavor = "multi_thread")]
async fn pages_that_overlap_are_read_once_and_pages_without_an_end_are_refused() {
    let harness = Harness::open().await;
    let (_, bo, sent) = harness.letters(3).await;
    let validator = harness.url().to_owned();
    // Each page has the whole list, and some are empty.
    let (mut pages, list) = (0, validator.clone());
    let client = harness.client_of_a_provider(-32_010, move |method, body| {
        (method == "getProgramAccountsV2").then(|| {
            pages += 1;
            let mut answer = page(&list, &json!([params(body)[0], with_limit(&params(body)[1])]), 100);
            if pages % 2 == 1 {
                answer["accounts"] = json!([]);
            }
            answer["paginationKey"] = if pages < 4 { format!("page {pages}").into() } else { Value::Null };
            &*json!({"jsonrpc": "2.0", "id": 0, "result": answer}).to_string().leak()
        })
    });
    let inbox = client.inbox(&bo.mailbox).await.unwrap();
    assert_eq!((addresses(&inbox.entries), inbox.gaps), (sent, vec![]));

    let client = harness.client_of_a_provider(-32_010, move |method, _| {
        (method == "getProgramAccountsV2")
            .then_some(r#"{"jsonrpc":"2.0","id":0,"result":{"accounts":[],"paginationKey":"again"}}"#)
    });
    let error = client.inbox(&bo.mailbox).await.unwrap_err();
    assert!(error.to_string().contains("a list without an end"), "{error}");
}

fn with_limit(config: &Value) -> Value {
    let mut config = config.clone();
    config["limit"] = 10_000.into();
    config["paginationKey"] = Value::Null;
    config
}

/// Shows security.md: Answers that are no answers.
/// Shows security.md: An account that cannot be read in a list.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_asked_for_or_cannot_be_read_is_named_beside_the_others() {
    let harness = Harness::open().await;
    let (ada, bo, sent) = harness.letters(2).await;
    let other = harness.send(&bo, &ada, TEXT).await;
    let validator = harness.url().to_owned();
    let name = Pubkey::new_unique();
    let client = harness.client_reading_bodies(move |method, _, body| {
        if method != "getProgramAccounts" {
            return Arrives;
        }
        // All messages, and one whose data is none.
        let mut params = params(body);
        params[1]["filters"].as_array_mut().unwrap().truncate(1);
        let mut answer = call(&validator, method, params)["result"].take();
        let list = answer["value"].as_array_mut().unwrap();
        let mut none = list[0].clone();
        none["pubkey"] = name.to_string().into();
        none["account"]["data"] = json!(["KLUv/QA4", "base64+zstd"]);
        list.push(none);
        forged(answer)
    });
    let inbox = client.inbox(&bo.mailbox).await.unwrap();
    assert_eq!(addresses(&inbox.entries), sent);
    let mut gaps = [other, name].map(|address| Unreadable { address, error: DecodeError::WrongKind("message") });
    gaps.sort_by_key(|gap| gap.address);
    assert_eq!(inbox.gaps, gaps);

    for answer in [json!("no list"), json!({"context": {"slot": 1}}), json!([{"pubkey": "none", "account": {}}])] {
        let client = harness.client_reading_bodies(move |method, _, _| match method {
            "getProgramAccounts" => forged(answer.clone()),
            _ => Arrives,
        });
        let error = client.inbox(&bo.mailbox).await.unwrap_err();
        assert!(matches!(error, ClientError::Rpc(_)), "{error:?}");
    }
}
