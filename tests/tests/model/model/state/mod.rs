//! The content of the programs' accounts.

mod bounty;
mod reputation;

use bmail_sdk::accounts::Content;
use postage::{FeeSplit, PairState, Rules};
use solana_pubkey::Pubkey;
use units::{Q32, Seconds, Timestamp};

pub use bounty::{Bounty, BountyAccount, Contribution, Money, Phase, Submission, Treasury, WeeklyStats};
pub use reputation::{Endorsement, Mint, Reputation, Standing, StandingAccount, TokenAccount};

#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    pub authority: Pubkey,
    pub offered_to: Option<Pubkey>,
    pub treasury: Pubkey,
    pub founder: Pubkey,
    pub name: [u8; 32],
    pub rules: Rules,
    pub rules_version: u32,
    /// The longest answering period of any rules ever in force, in seconds.
    pub longest_answering: u64,
    /// Proposed rules, and when they are due.
    pub proposed: Option<(Rules, i64)>,
    pub paused: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Ledger {
    pub network: Pubkey,
    pub mailboxes: u64,
    pub messages: u64,
    pub earned: u64,
    pub cut: u64,
    pub unpaid: u64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Mailbox {
    pub network: Pubkey,
    pub owner: Pubkey,
    pub key: [u8; 32],
    pub key_version: u32,
    pub min_fee: u64,
    pub min_reputation: u64,
    pub accepting: bool,
    pub load: Q32,
    pub load_at: Timestamp,
    pub next_sequence: u64,
    pub swept_sequence: u64,
    pub earned: u64,
    pub cut: u64,
}

impl Mailbox {
    /// The key to which messages are sealed.
    pub fn versioned_key(&self) -> (u32, [u8; 32]) {
        (self.key_version, self.key)
    }
}

/// A correspondence.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The mailbox with the lower address first.
    pub sides: [Side; 2],
    pub updated_at: Timestamp,
    /// The side that paid the rent.
    pub payer: usize,
    /// Valuable verdicts that moved reputation, of both people together, decayed to `judged_at`.
    pub valuable: Q32,
    pub judged_at: Timestamp,
}

/// One person's side of a correspondence.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    pub mailbox: Pubkey,
    pub sent: Q32,
    pub wrote: bool,
    /// Whether this person made the other a contact.
    pub contact: bool,
    /// Spam verdicts by this person on the other that moved reputation, decayed to `judged_at`.
    pub marked: Q32,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    pub sender: Pubkey,
    pub recipient: Pubkey,
    pub pair: Pubkey,
    pub fee: u64,
    pub sequence: u64,
    pub sent_at: i64,
    pub deadline: i64,
    pub split: FeeSplit,
    pub answering_period: u64,
    pub pair_half_life: Seconds,
    /// The sealed key, and the version of the recipient's key to which it is sealed, once revealed.
    pub revealed: Option<(u32, Vec<u8>)>,
    pub content: Content,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    pub author: Pubkey,
    pub hash: [u8; 32],
    pub references: u32,
    pub sealed: bool,
    pub content: Vec<u8>,
}

impl Pair {
    /// The correspondence of two mailboxes without messages. The first pays.
    pub fn new(own: Pubkey, other: Pubkey, now: Timestamp) -> Self {
        let side = |mailbox| Side { mailbox, sent: Q32::ZERO, wrote: false, contact: false, marked: Q32::ZERO };
        let mut sides = [side(own), side(other)];
        sides.sort_by_key(|side| side.mailbox);
        let payer = usize::from(sides[1].mailbox == own);
        Self { sides, updated_at: now, payer, valuable: Q32::ZERO, judged_at: Timestamp(0) }
    }

    /// The side of `own`, if these are the two mailboxes.
    pub fn side_of(&self, own: Pubkey, other: Pubkey) -> Option<usize> {
        let side = self.sides.iter().position(|side| side.mailbox == own)?;
        (self.sides[1 - side].mailbox == other).then_some(side)
    }

    /// Whether the other side has written to this one or made it a contact.
    pub fn knows(&self, side: usize) -> bool {
        let other = &self.sides[1 - side];
        other.wrote || other.contact
    }

    /// The state on which a price depends, seen from one side.
    pub fn seen_from(&self, side: usize) -> PairState {
        PairState {
            sent: self.sides[side].sent,
            received: self.sides[1 - side].sent,
            updated_at: self.updated_at,
            mutual_contacts: self.sides.iter().all(|side| side.contact),
        }
    }
}

impl Message {
    /// The body that it refers to.
    pub fn body(&self) -> Option<Pubkey> {
        match self.content {
            Content::Body(address) => Some(address),
            Content::Ciphertext(_) => None,
        }
    }

    pub fn is_in_time(&self, now: i64) -> bool {
        now <= self.deadline
    }
}
