//! A bounty, and who signs for it.

use bmail_sdk::{instructions::bounty::BountyAt, token::Money};

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub enum WhichBounty {
    /// One of the existing ones, modulo their number.
    There(usize),
    /// One of those in this phase.
    In(Phase, usize),
    /// One of those that pay in a token.
    InTokens(usize),
    /// The one that the previous action was about.
    Last,
}

/// The signer.
#[derive(Clone, Copy, Debug)]
pub enum Signs {
    Issuer,
    Authority,
    Nobody,
    Other(Who),
}

/// The bounty that was just found.
pub const IT: WhichBounty = WhichBounty::Last;

/// Boxed, because nested strategies are kept on the stack.
pub fn bounty() -> BoxedStrategy<WhichBounty> {
    let phase = select(vec![Phase::Submitting, Phase::Revealing, Phase::Challenging, Phase::Settled]);
    prop_oneof![
        6 => (0..MANY).prop_map(WhichBounty::There),
        4 => (0..MANY).prop_map(WhichBounty::InTokens),
        2 => Just(WhichBounty::Last),
        4 => (phase, 0..MANY).prop_map(|(phase, index)| WhichBounty::In(phase, index)),
    ]
    .boxed()
}

pub fn draft() -> impl Strategy<Value = WhichBounty> + Clone {
    prop_oneof![4 => (0..MANY).prop_map(|index| WhichBounty::In(Phase::Draft, index)), 1 => bounty()]
}

pub fn signs() -> impl Strategy<Value = Signs> {
    prop_oneof![
        2 => Just(Signs::Issuer),
        2 => Just(Signs::Authority),
        1 => Just(Signs::Nobody),
        2 => who().prop_map(Signs::Other),
    ]
}

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

    /// The signer, if any.
    pub fn signer(&self, by: Signs, bounty: &Bounty) -> Option<Pubkey> {
        match by {
            Signs::Issuer => Some(bounty.issuer),
            Signs::Authority => self.model.networks.get(&bounty.network).map(|network| network.authority),
            Signs::Nobody => None,
            Signs::Other(who) => Some(who.address()),
        }
    }
}

impl Bounty {
    /// As the SDK knows it.
    pub fn at(&self, address: Pubkey) -> BountyAt {
        let coin = Money { mint: self.mint, ..ROSTER.money() };
        let money = if self.pays_tokens() { coin } else { Money::SOL };
        BountyAt { address, network: self.network, money, terms: self.terms }
    }
}
