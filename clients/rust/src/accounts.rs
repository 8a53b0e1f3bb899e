//! Decodes accounts: the generated types, with checks, and the data that an IDL cannot describe.

pub use bounty_core::{Opinion, Terms, Week};
pub use postage::{FeeSplit, Rules, Verdict};
pub use reputation_core::Parameters;
use solana_pubkey::Pubkey;
use units::Timestamp;

pub use crate::generated::{
    bounty::accounts::{Bounty, Contribution, Submission, Treasury, WeeklyStats},
    mail::{
        accounts::{Body, Correspondence, Ledger, Mailbox, Message, Network},
        types::SealedKey,
    },
    reputation::accounts::{Endorsement, Reputation, Standing},
};
use crate::{
    Program, Programs,
    bounty::MAX_URI,
    generated::{
        bounty::accounts::{
            BOUNTY_DISCRIMINATOR, CONTRIBUTION_DISCRIMINATOR, SUBMISSION_DISCRIMINATOR, TREASURY_DISCRIMINATOR,
            WEEKLY_STATS_DISCRIMINATOR,
        },
        mail::accounts::{
            BODY_DISCRIMINATOR, CORRESPONDENCE_DISCRIMINATOR, LEDGER_DISCRIMINATOR, MAILBOX_DISCRIMINATOR,
            MESSAGE_DISCRIMINATOR, NETWORK_DISCRIMINATOR,
        },
        reputation::accounts::{ENDORSEMENT_DISCRIMINATOR, REPUTATION_DISCRIMINATOR, STANDING_DISCRIMINATOR},
    },
    sealing::MAX_CIPHERTEXT,
    text::{check_uri, shown},
};

/// Why an account cannot be decoded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Another program owns it.
    #[error("the account belongs to the program {0}, not to b-mail: check the address")]
    WrongOwner(Pubkey),
    /// It is of another kind, or its data is too short or too long.
    #[error("the account is not a {0}: check the address")]
    WrongKind(&'static str),
}

/// An account that a list should have, but that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Its address.
    pub address: Pubkey,
    /// Why it cannot be read.
    pub error: DecodeError,
}

/// What a search found. Nothing in it keeps the rest from being read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing<T> {
    /// What it found, in the order that the search's docs say.
    pub entries: Vec<T>,
    /// What it found and cannot read.
    pub gaps: Vec<Unreadable>,
    /// Whether nothing older may be missing. False only if the node lists no accounts, and its history was too long to read, or
    /// could not be read.
    pub is_whole: bool,
}

impl<T> Default for Listing<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), gaps: Vec::new(), is_whole: true }
    }
}

#[cfg(feature = "client")]
impl<T> Listing<T> {
    /// Adds an entry, or a gap.
    pub(crate) fn add(&mut self, address: Pubkey, found: Result<T, DecodeError>) {
        match found {
            Ok(entry) => self.entries.push(entry),
            Err(error) => self.gap(Unreadable { address, error }),
        }
    }

    /// Adds a gap.
    pub(crate) fn gap(&mut self, gap: Unreadable) {
        self.gaps.push(gap);
    }

    /// The list, with one gap for each address.
    pub(crate) fn with_each_gap_once(mut self) -> Self {
        let mut known = std::collections::HashSet::new();
        self.gaps.retain(|gap| known.insert(gap.address));
        self
    }
}

/// An account of one of the programs.
pub trait ProgramAccount: Sized {
    /// Its name in an error.
    const KIND: &'static str;
    /// The program that owns it.
    const PROGRAM: Program;
    /// The first eight bytes of its data.
    const DISCRIMINATOR: [u8; 8];
    /// The most bytes that it can have.
    const LONGEST: usize;
    /// Decodes data that starts with the discriminator.
    ///
    /// # Errors
    /// [`std::io::ErrorKind::InvalidData`] and others if the data is too short or malformed.
    fn from_data(data: &[u8]) -> std::io::Result<Self>;

    /// Decodes an account's data after checking its owner and kind.
    ///
    /// # Errors
    /// [`DecodeError::WrongOwner`], [`DecodeError::WrongKind`].
    fn decode(programs: &Programs, owner: &Pubkey, data: &[u8]) -> Result<Self, DecodeError> {
        if *owner != programs.address(Self::PROGRAM) {
            return Err(DecodeError::WrongOwner(*owner));
        }
        let is_kind = data.starts_with(&Self::DISCRIMINATOR) && data.len() <= Self::LONGEST;
        let decoded = is_kind.then(|| Self::from_data(data)).and_then(Result::ok);
        decoded.ok_or(DecodeError::WrongKind(Self::KIND))
    }
}

