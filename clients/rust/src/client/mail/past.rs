//! Mail that has ended: its accounts are closed, but the transactions that sent it may still be on record.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;
use solana_signature::Signature;
use units::Timestamp;

use super::calls::calls;
use crate::{
    Client, ClientError,
    accounts::{Content, SealedKey, Verdict},
    client::transaction::{Entry, Page, Past, Record, RecordGap, keeps_no_history, lookup, naming, successful},
    events::{AnyEvent, records},
};

/// The most transactions that are looked at for a body: each chunk has one.
const CHUNKS: usize = 1_000;

/// A part of what happened to a mailbox or a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastPage {
    /// What happened, newest first.
    pub entries: Vec<PastEntry>,
    /// The last transaction that was looked at: the `before` of the page with what happened earlier. `None` if the node
    /// knows of nothing earlier.
    pub older: Option<Signature>,
    /// Why the node shows nothing, if it keeps no history: something may have happened all the same.
    pub gap: Option<RecordGap>,
}

/// Something that happened, or a transaction that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastEntry {
    /// The time; `None` if the cluster does not know it.
    pub at: Option<Timestamp>,
    /// The transaction.
    pub signature: Signature,
    /// What it did. If it cannot be read, this says why.
    pub event: Result<PastEvent, RecordGap>,
}

/// What happened to a mailbox or a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PastEvent {
    /// The mailbox was opened, so nothing happened to it before.
    Opened,
    /// A message was sent, or posted: to the mailbox, or from it.
    Sent(Box<PastMessage>),
    /// The key of a posted message was published.
    Revealed {
        /// The message.
        message: Pubkey,
        /// The version of the recipient's key.
        key_version: u32,
        /// The sealed key.
        sealed_key: SealedKey,
    },
    /// A message was acknowledged.
    Acknowledged {
        /// The message.
        message: Pubkey,
        /// What its recipient thought of it.
        verdict: Verdict,
        /// Its fee in lamports, if the node has the logs.
        fee: Option<u64>,
    },
    /// A message expired.
    Expired {
        /// The message.
        message: Pubkey,
    },
}

/// A message as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastMessage {
    /// Its address.
    pub message: Pubkey,
    /// The network.
    pub network: Pubkey,
    /// The sender's wallet.
    pub sender: Pubkey,
    /// The recipient's mailbox.
    pub recipient_mailbox: Pubkey,
    /// The number in the sender's mailbox.
    pub sequence: u64,
    /// The most that it could cost, in lamports.
    pub max_fee: u64,
    /// The ciphertext, or the address of its body.
    pub content: Content,
    /// The version of the recipient's key, and the sealed key; `None` if it was posted, and revealed later.
    pub key: Option<(u32, SealedKey)>,
}

impl Client {
    /// What happened to a mailbox or a message, by the transactions that name it: of the last `limit` of them that
    /// succeeded, or of the last ones before the transaction `before`. Expiring does not name the recipient's mailbox, so ask
    /// for the message to find out whether it did. Go on with [`PastPage::older`].
    ///
    /// # Errors
    /// [`ClientError::Rpc`]. A node that keeps no history is a gap of the page, and a transaction that it has forgotten is an
    /// entry that says so.
    pub async fn past(
        &self,
        address: &Pubkey,
        before: Option<Signature>,
        limit: usize,
    ) -> Result<PastPage, ClientError> {
        let Page { entries, older, gap } =
            Page::of(self.rpc(), address, before, limit, |record| self.events(record, address)).await?;
        let entries = entries.into_iter().map(|Entry { at, signature, event }| PastEntry { at, signature, event });
        Ok(PastPage { entries: entries.collect(), older, gap })
    }

    /// The content of a body: from its account, or from the transactions that wrote it. `None` if the node does not have all
    /// of it, such as one that keeps no history.
    ///
    /// # Errors
    /// [`ClientError::Rpc`], [`ClientError::Decode`].
    pub async fn past_body(&self, address: &Pubkey, author: &Pubkey) -> Result<Option<Vec<u8>>, ClientError> {
        let is_it = |content: &[u8]| self.programs.body(author, &Sha256::digest(content).into()).0 == *address;
        if let Some(body) = self.account::<crate::accounts::StoredBody>(address).await? {
            return Ok(Some(body.content).filter(|content| is_it(content)));
        }
        let (mut before, mut chunks, mut looked_at) = (None, BTreeMap::new(), 0);
        while looked_at < CHUNKS {
            let page = match naming(self.rpc(), address, before).await {
                Err(error) if keeps_no_history(&error) => return Ok(None),
                page => page?,
            };
            let Some(last) = page.last() else { break };
            before = last.signature.parse().ok();
            looked_at += page.len();
            for signature in successful(&page) {
                let Ok(record) = lookup(self.rpc(), &signature).await? else { continue };
                let Some(past) = Past::of(&record) else { continue };
                chunks.extend(calls(&past, &self.programs.mail).filter_map(|call| call.chunk(address)));
            }
        }
        let mut content = Vec::new();
        for (offset, chunk) in chunks {
            if offset > content.len() {
                return Ok(None);
            }
            content.truncate(offset);
            content.extend_from_slice(&chunk);
        }
        Ok(Some(content).filter(|content| is_it(content)))
    }

    fn events(&self, record: &Record, address: &Pubkey) -> Vec<Result<PastEvent, RecordGap>> {
        let Some(past) = Past::of(record) else { return vec![Err(RecordGap::NewerVersion)] };
        let events = calls(&past, &self.programs.mail).filter_map(|call| call.event(address));
        events.map(|event| Ok(self.with_fee(event, record))).collect()
    }

    /// The fee of an acknowledged message stands in the logs only.
    fn with_fee(&self, event: PastEvent, record: &Record) -> PastEvent {
        let PastEvent::Acknowledged { message, verdict, .. } = event else { return event };
        let logs: Option<Vec<String>> =
            record.transaction.meta.as_ref().and_then(|meta| meta.log_messages.clone().into());
        let logged = records(&logs.unwrap_or_default());
        let fee = logged.iter().find_map(|record| match AnyEvent::decode(record, &self.programs)? {
            AnyEvent::MessageAcknowledged(event) if event.message == message => {
                Some(event.earned.saturating_add(event.cut))
            }
            _ => None,
        });
        PastEvent::Acknowledged { message, verdict, fee }
    }
}
