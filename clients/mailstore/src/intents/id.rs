//! What tells an intent from others.

use bmail_sdk::sealing::Kind;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;

use super::Wish;
use crate::{StoreError, sealer};

/// What tells an intent from others. Whoever sends the same one again gets what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct IntentId(pub(super) [u8; 16]);

impl IntentId {
    /// The intent of a caller who has a name for it, such as the `Message-ID` of a mail program.
    pub fn named(name: &[u8]) -> Self {
        Self::hash(b"b-mail intent name v1", &[name])
    }

    /// The intent of a caller who has no name for it: the same text to the same recipient is the same intent.
    pub fn of(wish: &Wish<'_>) -> Self {
        let kind = [u8::from(wish.text.kind == Kind::Letter)];
        let parts = [wish.network.as_ref(), wish.recipient.as_ref(), &kind, wish.text.bytes];
        Self::hash(b"b-mail intent content v1", &parts)
    }

    /// The intent of a letter of a schedule, in a mailing with this name ([`Store::intend_all`](crate::Store::intend_all)).
    pub fn scheduled(network: &Pubkey, recipient: &Pubkey, name: &[u8]) -> Self {
        Self::hash(b"b-mail intent schedule v1", &[network.as_ref(), recipient.as_ref(), name])
    }

    /// All parts but the last have a fixed length. The hash is never in the clear on a disk.
    fn hash(domain: &[u8], parts: &[&[u8]]) -> Self {
        let hash: [u8; 32] = Sha256::digest([&[domain][..], parts].concat().concat()).into();
        Self(std::array::from_fn(|place| hash[place]))
    }

    pub(crate) fn key(&self) -> Vec<u8> {
        self.0.to_vec()
    }

    /// Another intent than any before: to say the same once more.
    ///
    /// # Errors
    /// [`StoreError::NoRandomness`].
    pub fn once_more() -> Result<Self, StoreError> {
        sealer::random().map(Self)
    }
}

/// As people can name it to a command: base58.
impl std::fmt::Display for IntentId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&bs58::encode(self.0).into_string())
    }
}

impl std::str::FromStr for IntentId {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        let bytes = bs58::decode(text).into_vec().ok().and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or(StoreError::Missing("such intent"))
    }
}
