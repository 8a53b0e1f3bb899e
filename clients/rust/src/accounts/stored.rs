//! Accounts with data that an IDL cannot describe: it follows the fields.

use solana_pubkey::Pubkey;

use super::{Body, Bounty, Message, ProgramAccount};
use crate::{
    Program,
    bounty::MAX_URI,
    generated::{
        bounty::accounts::BOUNTY_DISCRIMINATOR,
        mail::accounts::{BODY_DISCRIMINATOR, MESSAGE_DISCRIMINATOR},
    },
    sealing::MAX_CIPHERTEXT,
    text::check_uri,
};

/// A message with its content, which follows the fields in the IDL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredMessage {
    /// The fields.
    pub header: Message,
    /// The ciphertext, or the address of its body.
    pub content: Content,
}

/// The content of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// The ciphertext itself.
    Ciphertext(Vec<u8>),
    /// The address of the [`Body`] that holds the ciphertext.
    Body(Pubkey),
}

/// A body with its content, which follows the fields in the IDL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredBody {
    /// The fields.
    pub header: Body,
    /// The ciphertext, as far as it has been uploaded.
    pub content: Vec<u8>,
}

/// A bounty with the URI of its terms, which follows the fields in the IDL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredBounty {
    /// The fields.
    pub header: Bounty,
    /// The URI of the terms' text; may be empty. See [`StoredBounty::link`] before you follow it.
    pub terms_uri: String,
}

impl StoredMessage {
    /// The account's size in bytes, from the size of its content.
    pub const fn space(content: usize) -> usize {
        Message::LEN + content
    }

    /// The body that the message refers to, if any.
    pub fn body(&self) -> Option<Pubkey> {
        match self.content {
            Content::Body(address) => Some(address),
            Content::Ciphertext(_) => None,
        }
    }
}

impl StoredBounty {
    /// The URI of the terms' text, if people may follow it (see [`check_uri`]). Its issuer may have
    /// set any other with another client.
    pub fn link(&self) -> Option<&str> {
        let is_safe = !self.terms_uri.is_empty() && check_uri(&self.terms_uri, MAX_URI).is_ok();
        is_safe.then_some(&self.terms_uri)
    }

    /// The account's size in bytes, from the length of its URI.
    pub const fn space(terms_uri: usize) -> usize {
        Bounty::LEN + terms_uri
    }
}

impl StoredBody {
    /// The account's size in bytes, from the size of its content.
    pub const fn space(content: usize) -> usize {
        Body::LEN + content
    }
}

impl ProgramAccount for StoredMessage {
    const KIND: &'static str = "message";
    const PROGRAM: Program = Program::Mail;
    const DISCRIMINATOR: [u8; 8] = MESSAGE_DISCRIMINATOR;
    const LONGEST: usize = Self::space(MAX_CIPHERTEXT);

    fn from_data(data: &[u8]) -> std::io::Result<Self> {
        let header = Message::from_bytes(data)?;
        let rest = data[Message::LEN..].to_vec();
        let content = match header.has_body {
            0 => Content::Ciphertext(rest),
            _ => Content::Body(Pubkey::try_from(rest).map_err(|_| std::io::ErrorKind::InvalidData)?),
        };
        Ok(Self { header, content })
    }
}

impl ProgramAccount for StoredBody {
    const KIND: &'static str = "body";
    const PROGRAM: Program = Program::Mail;
    const DISCRIMINATOR: [u8; 8] = BODY_DISCRIMINATOR;
    const LONGEST: usize = Self::space(MAX_CIPHERTEXT);

    fn from_data(data: &[u8]) -> std::io::Result<Self> {
        let header = Body::from_bytes(data)?;
        Ok(Self { header, content: data[Body::LEN..].to_vec() })
    }
}

impl ProgramAccount for StoredBounty {
    const KIND: &'static str = "bounty";
    const PROGRAM: Program = Program::Bounty;
    const DISCRIMINATOR: [u8; 8] = BOUNTY_DISCRIMINATOR;
    const LONGEST: usize = Self::space(MAX_URI);

    fn from_data(data: &[u8]) -> std::io::Result<Self> {
        let header = Bounty::from_bytes(data)?;
        let uri = std::str::from_utf8(&data[Bounty::LEN..]).map_err(|_| std::io::ErrorKind::InvalidData)?;
        Ok(Self { header, terms_uri: uri.to_owned() })
    }
}
