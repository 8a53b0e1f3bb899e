//! Connecting to a cluster by its URL.

use std::time::Duration;

use reqwest::Url;
use solana_commitment_config::CommitmentConfig;
use solana_rpc_client::{http_sender::HttpSender, nonblocking::rpc_client::RpcClient, rpc_client::RpcClientConfig};

use super::Client;

/// How long a response may take, as in Solana's own client.
const TIMEOUT: Duration = Duration::from_secs(30);

impl Client {
    /// A client of the cluster at a URL, which waits for confirmed commitment.
    ///
    /// Proxies are those of the environment (`http_proxy` and the like), but none for a cluster on this machine: few
    /// proxies would find it, and a local validator should not depend on `NO_PROXY`.
    pub fn connect(url: &str) -> Self {
        let mut http = reqwest::Client::builder()
            .default_headers(HttpSender::default_headers())
            .timeout(TIMEOUT)
            .pool_idle_timeout(TIMEOUT);
        if is_loopback(url) {
            http = http.no_proxy();
        }
        let sender = match http.build() {
            Ok(http) => HttpSender::new_with_client(url, http),
            Err(_) => HttpSender::new(url), // reports what is wrong, as Solana's own client would
        };
        Self::new(RpcClient::new_sender(sender, RpcClientConfig::with_commitment(CommitmentConfig::confirmed())))
    }
}

/// Whether a URL names this machine.
fn is_loopback(url: &str) -> bool {
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
