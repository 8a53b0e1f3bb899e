//! The two halves of a mailbox's encryption key.

use super::SealError;
use crate::SecretError;
use hkdf::Hkdf;
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR, Serializable};
use sha2::Sha256;
use solana_pubkey::Pubkey;
use std::fmt;
use zeroize::Zeroizing;

/// HKDF's salt for keys that are not for mail.
const OWN_KEY: &[u8] = b"b-mail own key v1";

type HpkePublicKey = <X25519HkdfSha256 as Kem>::PublicKey;
type HpkePrivateKey = <X25519HkdfSha256 as Kem>::PrivateKey;

type HpkeEncapsulatedKey = <X25519HkdfSha256 as Kem>::EncappedKey;

/// The prime of Curve25519, 2^255 - 19, in little-endian order.
const PRIME: [u8; 32] = {
    let mut prime = [0xff; 32];
    (prime[0], prime[31]) = (0xed, 0x7f);
    prime
};

/// The public key that mail to a mailbox is sealed to: an X25519 point, 32 bytes as in RFC 7748. It is one that mail can
/// be sealed to: its bytes are canonical, and its order is not small. So a bad key is found before anything is paid.
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

impl TryFrom<[u8; 32]> for EncryptionKey {
    type Error = SealError;

    /// The key with these bytes, as a mailbox registers them.
    ///
    /// # Errors
    /// [`SealError::RefusedKey`].
    fn try_from(bytes: [u8; 32]) -> Result<Self, SealError> {
        if is_canonical(&bytes) && gives_a_secret(&bytes) { Ok(Self(bytes)) } else { Err(SealError::RefusedKey) }
    }
}

/// Whether these bytes are the only ones for their point. X25519 ignores the highest bit and reduces the rest modulo the
/// prime. But HPKE binds all bytes of a key, and the recipient's client binds the canonical ones: it could not open what
/// was sealed to any others.
fn is_canonical(key: &[u8; 32]) -> bool {
    key.iter().rev().lt(PRIME.iter().rev())
}

/// Whether two people can share a secret by this key. A point of small order gives zero, which everyone knows, with every
/// secret key: they all are multiples of eight.
fn gives_a_secret(key: &[u8; 32]) -> bool {
    let key = HpkeEncapsulatedKey::from_bytes(key).expect("every 32 bytes are an X25519 public key to HPKE");
    let any = SecretKey::of(&[1; 32]);
    hpke::setup_receiver::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(&OpModeR::Base, &any.0, &key, b"").is_ok()
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
    ///
    /// # Errors
    /// [`SecretError::Zeros`]: nobody drew anything.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, SecretError> {
        if *bytes == [0; 32] { Err(SecretError::Zeros) } else { Ok(Self::of(bytes)) }
    }

    fn of(bytes: &[u8; 32]) -> Self {
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

    /// A key for something of the owner's own, such as a file: HKDF-SHA256 of the secret, with a salt of its own and the
    /// purpose as info. It says nothing of this key, and each purpose has its own.
    pub fn own_key(&self, purpose: &[u8]) -> Zeroizing<[u8; 32]> {
        let (secret, mut key) = (Zeroizing::new(self.0.to_bytes()), Zeroizing::new([0; 32]));
        Hkdf::<Sha256>::new(Some(OWN_KEY), secret.as_slice())
            .expand(purpose, key.as_mut_slice())
            .expect("HKDF-SHA256 gives up to 8,160 bytes, and 32 are asked for");
        key
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
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn debug_shows_nothing_of_a_secret_key() {
        assert_eq!(format!("{:?}", SecretKey::of(&[7; 32])), "SecretKey(..)");
    }

    /// Shows security.md: A signature or a seed that is not the wallet's, such as zeros.
    #[test]
    fn a_secret_key_of_zeros_is_refused() {
        assert_eq!(SecretKey::from_bytes(&[0; 32]).unwrap_err(), SecretError::Zeros);
        assert!(SecretKey::from_bytes(&[1; 32]).is_ok());
    }

    #[test]
    fn every_secret_key_and_every_purpose_has_an_own_key_which_is_not_the_secret() {
        let own = |secret: u8, purpose: &str| *SecretKey::of(&[secret; 32]).own_key(purpose.as_bytes());
        assert_eq!(own(1, "a file"), own(1, "a file"));
        for other in [own(2, "a file"), own(1, "a fil"), own(1, ""), [1; 32]] {
            assert_ne!(own(1, "a file"), other);
        }
    }

    #[test]
    fn an_encryption_key_is_written_in_base58() {
        let key = EncryptionKey::try_from([9; 32]).unwrap();
        assert_eq!(key.to_string(), Pubkey::new_from_array([9; 32]).to_string());
    }

    /// All points of small order, as libraries list them: 0, 1, two of order eight, and the prime less one.
    pub const OF_SMALL_ORDER: [&str; 5] = [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ];
    /// The bytes from the prime on, first and last: 0 and 1, which are of small order, 2, and 18.
    pub const NOT_CANONICAL: [&str; 4] = [
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "efffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ];

    fn bytes(hex: &str) -> [u8; 32] {
        std::array::from_fn(|place| u8::from_str_radix(&hex[2 * place..2 * place + 2], 16).unwrap())
    }

    /// Shows security.md: A recipient's key that yields no shared secret.
    #[test]
    fn no_key_of_small_order_and_none_that_is_not_canonical_is_a_key() {
        for key in OF_SMALL_ORDER.into_iter().chain(NOT_CANONICAL).map(bytes) {
            assert_eq!(EncryptionKey::try_from(key), Err(SealError::RefusedKey), "{key:?}");
        }
        let mut largest = PRIME;
        largest[0] -= 2;
        assert!(EncryptionKey::try_from(largest).is_ok(), "the last key below the prime that is not of small order");
    }

    proptest! {
        #[test]
        fn a_derived_key_is_a_key_but_not_with_its_highest_bit(secret: [u8; 32]) {
            let key = SecretKey::of(&secret).encryption_key();
            let mut bytes = key.to_bytes();
            prop_assert_eq!(EncryptionKey::try_from(bytes), Ok(key));
            bytes[31] |= 0x80;
            prop_assert_eq!(EncryptionKey::try_from(bytes), Err(SealError::RefusedKey));
        }
    }
}
