//! The content: a frame encrypted with ChaCha20-Poly1305 (RFC 8439) under a key of its own.

use super::OpenError;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};

/// Bytes of the tag at the end of a ciphertext.
pub(super) const TAG_LEN: usize = 16;

/// Bytes of a content key.
pub(super) const CONTENT_KEY_LEN: usize = 32;

/// Separates this use of the cipher from any other. The envelope is not in it, so that one body can go to
/// many recipients; the sealed key binds the envelope to the body's hash instead.
const ASSOCIATED_DATA: &[u8] = b"b-mail content v1";

/// Zero, because a content key is random and encrypts one frame only: no nonce is ever used twice with it.
const NONCE: [u8; 12] = [0; 12];

/// The frame's ciphertext, its tag at the end.
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
