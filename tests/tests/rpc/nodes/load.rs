//! How much waiting asks of a node. Public ones allow forty calls of a method in ten seconds.

use std::{collections::BTreeMap, time::Duration};

use bmail_sdk::instructions::mail::LongDraft;
use tokio::time::timeout;

use super::Heard;
use crate::{
    TEXT,
    harness::Harness,
    proxy::Fate::{Arrives, Forged},
    refusals::noise,
};

const SPAN: Duration = Duration::from_secs(10);

fn counts(heard: &Heard<String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for method in heard.all() {
        *counts.entry(method).or_default() += 1;
    }
    counts
}

/// Shows security.md: Overloading a node.
#[tokio::test(flavor = "multi_thread")]
async fn ten_seconds_of_waiting_ask_for_the_status_a_dozen_times_and_hardly_for_anything_else() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    let heard = Heard::default();
    let keep = heard.clone();
    let client = harness.client_through(move |method, _| {
        keep.push(method.to_owned());
        match method {
            "getSignatureStatuses" => Forged(crate::once::UNKNOWN),
            _ => Arrives,
        }
    });
    timeout(SPAN, client.send(&ada.wallet, &draft)).await.expect_err("nothing is heard of it");
    let counts = counts(&heard);
    assert!((8..=12).contains(&counts["getSignatureStatuses"]), "{counts:?}");
    assert!(counts.values().all(|calls| *calls <= 12), "{counts:?}");
    assert!(counts["sendTransaction"] == 3 && counts["getEpochInfo"] <= 3, "{counts:?}");
}

/// Shows security.md: Overloading a node.
#[tokio::test(flavor = "multi_thread")]
async fn eight_chunks_in_flight_ask_together() {
    let harness = Harness::open().await;
    let ada = harness.resident().await;
    let long = LongDraft::new(&harness.genesis().await, &ada.address(), &noise(20_000)).unwrap();
    let heard = Heard::default();
    let keep = heard.clone();
    let mut sent = 0;
    let client = harness.client_through(move |method, count| {
        keep.push(method.to_owned());
        sent = if method == "sendTransaction" { count } else { sent };
        match method {
            // The body is opened, and nothing is heard of its chunks.
            "getSignatureStatuses" if sent > 1 => Forged(
                r#"{"jsonrpc":"2.0","id":0,"result":{"context":{"slot":1},"value":
                [null,null,null,null,null,null,null,null]}}"#,
            ),
            _ => Arrives,
        }
    });
    timeout(SPAN, client.upload(&ada.wallet, &long, &|_| {})).await.expect_err("nothing is heard of it");
    let counts = counts(&heard);
    assert!(counts["sendTransaction"] >= 9, "several are in flight: {counts:?}");
    assert!(counts.values().all(|calls| *calls <= 40), "{counts:?}");
}
