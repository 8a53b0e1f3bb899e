//! What is kept besides letters, by kinds.

use bmail_sdk::instructions::mail::{LongDraft, Newsletter, Unrevealed};
use serde::{Deserialize, Serialize};
use serde_with::{As, DisplayFromStr};
use solana_pubkey::Pubkey;
use solana_signature::Signature;

use crate::{Note, Store, StoreError, encoded, index::fold};

/// What the owner says of somebody. Nobody else sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Their wallet.
    #[serde(with = "As::<DisplayFromStr>")]
    pub wallet: Pubkey,
    /// The owner's name for them.
    pub petname: Option<String>,
    /// Their letters are not announced.
    #[serde(default)]
    pub muted: bool,
    /// Their letters are not shown.
    #[serde(default)]
    pub blocked: bool,
    /// What else the owner noted.
    #[serde(default)]
    pub remark: String,
}

/// A letter that is still being written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch {
    /// What tells it from others, such as a random number.
    pub id: String,
    /// The network, once it is chosen.
    #[serde(with = "As::<Option<DisplayFromStr>>")]
    pub network: Option<Pubkey>,
    /// The recipients' wallets.
    #[serde(with = "As::<Vec<DisplayFromStr>>")]
    pub recipients: Vec<Pubkey>,
    /// The message that it answers.
    #[serde(with = "As::<Option<DisplayFromStr>>")]
    pub in_reply_to: Option<Pubkey>,
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// A link letter, by the number of its message. Its key is derived from the wallet and the number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The network.
    #[serde(with = "As::<DisplayFromStr>")]
    pub network: Pubkey,
    /// The number of its message in the owner's mailbox.
    pub sequence: u64,
    /// The address of the link's key.
    #[serde(with = "As::<DisplayFromStr>")]
    pub address: Pubkey,
    /// Whom the owner meant it for.
    pub remark: String,
    /// The last moment to take it, in unix seconds.
    pub deadline: i64,
    /// Whether it was taken or taken back.
    pub settled: bool,
}

/// A rule for strangers' mail. A client applies it by itself, and acknowledges nothing by itself but what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rule {
    /// Whoever has less reputation (in its base units) is answered with abstain once they were read.
    AbstainBelow(u64),
    /// What brings fewer lamports is not shown.
    HideBelow(u64),
}

/// The rules of the tray, on one network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tray {
    /// The network.
    #[serde(with = "As::<DisplayFromStr>")]
    pub network: Pubkey,
    /// The rules, all of which apply.
    pub rules: Vec<Rule>,
}

/// A long text whose upload was begun: see [`Client::upload`](bmail_sdk::Client::upload).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Upload {
    /// What tells it from others.
    pub id: String,
    /// The encrypted text, with its key.
    pub long: LongDraft,
}

/// A newsletter that is being delivered: see [`Store::deliver`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Mailing {
    /// What tells it from others.
    pub id: String,
    /// Whom it has reached, and its key.
    pub newsletter: Newsletter,
    /// The bytes of its text, or of a letter, of which each recipient's copy is kept among the letters.
    #[serde(default, with = "encoded")]
    pub text: Vec<u8>,
    /// Whether it is a letter, with a subject and the like.
    #[serde(default)]
    pub is_letter: bool,
    /// The most postage that may be paid for each copy, in lamports.
    #[serde(default)]
    pub most: u64,
}

/// Mail that nobody can know of for now: a letter, or whole stretches of the past.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// The mailbox.
    #[serde(with = "As::<DisplayFromStr>")]
    pub mailbox: Pubkey,
    /// What is missing.
    pub what: Missing,
    /// Why, and what to do.
    pub why: String,
}

/// What is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Missing {
    /// A message, by its address.
    Message(#[serde(with = "As::<DisplayFromStr>")] Pubkey),
    /// What a transaction did.
    Transaction(#[serde(with = "As::<DisplayFromStr>")] Signature),
    /// Some of what is open.
    List,
    /// All that came before what is known.
    Earlier,
}

impl Note for Contact {
    const KIND: &'static str = "contact";
    fn key(&self) -> Vec<u8> {
        self.wallet.as_ref().to_vec()
    }
}

impl Note for Sketch {
    const KIND: &'static str = "sketch";
    fn key(&self) -> Vec<u8> {
        self.id.as_bytes().to_vec()
    }
}

impl Note for Link {
    const KIND: &'static str = "link";
    fn key(&self) -> Vec<u8> {
        [self.network.as_ref(), &self.sequence.to_le_bytes()].concat()
    }
}

impl Note for Tray {
    const KIND: &'static str = "tray";
    fn key(&self) -> Vec<u8> {
        self.network.as_ref().to_vec()
    }
}

impl Note for Upload {
    const KIND: &'static str = "upload";
    fn key(&self) -> Vec<u8> {
        self.id.as_bytes().to_vec()
    }
}

impl Note for Mailing {
    const KIND: &'static str = "mailing";
    fn key(&self) -> Vec<u8> {
        self.id.as_bytes().to_vec()
    }
}

impl Note for Unrevealed {
    const KIND: &'static str = "unrevealed";
    fn key(&self) -> Vec<u8> {
        [self.network.as_ref(), self.sender.as_ref(), &self.sequence.to_le_bytes()].concat()
    }
}

impl Note for Gap {
    const KIND: &'static str = "gap";
    fn key(&self) -> Vec<u8> {
        let what = match &self.what {
            Missing::Message(message) => message.as_ref(),
            Missing::Transaction(signature) => signature.as_ref(),
            Missing::List => b"list",
            Missing::Earlier => &[],
        };
        [self.mailbox.as_ref(), what].concat()
    }
}

impl Store {
    /// What the owner says of somebody.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn contact(&self, wallet: &Pubkey) -> Result<Option<Contact>, StoreError> {
        self.note(wallet.as_ref())
    }

    /// Everybody of whom the owner says something.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn contacts(&self) -> Result<Vec<Contact>, StoreError> {
        self.notes()
    }

    /// Everybody to whom the owner has given this name. Case and accents make no difference.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn contacts_named(&self, name: &str) -> Result<Vec<Contact>, StoreError> {
        let name = fold(name.trim());
        let is_named = |contact: &Contact| contact.petname.as_ref().is_some_and(|other| fold(other.trim()) == name);
        Ok(self.contacts()?.into_iter().filter(is_named).collect())
    }

    /// Changes what the owner says of somebody.
    ///
    /// # Errors
    /// [`StoreError::Busy`], [`StoreError::Full`].
    pub fn set_contact(&self, wallet: &Pubkey, change: impl FnOnce(&mut Contact)) -> Result<(), StoreError> {
        self.change(wallet.as_ref(), |contact| {
            change(contact.get_or_insert_with(|| Contact::of(*wallet)));
            Ok(())
        })
    }

    /// The mail that nobody can know of for now, with the reasons. Never keep it from people: a list with a gap says so.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn gaps(&self) -> Result<Vec<Gap>, StoreError> {
        self.notes()
    }
}

impl Contact {
    /// Somebody of whom nothing is said yet.
    pub fn of(wallet: Pubkey) -> Self {
        Self { wallet, petname: None, muted: false, blocked: false, remark: String::new() }
    }
}
