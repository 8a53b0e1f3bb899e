//! Automatic priority fees: what a node says that others paid, within the sender's ceiling. Without it, all goes on.

use std::time::{Duration, Instant};

use bmail_sdk::{Client, Priority, PriorityFee};
use serde_json::{Value, json};

use super::{Heard, first_parameter};
use crate::{
    SIGNATURE_FEE, TEXT,
    harness::{Harness, Person},
    proxy::Fate::{self, Arrives, Delayed, Forged, Refused, RequestLost, ResponseLost},
};

const METHOD: &str = "getRecentPrioritizationFees";
const CEILING: u64 = 3_000;
const AUTOMATIC: PriorityFee = PriorityFee::Automatic { percentile: 75, ceiling: CEILING };

/// A node's answer about recent slots.
fn paid(fees: &[Value]) -> &'static str {
    let slots: Vec<_> =
        fees.iter().enumerate().map(|(slot, fee)| json!({"slot": slot, "prioritizationFee": fee})).collect();
    json!({"jsonrpc": "2.0", "id": 0, "result": slots}).to_string().leak()
}

/// A client whose node answers the question like this.
fn told(harness: &Harness, fate: impl Fn() -> Fate + Send + 'static) -> Client {
    harness.client_through(move |method, _| if method == METHOD { fate() } else { Arrives }).with_priority(AUTOMATIC)
}

/// What a letter's transaction costs beyond its signature, with the units that it may use.
async fn fee(harness: &Harness, client: &Client, (ada, bo): (&Person, &Person)) -> (u64, u64) {
    let draft = harness.draft(ada, bo, TEXT).await.unwrap();
    let held = harness.balance(&ada.address()).await;
    let (message, receipt) = client.send(&ada.wallet, &draft).await.unwrap();
    let locked = harness.balance(&message).await;
    let opened = if draft.opens_correspondence { harness.correspondence_rent().await } else { 0 };
    assert_eq!(harness.balance(&ada.address()).await, held - locked - opened - receipt.network_fee);
    (receipt.network_fee - SIGNATURE_FEE, receipt.compute_units)
}

/// Shows letters.md: An automatic priority fee is what others paid lately for writing to the same accounts
#[tokio::test(flavor = "multi_thread")]
async fn a_percentile_of_what_was_paid_lately_is_paid() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    // Three quarters of them are at most 200,000 micro-lamports.
    let recent = paid(&[10, 200_000, 5, 900_000].map(Value::from));
    let (fee, units) = fee(&harness, &told(&harness, move || Forged(recent)), (&ada, &bo)).await;
    let limit = (units..2 * units + 10_000).find(|limit| (limit * 200_000).div_ceil(1_000_000) == fee);
    assert!(limit.is_some() && fee < CEILING, "{fee} for {units}");
}

/// Shows letters.md: It never costs more than the ceiling
/// Shows security.md: A priority fee that a node made up.
#[tokio::test(flavor = "multi_thread")]
async fn whatever_a_node_says_the_ceiling_is_the_most() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    for said in [u64::MAX, 10_000_000] {
        let recent = paid(&[Value::from(said)]);
        let (fee, _) = fee(&harness, &told(&harness, move || Forged(recent)), (&ada, &bo)).await;
        // The price is rounded down, so the fee may be a lamport less.
        assert!((CEILING - 1..=CEILING).contains(&fee), "{said}: {fee}");
    }
}

/// Shows letters.md: If a node does not say what others paid, or says nonsense, the transaction has no priority and is sent
/// Shows security.md: A priority fee that a node made up.
#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_does_not_say_it_or_says_nonsense_blocks_nothing() {
    const UNKNOWN: &str = r#"{"jsonrpc":"2.0","id":0,"error":{"code":-32601,"message":"Method not found"}}"#;
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let nonsense = [
        paid(&[]),
        paid(&[Value::from(-1)]),
        paid(&[Value::from("all of it")]),
        paid(&[json!(1e300)]),
        r#"{"jsonrpc":"2.0","id":0,"result":null}"#,
        r#"{"jsonrpc":"2.0","id":0,"result":{"context":{"slot":1},"value":[]}}"#,
        "<html>",
        UNKNOWN,
    ];
    let fates = nonsense.map(Forged).into_iter().chain([
        RequestLost,
        ResponseLost,
        Refused { status: 429, retry_after: Some(100) },
        Refused { status: 503, retry_after: None },
        Delayed(Duration::from_secs(8)),
    ]);
    for fate in fates {
        let what = format!("{fate:?}");
        let (client, begun) = (told(&harness, move || fate), Instant::now());
        assert_eq!(fee(&harness, &client, (&ada, &bo)).await.0, 0, "{what}");
        assert!(begun.elapsed() < Duration::from_secs(7), "{what}");
    }
}

/// Shows letters.md: If a node does not say what others paid, or says nonsense, the transaction has no priority and is sent
#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_did_not_say_it_is_not_asked_again_at_once() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let heard = Heard::default();
    let keep = heard.clone();
    let client = harness.client_reading_bodies(move |method, _, body| {
        if method == METHOD {
            keep.push(first_parameter(body));
            return RequestLost;
        }
        Arrives
    });
    for _ in 0..3 {
        fee(&harness, &client, (&ada, &bo)).await;
    }
    let asked = heard.all();
    assert_eq!(asked.len(), 1, "{asked:?}");
    let written = [ada.address(), ada.mailbox].map(|address| json!(address.to_string()));
    assert!(written.iter().all(|address| asked[0].as_array().unwrap().contains(address)), "{asked:?}");
    assert!(!asked[0].as_array().unwrap().contains(&json!(bo.mailbox.to_string())), "it is only read");
}

/// Shows letters.md: It never costs more than the ceiling
#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_just_enough_for_the_letter_sends_it_without_a_priority() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    harness.send(&ada, &bo, TEXT).await;
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    let dues = draft.max_fee + harness.message_rent(&draft).await;
    harness.fund(&ada.address(), dues + SIGNATURE_FEE + harness.rent(0).await);
    let recent = paid(&[Value::from(10_000_000)]);
    let client = told(&harness, move || Forged(recent));
    let client = client.with_priority(PriorityFee::Automatic { percentile: 75, ceiling: 1_000_000 });
    let (_, receipt) = client.send(&ada.wallet, &draft).await.unwrap();
    assert_eq!(receipt.network_fee, SIGNATURE_FEE);
}

/// Shows letters.md: A priority fee can be fixed, or off
#[tokio::test(flavor = "multi_thread")]
async fn who_fixes_the_priority_or_wants_none_asks_nobody() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    for (priority, most) in [(PriorityFee::Off, 0), (Priority(1_000).into(), 1_400)] {
        let heard = Heard::default();
        let keep = heard.clone();
        let client = harness.client_through(move |method, _| {
            keep.push(method.to_owned());
            Arrives
        });
        let (fee, _) = fee(&harness, &client.with_priority(priority), (&ada, &bo)).await;
        assert!(fee <= most && (fee > 0) == (most > 0), "{fee}");
        assert!(!heard.all().contains(&METHOD.to_owned()));
    }
}

/// Shows letters.md: The most that a priority fee can be is in what a plan is said to cost.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_letter_is_said_to_cost_has_the_most_that_its_priority_can_be() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    for (priority, most) in [(PriorityFee::Off, 0), (AUTOMATIC, CEILING), (Priority(1_000).into(), 1_400)] {
        let client = harness.connect().with_priority(priority);
        assert_eq!(client.cost_of_letter(&draft).await.unwrap().fees, SIGNATURE_FEE + most);
    }
}
