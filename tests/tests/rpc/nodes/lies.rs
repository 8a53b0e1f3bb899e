//! Nodes that make things up are refused, and nothing panics.

use base64::{Engine, prelude::BASE64_STANDARD};
use bmail_sdk::{ClientError, accounts::DecodeError};

use super::{Heard, call};
use crate::{
    TEXT,
    harness::Harness,
    proxy::Fate::{Arrives, Forged},
};

/// Shows security.md: Answers that are no answers.
#[tokio::test(flavor = "multi_thread")]
async fn accounts_that_cannot_be_are_an_error() {
    let harness = Harness::open().await;
    let ada = harness.resident().await;
    for value in [
        r#"[{"lamports":1,"data":["!!!","base64"],"owner":"11111111111111111111111111111111","executable":false,
            "rentEpoch":0,"space":3}]"#,
        r#"[{"lamports":1,"data":["AAAA","base64+zstd"],"owner":"11111111111111111111111111111111","executable":false,
            "rentEpoch":0,"space":3}]"#,
    ] {
        let response = |value| {
            let json = format!(r#"{{"jsonrpc":"2.0","id":0,"result":{{"context":{{"slot":1}},"value":{value}}}}}"#);
            json.leak()
        };
        let (forged, one): (&str, &str) = (response(value), response(value.trim_matches(['[', ']'])));
        let client = harness.client_through(move |method, _| match method {
            "getMultipleAccounts" => Forged(forged),
            "getAccountInfo" => Forged(one),
            _ => Arrives,
        });
        for error in [
            client.now().await.map(drop).unwrap_err(),
            client.mailbox(&ada.mailbox).await.map(drop).unwrap_err(),
            client.close_mailbox(&ada.wallet, &harness.network).await.map(drop).unwrap_err(),
        ] {
            assert!(matches!(error, ClientError::Rpc(_)), "{value}: {error:?}");
        }
    }
}

/// A gigabyte of zeros, compressed with zstd to 32 kilobytes: blocks of one byte that is repeated 131,072 times.
fn bomb() -> Vec<u8> {
    const BLOCKS: usize = 8_192;
    let mut frame = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38];
    for block in 1..=BLOCKS {
        let header = (131_072_u32 << 3) | (1 << 1) | u32::from(block == BLOCKS);
        frame.extend([&header.to_le_bytes()[..3], &[0]].concat());
    }
    frame
}

/// Shows security.md: Input without an end.
#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_expands_to_a_gigabyte_or_is_longer_than_its_kind_is_refused() {
    let harness = Harness::open().await;
    let ada = harness.resident().await;
    let encode = |bytes: &[u8]| BASE64_STANDARD.encode(bytes);
    let mut long = harness.client.rpc().get_account_data(&ada.mailbox).await.unwrap();
    long.push(0);
    for (data, encoding) in [(encode(&bomb()), "base64+zstd"), (encode(&long), "base64")] {
        let account = format!(
            r#"{{"lamports":1,"data":["{data}","{encoding}"],"owner":"{}","executable":false,"rentEpoch":0,"space":9}}"#,
            bmail_sdk::MAIL_ID
        );
        let response = |value: String| -> &'static str {
            format!(r#"{{"jsonrpc":"2.0","id":0,"result":{{"context":{{"slot":1}},"value":{value}}}}}"#).leak()
        };
        let (one, several) = (response(account.clone()), response(format!("[{account}]")));
        let client = harness.client_through(move |method, _| match method {
            "getAccountInfo" => Forged(one),
            "getMultipleAccounts" => Forged(several),
            _ => Arrives,
        });
        let error = client.mailbox(&ada.mailbox).await.unwrap_err();
        let is_refused = match encoding {
            "base64" => matches!(error, ClientError::Decode(DecodeError::WrongKind("mailbox"))),
            _ => matches!(error, ClientError::Rpc(_)) && error.to_string().contains("cannot be decoded"),
        };
        assert!(is_refused, "{encoding}: {error:?}");
    }
}

/// Shows security.md: Answers that are no answers.
#[tokio::test(flavor = "multi_thread")]
async fn other_accounts_than_were_asked_for_are_an_error() {
    let harness = Harness::open().await;
    for count in [0, 2] {
        let value = vec!["null"; count].join(",");
        let forged: &str =
            format!(r#"{{"jsonrpc":"2.0","id":0,"result":{{"context":{{"slot":1}},"value":[{value}]}}}}"#).leak();
        let client = harness.client_through(move |method, _| match method {
            "getMultipleAccounts" => Forged(forged),
            _ => Arrives,
        });
        let error = client.now().await.unwrap_err();
        assert!(matches!(error, ClientError::Rpc(_)), "{count}: {error:?}");
    }
}

/// Shows security.md: Answers that are no answers.
#[tokio::test(flavor = "multi_thread")]
async fn a_slot_that_a_node_makes_up_does_not_keep_the_others_from_answering() {
    const LANDED: &str = r#"{"jsonrpc":"2.0","id":0,"result":{"context":{"slot":1},"value":[{"slot":18446744073709551615,
        "confirmations":null,"err":null,"status":{"Ok":null},"confirmationStatus":"confirmed"}]}}"#;
    const BEHIND: &str = r#"{"jsonrpc":"2.0","id":0,"error":{"code":-32016,"message":"Minimum context slot has not been
        reached","data":{"contextSlot":1}}}"#;
    let harness = Harness::in_a_hurry(100).await;
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    let (asked, validator) = (Heard::default(), harness.url().to_owned());
    let keep = asked.clone();
    let client = harness.client_reading_bodies(move |method, _, body| {
        let request: serde_json::Value = serde_json::from_slice(body).unwrap();
        let config = request["params"].as_array().and_then(|params| params.last()).cloned().unwrap_or_default();
        // The others tell the truth.
        if let Some(least) = config["minContextSlot"].as_u64() {
            let slot = call(&validator, "getSlot", serde_json::json!([{"commitment": "confirmed"}]));
            let slot = slot["result"].as_u64().unwrap();
            keep.push(least.saturating_sub(slot));
            if least > slot {
                return Forged(BEHIND);
            }
        }
        if method == "getSignatureStatuses" { Forged(LANDED) } else { Arrives }
    });
    client.send(&ada.wallet, &draft).await.unwrap();
    client.now().await.unwrap();
    let asked = asked.all();
    // Sixteen slots, and one for each 200 milliseconds.
    assert!(!asked.is_empty() && asked.iter().all(|ahead| *ahead <= 40), "{asked:?}");
}
