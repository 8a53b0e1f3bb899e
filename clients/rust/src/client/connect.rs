//! Connecting to a cluster: by its URL, or over a connection that somebody made.

use solana_rpc_client::nonblocking::rpc_client::RpcClient;

use super::{
    Client,
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
    pub fn connect(url: &str) -> Self {
        let seen = Seen::default();
        Self::of(transport::to(url, &seen), seen)
    }

    /// Like [`Client::connect`], over a connection of your own, such as one with other headers or timeouts. Its commitment
    /// does not matter. A pause that a node asks for holds for the refused request only, if your connection obeys it. How long
    /// an answer may be is up to your connection, too.
    pub fn new(rpc: RpcClient) -> Self {
        let seen = Seen::default();
        Self::of(transport::over(rpc, &seen), seen)
    }
}
