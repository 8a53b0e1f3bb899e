//! How everyone leaves: every message ends, every account closes, and nothing is left.

mod bounty;
mod reputation;

use bmail_sdk::accounts::Verdict;
use units::Seconds;

use crate::{
    choice::{Key, Which, Whose},
    mail::{self, Leftover},
    model::{Model, Treasury},
    roster::{Net, ROSTER, Who},
    walk::Walk,
};

/// Half-lives after which every load is at most that of a new mailbox, because there are fewer than 2^17 messages.
const ENOUGH_HALF_LIVES: i64 = 17;

impl Walk<'_> {
    pub fn leave(mut self) {
        // This way no one is too poor to open a mailbox or to be paid: a wallet may not end up below its rent.
        for wallet in Who::all().map(Who::address).chain(Net::all().map(Net::treasury)) {
            self.find(wallet, self.model.rent(2_000));
        }
        self.end_messages();
        self.close_bodies();
        self.end_bounties();
        self.sync_everybody();
        self.end_endorsements();
        self.close_standings();
        self.close_token_accounts();
        self.close_mailboxes();
        self.close_correspondences();
        self.nothing_is_left();
        self.tally.shares(self.model.shares.values());
    }

    /// Every other message that can still be acknowledged is; the rest expire. (Invariant 2.)
    fn end_messages(&mut self) {
        let mut index = 0;
        while let Some(address) =
            self.model.sent.iter().filter(|sent| self.model.messages.contains_key(sent)).nth(index)
        {
            let message = &self.model.messages[address];
            let can_be_acknowledged = message.revealed.is_some() && message.is_in_time(self.model.now);
            if can_be_acknowledged && self.model.mailboxes.contains_key(&message.recipient) {
                let (message, verdict) = (Which::Open(index), Verdict::Abstain);
                self.execute(mail::Acknowledge { message, by: None, verdict, other_body: false });
            }
            index += 1;
        }
        let last = self.model.messages.values().map(|message| message.deadline).max();
        self.wait(last.unwrap_or(0) + 1);
        while !self.model.messages.is_empty() {
            self.execute(mail::Expire { message: Which::Open(0), other_body: false });
        }
    }

    fn close_bodies(&mut self) {
        while !self.model.bodies.is_empty() {
            self.execute(mail::CloseBody { body: Which::Open(0) });
        }
        while !self.model.blanks.is_empty() {
            self.execute(mail::Reclaim(Leftover::Blank(0)));
        }
    }

    fn close_mailboxes(&mut self) {
        let half_lives = self.model.networks.values().map(|network| network.rules.window_half_life);
        let Seconds(longest) = half_lives.max().unwrap_or_default();
        self.wait(self.model.now + ENOUGH_HALF_LIVES * longest as i64);
        for net in Net::all().filter(|net| self.model.networks.contains_key(&net.address())).collect::<Vec<_>>() {
            // What closed mailboxes left is swept to the treasury along with an open mailbox's cut.
            let own = Who(0).mailbox(net);
            if !self.model.mailboxes.contains_key(&own) {
                self.execute(mail::OpenMailbox { who: Who(0), net, key: Key::New(1) });
            }
            for who in Who::all().collect::<Vec<_>>().into_iter().rev() {
                if self.model.mailboxes.contains_key(&who.mailbox(net)) {
                    self.execute(mail::Sweep { who, net });
                    self.execute(mail::CloseMailbox { who, net });
                }
            }
        }
    }

    fn close_correspondences(&mut self) {
        let last = self.model.pairs.values().map(|pair| pair.updated_at).max();
        self.wait(last.map_or(0, |last| last.after(Seconds::days(365)).0));
        while !self.model.pairs.is_empty() {
            let by_other = self.model.pairs.len().is_multiple_of(2);
            self.execute(mail::CloseCorrespondence { pair: Whose::Oldest(0, by_other), other_payer: false, by: None });
        }
    }

    /// Nothing except networks with their ledgers, reputations, tokens, treasuries and weekly figures, and coin
    /// accounts, with their rent and what people gave them.
    fn nothing_is_left(&self) {
        let Self { model, harness, .. } = self;
        let Model { networks, ledgers, reputations, mints, treasuries, weekly_stats, tills, .. } = model;
        let kept = networks.keys().chain(ledgers.keys()).chain(reputations.keys()).chain(mints.keys());
        let kept = kept.chain(treasuries.keys()).chain(weekly_stats.keys()).chain(ROSTER.coin_accounts());
        assert_eq!(model.accounts().count(), kept.clone().count());
        for address in kept {
            let gifts = model.gifts.get(address).copied().unwrap_or(0);
            let for_sol = treasuries.get(address).is_none_or(Treasury::is_for_sol);
            let held = tills.get(address).filter(|_| for_sol).map_or(gifts, |till| till.held(gifts));
            let expected = model.rent(model.space(*address)) + held;
            assert_eq!(harness.lamports(*address), expected, "what is left in {address}");
        }
        for mint in mints.keys().filter(|mint| **mint != ROSTER.coin) {
            assert_eq!(model.supply(*mint), 0, "the supply of {mint}");
        }
        for ledger in ledgers.values() {
            assert_eq!((ledger.mailboxes, ledger.unpaid), (0, 0));
        }
        let flows = &model.flows;
        assert_eq!(flows.escrowed, flows.earned + flows.swept + flows.returned, "all postage reached somebody");
        assert_eq!(flows.staked, flows.unstaked, "all stakes went back, or to a treasury");
    }
}
