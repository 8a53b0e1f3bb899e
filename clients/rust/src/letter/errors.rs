//! Why a letter cannot be built or read. All languages share the names of the errors, which are in the test vectors: append
//! errors, never rename them.

use thiserror::Error;

use crate::sealing::MAX_TEXT;

/// How many multiparts may be inside each other.
pub const MAX_DEPTH: usize = 8;
/// The most parts of a letter, those of all its multiparts.
pub const MAX_PARTS: usize = 64;
/// The most lines of headers of a letter, those of all its parts.
pub const MAX_HEADER_LINES: usize = 200;
/// The most bytes of a line in a header, without its line break.
pub const MAX_HEADER_LINE: usize = 8 * 1024;

/// Why a letter was not built or read. Nothing was sent, and no money moved.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LetterError {
    /// Its texts and files have more bytes than a client opens.
    #[error("the letter has {len} bytes, and at most {MAX_TEXT} are read: its parts are too long")]
    LetterTooLong {
        /// Bytes of the letter, or of what it holds.
        len: usize,
    },
    /// Parts are inside each other more often than any mail needs.
    #[error("the letter has parts inside each other more than {MAX_DEPTH} deep: it was not read")]
    TooDeep,
    /// It has too many parts.
    #[error("the letter has more than {MAX_PARTS} parts: send fewer files, or put them into one archive")]
    TooManyParts,
    /// It has too many lines of headers.
    #[error("the letter has more than {MAX_HEADER_LINES} lines of headers: it was not read")]
    TooManyHeaderLines,
    /// A line of its headers is too long.
    #[error("a header of the letter has a line of {len} bytes, and at most {MAX_HEADER_LINE} are read: shorten it")]
    HeaderLineTooLong {
        /// Bytes of the line.
        len: usize,
    },
    /// A header has a line break or another control character, with which it could pretend to be several headers.
    #[error("the {field} has the control character U+{:04X}: leave it out", u32::from(*.character))]
    Control {
        /// Which one.
        field: &'static str,
        /// The first such character.
        character: char,
    },
}
