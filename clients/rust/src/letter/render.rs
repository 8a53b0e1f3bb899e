//! A letter as ordinary mail programs read it: with the headers that the chain knows.

use mail_builder::{
    MessageBuilder,
    headers::{HeaderType, address::Address, content_type::ContentType, message_id::MessageId},
    mime::{BodyPart, MimePart},
};
use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;

use super::{Attachment, Letter, LetterError, MailAddress, fields};

/// The domain of identifiers, which nobody can have (RFC 2606).
const ID_DOMAIN: &str = ".bmail.invalid";

/// What the chain says of a letter.
#[derive(Clone, Copy, Debug)]
pub struct Delivery<'a> {
    /// The address of its message.
    pub message: Pubkey,
    /// The network.
    pub network: Pubkey,
    /// The sender's name, if one is known to be theirs, and address.
    pub from: (Option<&'a str>, &'a MailAddress),
    /// The same of the recipient.
    pub to: (Option<&'a str>, &'a MailAddress),
    /// When it was sent, in unix seconds.
    pub sent_at: i64,
    /// The messages that its thread began with, as far as they are known, from the oldest one to the one that it answers.
    pub references: &'a [Pubkey],
    /// The mail address of the wallet that it wants answers sent to, if it names one.
    pub reply_to: Option<&'a MailAddress>,
}

/// The identifier of a message in mail programs, without its angle brackets: `MESSAGE@NETWORK.bmail.invalid`.
pub fn message_id(message: &Pubkey, network: &Pubkey) -> String {
    format!("{message}@{network}{ID_DOMAIN}")
}

/// The message and the network in an identifier, with or without its angle brackets. `None` if it is another program's.
pub fn parse_message_id(id: &str) -> Option<(Pubkey, Pubkey)> {
    let (message, domain) = id.trim().trim_start_matches('<').trim_end_matches('>').split_once('@')?;
    Some((message.parse().ok()?, domain.strip_suffix(ID_DOMAIN)?.parse().ok()?))
}

/// The letter as a mail (RFC 5322) for an mbox or an IMAP server: `From`, `To`, `Date` and `Message-ID` are the chain's, and
/// `In-Reply-To` and `References` are rebuilt. It is ASCII, with CRLF, and the same bytes each time.
///
/// # Errors
/// Those of [`Letter::encode`].
pub fn render(letter: &Letter, delivery: &Delivery<'_>) -> Result<Vec<u8>, LetterError> {
    // Nobody can write a letter that has the hash of itself in it, so no line of it can be taken for a delimiter.
    let hash = Sha256::digest(letter.encode()?.bytes);
    let boundary = |place: usize| -> String {
        let hex: String = hash[..16].iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{hex}-{place}")
    };
    let id = |message: &Pubkey| message_id(message, &delivery.network);
    let mut mail = MessageBuilder::new()
        .from(mailbox(delivery.from))
        .to(mailbox(delivery.to))
        .date(delivery.sent_at)
        .message_id(id(&delivery.message));
    if let Some(address) = delivery.reply_to {
        mail = mail.reply_to(mailbox((None, address)));
    }
    if let Some(message) = &letter.in_reply_to {
        let thread = delivery.references.iter().filter(|one| *one != message).chain([message]);
        mail = mail.in_reply_to(id(message)).references(MessageId::new_list(thread.map(id)));
    }
    for (name, value) in [("Subject", &letter.subject), ("List-Id", &letter.list_id)] {
        if !value.is_empty() {
            mail = mail.header(name, HeaderType::Text(one_line(value).into()));
        }
    }
    let rendered = mail.body(body(letter, boundary)).write_to_vec();
    Ok(rendered.expect("writing to memory cannot fail"))
}

fn mailbox<'a>((name, address): (Option<&'a str>, &MailAddress)) -> Address<'a> {
    Address::new_address(name.map(one_line), address.to_string())
}

/// A value without what could begin another header.
fn one_line(value: &str) -> String {
    value.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

fn body(letter: &Letter, boundary: impl Fn(usize) -> String) -> MimePart<'_> {
    let text = MimePart::new("text/plain", BodyPart::Text(letter.text.as_str().into()));
    let said = match &letter.markdown {
        None => text,
        Some(markdown) => {
            let markdown = MimePart::new("text/markdown", BodyPart::Text(markdown.as_str().into()));
            multipart("multipart/alternative", boundary(1), vec![text, markdown])
        }
    };
    if letter.attachments.is_empty() {
        return said;
    }
    let files = letter.attachments.iter().map(|Attachment { name, media_type, bytes }| {
        let file = MimePart::new(fields::media_type(media_type), BodyPart::Binary(bytes.as_slice().into()));
        file.attachment(one_line(name))
    });
    multipart("multipart/mixed", boundary(0), [said].into_iter().chain(files).collect())
}

fn multipart<'a>(kind: &'static str, boundary: String, parts: Vec<MimePart<'a>>) -> MimePart<'a> {
    MimePart::new(ContentType::new(kind).attribute("boundary", boundary), BodyPart::Multipart(parts))
}
