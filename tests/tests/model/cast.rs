//! Who takes part, and where all that they can ever have is: the same in every sequence.

use std::{collections::HashMap, fmt, sync::LazyLock};

use bmail_sdk::pda;
use bmail_testing::Person;
use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;

pub const NAMES: [&str; 5] = ["Ada", "Bo", "Cy", "Di", "Eve"];
/// How many networks there can be.
pub const NETWORKS: usize = 3;
/// Bytes of the contents that everybody can upload.
pub const CONTENTS: [usize; 3] = [1, 500, 1_500];

pub static CAST: LazyLock<Cast> = LazyLock::new(Cast::new);

/// One of the people.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Who(pub usize);

/// One of the networks. Each is founded by one of the people.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Net(pub usize);

pub struct Cast {
    people: Vec<Pubkey>,
    networks: Vec<Pubkey>,
    mailboxes: HashMap<(Pubkey, Pubkey), Pubkey>,
    owners: HashMap<Pubkey, (Net, Who)>,
    pairs: HashMap<(Pubkey, Pubkey), Pubkey>,
    /// All that can be uploaded: by whom, which of their contents, and where it is then.
    pub bodies: Vec<(Who, usize, Pubkey)>,
}

impl Cast {
    fn new() -> Self {
        let people: Vec<_> = Who::all().map(|who| who.person().address()).collect();
        let networks = Net::all().map(|net| pda::network(&people[net.0], &net.name()).0).collect();
        let bodies = Who::all().flat_map(|who| (0..CONTENTS.len()).map(move |index| (who, index)));
        let bodies = bodies.map(|(who, index)| (who, index, pda::body(&people[who.0], &who.hash(index)).0)).collect();
        let (mailboxes, owners, pairs) = (HashMap::new(), HashMap::new(), HashMap::new());
        let mut cast = Self { people, networks, mailboxes, owners, pairs, bodies };
        for net in Net::all() {
            let mailboxes = Who::all().map(|who| (who, pda::mailbox(&cast.networks[net.0], &cast.people[who.0]).0));
            let mailboxes: Vec<_> = mailboxes.collect();
            for (who, mailbox) in &mailboxes {
                cast.owners.insert(*mailbox, (net, *who));
                cast.mailboxes.insert((cast.networks[net.0], cast.people[who.0]), *mailbox);
                for (_, other) in mailboxes.iter().filter(|(other, _)| other != who) {
                    cast.pairs.insert((*mailbox, *other), pda::correspondence(mailbox, other).0);
                }
            }
        }
        cast
    }

    /// Where a wallet's mailbox on a network is, if both are known.
    pub fn mailbox(&self, network: Pubkey, owner: Pubkey) -> Option<Pubkey> {
        self.mailboxes.get(&(network, owner)).copied()
    }

    /// Where the account of two mailboxes is, if these are two of one network.
    pub fn pair(&self, one: Pubkey, other: Pubkey) -> Option<Pubkey> {
        self.pairs.get(&(one, other)).copied()
    }

    /// Whose mailbox it is, open or not.
    pub fn owner(&self, mailbox: Pubkey) -> (Net, Who) {
        self.owners[&mailbox]
    }
}

impl Who {
    pub fn all() -> impl Iterator<Item = Self> {
        (0..NAMES.len()).map(Self)
    }

    pub fn person(self) -> Person {
        Person::named(NAMES[self.0])
    }

    pub fn address(self) -> Pubkey {
        CAST.people[self.0]
    }

    pub fn mailbox(self, net: Net) -> Pubkey {
        CAST.mailboxes[&(net.address(), self.address())]
    }

    /// Where the account with another is, or would be with oneself.
    pub fn pair(self, other: Self, net: Net) -> Pubkey {
        let (own, other) = (self.mailbox(net), other.mailbox(net));
        CAST.pair(own, other).unwrap_or_else(|| pda::correspondence(&own, &other).0)
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
        CAST.networks[self.0]
    }

    pub fn ledger(self) -> Pubkey {
        pda::ledger(&self.address()).0
    }

    /// A treasury with a wallet of its own, a treasury that is one of the people, and one that has nothing yet.
    pub fn treasury(self) -> Pubkey {
        match self.0 {
            0 => Person::named("treasury").address(),
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
