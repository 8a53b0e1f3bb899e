//! Where all is that people can ever have: the same in every sequence, and sought once.

use std::{collections::HashMap, sync::LazyLock};

use bmail_sdk::pda;
use bmail_testing::Person;
use solana_pubkey::Pubkey;

use crate::roster::{CONTENTS, Net, Who};

/// What the first token of a harness is called.
const COIN: &str = "token 0";

pub static ROSTER: LazyLock<Roster> = LazyLock::new(Roster::new);

/// Where a network is, and what there is one of on each.
pub struct NetworkAddresses {
    pub network: Pubkey,
    pub ledger: Pubkey,
    pub reputation: Pubkey,
    pub mint: Pubkey,
    /// Who reports awards.
    pub awards: Pubkey,
    /// The bounty program's treasury.
    pub chest: Pubkey,
    /// Its treasury for the coin.
    pub coin_chest: Pubkey,
    pub weekly_stats: Pubkey,
}

impl NetworkAddresses {
    fn of(network: Pubkey, coin: &Pubkey) -> Self {
        Self {
            network,
            ledger: pda::ledger(&network).0,
            reputation: pda::reputation(&network).0,
            mint: pda::mint(&network).0,
            awards: pda::awards(&network).0,
            chest: pda::treasury(&network).0,
            coin_chest: pda::token_treasury(&network, coin).0,
            weekly_stats: pda::weekly_stats(&network).0,
        }
    }
}

pub struct Roster {
    pub people: Vec<Pubkey>,
    pub networks: Vec<NetworkAddresses>,
    /// The token that bounties pay in, beside SOL.
    pub coin: Pubkey,
    /// By owner: people, and treasuries for the coin.
    coins: HashMap<Pubkey, Pubkey>,
    pub mailboxes: HashMap<(Pubkey, Pubkey), Pubkey>,
    pub standings: HashMap<(Pubkey, Pubkey), Pubkey>,
    tokens: HashMap<(Pubkey, Pubkey), (Pubkey, u8)>,
    owners: HashMap<Pubkey, (Net, Who)>,
    holders: HashMap<Pubkey, (Net, Who)>,
    pairs: HashMap<(Pubkey, Pubkey), Pubkey>,
    /// All that can be uploaded: by whom, which of their contents, and where it is then.
    pub bodies: Vec<(Who, usize, Pubkey)>,
}

impl Roster {
    fn new() -> Self {
        let people: Vec<_> = Who::all().map(|who| who.person().address()).collect();
        let coin = Person::named(COIN).address();
        let network = |net: Net| NetworkAddresses::of(pda::network(&people[net.0], &net.name()).0, &coin);
        let networks: Vec<_> = Net::all().map(network).collect();
        let owners = people.iter().copied().chain(networks.iter().map(|network| network.coin_chest));
        let coins = owners.map(|owner| (owner, pda::token_account(&owner, &coin).0)).collect();
        let bodies = Who::all().flat_map(|who| (0..CONTENTS.len()).map(move |index| (who, index)));
        let bodies = bodies.map(|(who, index)| (who, index, pda::body(&people[who.0], &who.hash(index)).0)).collect();
        let (mailboxes, standings, tokens) = (HashMap::new(), HashMap::new(), HashMap::new());
        let (owners, holders, pairs) = (HashMap::new(), HashMap::new(), HashMap::new());
        let mut roster =
            Self { people, networks, coin, coins, mailboxes, standings, tokens, owners, holders, pairs, bodies };
        for net in Net::all() {
            let mailboxes =
                Who::all().map(|who| (who, pda::mailbox(&roster.networks[net.0].network, &roster.people[who.0]).0));
            let mailboxes: Vec<_> = mailboxes.collect();
            for (who, mailbox) in &mailboxes {
                roster.owners.insert(*mailbox, (net, *who));
                let (network, person) = (roster.networks[net.0].network, roster.people[who.0]);
                roster.mailboxes.insert((network, person), *mailbox);
                let standing = pda::standing(&network, &person).0;
                roster.standings.insert((network, person), standing);
                roster.holders.insert(standing, (net, *who));
                let mint = roster.networks[net.0].mint;
                roster.tokens.insert((person, mint), pda::token_account(&person, &mint));
                for (_, other) in mailboxes.iter().filter(|(other, _)| other != who) {
                    roster.pairs.insert((*mailbox, *other), pda::correspondence(mailbox, other).0);
                }
            }
        }
        roster
    }

    /// Where all of a network is, if it is known.
    pub fn network(&self, network: Pubkey) -> Option<&NetworkAddresses> {
        self.networks.iter().find(|known| known.network == network)
    }

    /// Where a wallet's mailbox on a network is, if both are known.
    pub fn mailbox(&self, network: Pubkey, owner: Pubkey) -> Option<Pubkey> {
        self.mailboxes.get(&(network, owner)).copied()
    }

    /// Where a wallet's standing on a network is, if both are known.
    pub fn standing(&self, network: Pubkey, owner: Pubkey) -> Option<Pubkey> {
        self.standings.get(&(network, owner)).copied()
    }

    /// Where a wallet's account of a token is, and the bump that places it there, if both are known.
    pub fn token_account(&self, owner: Pubkey, mint: Pubkey) -> Option<(Pubkey, u8)> {
        self.tokens.get(&(owner, mint)).copied()
    }

    /// Where somebody has coins, who can have any.
    pub fn coins(&self, owner: Pubkey) -> Option<Pubkey> {
        self.coins.get(&owner).copied()
    }

    /// All accounts of coins that are there from the beginning.
    pub fn coin_accounts(&self) -> impl Iterator<Item = &Pubkey> + Clone {
        self.coins.values()
    }

    /// Where the account of two mailboxes is, if these are two of one network.
    pub fn pair(&self, one: Pubkey, other: Pubkey) -> Option<Pubkey> {
        self.pairs.get(&(one, other)).copied()
    }

    /// Whose standing it is, open or not.
    pub fn holder(&self, standing: Pubkey) -> (Net, Who) {
        self.holders[&standing]
    }

    /// Whose mailbox it is, open or not.
    pub fn owner(&self, mailbox: Pubkey) -> (Net, Who) {
        self.owners[&mailbox]
    }
}
