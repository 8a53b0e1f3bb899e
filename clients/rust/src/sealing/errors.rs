//! What can go wrong when sealing and opening. Names are shared by all languages (they stand in the test
//! vectors): append, never rename.

use super::{MAX_CIPHERTEXT, MAX_TEXT};
use thiserror::Error;

/// Why a text was not sealed. Nothing was sent or charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SealError {
    /// The text, before compression, is longer than a recipient would inflate.
    #[error("the text has {len} bytes, the most is {MAX_TEXT}: send it in parts")]
    TextTooLong {
        /// Bytes of the text.
        len: usize,
    },
    /// Even compressed, the text needs a longer ciphertext than the network carries.
    #[error(
        "compressed, the text still needs {len} bytes of ciphertext, the most is {MAX_CIPHERTEXT}: \
         send it in parts"
    )]
    CiphertextTooLong {
        /// Bytes of ciphertext before padding.
        len: usize,
    },
    /// The recipient's key is a point of small order: the shared secret would be zero, known to everybody.
    #[error("the recipient's encryption key is unusable: they must register another before they can be written to")]
    RefusedKey,
    /// The operating system's random source failed.
    #[error("the system gave no random bytes ({0}): try again")]
    NoRandomness(getrandom::Error),
}

/// Why sealed mail was not opened.
///
/// From [`OpenError::ContentNotAuthentic`] on, the sealed key was genuine: the sender, or their client, made
/// mail that cannot be read, and nobody altered it on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum OpenError {
    /// The ciphertext's length is not a size class: it was cut, or not made by a b-mail client.
    #[error("a ciphertext cannot have {len} bytes: fetch it again, it may have been cut")]
    CiphertextLength {
        /// Bytes of ciphertext.
        len: usize,
    },
    /// Key, envelope, sealed key and ciphertext do not belong together. Cryptography cannot tell which of
    /// them is wrong: another key or key version than it was sealed to; a message re-addressed, replayed or
    /// taken from another network; a sealed key or ciphertext altered, cut to a smaller class, or swapped.
    #[error(
        "the sealed key does not fit this key, envelope and ciphertext: \
         check the key version, or the message was altered, replayed or re-addressed"
    )]
    NotAuthentic,
    /// The sealed content key is genuine, but is not the key of this ciphertext.
    #[error("the sender sealed a key that does not open this ciphertext: the mail cannot be read")]
    ContentNotAuthentic,
    /// The frame names a compression that does not exist.
    #[error("the mail is compressed in an unknown way ({method}): update this client")]
    UnknownCompression {
        /// The frame's first byte.
        method: u8,
    },
    /// The frame says it holds more than it does.
    #[error("the mail claims {claimed} bytes but has room for {room}: its sender's client is faulty")]
    PayloadLength {
        /// Bytes that the frame's header claims.
        claimed: u32,
        /// Bytes that the frame has after its header.
        room: usize,
    },
    /// Bytes after the payload that are not zero: room for hidden data, so refused.
    #[error("the mail's padding is not empty: its sender's client is faulty")]
    NonZeroPadding,
    /// The payload is not one whole DEFLATE stream: broken, cut, or followed by further bytes.
    #[error("the mail's compressed text is broken: its sender's client is faulty")]
    BrokenDeflate,
    /// The text would inflate to more than the limit (a decompression bomb). Inflating stopped there.
    #[error("the mail inflates to more than {MAX_TEXT} bytes: refused, as no client sends that")]
    TextTooLong,
}
