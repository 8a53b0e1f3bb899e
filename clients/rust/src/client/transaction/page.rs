//! A page of what the successful transactions did that name an address.

use futures_util::{StreamExt, TryStreamExt, stream};
use solana_pubkey::Pubkey;
use solana_rpc_client::nonblocking::rpc_client::RpcClient;
use solana_signature::Signature;
use units::Timestamp;

use super::lookup::{Record, RecordGap, keeps_no_history, lookup, naming};
use crate::ClientError;

/// How many transactions are requested at the same time: what the limits of a public RPC node allow.
const IN_FLIGHT: usize = 8;

/// The last successful transactions that name an address, or the last ones before another one.
pub(in crate::client) struct Page<E> {
    /// What they did, newest first. Each transaction's own events are in order.
    pub entries: Vec<Entry<E>>,
    /// The last transaction that was looked at; `None` if the node knows of nothing earlier.
    pub older: Option<Signature>,
    /// Why the node shows nothing, if it keeps no history.
    pub gap: Option<RecordGap>,
}

/// Something that a transaction did, or why that is unknown.
pub(in crate::client) struct Entry<E> {
    pub signature: Signature,
    /// The time; `None` if the cluster does not know it.
    pub at: Option<Timestamp>,
    pub event: Result<E, RecordGap>,
}

impl<E> Page<E> {
    /// The last `limit` ones, at least one, with what `events` finds in their records. This asks once for each, and once for
    /// the list.
    pub async fn of(
        rpc: &RpcClient,
        address: &Pubkey,
        before: Option<Signature>,
        limit: usize,
        events: impl Fn(&Record) -> Vec<Result<E, RecordGap>>,
    ) -> Result<Self, ClientError> {
        let named = match naming(rpc, address, before).await {
            Err(error) if keeps_no_history(&error) => {
                return Ok(Self { entries: Vec::new(), older: None, gap: Some(RecordGap::Missing) });
            }
            named => named?,
        };
        let (mut landed, mut older) = (Vec::new(), None);
        for entry in named {
            let Ok(signature) = entry.signature.parse::<Signature>() else { continue };
            older = Some(signature);
            if entry.err.is_none() {
                landed.push((signature, entry.block_time.map(Timestamp)));
            }
            if landed.len() >= limit.max(1) {
                break;
            }
        }
        let events = &events;
        let looked_up = landed.into_iter().map(|(signature, at)| async move {
            let events = match lookup(rpc, &signature).await? {
                Ok(record) => events(&record),
                Err(gap) => vec![Err(gap)],
            };
            Ok::<_, ClientError>(events.into_iter().map(move |event| Entry { signature, at, event }))
        });
        let entries: Vec<_> = stream::iter(looked_up).buffered(IN_FLIGHT).try_collect().await?;
        Ok(Self { entries: entries.into_iter().flatten().collect(), older, gap: None })
    }
}
