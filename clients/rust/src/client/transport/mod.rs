//! The connection to a cluster: it waits out what passes by itself, and its commitment is the SDK's own.

mod bounded;
mod patient;
mod polite;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use async_trait::async_trait;
use reqwest::Url;
use serde_json::Value;
use solana_commitment_config::CommitmentConfig;
use solana_rpc_client::{
    http_sender::HttpSender,
    nonblocking::rpc_client::RpcClient,
    rpc_client::RpcClientConfig,
    rpc_sender::{RpcSender, RpcTransportStats},
};
use solana_rpc_client_api::{client_error::Result, request::RpcRequest};

use bounded::Bounded;
use patient::Patient;
pub(super) use patient::{TOO_MANY, passes_later};
use polite::Polite;

/// The commitment of everything that this SDK reads and waits for, whatever the connection's own is. What was sent is
/// then there when it is read.
pub(crate) const CONFIRMED: CommitmentConfig = CommitmentConfig::confirmed();

/// How long a response may take, as in Solana's own client.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The latest slot at which something of this client's own was confirmed. A node that has not come as far must not answer,
/// because it would deny what was done.
#[derive(Clone, Default)]
pub(super) struct Seen(Arc<AtomicU64>);

impl Seen {
    pub fn at_least(&self, slot: u64) {
        self.0.fetch_max(slot, Relaxed);
    }

    fn slot(&self) -> u64 {
        self.0.load(Relaxed)
    }
}

/// A connection that somebody made, as the transport of one of ours.
struct Given(RpcClient);

#[async_trait]
impl RpcSender for Given {
    async fn send(&self, request: RpcRequest, params: Value) -> Result<Value> {
        self.0.send(request, params).await
    }

    fn get_transport_stats(&self) -> RpcTransportStats {
        self.0.get_transport_stats()
    }

    fn url(&self) -> String {
        self.0.url()
    }
}

/// A connection over another one.
pub(super) fn over(rpc: RpcClient, seen: &Seen) -> RpcClient {
    patient(Given(rpc), seen)
}

/// A connection to a URL.
pub(super) fn to(url: &str, seen: &Seen) -> RpcClient {
    let mut http = reqwest::Client::builder()
        .default_headers(HttpSender::default_headers())
        .timeout(TIMEOUT)
        .pool_idle_timeout(TIMEOUT);
    if is_loopback(url) {
        http = http.no_proxy();
    }
    let sender = match http.build() {
        Ok(http) => {
            let http = reqwest_middleware::ClientBuilder::new(http).with(Polite::default()).with(Bounded::default());
            HttpSender::new_with_client_with_middleware(url, http.build())
        }
        Err(_) => HttpSender::new(url), // reports what is wrong, as Solana's own client would
    };
    patient(sender, seen)
}

fn patient(sender: impl RpcSender + Send + Sync + 'static, seen: &Seen) -> RpcClient {
    RpcClient::new_sender(Patient::new(sender, seen.clone()), RpcClientConfig::with_commitment(CONFIRMED))
}

/// Whether a URL names this machine.
pub(super) fn is_loopback(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else { return false };
    let Some(host) = url.host_str() else { return false };
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    address.map_or(host == "localhost" || host.ends_with(".localhost"), |address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_is_this_machine_only() {
        for url in ["http://127.0.0.1:8899", "http://localhost:8899", "http://[::1]:8899/", "http://127.3.2.1"] {
            assert!(is_loopback(url), "{url}");
        }
        for url in ["https://api.devnet.solana.com", "http://127.0.0.1.example.com", "http://10.0.0.1", "localhost"] {
            assert!(!is_loopback(url), "{url}");
        }
    }
}
