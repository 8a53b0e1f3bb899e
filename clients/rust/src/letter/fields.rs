//! The headers of a letter: how they are written and read.

use base64::{Engine, prelude::BASE64_STANDARD};
use mail_parser::{ContentType, HeaderName, HeaderValue, Message, MessageParser};
use solana_pubkey::Pubkey;

use super::LetterError;

/// The type of a file about which nothing is known.
const UNKNOWN_TYPE: &str = "application/octet-stream";
/// Bytes of a text in one encoded word: its base64 has 60 characters, and the word may have 75.
const WORD: usize = 45;

/// A line of headers.
///
/// # Errors
/// [`LetterError::Control`] if the value could become several lines, or do something else than to be shown.
pub(super) fn line(name: &str, field: &'static str, value: &str) -> Result<String, LetterError> {
    if let Some(character) = value.chars().find(|character| character.is_control()) {
        return Err(LetterError::Control { field, character });
    }
    let is_taken_as_it_is = value.trim() == value && !value.contains("=?");
    let value = if is_taken_as_it_is { value.to_owned() } else { encoded_words(value) };
    Ok(format!("{name}:{value}\r\n"))
}

/// RFC 2047, for a value that a reader would change: one that begins or ends with a blank, or looks like an encoded word.
fn encoded_words(value: &str) -> String {
    let mut words = vec![String::new()];
    for character in value.chars() {
        match words.last_mut() {
            Some(word) if word.len() + character.len_utf8() <= WORD => word.push(character),
            _ => words.push(character.into()),
        }
    }
    let words = words.iter().map(|word| format!("=?utf-8?B?{}?=", BASE64_STANDARD.encode(word)));
    words.collect::<Vec<_>>().join(" ")
}

/// A quoted string.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A media type in lower case, or that of a file about which nothing is known.
pub(super) fn media_type(text: &str) -> String {
    let is_token = |part: &str| {
        let is_sign = |byte: &u8| byte.is_ascii_alphanumeric() || b"!#$&^_.+-".contains(byte);
        (1..=127).contains(&part.len()) && part.as_bytes().iter().all(is_sign)
    };
    match text.split_once('/') {
        // What holds other parts is no file.
        Some((kind, _)) if kind.eq_ignore_ascii_case("multipart") => UNKNOWN_TYPE.to_owned(),
        Some((kind, subtype)) if is_token(kind) && is_token(subtype) => text.to_ascii_lowercase(),
        _ => UNKNOWN_TYPE.to_owned(),
    }
}

/// The headers of a part.
pub(super) struct Fields<'x>(Option<Message<'x>>);

impl<'x> Fields<'x> {
    /// Parses a block of headers, which ends with an empty line.
    pub fn of(block: &'x [u8]) -> Self {
        Self(MessageParser::new().with_mime_headers().default_header_text().parse_headers(block))
    }

    /// The value of the first header with this name; empty if there is none.
    pub fn text(&self, name: &str) -> &str {
        match self.value(name) {
            Some(HeaderValue::Text(text)) => text,
            _ => "",
        }
    }

    pub fn content_type(&self) -> Option<&ContentType<'x>> {
        self.value(HeaderName::ContentType.as_str()).and_then(HeaderValue::as_content_type)
    }

    pub fn disposition(&self) -> Option<&ContentType<'x>> {
        self.value(HeaderName::ContentDisposition.as_str()).and_then(HeaderValue::as_content_type)
    }

    fn value(&self, name: &str) -> Option<&HeaderValue<'x>> {
        let headers = self.0.as_ref().and_then(|message| message.parts.first()).map(|part| &part.headers[..]);
        let found = headers.unwrap_or_default().iter().find(|header| header.name.as_str().eq_ignore_ascii_case(name));
        found.map(|header| &header.value)
    }
}

/// The address in a header: alone, in angle brackets, or before the `@` of an identifier in such brackets.
pub(super) fn address(value: &str) -> Option<Pubkey> {
    let inside = value.trim().trim_start_matches('<').split(['>', '@', ' ']).next()?;
    inside.parse().ok()
}
