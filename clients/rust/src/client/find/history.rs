//! Lists of messages where a node lists no accounts: the transactions that sent them name their recipient's mailbox and their
//! sender, and the messages.

use std::collections::BTreeSet;

use futures_util::{StreamExt, TryStreamExt, stream};
use solana_pubkey::Pubkey;

use super::{Listed, Whose};
use crate::{
    Client, ClientError,
    client::transaction::{lookup, named, naming, successful},
};

/// The most transactions to look up for a list.
const MOST: usize = 1_000;
/// How many of them are requested at the same time: what the limits of a public RPC node allow.
const IN_FLIGHT: usize = 8;

impl Client {
    /// The messages that the last transactions name and that are still open.
    pub(super) async fn headers_in_history(&self, whose: Whose) -> Result<Listed, ClientError> {
        let naming = naming(self.rpc(), whose.address(), None).await?;
        let mut is_whole = naming.len() < MOST;
        let signatures: Vec<_> = successful(&naming).take(MOST).collect();
        let records = signatures.iter().map(|signature| lookup(self.rpc(), signature));
        let records: Vec<_> = stream::iter(records).buffered(IN_FLIGHT).try_collect().await?;
        let mut addresses = BTreeSet::<Pubkey>::new();
        for record in records {
            match record.ok().and_then(|record| named(&record)) {
                Some(named) => addresses.extend(named),
                None => is_whole = false,
            }
        }
        let mut listed = self.headers_at(&addresses.into_iter().collect::<Vec<_>>()).await?;
        listed.listing.entries.retain(|header| whose.is_of(header));
        listed.listing.gaps.clear(); // the other accounts of the transactions
        listed.listing.is_whole = is_whole;
        Ok(listed)
    }
}
