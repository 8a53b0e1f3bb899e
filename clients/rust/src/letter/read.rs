//! Reads a letter that anyone may have written.

use mail_parser::{
    ContentType,
    decoders::{
        base64::base64_decode, charsets::map::charset_decoder, html::html_to_text,
        quoted_printable::quoted_printable_decode,
    },
};

use super::{
    Attachment, Letter, LetterError, MAX_DEPTH, MAX_PARTS,
    fields::{self, Fields},
    lines, parts,
};
use crate::sealing::MAX_TEXT;

/// The limits' counters, and the texts that were found.
#[derive(Default)]
struct Reading {
    header_lines: usize,
    parts: usize,
    bytes: usize,
    texts: Vec<String>,
    markdown: Vec<String>,
    html: Vec<String>,
    attachments: Vec<Attachment>,
}

pub(super) fn read(bytes: &[u8]) -> Result<Letter, LetterError> {
    check_length(bytes.len())?;
    let mut reading = Reading::default();
    let (block, body) = parts::split(bytes, &mut reading.header_lines)?;
    let block = closed(block);
    let fields = Fields::of(&block);
    reading.part(&fields, body, 0)?;
    let Reading { texts, markdown, html, attachments, .. } = reading;
    let text = if texts.is_empty() && markdown.is_empty() { html } else { texts };
    Ok(Letter {
        subject: fields.text("Subject").to_owned(),
        in_reply_to: fields::address(fields.text("In-Reply-To")),
        reply_to: fields::address(fields.text("Reply-To")),
        list_id: fields.text("List-Id").to_owned(),
        organization: fields.text("Organization").to_owned(),
        text: lines(&text.join("\n")),
        markdown: (!markdown.is_empty()).then(|| lines(&markdown.join("\n"))),
        attachments,
    })
}

impl Reading {
    /// Reads a part that is inside so many multiparts.
    fn part(&mut self, fields: &Fields<'_>, body: &[u8], depth: usize) -> Result<(), LetterError> {
        let multipart = fields.content_type().filter(|kind| kind.ctype().eq_ignore_ascii_case("multipart"));
        let boundary = multipart.and_then(|kind| kind.attribute("boundary")).filter(|boundary| !boundary.is_empty());
        match boundary.and_then(|boundary| parts::between(body, boundary)) {
            Some(parts) => self.multipart(&parts, depth),
            None => self.leaf(fields, body),
        }
    }

    fn multipart(&mut self, inside: &[&[u8]], depth: usize) -> Result<(), LetterError> {
        if depth == MAX_DEPTH {
            return Err(LetterError::TooDeep);
        }
        for part in inside {
            self.parts += 1;
            if self.parts > MAX_PARTS {
                return Err(LetterError::TooManyParts);
            }
            let (block, body) = parts::split(part, &mut self.header_lines)?;
            let block = closed(block);
            self.part(&Fields::of(&block), body, depth + 1)?;
        }
        Ok(())
    }

    fn leaf(&mut self, fields: &Fields<'_>, body: &[u8]) -> Result<(), LetterError> {
        let (kind, disposition) = (fields.content_type(), fields.disposition());
        let bytes = decoded(fields.text("Content-Transfer-Encoding"), body);
        let named =
            |found: Option<&ContentType<'_>>, name| found.and_then(|found| found.attribute(name)).map(str::to_owned);
        let name = named(disposition, "filename").or_else(|| named(kind, "name"));
        let is_file = name.is_some() || disposition.is_some_and(ContentType::is_attachment);
        let media_type = media_type(kind);
        let texts = match media_type.as_str() {
            _ if is_file => None,
            "text/plain" => Some(&mut self.texts),
            "text/markdown" => Some(&mut self.markdown),
            "text/html" => Some(&mut self.html),
            _ => None,
        };
        let length = match texts {
            Some(texts) => {
                let text = text(kind, &bytes);
                let text = if media_type == "text/html" { html_to_text(&text) } else { text };
                texts.push(lines(&text));
                text.len()
            }
            None => {
                let length = bytes.len();
                self.attachments.push(Attachment::new(&name.unwrap_or_default(), &media_type, bytes));
                length
            }
        };
        self.bytes = self.bytes.saturating_add(length);
        check_length(self.bytes)
    }
}

/// A block of headers with an empty line after it, without which `mail-parser` would not see its last header.
fn closed(block: &[u8]) -> Vec<u8> {
    [block, b"\r\n\r\n"].concat()
}

fn check_length(len: usize) -> Result<(), LetterError> {
    if len > MAX_TEXT { Err(LetterError::LetterTooLong { len }) } else { Ok(()) }
}

/// A part's bytes. What cannot be decoded stays as it is.
fn decoded(encoding: &str, body: &[u8]) -> Vec<u8> {
    let decoded = match encoding.trim().to_ascii_lowercase().as_str() {
        "base64" => base64_decode(body),
        "quoted-printable" => quoted_printable_decode(body),
        _ => None,
    };
    decoded.unwrap_or_else(|| body.to_vec())
}

/// The type of a part. A multipart without a delimiter is a text.
fn media_type(kind: Option<&ContentType<'_>>) -> String {
    match kind {
        Some(kind) if !kind.ctype().eq_ignore_ascii_case("multipart") => {
            fields::media_type(&format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()))
        }
        _ => "text/plain".to_owned(),
    }
}

/// The text in its character set, or in UTF-8 if that is not known.
fn text(kind: Option<&ContentType<'_>>, bytes: &[u8]) -> String {
    let charset = kind.and_then(|kind| kind.attribute("charset"));
    match charset.and_then(|charset| charset_decoder(charset.as_bytes())) {
        Some(decode) => decode(bytes),
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}
