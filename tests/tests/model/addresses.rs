//! The addresses of everything that people can ever have. They are the same in every sequence and are derived only
//! once.

use std::{collections::HashMap, sync::LazyLock};

use bmail_sdk::{PROGRAMS, TOKEN_2022_ID, pda, token::Money};
use bmail_testing::Person;
use solana_pubkey::Pubkey;

use crate::roster::{CONTENTS, Net, Who};

/// The name of a harness's first token.
const COIN: &str = "token 0";

pub static ROSTER: LazyLock<Roster> = LazyLock::new(Roster::new);

/// A network's address, and the addresses of its unique accounts.
pub struct NetworkAddresses {
    pub network: Pubkey,
    pub ledger: Pubkey,
    pub reputation: Pubkey,
    pub mint: Pubkey,
    /// The bounty program's address that records awards.
    pub awards: Pubkey,
    /// The bounty program's treasury.
    pub chest: Pubkey,
    /// The bounty program's treasury for the coin.
    pub coin_chest: Pubkey,
    pub weekly_stats: Pubkey,
}

impl NetworkAddresses {
    fn of(network: Pubkey, coin: &Pubkey) -> Self {
        Self {
            network,
            ledger: PROGRAMS.ledger(&network).0,
            reputation: PROGRAMS.reputation(&network).0,
            mint: PROGRAMS.mint(&network).0,
            awards: PROGRAMS.awards(&network).0,
            chest: PROGRAMS.treasury(&network).0,
            coin_chest: PROGRAMS.token_treasury(&network, coin).0,
            weekly_stats: PROGRAMS.weekly_stats(&network).0,
        }
    }
}

pub struct Roster {
    pub people: Vec<Pubkey>,
    pub networks: Vec<NetworkAddresses>,
    /// The token in which bounties pay, besides SOL.
    pub coin: Pubkey,
    /// By owner: people, and treasuries for the coin.
    coins: HashMap<Pubkey, Pubkey>,
    pub mailboxes: HashMap<(Pubkey, Pubkey), Pubkey>,
    pub standings: HashMap<(Pubkey, Pubkey), Pubkey>,
    tokens: HashMap<(Pubkey, Pubkey), (Pubkey, u8)>,
    owners: HashMap<Pubkey, (Net, Who)>,
    holders: HashMap<Pubkey, (Net, Who)>,
    pairs: HashMap<(Pubkey, Pubkey), Pubkey>,
    /// Everything that can be uploaded: the author, the index of the content, and the body's address.
    pub bodies: Vec<(Who, usize, Pubkey)>,
}

impl Roster {
    fn new() -> Self {
        let people: Vec<_> = Who::all().map(|who| who.person().address()).collect();
        let coin = Person::named(COIN).address();
        let network = |net: Net| NetworkAddresses::of(PROGRAMS.network(&people[net.0], &net.name()).0, &coin);
        let networks: Vec<_> = Net::all().map(network).collect();
        let owners = people.iter().copied().chain(networks.iter().map(|network| network.coin_chest));
        let coins = owners.map(|owner| (owner, pda::token_account(&owner, &coin).0)).collect();
        let bodies = Who::all().flat_map(|who| (0..CONTENTS.len()).map(move |index| (who, index)));
        let bodies =
            bodies.map(|(who, index)| (who, index, PROGRAMS.body(&people[who.0], &who.hash(index)).0)).collect();
        let (mailboxes, standings, tokens) = (HashMap::new(), HashMap::new(), HashMap::new());
        let (owners, holders, pairs) = (HashMap::new(), HashMap::new(), HashMap::new());
        let mut roster =
            Self { people, networks, coin, coins, mailboxes, standings, tokens, owners, holders, pairs, bodies };
        for net in Net::all() {
            let mailboxes =
                Who::all().map(|who| (who, PROGRAMS.mailbox(&roster.networks[net.0].network, &roster.people[who.0]).0));
            let mailboxes: Vec<_> = mailboxes.collect();
            for (who, mailbox) in &mailboxes {
                roster.owners.insert(*mailbox, (net, *who));
                let (network, person) = (roster.networks[net.0].network, roster.people[who.0]);
                roster.mailboxes.insert((network, person), *mailbox);
                let standing = PROGRAMS.standing(&network, &person).0;
                roster.standings.insert((network, person), standing);
                roster.holders.insert(standing, (net, *who));
                let mint = roster.networks[net.0].mint;
                roster.tokens.insert((person, mint), pda::token_account(&person, &mint));
                for (_, other) in mailboxes.iter().filter(|(other, _)| other != who) {
                    roster.pairs.insert((*mailbox, *other), PROGRAMS.correspondence(mailbox, other).0);
                }
            }
        }
        roster
    }

    /// The addresses of a network, if it is known.
    pub fn network(&self, network: Pubkey) -> Option<&NetworkAddresses> {
        self.networks.iter().find(|known| known.network == network)
    }

    /// The address of a wallet's mailbox on a network, if both are known.
    pub fn mailbox(&self, network: Pubkey, owner: Pubkey) -> Option<Pubkey> {
        self.mailboxes.get(&(network, owner)).copied()
    }

    /// The address of a wallet's standing on a network, if both are known.
    pub fn standing(&self, network: Pubkey, owner: Pubkey) -> Option<Pubkey> {
        self.standings.get(&(network, owner)).copied()
    }

    /// The address of a wallet's token account and its bump, if both wallet and mint are known.
    pub fn token_account(&self, owner: Pubkey, mint: Pubkey) -> Option<(Pubkey, u8)> {
        self.tokens.get(&(owner, mint)).copied()
    }

    /// The coin, as the SDK knows it.
    pub fn money(&self) -> Money {
        Money { mint: self.coin, token_program: TOKEN_2022_ID, decimals: 6 }
    }

    /// The address of an owner's coins, if they can have any.
    pub fn coins(&self, owner: Pubkey) -> Option<Pubkey> {
        self.coins.get(&owner).copied()
    }

    /// All coin accounts that exist from the start.
    pub fn coin_accounts(&self) -> impl Iterator<Item = &Pubkey> + Clone {
        self.coins.values()
    }

    /// The correspondence of two mailboxes, if they belong to the same network.
    pub fn pair(&self, one: Pubkey, other: Pubkey) -> Option<Pubkey> {
        self.pairs.get(&(one, other)).copied()
    }

    /// The owner of a standing, open or not.
    pub fn holder(&self, standing: Pubkey) -> (Net, Who) {
        self.holders[&standing]
    }

    /// The owner of a mailbox, open or not.
    pub fn owner(&self, mailbox: Pubkey) -> (Net, Who) {
        self.owners[&mailbox]
    }
}
