//! The two halves of a mailbox's encryption key.

use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, Serializable};
use solana_pubkey::Pubkey;
use std::fmt;

type HpkePublicKey = <X25519HkdfSha256 as Kem>::PublicKey;
type HpkePrivateKey = <X25519HkdfSha256 as Kem>::PrivateKey;

/// The public key that mail to a mailbox is sealed to: an X25519 point, 32 bytes as in RFC 7748. This type accepts
/// any 32 bytes; sealing refuses the few that are unsafe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EncryptionKey([u8; 32]);

impl EncryptionKey {
    /// The key's 32 bytes, as a mailbox registers them.
    pub fn to_bytes(self) -> [u8; 32] {
        self.0
    }

    pub(super) fn to_hpke(self) -> HpkePublicKey {
        HpkePublicKey::from_bytes(&self.0).expect("every 32 bytes are an X25519 public key to HPKE")
    }
}

impl From<[u8; 32]> for EncryptionKey {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

/// Base58, as Solana writes 32 bytes.
impl fmt::Display for EncryptionKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        Pubkey::new_from_array(self.0).fmt(formatter)
    }
}

/// The secret half of an encryption key. Its memory is wiped when it is dropped (by `x25519-dalek`, which holds it).
/// `Debug` shows nothing of it, so its bytes appear in no log.
#[derive(Clone)]
pub struct SecretKey(HpkePrivateKey);

impl SecretKey {
    /// The key with these 32 bytes, an X25519 private key as in RFC 7748. It is for owners that no key pair derives: the
    /// members of a multisig share one. Draw the bytes at random, and keep them: nobody can derive them again.
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(HpkePrivateKey::from_bytes(bytes).expect("every 32 bytes are an X25519 private key to HPKE"))
    }

    /// The public half.
    pub fn encryption_key(&self) -> EncryptionKey {
        EncryptionKey(X25519HkdfSha256::sk_to_pk(&self.0).to_bytes().into())
    }

    /// HPKE's `DeriveKeyPair` (RFC 9180, section 7.1.3) of at least 32 secret bytes.
    pub(super) fn from_key_material(material: &[u8]) -> Self {
        Self(X25519HkdfSha256::derive_keypair(material).0)
    }

    pub(super) fn as_hpke(&self) -> &HpkePrivateKey {
        &self.0
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SecretKey(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_nothing_of_a_secret_key() {
        assert_eq!(format!("{:?}", SecretKey::from_bytes(&[7; 32])), "SecretKey(..)");
    }

    #[test]
    fn an_encryption_key_is_written_in_base58() {
        assert_eq!(EncryptionKey::from([0; 32]).to_string(), "1".repeat(32));
    }
}
