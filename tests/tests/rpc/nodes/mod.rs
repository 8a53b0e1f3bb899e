//! Nodes that lie, lag, forget, or are overloaded.

mod commitment;
mod doubt;
mod errors;
mod lies;
mod load;
mod past;
mod priority;
mod transient;
mod units;
mod unsigned;

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::{harness::Harness, proxy};

/// A node's response about one signature, which it does not know, from a slot ahead of all others.
const FORGOTTEN: &str = r#"{"jsonrpc":"2.0","id":0,"result":{"context":{"slot":4000000000},"value":[null]}}"#;
/// The response of a node that keeps no history.
pub const NO_HISTORY: &str =
    r#"{"jsonrpc":"2.0","id":0,"error":{"code":-32011,"message":"Transaction history is not available"}}"#;

/// What a test's node has seen.
#[derive(Clone)]
struct Heard<T>(Arc<Mutex<Vec<T>>>);

impl<T> Default for Heard<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T: Clone> Heard<T> {
    fn push(&self, heard: T) {
        self.0.lock().unwrap().push(heard);
    }

    fn all(&self) -> Vec<T> {
        self.0.lock().unwrap().clone()
    }
}

/// Calls a method of a validator, such as a cheat, while a request is held up.
pub fn call(validator: &str, method: &str, params: Value) -> Value {
    let request = json!({"jsonrpc": "2.0", "id": 0, "method": method, "params": params}).to_string();
    let response = proxy::ask(validator, request.as_bytes()).unwrap();
    let body = String::from_utf8(response).unwrap();
    serde_json::from_str(body.split_once("\r\n\r\n").unwrap().1).unwrap()
}

/// The first parameter of a request.
pub fn first_parameter(body: &[u8]) -> Value {
    serde_json::from_slice::<Value>(body).unwrap()["params"][0].clone()
}

impl Harness {
    /// Sets a balance from within a request that is held up.
    fn gift(validator: &str, address: &solana_pubkey::Pubkey, lamports: u64) {
        let set = call(validator, "surfnet_setAccount", json!([address.to_string(), {"lamports": lamports}]));
        assert!(set.get("error").is_none(), "{set}");
    }
}
