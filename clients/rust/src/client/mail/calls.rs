//! What the mail program was called with in a transaction that is over.

use solana_pubkey::Pubkey;

use super::past::{PastEvent, PastMessage};
use crate::{
    accounts::{Content, SealedKey},
    client::transaction::{Done, Past},
    generated::mail::layout::{INSTRUCTIONS, arguments},
};

/// A call of the mail program.
pub(super) struct Call<'p> {
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
    pub fn event(&self, address: &Pubkey) -> Option<PastEvent> {
        let message = self.account("message");
        let concerns = |role| self.account(role) == Some(*address);
        let is_from = || matches!(self.name, "send" | "post") && concerns("sender_mailbox");
        if !["message", "recipient_mailbox", "mailbox"].into_iter().any(concerns) && !is_from() {
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
    pub fn chunk(&self, body: &Pubkey) -> Option<(usize, Vec<u8>)> {
        if self.name != "write_body" || self.account("body") != Some(*body) {
            return None;
        }
        let offset = u32::from_le_bytes(self.bytes(arguments::write_body::OFFSET)?);
        Some((offset as usize, self.tail(arguments::write_body::CHUNK)?.to_vec()))
    }
}

/// The calls of the mail program in a transaction, also those that other programs made.
pub(super) fn calls<'p>(past: &'p Past, program: &Pubkey) -> impl Iterator<Item = Call<'p>> {
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
        let sent = ["sender", "sender_mailbox", "network", "recipient_mailbox", "message", "body"];
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
