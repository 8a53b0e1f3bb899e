//! When to stop waiting, where lamports go, and how many.

use bmail_sdk::PROGRAMS;
use solana_pubkey::Pubkey;

use super::Builder;
use crate::{
    choice::{Amount, Place, Wait},
    roster::{Net, ROSTER, Who},
};

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

    /// The moment at which to stop waiting. None if it is not known.
    pub fn until(&mut self, wait: Wait) -> Option<i64> {
        match wait {
            Wait::Seconds(seconds) => Some(self.model.now + seconds),
            Wait::Deadline { message, past } => Some(self.message(message)?.1.deadline + i64::from(past)),
            Wait::Rules { net, early } => {
                let (_, due_at) = self.model.networks.get(&net.address())?.proposed?;
                Some(due_at - i64::from(early))
            }
            Wait::Parameters { net, early } => {
                let (_, due_at) = self.model.reputations.get(&net.reputation())?.proposed?;
                Some(due_at - i64::from(early))
            }
            Wait::CoolDown { tie, early } => {
                let (endorser, endorsed, net) = self.tie(tie)?;
                let stake = self.model.endorsements.get(&endorser.endorsement(endorsed, net))?;
                Some(stake.ready_at - i64::from(early))
            }
            Wait::Phase { bounty, early } => {
                let (_, state) = self.bounty(bounty)?;
                let end = state.ends()?.into_iter().find(|end| *end > self.model.now)?;
                Some(end - i64::from(early))
            }
            Wait::NextPhase { early } => {
                let all = self.model.bounties.values().filter_map(|bounty| bounty.ends()).flatten();
                Some(all.filter(|end| *end > self.model.now).min()? - i64::from(early))
            }
            Wait::Limit { net, early } => {
                let (_, due_at) = self.model.treasuries.get(&net.chest())?.proposed?;
                Some(due_at - i64::from(early))
            }
            Wait::Silence { pair, early } => {
                let (who, other, net) = self.whose(pair)?;
                let pair = self.model.pairs.get(&who.pair(other, net))?;
                Some(pair.updated_at.after(units::Seconds::days(365)).0 - i64::from(early))
            }
        }
    }
}
