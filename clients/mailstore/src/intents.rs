//! Intents: what the owner wants to be sent, stored before anything is signed.

mod draft;
mod id;
mod outcome;
mod send;
mod stored;

pub use id::IntentId;
pub(crate) use outcome::{facts_of, is_outdated};

use bmail_sdk::{
    instructions::mail::{Draft, LongDraft, Mode},
    sealing::{Kind, Plain},
};
use serde::{Deserialize, Serialize};
use serde_with::{As, DisplayFromStr};
use solana_pubkey::Pubkey;
use solana_signature::Signature;

use crate::{Note, encoded};

/// Seconds after which nothing lands that was sent: a blockhash is good for 150 blocks, and clocks differ.
const LANDS: i64 = 300;

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
    /// How often sending it was begun without that anybody knows what came of it.
    pub tries: u32,
    /// When it was last begun, in unix seconds by this machine's clock.
    #[serde(default)]
    pub last: i64,
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

    /// Whether something that was sent can still land, and be paid for.
    fn may_land(&self, now: i64) -> bool {
        let live = self.attempts.iter().filter(|attempt| !attempt.is_dead);
        live.into_iter().any(|attempt| attempt.tries > 0 && now < attempt.last.saturating_add(LANDS))
    }

    /// What is sealed.
    pub fn plain(&self) -> Plain<'_> {
        Plain { kind: if self.is_letter { Kind::Letter } else { Kind::Text }, bytes: &self.text }
    }

    fn mode(&self) -> Mode {
        if self.strict { Mode::Posted } else { Mode::AtOnce }
    }
}
