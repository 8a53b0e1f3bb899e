//! The frame: the compressed and padded text before encryption.
//!
//! ```text
//! method (1 byte) | payload length (u32 LE) | payload | zeros to the size class
//! ```
//!
//! The method says what the payload is, and how it is compressed: 0 a text, stored; 1 a text in raw DEFLATE; 2 and 3 the
//! same of a letter.

use super::content::TAG_LEN;
use super::deflate::{deflate, inflate};
use super::padding::size_class;
use super::{Kind, OpenError, Plain, Plaintext, SealError};
use std::borrow::Cow;

/// The longest text, in bytes before compression. The limit is the same for sealing and opening, so that all sealed
/// mail can be read, and no client has to inflate more.
pub const MAX_TEXT: usize = 1024 * 1024;

/// Added to the method of a kind if the payload is deflated.
const DEFLATED: u8 = 1;
/// The first method that does not exist.
const UNKNOWN: u8 = 4;
const HEADER_LEN: usize = 5;

/// The length of the ciphertext of a text or a letter in bytes, which postage is charged for.
///
/// It depends on the text and not only on its length, because the text is compressed. It is the same for every sealing
/// of the same text.
///
/// # Errors
/// [`SealError::TextTooLong`] and [`SealError::CiphertextTooLong`], like sealing.
pub fn ciphertext_len<'a>(plain: impl Into<Plain<'a>>) -> Result<usize, SealError> {
    sealed_len(payload_len(plain)?)
}

/// The length of the payload of a text or a letter in bytes: compressed, if that makes it shorter.
///
/// # Errors
/// [`SealError::TextTooLong`].
pub fn payload_len<'a>(plain: impl Into<Plain<'a>>) -> Result<usize, SealError> {
    Ok(compress(plain.into())?.1.len())
}

/// The frame of a text or a letter. Its ciphertext has exactly the length of a size class.
pub(super) fn build<'a>(plain: impl Into<Plain<'a>>) -> Result<Vec<u8>, SealError> {
    let (method, payload) = compress(plain.into())?;
    let frame_len = sealed_len(payload.len())? - TAG_LEN;
    let mut frame = Vec::with_capacity(frame_len);
    frame.push(method);
    // The cast is exact: sealed_len accepted the length, so it is below 64 KiB.
    frame.extend_from_slice(&(payload.len() as u32).to_le_bytes());
    frame.extend_from_slice(&payload);
    frame.resize(frame_len, 0);
    Ok(frame)
}

/// What is in a frame.
///
/// A larger class than necessary and a poor compression are accepted, because the sender chooses and pays them.
pub(super) fn parse(frame: &[u8]) -> Result<Plaintext, OpenError> {
    // A ciphertext has at least 128 bytes, so its frame always has a header. This is for completeness.
    let Some((&[method, claimed @ ..], rest)) = frame.split_first_chunk::<HEADER_LEN>() else {
        return Err(OpenError::CiphertextLength { len: frame.len() + TAG_LEN });
    };
    let claimed = u32::from_le_bytes(claimed);
    let Some((payload, padding)) = rest.split_at_checked(claimed as usize) else {
        return Err(OpenError::PayloadLength { claimed, room: rest.len() });
    };
    if padding.iter().any(|byte| *byte != 0) {
        return Err(OpenError::NonZeroPadding);
    }
    if method >= UNKNOWN {
        return Err(OpenError::UnknownCompression { method });
    }
    let bytes = if method & DEFLATED == 0 { payload.to_vec() } else { inflate(payload)? };
    Ok(Plaintext { kind: if method < Kind::Letter.method() { Kind::Text } else { Kind::Letter }, bytes })
}

/// The text in a frame that holds no letter, such as that of an answer.
pub(super) fn parse_text(frame: &[u8]) -> Result<Vec<u8>, OpenError> {
    match parse(frame)? {
        Plaintext { kind: Kind::Text, bytes } => Ok(bytes),
        Plaintext { kind: Kind::Letter, .. } => Err(OpenError::UnknownCompression { method: frame[0] }),
    }
}

/// The method and the payload: the deflated bytes if those are fewer, otherwise the bytes.
fn compress(Plain { kind, bytes }: Plain<'_>) -> Result<(u8, Cow<'_, [u8]>), SealError> {
    if bytes.len() > MAX_TEXT {
        return Err(SealError::TextTooLong { len: bytes.len() });
    }
    let (stored, deflated) = (kind.method(), deflate(bytes));
    match deflated.len() < bytes.len() {
        true => Ok((stored | DEFLATED, Cow::Owned(deflated))),
        false => Ok((stored, Cow::Borrowed(bytes))),
    }
}

impl Kind {
    /// The method of a stored payload of this kind.
    fn method(self) -> u8 {
        match self {
            Self::Text => 0,
            Self::Letter => 2,
        }
    }
}

