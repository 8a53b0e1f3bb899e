//! Which bounty, and whose part in it.

use bmail_sdk::pda;
use solana_pubkey::Pubkey;

use super::{Builder, pick};
use crate::{
    choice::{Entry, Signs, WhichBounty},
    model::Bounty,
    roster::{Net, ROSTER},
};

impl Builder<'_> {
    /// Finds an existing bounty and remembers it.
    pub fn bounty(&mut self, which: WhichBounty) -> Option<(Pubkey, Bounty)> {
        let bounties = &self.model.bounties;
        let address = match which {
            WhichBounty::There(index) => pick(bounties.keys(), index),
            WhichBounty::In(phase, index) => {
                let all = bounties.iter().filter(|(_, state)| self.model.phase(state) == phase);
                let all: Vec<_> = all.map(|(address, _)| *address).collect();
                pick(all.iter(), index)
            }
            WhichBounty::InTokens(index) => {
                pick(bounties.iter().filter(|(_, state)| state.pays_tokens()).map(|(address, _)| address), index)
            }
            WhichBounty::Last => self.focus.bounty,
        }?;
        let state = bounties.get(&address)?;
        self.focus.bounty = Some(address);
        Some((address, state.clone()))
    }

    /// A bounty, and someone who has submitted to it.
    pub(super) fn submitter(&mut self, entry: Entry) -> Option<(Pubkey, Bounty, Pubkey)> {
        let model = self.model;
        self.participant(entry, |bounty| {
            let there = model.submissions.values().filter(|submission| submission.bounty == bounty);
            there.map(|submission| submission.submitter).collect()
        })
    }

    /// A bounty, and someone who has contributed to it.
    pub(super) fn contributor(&mut self, entry: Entry) -> Option<(Pubkey, Bounty, Pubkey)> {
        let model = self.model;
        self.participant(entry, |bounty| {
            model.contributions_to(bounty).map(|(_, contribution)| contribution.contributor).collect()
        })
    }

    fn participant(&mut self, entry: Entry, all: impl Fn(Pubkey) -> Vec<Pubkey>) -> Option<(Pubkey, Bounty, Pubkey)> {
        match entry {
            Entry::Of(which, who) => self.bounty(which).map(|(address, state)| (address, state, who.address())),
            Entry::Nth(which, index) => {
                let (address, state) = self.bounty(which)?;
                let wallet = pick(all(address).iter(), index)?;
                Some((address, state, wallet))
            }
        }
    }

    /// The signer, if any.
    pub(super) fn signer(&self, by: Signs, bounty: &Bounty) -> Option<Pubkey> {
        match by {
            Signs::Issuer => Some(bounty.issuer),
            Signs::Authority => self.model.networks.get(&bounty.network).map(|network| network.authority),
            Signs::Nobody => None,
            Signs::Other(who) => Some(who.address()),
        }
    }
}

/// The network's treasury for the currency in which a bounty pays.
pub(super) fn treasury_for(bounty: &Bounty) -> Option<Pubkey> {
    let net = network_of(bounty)?;
    Some(if bounty.pays_tokens() { net.coin_chest() } else { net.chest() })
}

/// The address of an owner's coins, whether or not they exist. It is ignored if a bounty pays in SOL.
pub(super) fn coins(owner: Pubkey) -> Pubkey {
    ROSTER.coins(owner).unwrap_or_else(|| pda::token_account(&owner, &ROSTER.coin).0)
}

/// A bounty's network, which must be known.
pub(super) fn network_of(bounty: &Bounty) -> Option<Net> {
    Net::all().find(|net| net.address() == bounty.network)
}

/// A wallet's standing on a bounty's network.
pub(super) fn standing_of(bounty: &Bounty, wallet: Pubkey) -> Option<Pubkey> {
    ROSTER.standing(bounty.network, wallet)
}
