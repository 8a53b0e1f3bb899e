//! Mail that has ended: its accounts are closed, but the transactions that sent it may still be on record.

use std::collections::BTreeMap;

use futures_util::{StreamExt, TryStreamExt, stream};
use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;
use solana_signature::Signature;
use units::Timestamp;

use crate::{
    Client, ClientError,
    accounts::{Content, SealedKey, Verdict},
    client::transaction::{Done, Past, Record, RecordGap, keeps_no_history, lookup, naming, successful},
    events::{AnyEvent, records},
    generated::mail::layout::{INSTRUCTIONS, arguments},
};

/// How many transactions are requested at the same time: what the limits of a public RPC node allow.
const IN_FLIGHT: usize = 8;
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
    /// A message was sent, or posted.
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
    /// [`ClientError::Rpc`]. A node that keeps no history knows of nothing, and a transaction that it has forgotten is an entry
    /// that says so.
    pub async fn past(
        &self,
        address: &Pubkey,
        before: Option<Signature>,
        limit: usize,
    ) -> Result<PastPage, ClientError> {
        let (mut landed, mut older) = (Vec::new(), None);
        let page = match naming(self.rpc(), address, before).await {
            Err(error) if keeps_no_history(&error) => Vec::new(),
            page => page?,
        };
        for entry in page {
            let Ok(signature) = entry.signature.parse::<Signature>() else { continue };
            older = Some(signature);
            if entry.err.is_none() {
                landed.push((signature, entry.block_time.map(Timestamp)));
            }
            if landed.len() >= limit.max(1) {
                break;
            }
        }
        let entries = landed.into_iter().map(|(signature, at)| async move {
            let events = match lookup(self.rpc(), &signature).await? {
                Ok(record) => self.events(&record, address),
                Err(gap) => vec![Err(gap)],
            };
            Ok::<_, ClientError>(events.into_iter().map(move |event| PastEntry { at, signature, event }))
        });
        let entries: Vec<_> = stream::iter(entries).buffered(IN_FLIGHT).try_collect().await?;
        Ok(PastPage { entries: entries.into_iter().flatten().collect(), older })
    }

    /// The content of a body: from its account, or from the transactions that wrote it. `None` if nobody has all of it.
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
            let page = naming(self.rpc(), address, before).await?;
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

/// A call of the mail program.
struct Call<'p> {
    name: &'static str,
    roles: &'static [&'static str],
    done: &'p Done,
    data: &'p [u8],
}

impl Call<'_> {
    fn account(&self, role: &str) -> Option<Pubkey> {
        self.done.account(self.roles, role).copied()
    }

    fn bytes<const LENGTH: usize>(&self, offset: usize) -> Option<[u8; LENGTH]> {
        self.data.get(offset..)?.first_chunk().copied()
    }

    /// Bytes with their length before them.
    fn tail(&self, offset: usize) -> Option<&[u8]> {
        let length = u32::from_le_bytes(self.bytes(offset)?);
        self.data.get(offset + size_of::<u32>()..)?.get(..length as usize)
    }

    /// What it did to a mailbox or a message.
    fn event(&self, address: &Pubkey) -> Option<PastEvent> {
        let message = self.account("message");
        let concerns = |role| self.account(role) == Some(*address);
        if !["message", "recipient_mailbox", "mailbox"].into_iter().any(concerns) {
            return None;
        }
        Some(match self.name {
            "open_mailbox" => PastEvent::Opened,
            "send" | "post" => PastEvent::Sent(Box::new(self.sent()?)),
            "reveal" => PastEvent::Revealed {
                message: message?,
                key_version: u32::from_le_bytes(self.bytes(arguments::reveal::KEY_VERSION)?),
                sealed_key: self.key(arguments::reveal::SEALED_KEY)?,
            },
            "acknowledge" | "acknowledge_with_reputation" => {
                let [verdict] = self.bytes(arguments::acknowledge::VERDICT)?;
                let verdict = borsh::from_slice(&[verdict]).ok()?;
                PastEvent::Acknowledged { message: message?, verdict, fee: None }
            }
            "expire" => PastEvent::Expired { message: message? },
            _ => return None,
        })
    }

    fn sent(&self) -> Option<PastMessage> {
        use arguments::{post, send};
        let (key, ciphertext, sequence, max_fee) = if self.name == "send" {
            let sealed = self.tail(send::SEALED)?;
            let version = u32::from_le_bytes(self.bytes(send::KEY_VERSION)?);
            let key = Some((version, self.key(send::SEALED + size_of::<u32>())?));
            (key, sealed.get(size_of::<SealedKey>()..)?, send::SEQUENCE, send::MAX_FEE)
        } else {
            (None, self.tail(post::CIPHERTEXT)?, post::SEQUENCE, post::MAX_FEE)
        };
        let content = match ciphertext {
            [] => Content::Body(self.account("body")?),
            ciphertext => Content::Ciphertext(ciphertext.to_vec()),
        };
        Some(PastMessage {
            message: self.account("message")?,
            network: self.account("network")?,
            sender: self.account("sender")?,
            recipient_mailbox: self.account("recipient_mailbox")?,
            sequence: u64::from_le_bytes(self.bytes(sequence)?),
            max_fee: u64::from_le_bytes(self.bytes(max_fee)?),
            content,
            key,
        })
    }

    fn key(&self, offset: usize) -> Option<SealedKey> {
        let encapsulated = self.bytes::<32>(offset)?;
        Some(SealedKey { encapsulated, ciphertext: self.bytes(offset + encapsulated.len())? })
    }

    /// The part of a body that it wrote, with its offset.
    fn chunk(&self, body: &Pubkey) -> Option<(usize, Vec<u8>)> {
        if self.name != "write_body" || self.account("body") != Some(*body) {
            return None;
        }
        let offset = u32::from_le_bytes(self.bytes(arguments::write_body::OFFSET)?);
        Some((offset as usize, self.tail(arguments::write_body::CHUNK)?.to_vec()))
    }
}

/// The calls of the mail program in a transaction, also those that other programs made.
fn calls<'p>(past: &'p Past, program: &Pubkey) -> impl Iterator<Item = Call<'p>> {
    past.instructions.iter().filter_map(|done| {
        let data = done.arguments(program, &[])?;
        let (_, name, roles) = INSTRUCTIONS.iter().find(|(first, ..)| data.first() == Some(first))?;
        Some(Call { name, roles, done, data })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::mail::layout::roles;

    #[test]
    fn the_instructions_that_are_looked_for_exist_with_the_roles_that_are_looked_for() {
        let has = |name: &str, wanted: &[&str]| {
            let (.., accounts) = INSTRUCTIONS.iter().find(|(_, other, _)| *other == name).unwrap();
            assert!(wanted.iter().all(|role| accounts.contains(role)), "{name}");
        };
        let sent = ["sender", "network", "recipient_mailbox", "message", "body"];
        has("send", &sent);
        has("post", &sent);
        has("open_mailbox", &["mailbox"]);
        for name in ["reveal", "acknowledge", "acknowledge_with_reputation"] {
            has(name, &["message", "recipient_mailbox"]);
        }
        has("expire", &["message"]);
        has("write_body", &["body"]);
        assert_eq!(roles::SEND, roles::POST);
    }
}
