//! The connection to a cluster: it waits out what passes by itself, and its commitment is the SDK's own.

mod bounded;
mod patient;
mod polite;
mod seen;

use std::time::Duration;

use async_trait::async_trait;
use reqwest::{ClientBuilder, Url};
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
pub(super) use seen::{Seen, Told};

/// The commitment of everything that this SDK reads and waits for, whatever the connection's own is. What was sent is
/// then there when it is read.
pub(crate) const CONFIRMED: CommitmentConfig = CommitmentConfig::confirmed();

/// How long a response may take, as in Solana's own client.
const TIMEOUT: Duration = Duration::from_secs(30);

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

/// A connection to a URL, with changes of the HTTP client that it would have otherwise.
pub(super) fn to(
    url: &str,
    seen: &Seen,
    change: impl FnOnce(ClientBuilder) -> ClientBuilder,
) -> std::result::Result<RpcClient, reqwest::Error> {
    let mut http =
        ClientBuilder::new().default_headers(HttpSender::default_headers()).timeout(TIMEOUT).pool_idle_timeout(TIMEOUT);
    if is_loopback(url) {
        http = http.no_proxy();
    }
    let http = change(http).build()?;
    let http = reqwest_middleware::ClientBuilder::new(http).with(Polite::default()).with(Bounded::default());
    Ok(patient(HttpSender::new_with_client_with_middleware(url, http.build()), seen))
}

fn patient(sender: impl RpcSender + Send + Sync + 'static, seen: &Seen) -> RpcClient {
    RpcClient::new_sender(Patient::new(sender, seen.clone()), RpcClientConfig::with_commitment(CONFIRMED))
}

/// Whether a URL names this machine. Nothing goes over a network to it, and so through no proxy.
pub fn is_loopback(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else { return false };
    let Some(host) = url.host_str() else { return false };
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    address.map_or(host == "localhost" || host.ends_with(".localhost"), |address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use std::{
        io::{Read, Write},
        net::TcpListener,
        sync::mpsc,
        thread,
    };

    use super::*;

    /// Shows security.md: Input without an end.
    #[tokio::test]
    async fn a_connection_with_settings_of_ones_own_has_the_same_bounds() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (tell, told) = mpsc::channel();
        thread::spawn(move || {
            let (mut client, _) = listener.accept().unwrap();
            let mut head = [0; 4_096];
            let length = client.read(&mut head).unwrap();
            tell.send(String::from_utf8_lossy(&head[..length]).into_owned()).unwrap();
            client.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n").unwrap();
            while client.write_all(&[b' '; 65_536]).is_ok() {}
        });
        let rpc = to(&url, &Seen::default(), |http| http.user_agent("a test")).unwrap();
        let error = rpc.get_slot().await.unwrap_err().to_string();
        assert!(error.contains("more than 16777216 bytes"), "{error}");
        assert!(told.recv().unwrap().contains("user-agent: a test"));
    }

    #[test]
    fn settings_that_cannot_be_are_an_error() {
        let built = to("http://127.0.0.1:1", &Seen::default(), |http| http.user_agent("two\nlines"));
        assert!(built.is_err());
    }

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
