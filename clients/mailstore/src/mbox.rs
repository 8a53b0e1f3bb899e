//! Letters as other mail programs read them: mbox (RFC 4155, with `>From` as in mboxrd), and back.
//!
//! The file is in the clear, as its readers need it, so it is written with mode 0600 and only if somebody asks for it. What
//! comes from such a file is marked as imported: anyone can write one, and the chain's copy takes its place.

mod date;
mod parse;

use std::io::{self, BufRead, Write};

use base64::{Engine, prelude::BASE64_STANDARD};
use bmail_sdk::{
    letter::{Delivery, Local, MailAddress, message_id, network_label, render},
    sealing::{Kind, Plain},
};

use self::{date::Date, parse::Parsed};
use crate::{Content, Direction, Facts, Head, Letter, Outcome, State, Store, StoreError, backup::Imported, content};

/// The longest line that RFC 5322 allows, in bytes.
const LINE: usize = 998;
/// The longest message that is read, in bytes.
const LONGEST: usize = 8 * 1024 * 1024;
/// How many letters are read at once.
const PAGE: usize = 256;

impl Store {
    /// Writes all letters that were opened, oldest first, and returns how many.
    ///
    /// # Errors
    /// [`StoreError::Io`], [`StoreError::Damaged`].
    pub fn export_mbox(&self, mut to: impl Write) -> Result<usize, StoreError> {
        let (mut after, mut written) = (i64::MIN, 0);
        loop {
            let page = self.letters_after(after, PAGE)?;
            let Some(last) = page.last() else { return Ok(written) };
            after = last.id;
            for letter in &page {
                let message = match self.content_of(letter)? {
                    Some(Content::Text(text)) => self.plain_message(letter, &text),
                    Some(Content::Letter(bytes)) => self.letter_message(letter, &bytes),
                    _ => None,
                };
                let Some(message) = message else { continue };
                to.write_all(&message).map_err(StoreError::io("mbox".as_ref()))?;
                written += 1;
            }
        }
    }

    /// Reads letters that [`Store::export_mbox`] wrote. Those that are here stay as they are, and those that do not say which
    /// message they are are skipped.
    ///
    /// # Errors
    /// [`StoreError::Io`], [`StoreError::Full`]. What was read before stays.
    pub fn import_mbox(&self, from: impl BufRead) -> Result<Imported, StoreError> {
        let mut imported = Imported::default();
        let mut each = |message: &[u8]| -> Result<(), StoreError> {
            let Some(Parsed { facts, state, content }) = parse::message(message) else {
                imported.skipped += 1;
                return Ok(());
            };
            let head = Head { imported: true, ..content.head() };
            imported.letters += self.write(|transaction| {
                if self.letter_in(transaction, &facts.message)?.is_some() {
                    return Ok(0);
                }
                self.insert(transaction, &facts, &content, head)?;
                self.set_state(transaction, &facts.message, state)?;
                Ok(1)
            })?;
            Ok(())
        };
        split(from, &mut each)?;
        Ok(imported)
    }

    /// A plain text as a message, whose bytes come back as they were.
    fn plain_message(&self, letter: &Letter, text: &[u8]) -> Option<Vec<u8>> {
        let (from, to) = self.addresses(letter);
        let (encoding, body) = encoded(text);
        let Facts { message, network, at, .. } = &letter.facts;
        let headers = format!(
            "{}From: <{from}>\nTo: <{to}>\nDate: {}\nMessage-ID: <{}>\nMIME-Version: 1.0\n\
             Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n",
            first_lines(letter, &from),
            Date::of(*at).header(),
            message_id(message, network),
        );
        Some([headers.as_bytes(), &body, b"\n\n"].concat())
    }

    /// A letter as a message, built anew: its sender may have written any headers. `None` if it is hostile.
    fn letter_message(&self, letter: &Letter, bytes: &[u8]) -> Option<Vec<u8>> {
        let (from, to) = self.addresses(letter);
        let Facts { message, network, at, .. } = letter.facts;
        let delivery = Delivery {
            message,
            network,
            from: (None, &from),
            to: (None, &to),
            sent_at: at,
            references: &[],
            reply_to: None,
        };
        let parsed = bmail_sdk::letter::Letter::of(Plain { kind: Kind::Letter, bytes }).ok()?;
        let mail = render(&parsed, &delivery).ok()?;
        let mail: Vec<u8> = mail.into_iter().filter(|byte| *byte != b'\r').collect();
        Some([first_lines(letter, &from).as_bytes(), &quoted(&mail), b"\n\n"].concat())
    }