macro_rules! program_account {
    ($type:ty, $kind:literal, $program:expr, $discriminator:expr) => {
        program_account!($type, $kind, $program, $discriminator, Self::LEN);
    };
    ($type:ty, $kind:literal, $program:expr, $discriminator:expr, $longest:expr) => {
        impl ProgramAccount for $type {
            const KIND: &'static str = $kind;
            const PROGRAM: Program = $program;
            const DISCRIMINATOR: [u8; 8] = $discriminator;
            const LONGEST: usize = $longest;

            fn from_data(data: &[u8]) -> std::io::Result<Self> {
                Self::from_bytes(data)
            }
        }
    };
}

program_account!(Network, "network", Program::Mail, NETWORK_DISCRIMINATOR);
program_account!(Ledger, "ledger", Program::Mail, LEDGER_DISCRIMINATOR);
program_account!(Mailbox, "mailbox", Program::Mail, MAILBOX_DISCRIMINATOR);
program_account!(Correspondence, "correspondence", Program::Mail, CORRESPONDENCE_DISCRIMINATOR);
program_account!(Reputation, "reputation", Program::Reputation, REPUTATION_DISCRIMINATOR);
program_account!(Standing, "standing", Program::Reputation, STANDING_DISCRIMINATOR);
program_account!(Endorsement, "endorsement", Program::Reputation, ENDORSEMENT_DISCRIMINATOR);
program_account!(Treasury, "treasury", Program::Bounty, TREASURY_DISCRIMINATOR);
program_account!(WeeklyStats, "network's weekly stats", Program::Bounty, WEEKLY_STATS_DISCRIMINATOR);
program_account!(Bounty, "bounty", Program::Bounty, BOUNTY_DISCRIMINATOR, StoredBounty::LONGEST);
program_account!(Contribution, "contribution", Program::Bounty, CONTRIBUTION_DISCRIMINATOR);
program_account!(Submission, "submission", Program::Bounty, SUBMISSION_DISCRIMINATOR);

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

impl Correspondence {
    /// The lower mailbox has written to the higher one at least once.
    pub const LOW_WROTE: u8 = 1;
    /// The higher mailbox has written to the lower one at least once.
    pub const HIGH_WROTE: u8 = 2;
    /// The owner of the higher mailbox paid the rent. Without this flag, the owner of the lower one did.
    pub const HIGH_PAID: u8 = 4;
    /// The owner of the lower mailbox has the other as a contact.
    pub const LOW_CONTACT: u8 = 8;
    /// The owner of the higher mailbox has the other as a contact.
    pub const HIGH_CONTACT: u8 = 16;

    /// Whether the owner of `mailbox` has ever written to the other.
    pub fn has_written(&self, mailbox: &Pubkey) -> bool {
        let flag = if *mailbox == self.low { Self::LOW_WROTE } else { Self::HIGH_WROTE };
        self.flags & flag != 0
    }

    /// Whether the owner of `mailbox` has the other as a contact.
    pub fn has_contact(&self, mailbox: &Pubkey) -> bool {
        let flag = if *mailbox == self.low { Self::LOW_CONTACT } else { Self::HIGH_CONTACT };
        self.flags & flag != 0
    }

    /// The mailbox whose owner paid the rent.
    pub fn payer(&self) -> &Pubkey {
        if self.flags & Self::HIGH_PAID == 0 { &self.low } else { &self.high }
    }

    /// Whether each has the other as a contact. If so, mail between them is free.
    pub fn is_mutual(&self) -> bool {
        self.has_contact(&self.low) && self.has_contact(&self.high)
    }
}

impl Network {
    /// The name as it can be shown: with escapes for characters that cannot be seen (see [`shown`]).
    /// Names are not unique, and the program takes some that the SDK does not give.
    pub fn display_name(&self) -> String {
        shown(String::from_utf8_lossy(&self.name).trim_end_matches('\0')).to_string()
    }
}

impl Mailbox {
    /// When the mailbox was opened. This follows from its next sequence number: the first one encodes the time, and
    /// each message sent since then adds about a microsecond.
    pub fn opened_at(&self) -> Timestamp {
        const SEQUENCE_BITS_PER_SECOND: u32 = 20;
        Timestamp(i64::try_from(self.next_sequence >> SEQUENCE_BITS_PER_SECOND).unwrap_or(i64::MAX))
    }
}

#[cfg(all(test, feature = "client"))]
mod tests {
    use super::*;

    /// Shows security.md: An account that cannot be read in a list.
    #[test]
    fn a_list_with_a_million_gaps_is_made_at_once_and_has_each_gap_once() {
        let addresses: Vec<_> = (0..1_000_000).map(|_| Pubkey::new_unique()).collect();
        let mut list = Listing::<()>::default();
        for address in addresses.iter().chain(&addresses) {
            list.add(*address, Err(DecodeError::WrongKind("body")));
        }
        let gaps = list.with_each_gap_once().gaps;
        assert!(gaps.iter().map(|gap| &gap.address).eq(&addresses));
    }
}
