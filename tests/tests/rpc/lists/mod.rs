//! Lists of messages, on nodes that list accounts in their own ways, and following what changes.

mod follow;
mod people;
mod ways;

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use bmail_sdk::{
    Client,
    lists::{MessageHeader, Order, screen},
};
use serde_json::{Value, json};
use solana_pubkey::Pubkey;

use crate::{
    harness::{Harness, Person},
    nodes::call,
    proxy::Fate::{self, Arrives, Forged},
};

/// A response of this error.
fn refusal(code: i64) -> &'static str {
    json!({"jsonrpc": "2.0", "id": 0, "error": {"code": code, "message": "not here"}}).to_string().leak()
}

fn addresses(headers: &[MessageHeader]) -> Vec<Pubkey> {
    headers.iter().map(|header| header.address).collect()
}

fn params(body: &[u8]) -> Value {
    serde_json::from_slice::<Value>(body).unwrap()["params"].clone()
}

impl Harness {
    /// Some letters of Ada's to Bo, oldest first.
    async fn letters(&self, count: usize) -> (Person, Person, Vec<Pubkey>) {
        let (ada, bo) = self.ada_and_bo().await;
        let mut sent = Vec::new();
        for number in 0..count {
            sent.push(self.send(&ada, &bo, format!("letter {number}").as_bytes()).await);
        }
        (ada, bo, sent)
    }

    /// A client whose node refuses to list accounts at once, and answers `method` as `answer` says, if it is that.
    fn client_of_a_provider(
        &self,
        refused_with: i64,
        mut answer: impl FnMut(&str, &[u8]) -> Option<&'static str> + Send + 'static,
    ) -> Client {
        self.client_reading_bodies(move |method, _, body| match (answer(method, body), method) {
            (Some(answer), _) => Forged(answer),
            (None, "getProgramAccounts") => Forged(refusal(refused_with)),
            (None, "getProgramAccountsV2") => Forged(refusal(-32_601)),
            _ => Arrives,
        })
    }
}

/// What a node that lists in pages answers: the validator's accounts in order of their addresses, so many at a time after the
/// one that the token names.
fn page(validator: &str, params: &Value, size: usize) -> Value {
    let mut config = params[1].clone();
    let after = config["paginationKey"].take();
    let fields = config.as_object_mut().unwrap();
    assert_eq!(fields.remove("limit"), Some(10_000.into()));
    fields.remove("paginationKey");
    let mut answer = call(validator, "getProgramAccounts", json!([params[0], config]))["result"].take();
    let mut accounts: Vec<Value> = answer["value"].as_array_mut().unwrap().drain(..).collect();
    let key = |account: &Value| account["pubkey"].as_str().unwrap().to_owned();
    accounts.sort_by_key(key);
    accounts.retain(|account| after.as_str().is_none_or(|after| key(account).as_str() > after));
    let has_more = accounts.len() > size;
    accounts.truncate(size);
    let next = accounts.last().map(key).filter(|_| has_more);
    json!({"context": answer["context"], "accounts": accounts, "paginationKey": next})
}

/// Shows letters.md: A list is one request for the beginnings of the accounts
#[tokio::test(flavor = "multi_thread")]
async fn a_first_screen_is_a_list_of_beginnings_and_the_content_of_what_is_on_it() {
    let harness = Harness::open().await;
    let (_, bo, sent) = harness.letters(4).await;
    let requests = Arc::new(AtomicUsize::new(0));
    let count = requests.clone();
    let client = harness.client_reading_bodies(move |method, _, body| {
        let params = params(body);
        match count.fetch_add(1, Relaxed) {
            0 => {
                assert_eq!(method, "getProgramAccounts");
                assert_eq!(params[1]["dataSlice"], json!({"offset": 0, "length": 160}));
            }
            _ => assert_eq!((method, params[0].as_array().unwrap().len()), ("getMultipleAccounts", 2)),
        }
        Arrives
    });
    let inbox = client.inbox(&bo.mailbox).await.unwrap();
    assert_eq!((addresses(&inbox.entries), inbox.is_whole), (sent.clone(), true));
    let screen: Vec<_> = screen(&inbox.entries, &Order::Newest, 0, 2).iter().map(|header| header.address).collect();
    assert_eq!(screen, [sent[3], sent[2]]);
    let shown = client.messages(&screen).await.unwrap().entries;
    assert_eq!(requests.load(Relaxed), 2);
    for ((address, message), header) in shown.iter().zip(inbox.entries.iter().rev()) {
        assert_eq!(MessageHeader::of(*address, message), *header);
    }
}

/// Shows security.md: An account that ends between a list and a look at it
#[tokio::test(flavor = "multi_thread")]
async fn what_ends_between_the_list_and_the_look_is_left_out_and_what_cannot_be_read_is_named() {
    let harness = Harness::open().await;
    let (_, bo, sent) = harness.letters(3).await;
    let listed = addresses(&harness.client.inbox(&bo.mailbox).await.unwrap().entries);
    harness.client.acknowledge(&bo.wallet, &sent[1], bmail_sdk::accounts::Verdict::Valuable).await.unwrap();
    harness.forge(&sent[2], 1, &[7; 300], &bmail_sdk::MAIL_ID);
    let shown = harness.client.messages(&listed).await.unwrap();
    assert_eq!(shown.entries.iter().map(|(address, _)| *address).collect::<Vec<_>>(), [sent[0]]);
    assert_eq!(shown.gaps.iter().map(|gap| gap.address).collect::<Vec<_>>(), [sent[2]]);
}

/// The fate of a request for a list, forged or not.
fn forged(answer: Value) -> Fate {
    Forged(json!({"jsonrpc": "2.0", "id": 0, "result": answer}).to_string().leak())
}