/// The length of the ciphertext with a payload of `payload_len` bytes.
fn sealed_len(payload_len: usize) -> Result<usize, SealError> {
    let len = HEADER_LEN + payload_len + TAG_LEN;
    size_class(len).ok_or(SealError::CiphertextTooLong { len })
}

#[cfg(test)]
mod tests {
    use super::super::MAX_CIPHERTEXT;
    use super::super::tests::incompressible;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_text_that_deflates_is_deflated() {
        let text = [b'a'; 1000];
        let frame = build(&text).unwrap();
        assert_eq!(frame[0], DEFLATED);
        assert_eq!(ciphertext_len(&text), Ok(128));
    }

    #[test]
    fn a_text_that_deflating_would_not_shorten_is_stored() {
        for text in [&b""[..], b"a", b"Hi Bo", &incompressible(300)] {
            let frame = build(text).unwrap();
            assert_eq!(frame[0], 0);
            assert_eq!(frame[1..5], (text.len() as u32).to_le_bytes());
            assert_eq!(&frame[5..5 + text.len()], text);
        }
    }

    #[test]
    fn texts_of_one_class_have_frames_of_one_length() {
        let lengths: Vec<_> = [&b""[..], b"yes", b"no", &[b'z'; 500], &incompressible(107)]
            .map(|text| build(text).unwrap().len())
            .to_vec();
        assert_eq!(lengths, [128 - TAG_LEN; 5]);
    }

    #[test]
    fn the_longest_payload_fills_the_largest_class_and_one_byte_more_is_refused() {
        let room = MAX_CIPHERTEXT - TAG_LEN - HEADER_LEN;
        assert_eq!(ciphertext_len(&incompressible(room)), Ok(MAX_CIPHERTEXT));
        assert_eq!(
            ciphertext_len(&incompressible(room + 1)),
            Err(SealError::CiphertextTooLong { len: MAX_CIPHERTEXT + 1 })
        );
    }

    #[test]
    fn a_text_above_the_limit_is_refused_however_well_it_deflates() {
        assert!(build(&vec![0; MAX_TEXT]).is_ok());
        let len = MAX_TEXT + 1;
        assert_eq!(build(&vec![0; len]), Err(SealError::TextTooLong { len }));
    }

    #[test]
    fn padding_that_is_not_zero_is_refused_wherever_it_stands() {
        let frame = build(b"text").unwrap();
        for at in HEADER_LEN + 4..frame.len() {
            let mut hidden = frame.clone();
            hidden[at] = 1;
            assert_eq!(parse(&hidden), Err(OpenError::NonZeroPadding), "{at}");
        }
    }

    #[test]
    fn a_payload_longer_than_its_frame_is_refused() {
        for claimed in [108, 0xffff, u32::MAX] {
            let mut frame = build(b"text").unwrap();
            frame[1..5].copy_from_slice(&claimed.to_le_bytes());
            assert_eq!(parse(&frame), Err(OpenError::PayloadLength { claimed, room: 107 }));
        }
    }

    /// Shows letters.md: A letter with nothing but a text is a text.
    #[test]
    fn a_letters_frame_says_so_and_differs_in_nothing_else() {
        for bytes in [&b"Subject:x\r\n\r\nHi Bo"[..], &[b'a'; 1000]] {
            let (text, letter) = (build(bytes).unwrap(), build(Plain { kind: Kind::Letter, bytes }).unwrap());
            assert_eq!((letter[0], &letter[1..]), (text[0] + 2, &text[1..]));
            assert_eq!(parse(&letter), Ok(Plaintext { kind: Kind::Letter, bytes: bytes.to_vec() }));
            assert_eq!(parse_text(&letter), Err(OpenError::UnknownCompression { method: letter[0] }));
            assert_eq!(parse_text(&text), Ok(bytes.to_vec()));
        }
    }

    #[test]
    fn an_unknown_compression_is_refused() {
        for method in 4..=u8::MAX {
            let mut frame = build(b"text").unwrap();
            frame[0] = method;
            assert_eq!(parse(&frame), Err(OpenError::UnknownCompression { method }));
        }
    }

    #[test]
    fn a_frame_without_a_whole_header_is_refused() {
        for len in 0..HEADER_LEN {
            assert_eq!(parse(&vec![0; len]), Err(OpenError::CiphertextLength { len: len + TAG_LEN }));
        }
    }

    proptest! {
        #[test]
        fn a_built_frame_gives_its_text_and_the_announced_length(
            text in proptest::collection::vec(any::<u8>(), 0..3000),
        ) {
            let frame = build(&text).unwrap();
            prop_assert_eq!(Ok(frame.len() + TAG_LEN), ciphertext_len(&text));
            prop_assert_eq!(parse(&frame), Ok(Plaintext { kind: Kind::Text, bytes: text }));
        }

        #[test]
        fn random_frames_never_panic(frame in proptest::collection::vec(any::<u8>(), 0..600)) {
            let _ = parse(&frame);
        }
    }
}
