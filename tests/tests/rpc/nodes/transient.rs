//! What passes by itself is waited out, with a bound.

use std::time::{Duration, Instant};

use bmail_sdk::{Client, ClientError, instructions::mail::Mode};
use solana_rpc_client::nonblocking::rpc_client::RpcClient;
use tokio::time::sleep;

use super::Heard;
use crate::{
    TEXT,
    harness::Harness,
    once::sends_once,
    proxy::{
        self,
        Fate::{self, Arrives, Forged, Refused, RequestLost, ResponseLost},
    },
};

/// The response of a node that does not know a blockhash yet.
const NO_BLOCKHASH: &str = r#"{"jsonrpc":"2.0","id":0,"result":{"context":{"slot":1},"value":{"err":"BlockhashNotFound",
    "logs":[],"accounts":null,"unitsConsumed":0,"returnData":null,"innerInstructions":null}}}"#;
const BEHIND: &str = r#"{"jsonrpc":"2.0","id":0,"error":{"code":-32005,"message":"Node is behind by 42 slots"}}"#;
const NOT_REACHED: &str = r#"{"jsonrpc":"2.0","id":0,"error":{"code":-32016,"message":"Minimum context slot"}}"#;
const TOO_MANY: &str = r#"{"jsonrpc":"2.0","id":0,"error":{"code":429,"message":"too many requests"}}"#;
const UNAVAILABLE: Fate = Refused { status: 503, retry_after: None };

/// Shows security.md: A failure that passes by itself.
#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_does_not_know_the_blockhash_yet_does_not_end_a_send() {
    sends_once(Harness::open().await, |method, count| match (method, count) {
        ("simulateTransaction", 1..=3) => Forged(NO_BLOCKHASH),
        _ => Arrives,
    })
    .await;
}

/// Shows security.md: A failure that passes by itself.
#[tokio::test(flavor = "multi_thread")]
async fn each_request_may_fail_at_first() {
    let harness = Harness::open().await;
    let bo = harness.resident().await;
    for (fault, is_given) in [(UNAVAILABLE, false), (RequestLost, true)] {
        let ada = harness.resident().await;
        let url = proxy::open(harness.url(), move |method, count| match (method, count) {
            // A transaction whose response is lost is not repeated as if nothing had happened: see `once`.
            ("sendTransaction", _) => Arrives,
            (_, 1) => fault,
            _ => Arrives,
        });
        let client = if is_given { Client::new(RpcClient::new(url)) } else { Client::connect(&url) };
        let (from, to) = (ada.address(), bo.address());
        let draft = client.draft(&from, &harness.network, &to, TEXT, Mode::AtOnce).await.unwrap();
        let (message, receipt) = client.send(&ada.wallet, &draft).await.unwrap();
        assert!(receipt.compute_units > 0, "{fault:?}");
        assert_eq!(client.read(&message, &bo.secret).await.unwrap().text, TEXT);
        let inbox = client.inbox(&bo.mailbox).await.unwrap().entries;
        assert!(inbox.iter().any(|found| found.address == message), "{fault:?}");
    }
}

/// Shows security.md: A failure that passes by itself.
#[tokio::test(flavor = "multi_thread")]
async fn each_failure_that_passes_is_waited_out() {
    let harness = Harness::open().await;
    for fault in [
        RequestLost,
        ResponseLost,
        UNAVAILABLE,
        Refused { status: 429, retry_after: Some(1) },
        Refused { status: 429, retry_after: None },
        Forged(r#"{"jsonrpc":"2.0","id":0,"resu"#),
        Forged("<html>bad gateway</html>"),
        Forged(BEHIND),
        Forged(NOT_REACHED),
        Forged(TOO_MANY),
    ] {
        for is_given in [false, true] {
            let url = proxy::open(harness.url(), move |_, count| if count < 3 { fault } else { Arrives });
            let client = if is_given { Client::new(RpcClient::new(url)) } else { Client::connect(&url) };
            client.now().await.unwrap_or_else(|error| panic!("{fault:?}: {error}"));
        }
    }
}

/// Shows security.md: A failure that passes by itself.
#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_pass_is_told_after_six_attempts() {
    let harness = Harness::open().await;
    // Solana's own transport repeats what is refused with the status 429, and nobody else does.
    let busy = Refused { status: 429, retry_after: None };
    for (fault, attempts) in [(UNAVAILABLE, 6), (Forged(BEHIND), 6), (Forged(TOO_MANY), 6), (busy, 6)] {
        let heard = Heard::default();
        let count = heard.clone();
        let client = harness.client_through(move |_, count_so_far| {
            count.push(count_so_far);
            fault
        });
        let begun = Instant::now();
        let error = client.now().await.unwrap_err();
        assert!(matches!(error, ClientError::Rpc(_)), "{error:?}");
        assert_eq!(heard.all().len(), attempts);
        assert!((6..12).contains(&begun.elapsed().as_secs()), "{:?}", begun.elapsed());
    }
    // What a node refuses for good is asked once.
    let heard = Heard::default();
    let count = heard.clone();
    let client = harness.client_through(move |_, so_far| {
        count.push(so_far);
        Forged(r#"{"jsonrpc":"2.0","id":0,"error":{"code":-32602,"message":"Invalid params"}}"#)
    });
    client.now().await.unwrap_err();
    assert_eq!(heard.all(), [1]);
}

/// Shows security.md: Overloading a node.
#[tokio::test(flavor = "multi_thread")]
async fn a_pause_that_a_node_asks_for_holds_for_every_request() {
    let harness = Harness::open().await;
    let heard = Heard::default();
    let times = heard.clone();
    let client = harness.client_through(move |method, count| {
        times.push((method.to_owned(), Instant::now()));
        match (method, count) {
            ("getMultipleAccounts", 1) => Refused { status: 429, retry_after: Some(3) },
            _ => Arrives,
        }
    });
    let later = async {
        sleep(Duration::from_millis(300)).await;
        client.rpc().get_slot().await.unwrap();
    };
    let (now, ()) = tokio::join!(client.now(), later);
    now.unwrap();
    let heard = heard.all();
    assert_eq!(heard.len(), 3, "{heard:?}");
    for (method, at) in &heard[1..] {
        assert!(at.duration_since(heard[0].1) >= Duration::from_millis(2_950), "{method} came too soon");
    }
}

/// Shows security.md: Overloading a node.
#[tokio::test(flavor = "multi_thread")]
async fn a_pause_that_is_too_long_to_wait_is_told_and_nothing_is_asked_meanwhile() {
    let harness = Harness::open().await;
    let heard = Heard::default();
    let count = heard.clone();
    let client = harness.client_through(move |_, so_far| {
        count.push(so_far);
        Refused { status: 429, retry_after: Some(3_600) }
    });
    for _ in 0..2 {
        let begun = Instant::now();
        let error = client.now().await.unwrap_err();
        assert!(error.to_string().contains("asks for a pause of 3599 seconds"), "{error}");
        assert!(begun.elapsed() < Duration::from_secs(2));
    }
    assert_eq!(heard.all(), [1]);
}
