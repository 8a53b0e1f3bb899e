//! Intents: what the owner wants to be sent, stored before anything is signed.

mod send;

pub(crate) use send::{facts_of, is_outdated};

use bmail_sdk::{
    ClientError,
    instructions::mail::{Draft, LongDraft, Mode, Schedule, Scheduled},
    sealing::{Kind, Plain},
};
use rusqlite::Transaction;
use serde::{Deserialize, Serialize};
use serde_with::{As, DisplayFromStr};
use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;
use solana_signature::Signature;

use crate::{Note, Store, StoreError, encoded, sealer};

/// What tells an intent from others. Whoever sends the same one again gets what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct IntentId([u8; 16]);

/// What somebody wants to be sent.
#[derive(Clone, Debug)]
pub struct Wish<'w> {
    /// The network.
    pub network: Pubkey,
    /// The recipient's wallet.
    pub recipient: Pubkey,
    /// The text, or a letter ([`Letter::encode`](bmail_sdk::letter::Letter::encode)).
    pub text: Plain<'w>,
    /// The most postage that may be paid, in lamports. Rent that comes back and fees of the cluster are apart.
    pub most: u64,
    /// What is offered, in lamports, if that is more than the price; zero for nothing.
    pub offer: u64,
    /// Whether nobody may be able to read it before its escrow is safe ([`Mode::Posted`]).
    pub strict: bool,
    /// When it is to be sent at the earliest, in unix seconds; zero for now.
    pub not_before: i64,
}

/// An intent, with what became of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Intent {
    /// What tells it from others.
    pub id: IntentId,
    /// The network.
    #[serde(with = "As::<DisplayFromStr>")]
    pub network: Pubkey,
    /// The recipient's wallet.
    #[serde(with = "As::<DisplayFromStr>")]
    pub recipient: Pubkey,
    /// The bytes of the text, or of a letter.
    #[serde(with = "encoded")]
    pub text: Vec<u8>,
    /// Whether it is a letter, with a subject and the like.
    pub is_letter: bool,
    /// The most postage that may be paid, in lamports.
    pub most: u64,
    /// What is offered, in lamports.
    pub offer: u64,
    /// Whether it is posted before it is revealed.
    pub strict: bool,
    /// When it is to be sent at the earliest, in unix seconds.
    pub not_before: i64,
    /// What became of it.
    pub became: Became,
    /// Its drafts, each stored before it was signed. They have the same number, or that of each but the last is known to be
    /// another letter's. So at most one of them can be paid for.
    pub(crate) attempts: Vec<Attempt>,
    /// The text as a body, if it does not fit in a transaction, stored before its upload.
    pub(crate) long: Option<LongDraft>,
}

/// A draft of an intent.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Attempt {
    pub draft: Draft,
    /// Whether its number is known to be another letter's. Then it can never be sent.
    pub is_dead: bool,
    /// A transaction whose outcome is not known.
    #[serde(with = "As::<Option<DisplayFromStr>>")]
    pub signature: Option<Signature>,
    /// How often sending it was begun.
    pub tries: u32,
}

/// What became of an intent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Became {
    /// Nothing was signed yet.
    Waiting,
    /// It may have been sent. Sending it again finds out, and never pays twice.
    Sending,
    /// Its escrow is paid, and its key is not published yet. Sending it again publishes it.
    Posted {
        /// The message.
        #[serde(with = "As::<DisplayFromStr>")]
        message: Pubkey,
    },
    /// It was sent.
    Sent {
        /// The message.
        #[serde(with = "As::<DisplayFromStr>")]
        message: Pubkey,
        /// The transaction, if this device knows it.
        #[serde(with = "As::<Option<DisplayFromStr>>")]
        signature: Option<Signature>,
        /// The postage in lamports.
        postage: u64,
    },
    /// A number was used that may have been this letter's, and its message has ended on a node that keeps no history.
    /// Sending it again with another node finds out.
    Uncertain {
        /// The message.
        #[serde(with = "As::<DisplayFromStr>")]
        message: Pubkey,
    },
    /// It was refused, for this reason.
    Refused {
        /// In words.
        why: String,
    },
    /// Its owner withdrew it before anything was signed.
    Withdrawn,
    /// It was begun on another device, which may still send it: see [`Store::adopt`].
    Elsewhere,
}

