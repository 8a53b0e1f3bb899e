//! Everyone who takes part.

use std::fmt;

use bmail_sdk::PROGRAMS;
use bmail_testing::Person;
use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;

pub use crate::addresses::ROSTER;

pub const NAMES: [&str; 7] = ["Ada", "Bo", "Cy", "Di", "Eve", "Rex", "Ria"];
/// How many of them write mail; the others are only involved in bounties.
pub const WRITERS: usize = 5;
/// The maximum number of networks.
pub const NETWORKS: usize = 3;
/// The lengths of the contents that everyone can upload, in bytes.
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

    /// The address of this person's account of the network's token, and its bump.
    pub fn tokens(self, net: Net) -> (Pubkey, u8) {
        ROSTER.token_account(self.address(), net.mint()).expect("everyone's account is known")
    }

    /// The address of this person's endorsement of someone else.
    pub fn endorsement(self, endorsed: Self, net: Net) -> Pubkey {
        PROGRAMS.endorsement(&self.address(), &endorsed.standing(net)).0
    }

    /// The correspondence with another person. With oneself, the address that it would have.
    pub fn pair(self, other: Self, net: Net) -> Pubkey {
        let (own, other) = (self.mailbox(net), other.mailbox(net));
        ROSTER.pair(own, other).unwrap_or_else(|| PROGRAMS.correspondence(&own, &other).0)
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

    /// The bounty program's treasury for the coin.
    pub fn coin_chest(self) -> Pubkey {
        ROSTER.networks[self.0].coin_chest
    }

    pub fn weekly_stats(self) -> Pubkey {
        ROSTER.networks[self.0].weekly_stats
    }

    /// Where postage goes: to the bounty program's treasury, to a person, or to a wallet that is still empty.
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
