//! Nodes that make things up are refused, and nothing panics.

use bmail_sdk::ClientError;

use crate::{
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
