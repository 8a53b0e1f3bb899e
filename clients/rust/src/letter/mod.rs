//! Letters: messages with a subject, an answer's reference, attachments. `docs/letters.md` specifies them, and
//! `clients/vectors/letters.json` has test vectors for other languages.
//!
//! A [`Letter`] is a short MIME message. It has no sender, recipient or date: the chain says those, and a letter cannot
//! pretend to be from somebody else. Without anything but a text, it is sealed as a plain text, which is shorter.
//!
//! ```
//! use bmail_sdk::letter::{Attachment, Letter};
//!
//! let mut letter = Letter::from("See you at noon.");
//! letter.subject = "Lunch".to_owned();
//! letter.attachments.push(Attachment::new("menu.txt", "text/plain", b"Soup".to_vec()));
//!
//! let sealed = letter.encode()?; // seal it, draft it, or upload it as a long text
//! assert_eq!(Letter::of(&sealed)?, letter);
//! # Ok::<(), bmail_sdk::letter::LetterError>(())
//! ```
//!
//! What was received is the sender's: show it with [`Letter::shown`] or [`crate::text`], and open no attachment by itself.
//! For mail programs, [`render`] makes an ordinary mail of it, and [`MailAddress`] its addresses.

mod address;
mod build;
mod errors;
mod fields;
mod name;
mod parts;
mod read;
mod render;
mod size;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod vectors;

use std::fmt::Write;

use solana_pubkey::Pubkey;

use crate::{
    sealing::{Kind, Plain, Plaintext},
    text::{shown, shown_lines},
};

pub use address::{AddressError, Local, MailAddress, network_label, petname_label};
pub use errors::{LetterError, MAX_DEPTH, MAX_HEADER_LINE, MAX_HEADER_LINES, MAX_PARTS};
pub use name::{MAX_NAME, safe_name};
pub use render::{Delivery, message_id, parse_message_id, render};
pub use size::{LetterSize, Size};

/// What somebody writes to somebody. Line breaks in its texts are `\n`, and none is at their end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letter {
    /// The subject; empty if there is none.
    pub subject: String,
    /// The address of the message that it answers.
    pub in_reply_to: Option<Pubkey>,
    /// The wallet to which an answer should go, if it is another than the sender's.
    pub reply_to: Option<Pubkey>,
    /// What a mailing list calls itself; empty if there is none.
    pub list_id: String,
    /// The domain that the sender speaks for; empty if there is none. Show it only if the domain's record names the sender's
    /// wallet.
    pub organization: String,
    /// The text.
    pub text: String,
    /// The same in Markdown.
    pub markdown: Option<String>,
    /// Files.
    pub attachments: Vec<Attachment>,
}

/// A file in a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, which is safe: see [`safe_name`].
    pub name: String,
    /// Its type, such as `image/png`. The sender says so; it may be wrong.
    pub media_type: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Attachment {
    /// A file. Its name becomes a safe one, and a type that is none becomes `application/octet-stream`.
    pub fn new(name: &str, media_type: &str, bytes: Vec<u8>) -> Self {
        Self { name: safe_name(name), media_type: fields::media_type(media_type), bytes }
    }
}

impl Letter {
    /// Reads what was opened: a text, or a letter. A plain text that is not UTF-8 has U+FFFD where it is not.
    ///
    /// # Errors
    /// The limits of [`LetterError`]. The letter is hostile, or was written by a newer client.
    pub fn of<'a>(plain: impl Into<Plain<'a>>) -> Result<Self, LetterError> {
        let Plain { kind, bytes } = plain.into();
        match kind {
            Kind::Text => Ok(String::from_utf8_lossy(bytes).as_ref().into()),
            Kind::Letter => read::read(bytes),
        }
    }

    /// The bytes to seal: a plain text if it is nothing else, or else the shortest MIME message.
    ///
    /// # Errors
    /// [`LetterError::Control`], and the limits, so that whatever is sealed can be read.
    pub fn encode(&self) -> Result<Plaintext, LetterError> {
        let plaintext = match self.is_plain() {
            true => Plaintext { kind: Kind::Text, bytes: lines(&self.text).into_bytes() },
            false => Plaintext { kind: Kind::Letter, bytes: build::build(self)? },
        };
        Self::of(&plaintext)?;
        Ok(plaintext)
    }

    /// Whether it is nothing but a text.
    pub fn is_plain(&self) -> bool {
        *self == Self { text: self.text.clone(), ..Self::default() }
    }

    /// The letter as it can be shown in a terminal, with escapes for what a terminal or an eye would take for something else
    /// (see [`crate::text`]). Attachments are named, and the organization is left out, because nobody has checked it here.
    pub fn shown(&self) -> String {
        let mut all = String::new();
        if !self.subject.is_empty() {
            // Writing to a string cannot fail.
            let _ = writeln!(all, "Subject: {}", shown(&self.subject));
        }
        for Attachment { name, media_type, bytes } in &self.attachments {
            let _ = writeln!(all, "Attached: {} ({}, {} bytes)", shown(name), shown(media_type), bytes.len());
        }
        if !all.is_empty() {
            all.push('\n');
        }
        let text = if self.text.is_empty() { self.markdown.as_deref().unwrap_or_default() } else { &self.text };
        let _ = write!(all, "{}", shown_lines(text));
        all
    }
}

impl From<&str> for Letter {
    fn from(text: &str) -> Self {
        Self { text: lines(text), ..Self::default() }
    }
}

impl From<String> for Letter {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

/// A text with `\n` for each line break, and none at its end: parsers differ in what they do with that one.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").trim_end_matches('\n').to_owned()
}
