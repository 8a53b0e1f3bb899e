//! Texts that fit no transaction: encrypted once, uploaded as a body, and sent to anybody.

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

/// A text that is encrypted, and whose key is sealed to nobody yet.
///
/// It serialises, the address in base58 and bytes in base64: a stored one is uploaded further after a crash, and sent.
/// It holds the content key, with which anybody reads the text: store it as you store a secret.
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
    /// Encrypts a text, of which at most [`sealing::MAX_TEXT`] bytes go in, and [`sealing::MAX_CIPHERTEXT`] come out.
    pub fn new(author: &Pubkey, text: &[u8]) -> Result<Self, SealError> {
        let (key, ciphertext) = sealing::seal_content(text)?;
        Ok(Self { author: *author, ciphertext, key })
    }

    /// The wallet that uploads it, and can send it.
    pub fn author(&self) -> Pubkey {
        self.author
    }

    /// Bytes of ciphertext, for which every message pays.
    pub fn size(&self) -> usize {
        self.ciphertext.len()
    }

    /// Where its body is, once it is uploaded.
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
            // A ciphertext has at most 64 KiB; what is beyond any body, the program refuses.
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

/// Without the ciphertext, which is long, and the key, which is secret.
impl std::fmt::Debug for LongDraft {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("LongDraft")
            .field("author", &self.author)
            .field("body", &self.body())
            .finish_non_exhaustive()
    }
}
