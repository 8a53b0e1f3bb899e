//! Where lamports go, and how many.

use crate::prelude::*;

/// Where lamports go.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    Wallet(Who),
    Treasury(Net),
    Network(Net),
    Ledger(Net),
    Mailbox(Who, Net),
    Correspondence(Who, Who, Net),
    Message(Which),
    NextMessage(Who, Net),
    Body(Who, usize),
    Blank(usize),
    Reputation(Net),
    Mint(Net),
    Standing(Who, Net),
    Endorsement(Who, Who, Net),
    Tokens(Who, Net),
    Chest(Net),
    WeeklyStats(Net),
    CoinChest(Net),
    Vault(WhichBounty),
    Bounty(WhichBounty),
    Submission(WhichBounty, Who),
    Contribution(WhichBounty, Who),
}

#[derive(Clone, Copy, Debug)]
pub enum Amount {
    One,
    AlmostRent,
    Rent,
    Much,
    /// Everything that someone has, if they are the giver; otherwise a large amount.
    All,
}

pub fn place() -> impl Strategy<Value = Place> {
    prop_oneof![
        2 => who().prop_map(Place::Wallet),
        1 => net().prop_map(Place::Treasury),
        1 => net().prop_map(Place::Network),
        1 => net().prop_map(Place::Ledger),
        2 => (who(), net()).prop_map(|(who, net)| Place::Mailbox(who, net)),
        2 => (two(), net()).prop_map(|((one, other), net)| Place::Correspondence(one, other, net)),
        3 => which().prop_map(Place::Message),
        4 => (who(), net()).prop_map(|(who, net)| Place::NextMessage(who, net)),
        2 => (who(), 0..CONTENTS.len()).prop_map(|(who, content)| Place::Body(who, content)),
        1 => (0..MANY).prop_map(Place::Blank),
        1 => net().prop_map(Place::Reputation),
        1 => net().prop_map(Place::Mint),
        1 => (who(), net()).prop_map(|(who, net)| Place::Standing(who, net)),
        1 => (two(), net()).prop_map(|((one, other), net)| Place::Endorsement(one, other, net)),
        1 => (who(), net()).prop_map(|(who, net)| Place::Tokens(who, net)),
        1 => net().prop_map(Place::Chest),
        1 => net().prop_map(Place::WeeklyStats),
        1 => net().prop_map(Place::CoinChest),
        1 => bounty().prop_map(Place::Vault),
        1 => bounty().prop_map(Place::Bounty),
        1 => (bounty(), anybody()).prop_map(|(bounty, who)| Place::Submission(bounty, who)),
        1 => (bounty(), anybody()).prop_map(|(bounty, who)| Place::Contribution(bounty, who)),
    ]
}

pub fn amount() -> impl Strategy<Value = Amount> {
    select(vec![Amount::One, Amount::One, Amount::AlmostRent, Amount::Rent, Amount::Rent, Amount::Much, Amount::All])
}

impl Builder<'_> {
    /// Where lamports go.
    pub fn place(&mut self, place: Place) -> Option<Pubkey> {
        let next = |who: Who, net: Net| {
            let own = who.mailbox(net);
            let number = self.model.mailboxes.get(&own)?.next_sequence;
            Some(PROGRAMS.message(&who.address(), &own, number).0)
        };
        let blanks = &self.model.blanks;
        match place {
            Place::Wallet(who) => Some(who.address()),
            Place::Treasury(net) => Some(net.treasury()),
            Place::Network(net) => Some(net.address()),
            Place::Ledger(net) => Some(net.ledger()),
            Place::Mailbox(who, net) => Some(who.mailbox(net)),
            Place::Correspondence(one, other, net) => Some(one.pair(other, net)),
            Place::NextMessage(who, net) => next(who, net),
            Place::Blank(index) => blanks.keys().nth(index % blanks.len().max(1)).copied(),
            Place::Body(who, index) => Some(ROSTER.bodies.iter().find(|body| (body.0, body.1) == (who, index))?.2),
            Place::Message(which) => Some(self.message(which)?.0),
            Place::Reputation(net) => Some(net.reputation()),
            Place::Mint(net) => Some(net.mint()),
            Place::Standing(who, net) => Some(who.standing(net)),
            Place::Tokens(who, net) => Some(who.tokens(net).0),
            Place::Chest(net) => Some(net.chest()),
            Place::WeeklyStats(net) => Some(net.weekly_stats()),
            Place::CoinChest(net) => Some(net.coin_chest()),
            Place::Vault(which) => Some(PROGRAMS.vault(&self.bounty(which)?.0).0),
            Place::Bounty(which) => Some(self.bounty(which)?.0),
            Place::Submission(which, who) => Some(PROGRAMS.submission(&who.address(), &self.bounty(which)?.0).0),
            Place::Contribution(which, who) => Some(PROGRAMS.contribution(&who.address(), &self.bounty(which)?.0).0),
            Place::Endorsement(who, other, net) => Some(who.endorsement(other, net)),
        }
    }

    /// A number of lamports, out of those available.
    pub fn amount(&self, amount: Amount, available: Option<u64>) -> u64 {
        let much = 10 * self.model.rent(1_000);
        match amount {
            Amount::One => 1,
            Amount::AlmostRent => self.model.rent(0) - 1,
            Amount::Rent => self.model.rent(0),
            Amount::Much => much,
            Amount::All => available.unwrap_or(much),
        }
    }
}
