//! Repeats requests that failed for a reason that passes by itself.

use std::time::Duration;

use async_trait::async_trait;
use reqwest::StatusCode;
use serde_json::Value;
use solana_rpc_client::rpc_sender::{RpcSender, RpcTransportStats};
use solana_rpc_client_api::{
    client_error::{Error, ErrorKind, Result},
    custom_error::{
        JSON_RPC_SERVER_ERROR_BLOCK_STATUS_NOT_AVAILABLE_YET as STATUS_NOT_YET,
        JSON_RPC_SERVER_ERROR_LONG_TERM_STORAGE_UNREACHABLE as STORAGE_UNREACHABLE,
        JSON_RPC_SERVER_ERROR_MIN_CONTEXT_SLOT_NOT_REACHED as SLOT_NOT_REACHED,
        JSON_RPC_SERVER_ERROR_NODE_UNHEALTHY as NODE_UNHEALTHY,
    },
    request::{RpcError, RpcRequest},
};
use tokio::time::{Instant, sleep};

use super::Seen;

/// The pauses between attempts, in milliseconds: each twice the one before.
const PAUSES: [u64; 5] = [200, 400, 800, 1_600, 3_200];
/// After this time, a failure is told. Attempts that time out, or whose pauses the node has set, take long.
const PATIENCE: Duration = Duration::from_secs(60);
/// What some providers answer, in the body, in place of the status 429.
pub(in crate::client) const TOO_MANY: [i64; 2] = [429, -32_429];

/// A transport that repeats what failed for a reason that passes by itself, with a bound. It asks only nodes that have come
/// as far as what this client has done.
pub(super) struct Patient<S> {
    inner: S,
    seen: Seen,
}

impl<S> Patient<S> {
    pub fn new(inner: S, seen: Seen) -> Self {
        Self { inner, seen }
    }
}

#[async_trait]
impl<S: RpcSender + Send + Sync> RpcSender for Patient<S> {
    async fn send(&self, request: RpcRequest, params: Value) -> Result<Value> {
        let begun = Instant::now();
        // What is known of the cluster can change in a pause.
        let asked = || not_before(request, params.clone(), self.seen.slot());
        for pause in PAUSES {
            match self.inner.send(request, asked()).await {
                Err(error) if passes(request, &error) && begun.elapsed() < PATIENCE => {
                    sleep(Duration::from_millis(pause)).await;
                }
                done => return done,
            }
        }
        self.inner.send(request, asked()).await
    }

    fn get_transport_stats(&self) -> RpcTransportStats {
        self.inner.get_transport_stats()
    }

    fn url(&self) -> String {
        self.inner.url()
    }
}

/// The request for nodes that have come as far as `slot`. What asks for a final state gets an older one on purpose.
fn not_before(request: RpcRequest, mut params: Value, slot: u64) -> Value {
    use RpcRequest as R;
    let reads_state = matches!(
        request,
        R::GetAccountInfo
            | R::GetBalance
            | R::GetLatestBlockhash
            | R::GetMultipleAccounts
            | R::GetProgramAccounts
            | R::GetSignaturesForAddress
            | R::SimulateTransaction
    );
    let config = params.as_array_mut().and_then(|params| params.last_mut()).and_then(Value::as_object_mut);
    if let Some(config) = config.filter(|_| reads_state && slot > 0)
        && config.get("commitment").and_then(Value::as_str) == Some("confirmed")
    {
        let least = config.entry("minContextSlot").or_insert(Value::Null);
        *least = least.as_u64().unwrap_or(0).max(slot).into();
    }
    params
}

/// Whether a failure passes by itself, though not now: it was repeated as often as it is worth.
pub(in crate::client) fn passes_later(error: &Error) -> bool {
    const BUSY: Option<StatusCode> = Some(StatusCode::TOO_MANY_REQUESTS);
    let is_busy = matches!(error.kind(), ErrorKind::Reqwest(error) if error.status() == BUSY);
    is_busy || passes(RpcRequest::GetProgramAccounts, error)
}

/// Whether a failure passes by itself. A transaction is repeated only if it never arrived: whoever sends it has to know
/// whether an earlier copy may have. Without priority fees all goes on, so that question is not repeated.
fn passes(request: RpcRequest, error: &Error) -> bool {
    if request == RpcRequest::GetRecentPrioritizationFees {
        return false;
    }
    let sends = request == RpcRequest::SendTransaction;
    match error.kind() {
        ErrorKind::Reqwest(error) => match error.status() {
            // Solana's own transport has repeated it five times.
            Some(StatusCode::TOO_MANY_REQUESTS) => false,
            Some(status) => !sends && (status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT),
            None => error.is_connect() || !sends && !error.is_builder(),
        },
        ErrorKind::Io(_) | ErrorKind::SerdeJson(_) => !sends,
        ErrorKind::RpcError(RpcError::RpcResponseError { code, .. }) => {
            TOO_MANY.contains(code)
                || !sends && matches!(*code, NODE_UNHEALTHY | SLOT_NOT_REACHED | STATUS_NOT_YET | STORAGE_UNREACHABLE)
        }
        ErrorKind::RpcError(RpcError::RpcRequestError(_)) => !sends,
        _ => false,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_reads_the_confirmed_state_asks_for_one_that_is_not_older_than_what_was_done() {
        let read = |commitment| json!(["address", {"commitment": commitment, "minContextSlot": null}]);
        let asked = |params| not_before(RpcRequest::GetAccountInfo, params, 7);
        assert_eq!(asked(read("confirmed")), json!(["address", {"commitment": "confirmed", "minContextSlot": 7}]));
        assert_eq!(asked(read("finalized")), read("finalized"));
        let later = json!(["address", {"commitment": "confirmed", "minContextSlot": 9}]);
        assert_eq!(asked(later.clone()), later);
        assert_eq!(not_before(RpcRequest::SendTransaction, read("confirmed"), 7), read("confirmed"));
        assert_eq!(not_before(RpcRequest::GetAccountInfo, read("confirmed"), 0), read("confirmed"));
    }
}
