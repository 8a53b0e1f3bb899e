//! The lamports that the programs hold: what kind, and for whom.

use serde::Serialize;

use crate::people::TREASURY;

/// A kind of lamports in the programs' accounts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Network,
    Mailboxes,
    Correspondences,
    Standings,
    Bodies,
    Messages,
    Postage,
    Bounties,
    Stakes,
    Rewards,
    Bonds,
    Cut,
    Treasury,
}

/// Lamports of one kind that an account holds for one person.
#[derive(Clone, Serialize)]
pub struct Held {
    pub kind: Kind,
    pub whose: &'static str,
    pub address: String,
    pub lamports: u64,
}

impl Kind {
    pub const ALL: [Self; 13] = [
        Self::Network,
        Self::Mailboxes,
        Self::Correspondences,
        Self::Standings,
        Self::Bodies,
        Self::Messages,
        Self::Postage,
        Self::Bounties,
        Self::Stakes,
        Self::Rewards,
        Self::Bonds,
        Self::Cut,
        Self::Treasury,
    ];

    /// The heading of this kind's column. Some kinds share one.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Mailboxes => "mailboxes",
            Self::Correspondences => "correspondences",
            Self::Standings => "standings",
            Self::Bodies => "bodies",
            Self::Messages => "messages",
            Self::Bounties => "bounties",
            Self::Stakes => "bounties",
            Self::Rewards => "bounties",
            Self::Bonds => "bounties",
            Self::Postage => "messages",
            Self::Cut => "cut",
            Self::Treasury => "treasury",
        }
    }

    /// The name of this kind in the books.
    pub fn in_books(self) -> &'static str {
        match self {
            Self::Network => "rent of the network's accounts",
            Self::Mailboxes => "rent of mailboxes",
            Self::Correspondences => "rent of correspondences",
            Self::Standings => "rent of standings, stakes and tokens",
            Self::Bodies => "rent of bodies",
            Self::Messages => "rent of open messages",
            Self::Bounties => "rent of bounties and submissions",
            Self::Stakes => "stakes of submissions",
            Self::Rewards => "rewards in bounties",
            Self::Bonds => "bonds of bounties",
            Self::Postage => "postage of open messages",
            Self::Cut => "the network's cut, not swept yet",
            Self::Treasury => TREASURY,
        }
    }
}
