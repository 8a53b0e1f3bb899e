//! Texts that do not fit in a transaction. They are encrypted once, uploaded as a body, and sent to any number of
//! people.

use serde::{Deserialize, Serialize};
use serde_with::{As, DisplayFromStr};
use sha2::{Digest, Sha256};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

use super::stored;
use crate::{
    MAIL_ID, NewAccount,
    accounts::StoredBody,
    generated::mail::instructions::{OpenBodyBuilder, SealBodyBuilder, WriteBodyBuilder},
    pda,
    sealing::{self, ContentKey, EncryptionKey, Envelope, SEALED_KEY_LEN, SealError},
};

/// An encrypted text whose key is not sealed to a recipient yet.
///
/// It can be serialized, with the address in base58 and bytes in base64, so that its upload can be resumed after a
/// crash. It is a secret, because it contains the content key.
#[derive(Clone, Serialize, Deserialize)]
pub struct LongDraft {
    #[serde(with = "As::<DisplayFromStr>")]
    author: Pubkey,
    #[serde(with = "stored::base64")]
    ciphertext: Vec<u8>,
    #[serde(with = "stored::base64")]
    key: ContentKey,
}

impl LongDraft {
    /// Encrypts a text of at most [`sealing::MAX_TEXT`] bytes into at most [`sealing::MAX_CIPHERTEXT`] bytes.
    pub fn new(author: &Pubkey, text: &[u8]) -> Result<Self, SealError> {
        let (key, ciphertext) = sealing::seal_content(text)?;
        Ok(Self { author: *author, ciphertext, key })
    }

    /// The wallet that uploads it and can send it.
    pub fn author(&self) -> Pubkey {
        self.author
    }

    /// Bytes of ciphertext. Every message pays for all of them.
    pub fn size(&self) -> usize {
        self.ciphertext.len()
    }

    /// The address of its body.
    pub fn body(&self) -> Pubkey {
        self.account().address
    }

    pub(super) fn key(&self) -> &ContentKey {
        &self.key
    }

    pub(super) fn ciphertext(&self) -> &[u8] {
        &self.ciphertext
    }

    pub(super) fn account(&self) -> NewAccount {
        let (address, seed) = pda::body(&self.author, &self.hash());
        NewAccount { author: self.author, address, seed, space: StoredBody::space(self.size()), program: MAIL_ID }
    }

    pub(super) fn seal_key(
        &self,
        recipient_key: &EncryptionKey,
        envelope: &Envelope,
    ) -> Result<[u8; SEALED_KEY_LEN], SealError> {
        sealing::seal_key(&self.key, &self.ciphertext, recipient_key, envelope)
    }

    pub(super) fn open_body(&self) -> Instruction {
        OpenBodyBuilder::new().author(self.author).body(self.body()).hash(self.hash()).instruction()
    }

    pub(super) fn write_body(&self, offset: usize, chunk: &[u8]) -> Instruction {
        WriteBodyBuilder::new()
            .author(self.author)
            .body(self.body())
            // A ciphertext has at most 64 KiB, and the program refuses an offset beyond the body.
            .offset(u32::try_from(offset).unwrap_or(u32::MAX))
            .chunk(chunk.to_vec())
            .instruction()
    }

    pub(super) fn seal_body(&self) -> Instruction {
        SealBodyBuilder::new().author(self.author).body(self.body()).instruction()
    }

    pub(super) fn hash(&self) -> [u8; 32] {
        Sha256::digest(&self.ciphertext).into()
    }
}

/// Leaves out the ciphertext, which is long, and the key, which is a secret.
impl std::fmt::Debug for LongDraft {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("LongDraft")
            .field("author", &self.author)
            .field("body", &self.body())
            .finish_non_exhaustive()
    }
}
