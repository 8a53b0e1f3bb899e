//! What nodes answer to a request for a list, or for some accounts: whole or cut, with or without a page token.

use base64::{Engine, prelude::BASE64_STANDARD};
use serde::Deserialize;
use serde_json::{Map, Value};
use solana_pubkey::Pubkey;

/// The names of page tokens, in answers and in requests for the next page.
const TOKENS: [&str; 2] = ["paginationKey", "pageKey"];

/// An account, or its beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::client) struct Found {
    pub address: Pubkey,
    pub owner: Pubkey,
    /// Empty if the node's answer cannot be decoded.
    pub data: Vec<u8>,
    /// The bytes of the whole account, if the node says so.
    pub space: Option<usize>,
}

/// One answer with accounts.
pub(super) struct Page {
    /// `None` if an address among them is none.
    pub found: Option<Vec<Found>>,
    pub slot: Option<u64>,
    /// The name and the value of the token for the next page.
    pub next: Option<(&'static str, String)>,
}

#[derive(Deserialize)]
struct Entry {
    pubkey: String,
    account: Value,
}

/// An account as JSON has it. What a node has compressed could expand to anything, so it is not decoded.
#[derive(Deserialize)]
struct Held {
    data: (String, String),
    owner: String,
    space: Option<u64>,
}

impl Page {
    /// The answer is the list, or an object that has it as `value` or `accounts`, with its context and a page token beside
    /// it or inside. Nodes differ.
    pub fn parse(answer: Value) -> Option<Self> {
        let (list, slot, next) = match answer {
            Value::Array(list) => (list, None, None),
            Value::Object(mut object) => {
                let slot = object.get("context").and_then(|context| context.get("slot")?.as_u64());
                let next = token(&object);
                match object.remove("value").or_else(|| object.remove("accounts"))? {
                    Value::Array(list) => (list, slot, next),
                    Value::Object(mut inner) => {
                        let next = next.or_else(|| token(&inner));
                        let Value::Array(list) = inner.remove("accounts")? else { return None };
                        (list, slot, next)
                    }
                    _ => return None,
                }
            }
            _ => return None,
        };
        let found = list.into_iter().map(|entry| {
            let Entry { pubkey, account } = serde_json::from_value(entry).ok()?;
            Some(found(pubkey.parse().ok()?, account))
        });
        Some(Self { found: found.collect(), slot, next })
    }
}

fn token(object: &Map<String, Value>) -> Option<(&'static str, String)> {
    TOKENS.iter().find_map(|name| Some((*name, object.get(*name)?.as_str()?.to_owned())))
}

/// An account with an address, from its JSON.
pub(super) fn found(address: Pubkey, account: Value) -> Found {
    let held = serde_json::from_value::<Held>(account).ok().filter(|held| held.data.1 == "base64");
    let decoded = held.and_then(|held| {
        let data = BASE64_STANDARD.decode(held.data.0).ok()?;
        Some((held.owner.parse().ok()?, data, held.space.and_then(|space| usize::try_from(space).ok())))
    });
    let (owner, data, space) = decoded.unwrap_or_default();
    Found { address, owner, data, space }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::json;

    use super::*;

    fn entry(byte: u8) -> Value {
        let account = json!({"data": ["AQI=", "base64"], "owner": Pubkey::from([9; 32]).to_string(), "space": 700,
            "lamports": 5, "executable": false, "rentEpoch": u64::MAX});
        json!({"pubkey": Pubkey::from([byte; 32]).to_string(), "account": account})
    }

    #[test]
    fn lists_are_read_as_nodes_write_them() {
        let list = json!([entry(1), entry(2)]);
        let context = json!({"slot": 7});
        for (answer, slot, next) in [
            (list.clone(), None, None),
            (json!({"context": context, "value": list}), Some(7), None),
            (json!({"accounts": list, "paginationKey": "k", "totalResults": 9}), None, Some(("paginationKey", "k"))),
            (json!({"accounts": list, "paginationKey": null}), None, None),
            (
                json!({"context": context, "accounts": list, "paginationKey": "k"}),
                Some(7),
                Some(("paginationKey", "k")),
            ),
            (
                json!({"context": context, "value": {"accounts": list, "paginationKey": "k"}}),
                Some(7),
                Some(("paginationKey", "k")),
            ),
            (json!({"context": context, "value": list, "pageKey": "k"}), Some(7), Some(("pageKey", "k"))),
        ] {
            let page = Page::parse(answer.clone()).unwrap();
            let found = page.found.unwrap();
            assert_eq!(found.iter().map(|one| one.address.to_bytes()[0]).collect::<Vec<_>>(), [1, 2], "{answer}");
            assert_eq!(
                (found[0].owner, &found[0].data[..], found[0].space),
                (Pubkey::from([9; 32]), &[1, 2][..], Some(700))
            );
            assert_eq!((page.slot, page.next.as_ref().map(|(name, key)| (*name, &key[..]))), (slot, next), "{answer}");
        }
    }

    /// Shows security.md: Answers that are no answers.
    #[test]
    fn what_is_no_list_is_none_and_what_is_no_account_is_empty() {
        for answer in [
            json!(null),
            json!("list"),
            json!({}),
            json!({"value": 7}),
            json!({"value": {"value": []}}),
            json!({"value": {"accounts": {"accounts": []}}}),
        ] {
            assert!(Page::parse(answer.clone()).is_none(), "{answer}");
        }
        assert!(Page::parse(json!([{"pubkey": "none", "account": {}}])).unwrap().found.is_none());
        for data in [json!("AQI="), json!(["AQI=", "base64+zstd"]), json!(["!", "base64"]), json!(null)] {
            let mut entry = entry(1);
            entry["account"]["data"] = data;
            assert_eq!(Page::parse(json!([entry])).unwrap().found.unwrap()[0].data, [0_u8; 0]);
        }
    }
}
