//! A subscription: a node names the messages of a list that have just changed.

use std::time::Duration;

use futures_util::{Sink, SinkExt, Stream, StreamExt};
use reqwest::Url;
use serde_json::{Value, json};
use solana_pubkey::Pubkey;
use tokio::{
    sync::{mpsc, oneshot},
    task::JoinHandle,
    time::timeout,
};
use tokio_tungstenite::{
    connect_async_with_config,
    tungstenite::{Error, Message, protocol::WebSocketConfig},
};

use super::{find::Scan, transport::CONFIRMED};

/// How long a node may take to accept a subscription.
const ACCEPTED: Duration = Duration::from_secs(10);
/// After this long without a word, the node is asked for one, and after as long again the connection counts as broken.
const SILENCE: Duration = Duration::from_secs(20);
/// More bytes than any notification has.
const LONGEST: usize = 64 << 10;
/// How many notifications may wait. A node that sends more has to wait itself.
const WAITING: usize = 1_000;

/// A subscription that a node has accepted. It names accounts, and says nothing of them: what they are is asked for.
pub(super) struct Feed {
    named: mpsc::Receiver<Pubkey>,
    task: JoinHandle<()>,
}

impl Feed {
    /// Subscribes to a list; `None` if the node does not accept that, or cannot be reached.
    pub async fn open(url: &str, scan: &Scan) -> Option<Self> {
        let (url, request) = (url.to_owned(), request(scan));
        let (named_sender, named) = mpsc::channel(WAITING);
        let (accepted_sender, accepted) = oneshot::channel();
        let task = tokio::spawn(async move {
            let limits = WebSocketConfig::default().max_message_size(Some(LONGEST)).max_frame_size(Some(LONGEST));
            let Ok((mut socket, _)) = connect_async_with_config(url, Some(limits), false).await else { return };
            if socket.send(Message::text(request)).await.is_ok() {
                let _ = listen(&mut socket, accepted_sender, &named_sender).await;
            }
        });
        let feed = Self { named, task };
        timeout(ACCEPTED, accepted).await.ok()?.ok()?;
        Some(feed)
    }

    /// Waits for the next account that has changed; `None` when the subscription has ended.
    pub async fn next(&mut self) -> Option<Pubkey> {
        self.named.recv().await
    }

    /// An account that has changed and is waiting already.
    pub fn waiting(&mut self) -> Option<Pubkey> {
        self.named.try_recv().ok()
    }
}

impl Drop for Feed {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Where the websocket of a node is, by the URL of its JSON-RPC.
pub(super) fn websocket_of(url: &str) -> Option<String> {
    let mut url = Url::parse(url).ok()?;
    let scheme = match url.scheme() {
        "https" => "wss",
        "http" => "ws",
        _ => return None,
    };
    if let Some(port) = url.port() {
        url.set_port(Some(port.checked_add(1)?)).ok()?;
    }
    url.set_scheme(scheme).ok()?;
    Some(url.into())
}

fn request(scan: &Scan) -> String {
    let config = json!({
        "encoding": "base64", "commitment": CONFIRMED.commitment.to_string(), "filters": scan.filters(None),
        "dataSlice": {"offset": 0, "length": 0},
    });
    let params = json!([scan.program.to_string(), config]);
    json!({"jsonrpc": "2.0", "id": 1, "method": "programSubscribe", "params": params}).to_string()
}

/// Passes on the accounts that the node names, until the connection breaks or the node says something else.
async fn listen(
    socket: &mut (impl Stream<Item = Result<Message, Error>> + Sink<Message> + Unpin),
    accepted: oneshot::Sender<()>,
    named: &mpsc::Sender<Pubkey>,
) -> Option<()> {
    let (mut accepted, mut was_asked) = (Some(accepted), false);
    loop {
        let message = match timeout(SILENCE, socket.next()).await {
            Ok(message) => message?.ok()?,
            Err(_) if was_asked => return None,
            Err(_) => {
                was_asked = true;
                socket.send(Message::Ping(Vec::new().into())).await.ok()?;
                continue;
            }
        };
        was_asked = false;
        let Message::Text(text) = message else { continue };
        let said: Value = serde_json::from_str(&text).ok()?;
        match accepted.take() {
            None => named.send(address(&said)?).await.ok()?,
            Some(sender) => {
                said.get("result")?.as_u64()?;
                sender.send(()).ok()?;
            }
        }
    }
}

/// The account that a notification names.
fn address(said: &Value) -> Option<Pubkey> {
    said.pointer("/params/result/value/pubkey")?.as_str()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_websocket_is_at_the_next_port_or_at_none() {
        for (url, expected) in [
            ("http://127.0.0.1:8899", Some("ws://127.0.0.1:8900/")),
            ("https://api.devnet.solana.com", Some("wss://api.devnet.solana.com/")),
            ("https://node.example/?api-key=7", Some("wss://node.example/?api-key=7")),
            ("http://127.0.0.1:65535", None),
            ("ftp://node.example", None),
        ] {
            assert_eq!(websocket_of(url).as_deref(), expected, "{url}");
        }
    }
}