/// Whether money moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Money {
    /// Nothing was paid.
    NotMoved,
    /// So many lamports of postage are in escrow, or went to the recipient.
    Moved(u64),
    /// Nobody knows yet: up to so many lamports.
    Unknown(u64),
}

impl IntentId {
    /// The intent of a caller who has a name for it, such as the `Message-ID` of a mail program.
    pub fn named(name: &[u8]) -> Self {
        Self::hash(b"b-mail intent name v1", &[name])
    }

    /// The intent of a caller who has no name for it: the same text to the same recipient is the same intent.
    pub fn of(wish: &Wish<'_>) -> Self {
        let kind = [u8::from(wish.text.kind == Kind::Letter)];
        let parts = [wish.network.as_ref(), wish.recipient.as_ref(), &kind, wish.text.bytes];
        Self::hash(b"b-mail intent content v1", &parts)
    }

    /// All parts but the last have a fixed length. The hash is never in the clear on a disk.
    fn hash(domain: &[u8], parts: &[&[u8]]) -> Self {
        let hash: [u8; 32] = Sha256::digest([&[domain][..], parts].concat().concat()).into();
        Self(std::array::from_fn(|place| hash[place]))
    }

    pub(crate) fn key(&self) -> Vec<u8> {
        self.0.to_vec()
    }

    /// Another intent than any before: to say the same once more.
    ///
    /// # Errors
    /// [`StoreError::NoRandomness`].
    pub fn once_more() -> Result<Self, StoreError> {
        sealer::random().map(Self)
    }
}

/// As people can name it to a command: base58.
impl std::fmt::Display for IntentId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&bs58::encode(self.0).into_string())
    }
}

impl std::str::FromStr for IntentId {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        let bytes = bs58::decode(text).into_vec().ok().and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or(StoreError::Missing("such intent"))
    }
}

impl Note for Intent {
    const KIND: &'static str = "intent";
    fn key(&self) -> Vec<u8> {
        self.id.0.to_vec()
    }
}

impl Intent {
    /// Whether it moved money.
    pub fn money(&self) -> Money {
        let most = self.attempts.last().map_or(0, |attempt| attempt.draft.max_fee);
        match &self.became {
            Became::Waiting | Became::Refused { .. } | Became::Withdrawn => Money::NotMoved,
            Became::Sent { postage, .. } => Money::Moved(*postage),
            Became::Posted { .. } => Money::Moved(most),
            Became::Sending | Became::Uncertain { .. } | Became::Elsewhere => Money::Unknown(most),
        }
    }

    /// Whether sending it can change what became of it.
    pub fn is_pending(&self) -> bool {
        matches!(self.became, Became::Waiting | Became::Sending | Became::Posted { .. } | Became::Uncertain { .. })
    }

    /// Whether it is not known to be paid for, and nobody has said that it should not be.
    fn is_unsettled(&self) -> bool {
        use Became::{Refused, Sending, Uncertain, Waiting};
        matches!(self.became, Waiting | Sending | Uncertain { .. } | Refused { .. })
    }

    /// What is sealed.
    pub fn plain(&self) -> Plain<'_> {
        Plain { kind: if self.is_letter { Kind::Letter } else { Kind::Text }, bytes: &self.text }
    }

    fn mode(&self) -> Mode {
        if self.strict { Mode::Posted } else { Mode::AtOnce }
    }
}

impl Store {
    /// Stores an intent, or finds the one with this name: it stays as it is, whatever the wish says. It is on the disk when
    /// this returns, and nothing is signed.
    ///
    /// # Errors
    /// [`StoreError::Busy`], [`StoreError::Full`].
    pub fn intend(&self, id: IntentId, wish: &Wish<'_>) -> Result<Intent, StoreError> {
        self.write(|transaction| self.intend_in(transaction, id, wish))
    }

