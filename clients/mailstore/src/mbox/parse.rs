//! Reads a message that this crate wrote. Everything in it is untrusted.

use base64::{Engine, prelude::BASE64_STANDARD};
use bmail_sdk::{
    letter::Letter,
    sealing::{Kind, Plain},
};

use super::outcome;
use crate::{Content, Direction, Facts, State};

/// A letter of a file.
pub(super) struct Parsed {
    pub facts: Facts,
    pub state: State,
    pub content: Content,
}

/// The letter, if the message says which one it is.
pub(super) fn message(message: &[u8]) -> Option<Parsed> {
    let end = message.windows(2).position(|pair| pair == b"\n\n")?;
    let (headers, body) = (std::str::from_utf8(&message[..end]).ok()?, &message[end + 2..]);
    let own = headers.lines().find_map(|line| line.strip_prefix("X-BMail: "))?;
    let named = |name: &str| {
        let parts = own.split("; ").filter_map(|part| part.split_once('='));
        parts.filter(|(other, _)| *other == name).map(|(_, value)| value).next()
    };
    let is = |name: &str| named(name) == Some("true");
    let facts = Facts {
        message: named("message")?.parse().ok()?,
        network: named("network")?.parse().ok()?,
        direction: if is("sent") { Direction::Sent } else { Direction::Received },
        other: named("other")?.parse().ok()?,
        sequence: named("sequence")?.parse().ok()?,
        at: named("at")?.parse().ok()?,
        fee: named("fee")?.parse().ok()?,
        deadline: named("deadline")?.parse().ok()?,
        outcome: outcome(named("outcome")?.parse().ok()?),
    };
    let state = State { read: is("read"), archived: is("archived"), deleted: false };
    let encoding = headers.lines().find_map(|line| line.strip_prefix("Content-Transfer-Encoding: "));
    let content = match (named("kind")?, encoding) {
        ("letter", _) => letter(message, named("answers"))?,
        (_, Some("base64")) => Content::Text(decoded(body)?),
        _ => Content::Text(unquoted(body)),
    };
    Some(Parsed { facts, state, content })
}

/// A letter, without what the chain says of it. The message that it answers stands in another form in a mail.
fn letter(message: &[u8], answers: Option<&str>) -> Option<Content> {
    let mut letter = Letter::of(Plain { kind: Kind::Letter, bytes: &unquoted(message) }).ok()?;
    letter.in_reply_to = answers.and_then(|answers| answers.parse().ok());
    letter.encode().ok().map(Content::from)
}

fn decoded(body: &[u8]) -> Option<Vec<u8>> {
    let packed: Vec<u8> = body.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    BASE64_STANDARD.decode(packed).ok()
}

/// Without the two ends of lines after a message, and without the quotes.
fn unquoted(text: &[u8]) -> Vec<u8> {
    let text = text.strip_suffix(b"\n\n").or(text.strip_suffix(b"\n")).unwrap_or(text);
    let lines = text.split(|byte| *byte == b'\n');
    let lines: Vec<_> =
        lines.map(|line| if line.starts_with(b">") && super::is_from(line) { &line[1..] } else { line }).collect();
    lines.join(&b'\n')
}
