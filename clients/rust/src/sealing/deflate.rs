//! Raw DEFLATE (RFC 1951, no zlib or gzip wrapper), which browsers decode natively
//! (`DecompressionStream('deflate-raw')`).

use super::{MAX_TEXT, OpenError};
use flate2::bufread::DeflateEncoder;
use flate2::{Compression, Decompress, FlushDecompress, Status};
use std::io::Read;

/// Bytes inflated at a time. A bomb gets at most this far beyond the limit before it is refused.
const STEP: usize = 16 * 1024;

/// Compresses as well as the encoder can, because bytes cost postage and time does not.
pub(super) fn deflate(text: &[u8]) -> Vec<u8> {
    let mut deflated = Vec::new();
    DeflateEncoder::new(text, Compression::best())
        .read_to_end(&mut deflated)
        .expect("reading from memory and compressing cannot fail");
    deflated
}

/// Inflates one whole stream to at most [`MAX_TEXT`] bytes.
///
/// flate2's reader is not used, because it accepts a stream that was cut off.
///
/// # Errors
/// [`OpenError::BrokenDeflate`] unless `payload` is exactly one valid stream. [`OpenError::TextTooLong`] as soon as it
/// exceeds the limit, even if the rest is broken.
pub(super) fn inflate(payload: &[u8]) -> Result<Vec<u8>, OpenError> {
    let mut inflater = Decompress::new(false);
    let mut text = Vec::new();
    let mut rest = payload;
    let mut step = [0; STEP];
    loop {
        let (total_in, total_out) = (inflater.total_in(), inflater.total_out());
        let status =
            inflater.decompress(rest, &mut step, FlushDecompress::None).map_err(|_| OpenError::BrokenDeflate)?;
        // Both differences are at most the slices' lengths, so they fit usize.
        let taken = (inflater.total_in() - total_in) as usize;
        let made = (inflater.total_out() - total_out) as usize;
        if text.len() + made > MAX_TEXT {
            return Err(OpenError::TextTooLong);
        }
        text.extend_from_slice(&step[..made]);
        rest = &rest[taken..];
        match status {
            Status::StreamEnd if rest.is_empty() => return Ok(text),
            Status::StreamEnd => return Err(OpenError::BrokenDeflate),
            // No input was taken and no output made: the stream needs more input than there is.
            _ if taken == 0 && made == 0 => return Err(OpenError::BrokenDeflate),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_text_at_the_limit_inflates_and_one_byte_more_is_refused() {
        let text = vec![b'x'; MAX_TEXT];
        assert_eq!(inflate(&deflate(&text)), Ok(text));
        assert_eq!(inflate(&deflate(&vec![b'x'; MAX_TEXT + 1])), Err(OpenError::TextTooLong));
    }

    /// Shows security.md: Hostile text.
    #[test]
    fn a_bomb_is_refused_before_its_end_is_looked_at() {
        let bomb = deflate(&vec![0; 64 << 20]);
        assert!(bomb.len() < 64 << 10, "a bomb that would not fit a mail proves nothing");
        // The bomb is cut off, which only inflating it further would show. The limit comes first.
        assert_eq!(inflate(&bomb[..bomb.len() / 2]), Err(OpenError::TextTooLong));
    }

    #[test]
    fn a_stream_cut_anywhere_is_refused() {
        let deflated = deflate(b"to be or not to be, that is the question to be answered");
        for len in 0..deflated.len() {
            assert_eq!(inflate(&deflated[..len]), Err(OpenError::BrokenDeflate), "{len}");
        }
    }

    #[test]
    fn bytes_after_the_stream_are_refused() {
        let mut deflated = deflate(b"text");
        deflated.push(0);
        assert_eq!(inflate(&deflated), Err(OpenError::BrokenDeflate));
    }

    #[test]
    fn a_zlib_wrapper_is_not_raw_deflate() {
        let zlib = [0x78, 0x9c, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01];
        assert_eq!(inflate(&zlib), Err(OpenError::BrokenDeflate));
    }

    proptest! {
        #[test]
        fn whatever_is_deflated_inflates_again(text: Vec<u8>) {
            prop_assert_eq!(inflate(&deflate(&text)), Ok(text));
        }

        #[test]
        fn random_bytes_never_panic_and_never_exceed_the_limit(
            payload in proptest::collection::vec(any::<u8>(), 0..4096),
        ) {
            if let Ok(text) = inflate(&payload) {
                prop_assert!(text.len() <= MAX_TEXT);
            }
        }
    }
}
