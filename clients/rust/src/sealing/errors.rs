//! The errors of sealing and opening. All languages share their names, which are in the test vectors: append errors,
//! never rename them.

use super::{MAX_CIPHERTEXT, MAX_TEXT};
use thiserror::Error;

/// Why a text was not sealed. Nothing was sent or charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SealError {
    /// The text, before compression, is longer than a recipient would inflate.
    #[error("the text has {len} bytes, and at most {MAX_TEXT} are allowed: send it in parts")]
    TextTooLong {
        /// Bytes of the text.
        len: usize,
    },
    /// Even compressed, the text needs a longer ciphertext than the network carries.
    #[error(
        "the compressed text needs {len} bytes of ciphertext, and at most {MAX_CIPHERTEXT} are allowed: \
         send it in parts"
    )]
    CiphertextTooLong {
        /// Bytes of ciphertext before padding.
        len: usize,
    },
    /// The encryption key is no X25519 public key that mail can be sealed to. It is of small order, so the shared secret
    /// would be zero, which everyone knows. Or its bytes are not canonical, so nobody could open the mail.
    #[error(
        "the encryption key is unusable, because everybody could open what is sealed to it, or nobody: its owner must \
         register another one before you can write to them"
    )]
    RefusedKey,
    /// The operating system's random source failed.
    #[error("the operating system returned no random bytes ({0}): try again")]
    NoRandomness(getrandom::Error),
}

/// Why sealed mail was not opened.
///
/// From [`OpenError::ContentNotAuthentic`] on, the sealed key is genuine: the sender's client made mail that cannot be
/// read, and nobody altered it on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum OpenError {
    /// The ciphertext's length is not a size class: it was cut off, or no b-mail client made it.
    #[error("a ciphertext cannot have {len} bytes: it may be cut off, so fetch it again")]
    CiphertextLength {
        /// Bytes of ciphertext.
        len: usize,
    },
    /// Key, envelope, sealed key and ciphertext do not belong together. Cryptography cannot tell which of them is
    /// wrong. The key or its version may be another one. The message may be re-addressed, replayed, or taken from
    /// another network. The sealed key or the ciphertext may be altered, cut to a smaller size class, or swapped.
    #[error(
        "the sealed key does not match this secret key, envelope and ciphertext: check the key version; \
         otherwise the message was altered, replayed or re-addressed"
    )]
    NotAuthentic,
    /// The sealed content key is genuine, but it is not the key of this ciphertext.
    #[error(
        "the sender sealed a key that does not open this ciphertext: the mail cannot be read, ask them to send it again"
    )]
    ContentNotAuthentic,
    /// The frame names a compression that does not exist.
    #[error("the mail uses an unknown compression ({method}): update this client")]
    UnknownCompression {
        /// The frame's first byte.
        method: u8,
    },
    /// The frame's header claims more bytes than the frame has.
    #[error("the mail claims {claimed} bytes but has only {room}: the sender's client is faulty")]
    PayloadLength {
        /// Bytes that the frame's header claims.
        claimed: u32,
        /// Bytes that the frame has after its header.
        room: usize,
    },
    /// Bytes after the payload are not zero. They could hide data, so they are refused.
    #[error("the mail's padding is not empty: the sender's client is faulty")]
    NonZeroPadding,
    /// The payload is not exactly one DEFLATE stream: it is broken, cut off, or followed by further bytes.
    #[error("the mail's compressed text is broken: the sender's client is faulty")]
    BrokenDeflate,
    /// The text would inflate to more than the limit (a decompression bomb). Inflating stopped there.
    #[error("the mail inflates to more than {MAX_TEXT} bytes: it was refused, because no valid client sends that")]
    TextTooLong,
}
