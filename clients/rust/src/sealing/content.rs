//! The content: a frame encrypted with ChaCha20-Poly1305 (RFC 8439) under a key of its own.

use super::OpenError;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use std::fmt;
use zeroize::Zeroizing;

/// Bytes of the tag at the end of a ciphertext.
pub(super) const TAG_LEN: usize = 16;

/// Bytes of a content key.
pub(super) const CONTENT_KEY_LEN: usize = 32;

/// Separates this use of the cipher from any other. The envelope is not in it, so that one body can go to
/// many recipients; the sealed key binds the envelope to the body's hash instead.
const ASSOCIATED_DATA: &[u8] = b"b-mail content v1";

/// Zero, because a content key is random and encrypts one frame only: no nonce is ever used twice with it.
const NONCE: [u8; 12] = [0; 12];

/// The secret that opens one ciphertext. Its memory is wiped when it is dropped, and `Debug` shows nothing of it. Its
/// bytes can be stored, for mail that is posted and not revealed yet.
#[derive(Clone)]
pub struct ContentKey(pub(super) Zeroizing<[u8; CONTENT_KEY_LEN]>);

impl AsRef<[u8]> for ContentKey {
    fn as_ref(&self) -> &[u8] {
        self.0.as_slice()
    }
}

impl TryFrom<Vec<u8>> for ContentKey {
    type Error = std::array::TryFromSliceError;

    fn try_from(bytes: Vec<u8>) -> Result<Self, Self::Error> {
        let bytes = Zeroizing::new(bytes);
        Ok(Self(Zeroizing::new(bytes.as_slice().try_into()?)))
    }
}

impl fmt::Debug for ContentKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ContentKey(..)")
    }
}

/// The frame's ciphertext, with its tag at the end.
pub(super) fn encrypt(frame: &[u8], content_key: &[u8; CONTENT_KEY_LEN]) -> Vec<u8> {
    cipher(content_key)
        .encrypt(&Nonce::from(NONCE), Payload { msg: frame, aad: ASSOCIATED_DATA })
        .expect("the cipher refuses only above 256 GiB, and a frame has at most 64 KiB")
}

/// The frame in a ciphertext.
///
/// # Errors
/// [`OpenError::ContentNotAuthentic`] if the key is not this ciphertext's.
pub(super) fn decrypt(ciphertext: &[u8], content_key: &[u8; CONTENT_KEY_LEN]) -> Result<Vec<u8>, OpenError> {
    cipher(content_key)
        .decrypt(&Nonce::from(NONCE), Payload { msg: ciphertext, aad: ASSOCIATED_DATA })
        .map_err(|_| OpenError::ContentNotAuthentic)
}

/// Wipes its copy of the key when dropped.
fn cipher(content_key: &[u8; CONTENT_KEY_LEN]) -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new(Key::cast_from_core(content_key))
}

#[cfg(test)]
mod tests {
    use super::super::{Envelope, SecretKey, open, seal_content, seal_key};
    use super::*;
    use sha2::{Digest, Sha256};
    use solana_keypair::{Keypair, Signer};
    use solana_pubkey::Pubkey;

    #[test]
    fn one_content_whose_key_was_stored_is_sealed_to_several_recipients() {
        let (ada, network) = (Keypair::new(), Pubkey::new_unique());
        let (key, ciphertext) = seal_content(b"Dear all").unwrap();
        let key = ContentKey::try_from(key.as_ref().to_vec()).unwrap();
        for sequence in 0..2 {
            let reader = Keypair::new();
            let secret = SecretKey::from_keypair(&reader, &network, 1);
            let (sender, recipient) = (ada.pubkey(), reader.pubkey());
            let envelope = Envelope { network, sender, recipient, sequence, key_version: 1 };
            let sealed_key =
                seal_key(&key, &Sha256::digest(&ciphertext).into(), &secret.encryption_key(), &envelope).unwrap();
            assert_eq!(open(&sealed_key, &ciphertext, &secret, &envelope).unwrap().bytes, b"Dear all");
        }
    }

    #[test]
    fn a_content_key_has_32_bytes_and_shows_none() {
        assert!(ContentKey::try_from(vec![7; 31]).is_err());
        assert!(ContentKey::try_from(vec![7; 33]).is_err());
        assert_eq!(format!("{:?}", ContentKey::try_from(vec![7; 32]).unwrap()), "ContentKey(..)");
    }
}
