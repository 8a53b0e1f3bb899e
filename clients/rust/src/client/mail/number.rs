//! What was sent with a number: what is in the open message, or what the transaction that sent it carried.

use borsh::BorshDeserialize;
use solana_pubkey::Pubkey;

use crate::{
    Client, ClientError, Programs,
    accounts::{Content, SealedKey, StoredMessage},
    client::transaction::{Done, find_first},
    generated::mail::{
        instructions::{POST_DISCRIMINATOR, PostInstructionArgs, SEND_DISCRIMINATOR, SendInstructionArgs},
        layout::roles,
    },
};

/// What somebody sent as a message.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::client) struct SentAs {
    /// The recipient's mailbox.
    pub recipient: Pubkey,
    /// The ciphertext, or the address of its body.
    pub content: Content,
    /// The key to it; `None` if it was posted without.
    pub sealed_key: Option<SealedKey>,
}

impl From<StoredMessage> for SentAs {
    fn from(StoredMessage { header, content }: StoredMessage) -> Self {
        Self { recipient: header.recipient, content, sealed_key: Some(header.sealed_key) }
    }
}

impl SentAs {
    /// What an instruction sent as this message; `None` if it did not.
    fn by(done: &Done, programs: &Programs, message: &Pubkey) -> Option<Self> {
        // Both have the same accounts.
        let account = |role| done.account(roles::SEND, role).copied();
        if account("message")? != *message {
            return None;
        }
        let (sealed_key, ciphertext) = brought(done, programs)?;
        let body = account("body").filter(|body| *body != programs.mail);
        let content = body.map_or(Content::Ciphertext(ciphertext), Content::Body);
        Some(Self { recipient: account("recipient_mailbox")?, content, sealed_key })
    }
}

/// The sealed key and the ciphertext in the data of `send` or `post`.
fn brought(done: &Done, programs: &Programs) -> Option<(Option<SealedKey>, Vec<u8>)> {
    if let Some(mut arguments) = done.arguments(&programs.mail, &POST_DISCRIMINATOR) {
        return Some((None, PostInstructionArgs::deserialize(&mut arguments).ok()?.ciphertext));
    }
    let mut arguments = done.arguments(&programs.mail, &SEND_DISCRIMINATOR)?;
    let sealed = SendInstructionArgs::deserialize(&mut arguments).ok()?.sealed;
    let mut sealed = &sealed[..];
    Some((Some(SealedKey::deserialize(&mut sealed).ok()?), sealed.to_vec()))
}

impl Client {
    /// What was sent as a message that has ended. Its number is used only once, so there is one such transaction at most.
    ///
    /// `None` proves nothing: the node may have forgotten it, or strangers hide it among theirs.
    pub(in crate::client) async fn sent_as(&self, message: &Pubkey) -> Result<Option<SentAs>, ClientError> {
        find_first(self.rpc(), message, |past| {
            past.instructions.iter().find_map(|done| SentAs::by(done, &self.programs, message))
        })
        .await
    }
}