    /// The sender's address and the recipient's.
    fn addresses(&self, letter: &Letter) -> (MailAddress, MailAddress) {
        let network = network_label("", &letter.facts.network);
        let address = |wallet| MailAddress { local: Local::Wallet(wallet), network: network.clone() };
        let [own, other] = [self.owner().wallet, letter.facts.other].map(address);
        if letter.facts.direction == Direction::Sent { (own, other) } else { (other, own) }
    }
}

/// The line before a message, and the header with all that the message is read from again.
fn first_lines(letter: &Letter, from: &MailAddress) -> String {
    let Facts { message, network, direction, other, sequence, at, fee, deadline, outcome } = &letter.facts;
    let sent = *direction == Direction::Sent;
    let kind = if letter.head.kind == content::Kind::Letter { "letter" } else { "text" };
    let answers = letter.head.in_reply_to.map(|answered| format!("; answers={answered}")).unwrap_or_default();
    let State { read, archived, .. } = letter.state;
    format!(
        "From {from} {}\nX-BMail: kind={kind}; message={message}; network={network}; other={other}; sent={sent}; sequence={sequence}; \
         at={at}; fee={fee}; deadline={deadline}; outcome={}; read={read}; archived={archived}{answers}\n",
        Date::of(*at).line(),
        *outcome as u8,
    )
}

/// The body: as it is where other programs can read that, and otherwise in base64.
fn encoded(text: &[u8]) -> (&'static str, Vec<u8>) {
    let is_plain = std::str::from_utf8(text).is_ok_and(|text| !text.contains(['\r', '\0']))
        && text.split(|byte| *byte == b'\n').all(|line| line.len() < LINE);
    if !is_plain {
        let encoded = BASE64_STANDARD.encode(text).into_bytes();
        return ("base64", encoded.chunks(76).collect::<Vec<_>>().join(&b'\n'));
    }
    ("8bit", quoted(text))
}

/// Lines with `>` before those that would look like the beginning of a message.
fn quoted(text: &[u8]) -> Vec<u8> {
    let mut quoted = Vec::with_capacity(text.len());
    for (place, line) in text.split(|byte| *byte == b'\n').enumerate() {
        quoted.extend_from_slice(if place == 0 { b"" } else { b"\n" });
        quoted.extend_from_slice(if is_from(line) { b">" } else { b"" });
        quoted.extend_from_slice(line);
    }
    quoted
}

/// Whether a line would look like the beginning of a message, perhaps after it was quoted before.
fn is_from(line: &[u8]) -> bool {
    let quotes = line.iter().take_while(|byte| **byte == b'>').count();
    line[quotes..].starts_with(b"From ")
}

/// Calls `each` with each message of an mbox, without its first line.
fn split(mut from: impl BufRead, each: &mut dyn FnMut(&[u8]) -> Result<(), StoreError>) -> Result<(), StoreError> {
    let (mut message, mut line, mut is_after_blank, mut has_begun) = (Vec::new(), Vec::new(), true, false);
    loop {
        line.clear();
        let read = io::Read::take(&mut from, LONGEST as u64).read_until(b'\n', &mut line);
        let is_end = read.map_err(StoreError::io("mbox".as_ref()))? == 0;
        let begins = is_after_blank && line.starts_with(b"From ");
        if (begins || is_end) && has_begun {
            each(&message)?;
        }
        if is_end {
            return if has_begun { Ok(()) } else { Err(StoreError::NotAnExport("mbox")) };
        }
        if begins {
            has_begun = true;
            message.clear();
        } else if message.len() + line.len() <= LONGEST {
            message.extend_from_slice(&line);
        }
        is_after_blank = line == b"\n" || line == b"\r\n";
    }
}

/// The outcome with this number, as the file has it.
fn outcome(number: u8) -> Outcome {
    use Outcome::{Abstain, Ended, Expired, Open, Spam, Valuable};
    [Open, Valuable, Abstain, Spam, Expired].get(usize::from(number)).copied().unwrap_or(Ended)
}
