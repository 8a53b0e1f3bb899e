//! Who takes part.

use std::fmt;

use bmail_sdk::pda;
use bmail_testing::Person;
use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;

pub use crate::addresses::ROSTER;

pub const NAMES: [&str; 7] = ["Ada", "Bo", "Cy", "Di", "Eve", "Rex", "Ria"];
/// How many of them write mail; the others are there for bounties.
pub const WRITERS: usize = 5;
/// How many networks there can be.
pub const NETWORKS: usize = 3;
/// Bytes of the contents that everybody can upload.
pub const CONTENTS: [usize; 3] = [1, 500, 1_500];

/// One of the people.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Who(pub usize);

/// One of the networks. Each is founded by one of the people.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Net(pub usize);

impl Who {
    pub fn all() -> impl Iterator<Item = Self> {
        (0..NAMES.len()).map(Self)
    }

    pub fn person(self) -> Person {
        Person::named(NAMES[self.0])
    }

    pub fn address(self) -> Pubkey {
        ROSTER.people[self.0]
    }

    pub fn mailbox(self, net: Net) -> Pubkey {
        ROSTER.mailboxes[&(net.address(), self.address())]
    }

    pub fn standing(self, net: Net) -> Pubkey {
        ROSTER.standings[&(net.address(), self.address())]
    }

    /// Where the account of the network's token is, and the bump that places it there.
    pub fn tokens(self, net: Net) -> (Pubkey, u8) {
        ROSTER.token_account(self.address(), net.mint()).expect("everybody's is known")
    }

    /// Where the endorsement of somebody else is.
    pub fn endorsement(self, endorsed: Self, net: Net) -> Pubkey {
        pda::endorsement(&self.address(), &endorsed.standing(net)).0
    }

    /// Where the account with another is, or would be with oneself.
    pub fn pair(self, other: Self, net: Net) -> Pubkey {
        let (own, other) = (self.mailbox(net), other.mailbox(net));
        ROSTER.pair(own, other).unwrap_or_else(|| pda::correspondence(&own, &other).0)
    }

    /// One of the contents that this person uploads.
    pub fn content(self, index: usize) -> Vec<u8> {
        (0..CONTENTS[index]).map(|at| (at + 7 * self.0) as u8).collect()
    }

    pub fn hash(self, index: usize) -> [u8; 32] {
        Sha256::digest(self.content(index)).into()
    }
}

impl Net {
    pub fn all() -> impl Iterator<Item = Self> {
        (0..NETWORKS).map(Self)
    }

    pub fn name(self) -> [u8; 32] {
        bmail_sdk::pda::network_name(&format!("{self:?}")).unwrap()
    }

    pub fn founder(self) -> Who {
        Who(self.0)
    }

    pub fn address(self) -> Pubkey {
        ROSTER.networks[self.0].network
    }

    pub fn ledger(self) -> Pubkey {
        ROSTER.networks[self.0].ledger
    }

    pub fn reputation(self) -> Pubkey {
        ROSTER.networks[self.0].reputation
    }

    pub fn mint(self) -> Pubkey {
        ROSTER.networks[self.0].mint
    }

    /// The bounty program's treasury.
    pub fn chest(self) -> Pubkey {
        ROSTER.networks[self.0].chest
    }

    /// Its treasury for the coin.
    pub fn coin_chest(self) -> Pubkey {
        ROSTER.networks[self.0].coin_chest
    }

    pub fn weekly_stats(self) -> Pubkey {
        ROSTER.networks[self.0].weekly_stats
    }

    pub fn awards(self) -> Pubkey {
        ROSTER.networks[self.0].awards
    }

    /// Where postage goes: to the bounty program's treasury, to one of the people, and to a wallet that has nothing yet.
    pub fn treasury(self) -> Pubkey {
        match self.0 {
            0 => self.chest(),
            1 => Who(4).address(),
            _ => Person::named("empty treasury").address(),
        }
    }
}

impl fmt::Debug for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(NAMES[self.0])
    }
}

impl fmt::Debug for Net {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "network {}", self.0)
    }
}
