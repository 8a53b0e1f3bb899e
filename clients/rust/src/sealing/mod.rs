//! Sealing: turns a text into a ciphertext that only its recipient can read, and only after the sealed key is
//! published.
//!
//! ```text
//! text --compress, pad--> frame --ChaCha20-Poly1305, fresh content key--> ciphertext   (its length is priced)
//! content key --HPKE to the recipient, bound to envelope and ciphertext--> sealed key  (80 bytes)
//! ```
//!
//! There are two parts, so that mail can be posted before it can be read: in strict mode, the ciphertext goes into
//! escrow first, and the sealed key is published after the fee is safe. `docs/sealing.md` specifies the byte layouts
//! and says what is protected and what is not. `clients/vectors/sealing.json` has test vectors for other languages.
//!
//! ```
//! use bmail_sdk::sealing::{self, Envelope, SecretKey};
//! use solana_keypair::{Keypair, Signer};
//! use solana_pubkey::Pubkey;
//!
//! let (ada, bo, network) = (Keypair::new(), Keypair::new(), Pubkey::new_from_array([7; 32]));
//! let secret = SecretKey::from_keypair(&bo, &network, 1);
//! let envelope =
//!     Envelope { network, sender: ada.pubkey(), recipient: bo.pubkey(), sequence: 0, key_version: 1 };
//!
//! let sealed = sealing::seal(b"Dear Bo", &secret.encryption_key(), &envelope)?;
//! assert_eq!(sealed.ciphertext.len(), sealing::ciphertext_len(b"Dear Bo")?);
//!
//! let opened = sealing::open(&sealed.sealed_key, &sealed.ciphertext, &secret, &envelope)?;
//! assert_eq!(opened.bytes, b"Dear Bo");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod answer;
mod content;
mod deflate;
mod derivation;
mod envelope;
mod errors;
mod frame;
mod keys;
mod padding;
mod plaintext;
mod randomness;
mod sealed_key;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod vectors;

pub use answer::AnswerEnvelope;
pub(crate) use answer::{AnswerSecrets, SEALED_SECRETS, open_secrets, seal_content_from, seal_secrets};
pub use content::ContentKey;
pub use derivation::signing_text;
pub use envelope::Envelope;
pub use errors::{OpenError, SealError};
pub use frame::{MAX_TEXT, ciphertext_len, payload_len};
pub use keys::{EncryptionKey, SecretKey};
pub use padding::MAX_CIPHERTEXT;
pub use plaintext::{Kind, Plain, Plaintext};

use randomness::Randomness;
use sha2::{Digest, Sha256};

pub use crate::accounts::SealedKey;

/// What a sender publishes: the ciphertext, and the sealed key that only the recipient can open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The content key, sealed to the recipient. Nobody can read the mail without it.
    pub sealed_key: SealedKey,
    /// The encrypted frame with its tag. Its length is a size class (128 to [`MAX_CIPHERTEXT`] bytes) and
    /// is what postage is charged for.
    pub ciphertext: Vec<u8>,
}

/// Seals a text or a letter to `recipient_key`, bound to `envelope`. Sealing the same text twice gives different bytes
/// of the same length.
///
/// It uses HPKE's base mode, not its auth mode. The sender signs the transaction that carries both parts, and the
/// envelope names that sender, so a second proof would add nothing.
///
/// # Errors
/// [`SealError::TextTooLong`] above [`MAX_TEXT`] bytes. [`SealError::CiphertextTooLong`] if the compressed text still
/// needs more than [`MAX_CIPHERTEXT`] bytes. [`SealError::NoRandomness`] if the system has no random bytes. A key that must
/// not be used is refused earlier: it is no [`EncryptionKey`].
pub fn seal<'a>(
    plain: impl Into<Plain<'a>>,
    recipient_key: &EncryptionKey,
    envelope: &Envelope,
) -> Result<Sealed, SealError> {
    let frame = frame::build(plain)?;
    seal_frame(&frame, recipient_key, envelope, Randomness::from_system()?)
}

/// The first part of [`seal`] alone: encrypts a text or a letter under a fresh content key. The ciphertext can be public long
/// before [`seal_key`] seals its key to any number of recipients.
///
/// # Errors
/// The errors of [`seal`].
pub fn seal_content<'a>(plain: impl Into<Plain<'a>>) -> Result<(ContentKey, Vec<u8>), SealError> {
    let frame = frame::build(plain)?;
    let Randomness { content_key, .. } = Randomness::from_system()?;
    let ciphertext = content::encrypt(&frame, &content_key);
    Ok((ContentKey(content_key), ciphertext))
}

/// The second part of [`seal`] alone: seals the key of the ciphertext with this SHA-256 to `recipient_key`, bound to
/// `envelope`.
///
/// # Errors
/// [`SealError::NoRandomness`], like [`seal`].
pub fn seal_key(
    content_key: &ContentKey,
    ciphertext_hash: &[u8; 32],
    recipient_key: &EncryptionKey,
    envelope: &Envelope,
) -> Result<SealedKey, SealError> {
    let Randomness { ephemeral, .. } = Randomness::from_system()?;
    sealed_key::seal_content_key(&content_key.0, recipient_key, &envelope.associated_data(ciphertext_hash), ephemeral)
}

/// Opens what [`seal`] made. The text is bytes; the caller must check that they are UTF-8, because the sender may have sent
/// anything. [`Letter::of`](crate::letter::Letter::of) reads them.
///
/// # Errors
/// [`OpenError::NotAuthentic`] if key, envelope, sealed key and ciphertext do not belong together. Every other variant
/// of [`OpenError`] means that the mail was malformed before it was sealed, or cut off afterwards.
pub fn open(
    sealed_key: &SealedKey,
    ciphertext: &[u8],
    secret: &SecretKey,
    envelope: &Envelope,
) -> Result<Plaintext, OpenError> {
    // This comes first because it costs nothing and names the likeliest accident: a download that was cut off.
    if !padding::is_size_class(ciphertext.len()) {
        return Err(OpenError::CiphertextLength { len: ciphertext.len() });
    }
    let content_key = sealed_key::open_content_key(sealed_key, secret, &envelope.associated_data(&hash(ciphertext)))?;
    frame::parse(&content::decrypt(ciphertext, &content_key)?)
}

/// Seals a given frame with given random bytes. It is a pure function, which makes test vectors possible, also of frames
/// that [`frame::build`] would never make.
fn seal_frame(
    frame: &[u8],
    recipient_key: &EncryptionKey,
    envelope: &Envelope,
    randomness: Randomness,
) -> Result<Sealed, SealError> {
    let Randomness { content_key, ephemeral } = randomness;
    let ciphertext = content::encrypt(frame, &content_key);
    let associated_data = envelope.associated_data(&hash(&ciphertext));
    let sealed_key = sealed_key::seal_content_key(&content_key, recipient_key, &associated_data, ephemeral)?;
    Ok(Sealed { sealed_key, ciphertext })
}

fn hash(ciphertext: &[u8]) -> [u8; 32] {
    Sha256::digest(ciphertext).into()
}
