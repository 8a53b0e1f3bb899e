//! The kinds of accounts.

use bmail_sdk::{
    BOUNTY_ID, MAIL_ID, REPUTATION_ID,
    accounts::{
        Body, Bounty, Contribution, Correspondence, Endorsement, Ledger, Mailbox, Message, Network, Reputation,
        Standing, Submission, Treasury, WeeklyStats,
    },
};
use solana_pubkey::Pubkey;

/// The kind of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Network,
    Ledger,
    Mailbox,
    Correspondence,
    Message,
    Body,
    Reputation,
    Standing,
    Endorsement,
    Treasury,
    WeeklyStats,
    Bounty,
    Contribution,
    Submission,
    Mint,
    TokenAccount,
    Wallet,
    Nothing,
    Program,
    Sysvar,
    /// Identical bytes, owned by another program.
    Copy,
}

impl Kind {
    /// The program that owns this kind of account, if it is one of ours.
    pub fn program(self) -> Option<Pubkey> {
        use Kind::*;
        match self {
            Network | Ledger | Mailbox | Correspondence | Message | Body => Some(MAIL_ID),
            Reputation | Standing | Endorsement => Some(REPUTATION_ID),
            Treasury | WeeklyStats | Bounty | Contribution | Submission => Some(BOUNTY_ID),
            Mint | TokenAccount | Wallet | Nothing | Program | Sysvar | Copy => None,
        }
    }

    /// The minimum length of an account of this kind, in bytes.
    pub fn least(self) -> usize {
        match self {
            Self::Network => Network::LEN,
            Self::Ledger => Ledger::LEN,
            Self::Mailbox => Mailbox::LEN,
            Self::Correspondence => Correspondence::LEN,
            Self::Message => Message::LEN,
            Self::Body => Body::LEN,
            Self::Reputation => Reputation::LEN,
            Self::Standing => Standing::LEN,
            Self::Endorsement => Endorsement::LEN,
            Self::Treasury => Treasury::LEN,
            Self::WeeklyStats => WeeklyStats::LEN,
            Self::Bounty => Bounty::LEN,
            Self::Contribution => Contribution::LEN,
            Self::Submission => Submission::LEN,
            Self::Mint | Self::TokenAccount | Self::Wallet | Self::Nothing => 0,
            Self::Program | Self::Sysvar | Self::Copy => 0,
        }
    }
}
