//! The structure of a letter: blocks of headers, and parts between delimiters.
//!
//! It is ours, and not that of `mail-parser`, so that the limits hold whatever a letter looks like, and other languages can
//! do exactly the same: a parser of one part sees neither another part nor a nested one.

use super::{LetterError, MAX_HEADER_LINE, MAX_HEADER_LINES};

/// Splits off the headers, up to the first empty line, and counts their lines. Without an empty line, all are headers.
///
/// # Errors
/// [`LetterError::TooManyHeaderLines`], [`LetterError::HeaderLineTooLong`].
pub(super) fn split<'x>(part: &'x [u8], count: &mut usize) -> Result<(&'x [u8], &'x [u8]), LetterError> {
    for Line { start, text, end } in Lines::of(part) {
        if text.is_empty() {
            return Ok((&part[..start], &part[end..]));
        }
        *count += 1;
        if *count > MAX_HEADER_LINES {
            return Err(LetterError::TooManyHeaderLines);
        }
        if text.len() > MAX_HEADER_LINE {
            return Err(LetterError::HeaderLineTooLong { len: text.len() });
        }
    }
    Ok((part, &[]))
}

/// The parts of a multipart, in order: what is between two delimiters, or after the last one if it is cut off. The line
/// break before a delimiter belongs to it. `None` if there is no delimiter.
pub(super) fn between<'x>(body: &'x [u8], boundary: &str) -> Option<Vec<&'x [u8]>> {
    let (mut parts, mut from, mut previous) = (None, None, 0);
    for line in Lines::of(body) {
        if let Some(is_last) = delimiter(line.text, boundary) {
            let parts = parts.get_or_insert_with(Vec::new);
            if let Some(from) = from.take() {
                parts.push(&body[from..previous.max(from)]);
            }
            if is_last {
                return Some(std::mem::take(parts));
            }
            from = Some(line.end);
        }
        previous = line.start + line.text.len();
    }
    if let (Some(from), Some(parts)) = (from, &mut parts) {
        parts.push(&body[from..]);
    }
    parts
}

/// Whether a line is the last delimiter, or one before it; `None` if it is none.
fn delimiter(line: &[u8], boundary: &str) -> Option<bool> {
    let rest = line.strip_prefix(b"--")?.strip_prefix(boundary.as_bytes())?;
    match rest.trim_ascii_end() {
        b"" => Some(false),
        b"--" => Some(true),
        _ => None,
    }
}

/// A line: where it starts, its text without its line break, and where the next one starts.
struct Line<'x> {
    start: usize,
    text: &'x [u8],
    end: usize,
}

/// The lines of bytes, which end with LF or CRLF.
struct Lines<'x> {
    bytes: &'x [u8],
    at: usize,
}

impl<'x> Lines<'x> {
    fn of(bytes: &'x [u8]) -> Self {
        Self { bytes, at: 0 }
    }
}

impl<'x> Iterator for Lines<'x> {
    type Item = Line<'x>;

    fn next(&mut self) -> Option<Line<'x>> {
        let (start, rest) = (self.at, self.bytes.get(self.at..).filter(|rest| !rest.is_empty())?);
        let length = rest.iter().position(|byte| *byte == b'\n');
        self.at = start + length.map_or(rest.len(), |length| length + 1);
        let text = &rest[..length.unwrap_or(rest.len())];
        Some(Line { start, text: text.strip_suffix(b"\r").unwrap_or(text), end: self.at })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(body: &str) -> Option<Vec<&str>> {
        Some(between(body.as_bytes(), "x")?.into_iter().map(|part| std::str::from_utf8(part).unwrap()).collect())
    }

    #[test]
    fn parts_are_between_delimiters_and_the_line_break_before_one_is_its() {
        assert_eq!(parts("before\r\n--x\r\none\r\n--x \ntwo\n\n--x--\t\nafter"), Some(vec!["one", "two\n"]));
        assert_eq!(parts("--x\n--x\n\n--x\nrest\n"), Some(vec!["", "", "rest\n"]));
        assert_eq!(parts("--x"), Some(vec![""]));
        assert_eq!(parts("--x--\n--x\nafter"), Some(vec![]));
        assert_eq!(parts("--xy\n --x\n-x\n--y--"), None);
        assert_eq!(parts(""), None);
    }
}
