//! What a letter says, and what of it is shown in a list. The only place that knows formats.

use bmail_sdk::{
    accounts::SealedKey,
    letter::Letter,
    sealing::{self, Plain, Plaintext},
};
use serde::{Deserialize, Serialize};
use serde_with::{As, DisplayFromStr};
use solana_pubkey::Pubkey;

use crate::{StoreError, encoded};

/// How many characters of a text a list shows.
const PREVIEW: usize = 100;

/// What a message held.
#[derive(Clone, PartialEq, Eq)]
pub enum Content {
    /// A plain text, as its sender wrote it: any bytes.
    Text(Vec<u8>),
    /// A letter, with a subject, files and the like, as its sender wrote it: see
    /// [`Letter`](bmail_sdk::letter::Letter).
    Letter(Vec<u8>),
    /// What could not be opened, and why. It is kept as it is: a newer client may be able to.
    Unopened(Unopened),
    /// Nothing: a letter of one's own from another device, which only its recipient can open.
    Elsewhere,
}

/// A sealed message that did not open.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unopened {
    /// The version of the key that it is sealed to.
    pub key_version: u32,
    /// The encapsulated key and the ciphertext of the content key.
    #[serde(with = "encoded")]
    sealed_key: Vec<u8>,
    /// The ciphertext.
    #[serde(with = "encoded")]
    pub ciphertext: Vec<u8>,
    /// Why it did not open.
    pub why: String,
}

/// What a list shows of a letter. It is sealed apart from the letter, so that a list opens little.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The subject, if it has one.
    pub subject: Option<String>,
    /// The message that it answers, if it says so. It may be none of ours.
    #[serde(with = "As::<Option<DisplayFromStr>>")]
    pub in_reply_to: Option<Pubkey>,
    /// The beginning of its text, on one line.
    pub preview: String,
    /// The names of its attachments, as they may be shown.
    pub attachments: Vec<String>,
    /// Why it could not be opened, if it could not.
    pub unopened: Option<String>,
    /// Whether it came from a file that anyone can write (mbox), and not from the chain.
    pub imported: bool,
    /// Which kind of content it is.
    pub(crate) kind: Kind,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    #[default]
    Text,
    Letter,
    Unopened,
    Elsewhere,
}

impl Head {
    /// Whether its text is on another device of the owner's, who has sent it from there.
    pub fn is_elsewhere(&self) -> bool {
        self.kind == Kind::Elsewhere
    }
}

impl Content {
    /// A message that did not open.
    pub fn unopened(key_version: u32, key: &SealedKey, ciphertext: Vec<u8>, why: String) -> Self {
        let sealed_key = [&key.encapsulated[..], &key.ciphertext].concat();
        Self::Unopened(Unopened { key_version, sealed_key, ciphertext, why })
    }

    /// What is sealed.
    pub fn of(plain: Plain<'_>) -> Self {
        match plain.kind {
            sealing::Kind::Text => Self::Text(plain.bytes.to_vec()),
            sealing::Kind::Letter => Self::Letter(plain.bytes.to_vec()),
        }
    }

    /// What was sealed; `None` if it was not opened.
    pub fn plain(&self) -> Option<Plain<'_>> {
        match self {
            Self::Text(bytes) => Some(Plain { kind: sealing::Kind::Text, bytes }),
            Self::Letter(bytes) => Some(Plain { kind: sealing::Kind::Letter, bytes }),
            Self::Unopened(_) | Self::Elsewhere => None,
        }
    }

    /// What a list shows of it. Of a letter that is hostile, that is why it cannot be read.
    pub fn head(&self) -> Head {
        match self {
            Self::Text(_) | Self::Letter(_) => {
                let kind = if matches!(self, Self::Text(_)) { Kind::Text } else { Kind::Letter };
                Head { kind, ..self.plain().map(of_letter).unwrap_or_default() }
            }
            Self::Unopened(unopened) => {
                Head { unopened: Some(unopened.why.clone()), kind: Kind::Unopened, ..Head::default() }
            }
            Self::Elsewhere => Head { kind: Kind::Elsewhere, ..Head::default() },
        }
    }

    /// What a search looks through.
    pub fn searched(&self) -> String {
        let Some(Ok(letter)) = self.plain().map(Letter::of) else { return String::new() };
        let files = letter.attachments.iter().map(|file| file.name.as_str());
        let texts = [letter.subject.as_str(), &letter.text, letter.markdown.as_deref().unwrap_or_default()];
        texts.into_iter().chain(files).collect::<Vec<_>>().join("\n")
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        match self {
            Self::Text(bytes) | Self::Letter(bytes) => bytes.clone(),
            Self::Unopened(unopened) => serde_json::to_vec(unopened).expect("it has no keys but texts"),
            Self::Elsewhere => Vec::new(),
        }
    }

    pub(crate) fn from_bytes(kind: Kind, bytes: &[u8]) -> Result<Self, StoreError> {
        Ok(match kind {
            Kind::Text => Self::Text(bytes.to_vec()),
            Kind::Letter => Self::Letter(bytes.to_vec()),
            Kind::Unopened => Self::Unopened(
                serde_json::from_slice(bytes).map_err(|_| StoreError::damaged("an unopened letter is malformed"))?,
            ),
            Kind::Elsewhere => Self::Elsewhere,
        })
    }
}

impl Unopened {
    /// The sealed key, to try again with a newer client.
    pub fn sealed_key(&self) -> Option<SealedKey> {
        let (encapsulated, ciphertext) = self.sealed_key.split_first_chunk()?;
        Some(SealedKey { encapsulated: *encapsulated, ciphertext: ciphertext.try_into().ok()? })
    }
}

/// Says nothing of what it says.
impl std::fmt::Debug for Content {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (kind, length) = match self {
            Self::Text(text) => ("Text", text.len()),
            Self::Letter(letter) => ("Letter", letter.len()),
            Self::Unopened(unopened) => ("Unopened", unopened.ciphertext.len()),
            Self::Elsewhere => ("Elsewhere", 0),
        };
        write!(formatter, "{kind}({length} bytes)")
    }
}

impl From<Plaintext> for Content {
    fn from(Plaintext { kind, bytes }: Plaintext) -> Self {
        match kind {
            sealing::Kind::Text => Self::Text(bytes),
            sealing::Kind::Letter => Self::Letter(bytes),
        }
    }
}

fn of_letter(plain: Plain<'_>) -> Head {
    let letter = match Letter::of(plain) {
        Ok(letter) => letter,
        Err(error) => return Head { preview: error.to_string(), ..Head::default() },
    };
    let text = if letter.text.is_empty() { letter.markdown.as_deref().unwrap_or_default() } else { &letter.text };
    Head {
        preview: preview(text),
        subject: Some(letter.subject).filter(|subject| !subject.is_empty()),
        in_reply_to: letter.in_reply_to,
        attachments: letter.attachments.into_iter().map(|file| file.name).collect(),
        ..Head::default()
    }
}

/// The beginning of a text on one line.
fn preview(text: &str) -> String {
    let line = text.split_whitespace().take(PREVIEW).collect::<Vec<_>>().join(" ");
    line.chars().take(PREVIEW).collect()
}