    /// Stores an intent for each letter of a schedule, to be sent at its time and for at most what it says: all, or none. A
    /// `name` tells the mailing from others, so that the same one again is found. [`Store::due`] has those whose time has
    /// come.
    ///
    /// # Errors
    /// [`StoreError::OtherWallet`], [`StoreError::Client`] if it is of another cluster, [`StoreError::Full`].
    pub fn intend_all(
        &self,
        name: &[u8],
        schedule: &Schedule,
        text: Plain<'_>,
        offer: u64,
    ) -> Result<Vec<Intent>, StoreError> {
        let (stored, asked) = (self.owner().wallet, schedule.sender);
        if stored != asked {
            return Err(StoreError::OtherWallet { stored, asked });
        }
        schedule.check_cluster(&self.owner().genesis).map_err(ClientError::from)?;
        self.write(|transaction| {
            let letters = schedule.letters.iter().map(|letter| {
                let Scheduled { recipient, at, max_fee, .. } = *letter;
                let network = schedule.network;
                let wish = Wish { network, recipient, text, most: max_fee, offer, strict: false, not_before: at };
                let id = IntentId::hash(b"b-mail intent schedule v1", &[network.as_ref(), recipient.as_ref(), name]);
                self.intend_in(transaction, id, &wish)
            });
            letters.collect()
        })
    }

    fn intend_in(&self, transaction: &Transaction<'_>, id: IntentId, wish: &Wish<'_>) -> Result<Intent, StoreError> {
        let Wish { network, recipient, text, most, offer, strict, not_before } = *wish;
        self.change_in(transaction, &id.0, |intent| {
            let new = || Intent {
                id,
                network,
                recipient,
                text: text.bytes.to_vec(),
                is_letter: text.kind == Kind::Letter,
                most,
                offer,
                strict,
                not_before,
                became: Became::Waiting,
                attempts: Vec::new(),
                long: None,
            };
            Ok(intent.get_or_insert_with(new).clone())
        })
    }

    /// An intent.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::Damaged`].
    pub fn intent(&self, id: &IntentId) -> Result<Intent, StoreError> {
        self.note(&id.0)?.ok_or(StoreError::Missing("such intent"))
    }

    /// All intents, the oldest first, with what became of each.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn outbox(&self) -> Result<Vec<Intent>, StoreError> {
        self.notes()
    }

    /// The intents that sending can change, and whose time has come: what a client sends while it runs.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn due(&self, now: i64) -> Result<Vec<Intent>, StoreError> {
        let all = self.outbox()?.into_iter();
        Ok(all.filter(|intent| intent.is_pending() && intent.not_before <= now).collect())
    }

    /// Withdraws an intent of which nothing was signed, or that was refused.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if there is none, or if it may have been sent.
    pub fn withdraw(&self, id: &IntentId) -> Result<(), StoreError> {
        self.change_intent(id, |intent| match intent.became {
            Became::Waiting | Became::Refused { .. } => {
                intent.became = Became::Withdrawn;
                Ok(())
            }
            _ => Err(StoreError::Missing("intent that could still be withdrawn")),
        })
    }

    /// Changes the most postage that may be paid for an intent, in lamports, for example because the price has risen. It is
    /// for what is sent from now on.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if there is no such intent, or if it is paid for.
    pub fn allow(&self, id: &IntentId, most: u64) -> Result<(), StoreError> {
        self.change_intent(id, |intent| match intent.is_unsettled() {
            true => {
                intent.most = most;
                Ok(())
            }
            false => Err(StoreError::Missing("such intent that is not paid for")),
        })
    }

    /// Takes over an intent that another device began. Do so only if that device does not send it any more: two devices that
    /// send it at the same time pay twice.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if there is no such intent.
    pub fn adopt(&self, id: &IntentId) -> Result<(), StoreError> {
        self.change_intent(id, |intent| match intent.became {
            Became::Elsewhere => {
                intent.became = if intent.attempts.is_empty() { Became::Waiting } else { Became::Sending };
                Ok(())
            }
            _ => Err(StoreError::Missing("such intent of another device")),
        })
    }

    pub(crate) fn change_intent<T>(
        &self,
        id: &IntentId,
        change: impl FnOnce(&mut Intent) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.change(&id.0, |intent| change(intent.as_mut().ok_or(StoreError::Missing("such intent"))?))
    }
}
