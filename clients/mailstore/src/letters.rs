//! Letters, received and sent: what is public of them in the clear, and the rest sealed.

mod columns;
mod list;
mod rows;

pub(crate) use rows::set_outcome;

use serde::{Deserialize, Serialize};
use solana_pubkey::Pubkey;

use crate::Head;

/// Which way a letter went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    /// To the owner.
    Received,
    /// From the owner.
    Sent,
}

/// How a message ended, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// Not yet.
    Open,
    /// Its recipient found it valuable.
    Valuable,
    /// Its recipient acknowledged it.
    Abstain,
    /// Its recipient marked it as spam.
    Spam,
    /// Nobody answered in time, and the fee went back.
    Expired,
    /// It has ended, and no node that was asked knows how.
    Ended,
}

/// What the chain says of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The message's address.
    pub message: Pubkey,
    /// The network.
    pub network: Pubkey,
    /// Which way it went.
    pub direction: Direction,
    /// The other one's wallet.
    pub other: Pubkey,
    /// The sequence number in its sender's mailbox.
    pub sequence: u64,
    /// When it was sent, in unix seconds.
    pub at: i64,
    /// Its fee in lamports, before the network's cut.
    pub fee: u64,
    /// The last moment to acknowledge it, in unix seconds; zero if it is not known.
    pub deadline: i64,
    /// How it ended.
    pub outcome: Outcome,
}

/// What its owner has done with a letter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// They have read it.
    pub read: bool,
    /// They have put it away.
    pub archived: bool,
    /// They have thrown it away: its text is gone.
    pub deleted: bool,
}

/// A letter in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its number in this store.
    pub id: i64,
    /// What the chain says of it.
    pub facts: Facts,
    /// What a list shows of its text.
    pub head: Head,
    /// What its owner has done with it.
    pub state: State,
}

/// The proof that a letter is on the disk. Only a committed transaction gives it, and only with it can a message be
/// acknowledged: see [`Store::acknowledge`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a stored letter can be acknowledged"]
pub struct Stored {
    message: Pubkey,
}

impl Stored {
    /// The message.
    pub fn message(&self) -> Pubkey {
        self.message
    }
}

/// Which letters to list: all that fit everything that is given, newest first.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    /// On this network.
    pub network: Option<Pubkey>,
    /// With this wallet.
    pub other: Option<Pubkey>,
    /// Which way.
    pub direction: Option<Direction>,
    /// Whose messages have not ended.
    pub open: bool,
    /// That were not read.
    pub unread: bool,
    /// Also what was put away.
    pub archived: bool,
    /// Those before this letter of the page before.
    pub before: Option<(i64, i64)>,
}

impl Letter {
    /// The `before` of the page with what is older.
    pub fn place(&self) -> (i64, i64) {
        (self.facts.at, self.id)
    }
}
