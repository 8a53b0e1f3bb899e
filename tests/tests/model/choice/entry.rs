//! Someone's part in a bounty.

use crate::prelude::*;

/// Someone's submission or contribution to a bounty.
#[derive(Clone, Copy, Debug)]
pub enum Entry {
    /// It may or may not exist.
    Of(WhichBounty, Who),
    /// One of the existing ones, modulo their number.
    Nth(WhichBounty, usize),
}

pub fn entry(phase: Phase) -> impl Strategy<Value = Entry> {
    let which = prop_oneof![5 => (0..MANY).prop_map(move |index| WhichBounty::In(phase, index)), 2 => bounty()];
    (which, 0..MANY, option::weighted(0.1, anybody())).prop_map(|(which, index, who)| match who {
        Some(who) => Entry::Of(which, who),
        None => Entry::Nth(which, index),
    })
}

impl Builder<'_> {
    /// A bounty, and someone who has submitted to it.
    pub fn submitter(&mut self, entry: Entry) -> Option<(Pubkey, Bounty, Pubkey)> {
        let model = self.model;
        self.participant(entry, |bounty| {
            let there = model.submissions.values().filter(|submission| submission.bounty == bounty);
            there.map(|submission| submission.submitter).collect()
        })
    }

    /// A bounty, and someone who has contributed to it.
    pub fn contributor(&mut self, entry: Entry) -> Option<(Pubkey, Bounty, Pubkey)> {
        let model = self.model;
        self.participant(entry, |bounty| {
            model.contributions_to(bounty).map(|(_, contribution)| contribution.contributor).collect()
        })
    }

    pub fn participant(
        &mut self,
        entry: Entry,
        all: impl Fn(Pubkey) -> Vec<Pubkey>,
    ) -> Option<(Pubkey, Bounty, Pubkey)> {
        match entry {
            Entry::Of(which, who) => self.bounty(which).map(|(address, state)| (address, state, who.address())),
            Entry::Nth(which, index) => {
                let (address, state) = self.bounty(which)?;
                let wallet = pick(all(address).iter(), index)?;
                Some((address, state, wallet))
            }
        }
    }
}

/// Someone's part in the bounty that was just found.
pub fn their(wallet: Pubkey) -> Entry {
    Entry::Of(IT, person(wallet))
}

pub fn person(wallet: Pubkey) -> Who {
    Who::all().find(|who| who.address() == wallet).expect("only people take part")
}
