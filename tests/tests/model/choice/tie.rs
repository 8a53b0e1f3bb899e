//! An endorsement.

use crate::prelude::*;

/// An endorsement that may or may not exist.
#[derive(Clone, Copy, Debug)]
pub enum Tie {
    /// The first person's endorsement of the second.
    Of(Who, Who, Net),
    /// By someone who has a standing, of another on the same network, both modulo their number.
    Between(usize, usize),
    /// One of the existing ones, modulo their number.
    There(usize),
    /// One of those with something leaving.
    Leaving(usize),
    /// The one that the previous action was about.
    Last,
}

pub fn tie() -> impl Strategy<Value = Tie> {
    prop_oneof![
        8 => (0..MANY).prop_map(Tie::There),
        2 => Just(Tie::Last),
        1 => (two(), net_with_reputation()).prop_map(|((who, other), net)| Tie::Of(who, other, net)),
    ]
}

pub fn leaving() -> impl Strategy<Value = Tie> {
    (0..MANY).prop_map(Tie::Leaving)
}

impl Builder<'_> {
    /// An endorser, the endorsed, and their network.
    pub fn tie(&mut self, tie: Tie) -> Option<(Who, Who, Net)> {
        let found = match tie {
            Tie::Of(endorser, endorsed, net) => Some((endorser, endorsed, net)),
            Tie::Between(one, other) => self.between(one, other),
            Tie::There(index) => self.there(index, |_| true),
            Tie::Leaving(index) => self.there(index, |stake| stake.leaving > 0),
            Tie::Last => self.focus.tie,
        }?;
        self.focus.tie = Some(found);
        Some(found)
    }

    pub fn there(&self, index: usize, is_one: impl Fn(&Endorsement) -> bool) -> Option<(Who, Who, Net)> {
        let all: Vec<_> = self.model.endorsements.values().filter(|stake| is_one(stake)).collect();
        pick(all.iter(), index).map(people)
    }

    /// Someone who has a standing, and another person on the same network.
    pub fn between(&self, one: usize, other: usize) -> Option<(Who, Who, Net)> {
        let all: Vec<_> = self.model.standings.keys().map(|standing| ROSTER.holder(*standing)).collect();
        let (net, endorser) = pick(all.iter(), one)?;
        let (_, endorsed) = pick(all.iter().filter(|(at, who)| *at == net && *who != endorser), other)?;
        Some((endorser, endorsed, net))
    }
}

/// The people and the network of an endorsement.
pub fn people(endorsement: &Endorsement) -> (Who, Who, Net) {
    let [(net, endorser), (_, endorsed)] =
        [endorsement.endorser, endorsement.endorsed].map(|standing| ROSTER.holder(standing));
    (endorser, endorsed, net)
}
