//! Connecting to a cluster: by its URL, or over a connection that was made already.

use solana_rpc_client::nonblocking::rpc_client::RpcClient;

use solana_rpc_client_api::client_error::Error as RpcError;

use super::{
    Client, ClientError,
    transport::{self, Seen},
};

impl Client {
    /// A client of the cluster at a URL, for the programs at their default addresses, with an automatic priority fee
    /// ([`PriorityFee::AUTOMATIC`](crate::PriorityFee::AUTOMATIC)). Whoever acts pays.
    ///
    /// It reads, and waits for, confirmed commitment. A request that fails for a reason that passes by itself (a broken
    /// connection, a node that is overloaded or lags behind, HTTP 429) is repeated a few times, and a pause that a node
    /// asks for with `Retry-After` holds for all requests.
    ///
    /// Proxies are those of the environment (`http_proxy` and the like), but none for a cluster on this machine: few
    /// proxies would find it, and a local validator should not depend on `NO_PROXY`.
    ///
    /// # Panics
    /// If the system has no TLS, like Solana's own client.
    pub fn connect(url: &str) -> Self {
        Self::connect_with(url, |http| http).expect("an HTTP client with these settings can be built")
    }

    /// Like [`Client::connect`], with other settings of HTTP than the default ones, such as the headers or the proxy that your
    /// provider asks for. The settings are those of `reqwest`, which this crate exports.
    ///
    /// ```
    /// use bmail_sdk::{Client, reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue}};
    ///
    /// let mut headers = HeaderMap::new();
    /// headers.insert(AUTHORIZATION, HeaderValue::from_static("Bearer 123"));
    /// let client = Client::connect_with("https://rpc.example.com", |http| http.default_headers(headers))?;
    /// # Ok::<(), bmail_sdk::ClientError>(())
    /// ```
    ///
    /// # Errors
    /// [`ClientError::Rpc`] if there is no such client.
    pub fn connect_with(
        url: &str,
        settings: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder,
    ) -> Result<Self, ClientError> {
        let seen = Seen::default();
        let rpc = transport::to(url, &seen, settings).map_err(RpcError::from)?;
        Ok(Self::of(rpc, seen))
    }

    /// Like [`Client::connect`], over a connection that was made already, such as one that does not speak HTTP. Its commitment
    /// does not matter. Prefer [`Client::connect_with`]: it is the connection that reads the answers, so how long one may be,
    /// how long one may take, and whether a pause that a node asks for holds for other requests than the refused one, is up to
    /// this one. Solana's own reads answers of any length: a node that lies can use up the memory.
    pub fn new(rpc: RpcClient) -> Self {
        let seen = Seen::default();
        Self::of(transport::over(rpc, &seen), seen)
    }
}
