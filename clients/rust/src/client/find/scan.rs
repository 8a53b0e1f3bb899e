//! Lists a program's accounts in the way that the node has for it: all at once, in pages, or in parts.

use std::collections::HashSet;

use futures_util::{StreamExt, TryStreamExt, stream};
use serde_json::{Value, json};
use solana_pubkey::Pubkey;
use solana_rpc_client_api::{
    client_error::{Error as RpcError, ErrorKind},
    custom_error::JSON_RPC_SCAN_ERROR as TOO_MUCH_AT_ONCE,
    request::{RpcError as RequestError, RpcRequest},
};

use super::{
    super::{
        read::made_up,
        transport::{CONFIRMED, passes_later},
    },
    page::{Found, Page},
};
use crate::{Client, ClientError};

/// The method of nodes that list accounts in pages.
const PAGED: RpcRequest = RpcRequest::Custom { method: "getProgramAccountsV2" };
/// The most accounts of a page that such nodes return.
const PAGE: usize = 10_000;
/// More accounts than any list has. A node that lies could go on without an end.
const MOST: usize = 2_000_000;
/// How many parts of a list are requested at the same time.
const IN_FLIGHT: usize = 4;

/// Which accounts to list: of a program, of a kind, with an address at an offset of their data.
#[derive(Clone, Copy, Debug)]
pub(in crate::client) struct Scan {
    pub program: Pubkey,
    pub kind: [u8; 8],
    pub offset: usize,
    pub address: Pubkey,
    /// How many bytes of each account, from its beginning; `None` for all of it.
    pub bytes: Option<usize>,
    /// The offset of a byte that differs between accounts. By it, a list that is too much at once is cut into parts.
    pub parts: Option<usize>,
}

/// What a node has listed: accounts, each once, by their addresses.
pub(in crate::client) struct Scanned {
    pub accounts: Vec<Found>,
    /// The slot that the list is about. What happened later may be missing.
    pub slot: u64,
}

impl Scan {
    /// Whether this is an account that was asked for, as far as its owner and its data show.
    pub fn is_met_by(&self, found: &Found) -> bool {
        let at = |offset: usize| found.data.get(offset..)?.get(..size_of::<Pubkey>());
        let is_kind = found.owner == self.program && found.data.starts_with(&self.kind);
        is_kind && at(self.offset) == Some(self.address.as_ref())
    }

    /// The filters: the kind, the address, and one byte if the list is cut into parts.
    pub(in crate::client) fn filters(&self, part: Option<u8>) -> Value {
        use base64::{Engine, prelude::BASE64_STANDARD};
        let filter = |offset: usize, bytes: &[u8]| json!({"memcmp": {"offset": offset, "bytes": BASE64_STANDARD.encode(bytes), "encoding": "base64"}});
        let mut filters = vec![filter(0, &self.kind), filter(self.offset, self.address.as_ref())];
        filters.extend(self.parts.zip(part).map(|(offset, byte)| filter(offset, &[byte])));
        filters.into()
    }

    fn config(&self, part: Option<u8>) -> Value {
        let mut config = json!({
            "encoding": "base64", "commitment": CONFIRMED.commitment.to_string(), "withContext": true,
            "filters": self.filters(part),
        });
        if let Some(length) = self.bytes {
            config["dataSlice"] = json!({"offset": 0, "length": length});
        }
        config
    }
}

impl Client {
    /// Lists accounts. A node that forbids to list all at once is asked for pages, and one that does not know pages, but finds
    /// the list too much, for parts.
    pub(in crate::client) async fn scan(&self, scan: &Scan) -> Result<Scanned, ClientError> {
        let error = match self.in_pages(RpcRequest::GetProgramAccounts, scan, None).await {
            Err(ClientError::Rpc(error)) if forbids(&error) => error,
            done => return done,
        };
        match self.in_pages(PAGED, scan, None).await {
            Err(ClientError::Rpc(_)) if code(&error) == Some(TOO_MUCH_AT_ONCE) && scan.parts.is_some() => {
                self.in_parts(scan).await
            }
            Err(ClientError::Rpc(second)) if forbids(&second) => Err(ClientError::Rpc(error)),
            done => done,
        }
    }

    async fn in_parts(&self, scan: &Scan) -> Result<Scanned, ClientError> {
        let parts = (0..=u8::MAX).map(|part| self.in_pages(RpcRequest::GetProgramAccounts, scan, Some(part)));
        let parts: Vec<_> = stream::iter(parts).buffered(IN_FLIGHT).try_collect().await?;
        let slot = parts.iter().map(|part| part.slot).min().unwrap_or(0);
        Ok(Scanned::new(parts.into_iter().flat_map(|part| part.accounts).collect(), slot))
    }

    /// Lists accounts by a method, up to the last page. Few nodes page the usual method.
    async fn in_pages(&self, method: RpcRequest, scan: &Scan, part: Option<u8>) -> Result<Scanned, ClientError> {
        let mut config = scan.config(part);
        if method == PAGED {
            config["limit"] = PAGE.into();
        }
        let (mut accounts, mut slot, mut keys) = (Vec::new(), None::<u64>, HashSet::new());
        loop {
            let answer = self.rpc().send::<Value>(method, json!([scan.program.to_string(), config])).await?;
            let page = Page::parse(answer).ok_or_else(|| made_up("no list of accounts"))?;
            slot = slot.or(page.slot);
            accounts.extend(page.found.ok_or_else(|| made_up("an account that cannot be decoded"))?);
            let Some((name, key)) = page.next else { break };
            if accounts.len() > MOST || !keys.insert(key.clone()) {
                return Err(made_up("a list without an end"));
            }
            config[name] = key.into();
        }
        // A node that does not say how new its list is may be at any slot.
        Ok(Scanned::new(accounts, slot.unwrap_or_default()))
    }
}

impl Scanned {
    /// Pages may overlap, because accounts open and close meanwhile. The later one counts.
    fn new(mut accounts: Vec<Found>, slot: u64) -> Self {
        accounts.sort_by_key(|found| found.address);
        accounts.dedup_by(|later, earlier| {
            let is_same = later.address == earlier.address;
            if is_same {
                std::mem::swap(later, earlier);
            }
            is_same
        });
        Self { accounts, slot }
    }
}

fn code(error: &RpcError) -> Option<i64> {
    match error.kind() {
        ErrorKind::RpcError(RequestError::RpcResponseError { code, .. }) => Some(*code),
        _ => None,
    }
}

/// Whether a node refuses this kind of request: by an error of JSON-RPC, among them -32010 (no index of this program),
/// -32012 (too much at once) and -32601 (no such method), or by the status of HTTP.
pub(super) fn forbids(error: &RpcError) -> bool {
    let status = match error.kind() {
        ErrorKind::Reqwest(error) => error.status().map(|status| status.as_u16()),
        _ => None,
    };
    code(error).is_some() && !passes_later(error)
        || status.is_some_and(|status| matches!(status, 401 | 403 | 404 | 405 | 410 | 501))
}
