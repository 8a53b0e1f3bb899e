//! What every step does to everybody's money.

use std::collections::HashSet;

use bmail_sdk::{
    accounts::{Ledger, Mailbox, StoredMessage},
    pda,
};
use bmail_testing::{DUPLICATE, FORTUNE, MailError, Person, Stage};
use postage::{Q32, Rules, Timestamp};
use solana_pubkey::Pubkey;

use super::Step;
use crate::{CORRESPONDENCE, MAILBOX, PERIOD, VERDICTS, message_rent, settle};

/// Seconds that a sender has to reveal a message.
const DAY: i64 = 86_400;

/// What the model knows of a message that has not ended.
struct Open {
    address: Pubkey,
    from: usize,
    to: usize,
    fee: u64,
    rent: u64,
    deadline: i64,
    revealed: bool,
}

/// A stage with three people, and what they should have.
pub struct Walk {
    stage: Stage,
    people: Vec<Person>,
    treasury: Person,
    wallets: Vec<u64>,
    cuts: Vec<u64>,
    /// What was swept, and what waits in the ledger.
    paid: u64,
    unpaid: u64,
    /// Lamports that came from nowhere.
    given: u64,
    open: Vec<Open>,
    pairs: HashSet<Pubkey>,
}

impl Walk {
    pub fn new(rent: u64) -> Self {
        let mut stage = Stage::with_rent(rent);
        stage.network();
        let treasury = stage.person("treasury");
        let people: Vec<_> = ["Ada", "Bo", "Cy"].map(|name| stage.resident(name)).into();
        let (wallets, cuts) = (vec![FORTUNE - stage.rent(MAILBOX); 3], vec![0; 3]);
        let (open, pairs) = (Vec::new(), HashSet::new());
        Self { stage, people, treasury, wallets, cuts, paid: 0, unpaid: 0, given: 0, open, pairs }
    }

    pub fn take(&mut self, step: Step) {
        match step {
            Step::Send { from, to, size, strict } => self.send(from, to, size, strict),
            Step::Reveal { message } => self.with_open(message, Self::reveal),
            Step::Acknowledge { message, verdict } => {
                self.with_open(message, |walk, index| walk.acknowledge(index, verdict));
            }
            Step::Refund { message } => self.with_open(message, Self::refund),
            Step::Expire { message } => self.with_open(message, Self::expire),
            Step::Ask { owner, min_fee } => drop(self.stage.set_mailbox(&self.people[owner]).min_fee(min_fee).run()),
            Step::Befriend { owner, other, contact } => self.befriend(owner, other, contact),
            Step::Sweep { owner } => self.sweep(owner),
            Step::Leave { owner } => self.leave_and_return(owner),
            Step::Wait { seconds } => self.stage.advance(seconds),
            Step::Give { message, lamports } => self.with_open(message, |walk, index| walk.give(index, lamports)),
        }
        self.compare();
    }

    fn with_open(&mut self, message: usize, step: impl FnOnce(&mut Self, usize)) {
        if !self.open.is_empty() {
            let index = message % self.open.len();
            step(self, index);
        }
    }

    fn send(&mut self, from: usize, to: usize, size: usize, strict: bool) {
        let (sender, recipient) = (self.people[from].clone(), self.people[to].clone());
        if from == to {
            return drop(self.stage.send(&sender, &recipient).expect_error(DUPLICATE));
        }
        let fee = self.stage.quote(&sender, &recipient, size as u32).postage.0;
        if fee > 0 {
            let too_little = self.stage.send(&sender, &recipient).size(size).max_fee(fee - 1);
            too_little.expect_error(MailError::PriceAboveMax);
        }
        let address = match strict {
            true => self.stage.post(&sender, &recipient).size(size).max_fee(fee).run_and_find(),
            false => self.stage.send(&sender, &recipient).size(size).max_fee(fee).run_and_find(),
        };
        let rent = message_rent(&self.stage, size);
        self.wallets[from] -= fee + rent + self.rent_of_pair(from, to);
        let deadline = self.stage.now() + if strict { DAY } else { PERIOD };
        self.open.push(Open { address, from, to, fee, rent, deadline, revealed: !strict });
    }

    /// What the first thing between two people costs, and nothing later.
    fn rent_of_pair(&mut self, one: usize, other: usize) -> u64 {
        let pair = self.stage.correspondence_of(&self.people[one], &self.people[other]);
        if self.pairs.insert(pair) { self.stage.rent(CORRESPONDENCE) } else { 0 }
    }

    fn reveal(&mut self, index: usize) {
        let Open { address, from, to, deadline, revealed, .. } = self.open[index];
        let outcome = self.stage.reveal(&self.people[from], &self.people[to], address).attempt();
        if revealed {
            return drop(outcome.failed_at(0, "a second time", MailError::AlreadyRevealed));
        }
        if self.stage.now() > deadline {
            return drop(outcome.failed_at(0, "too late", MailError::RevealTooLate));
        }
        outcome.succeeded("within a day");
        self.open[index].revealed = true;
        self.open[index].deadline = self.stage.now() + PERIOD;
    }

    fn acknowledge(&mut self, index: usize, verdict: usize) {
        let Open { address, from, to, fee, rent, deadline, revealed } = self.open[index];
        let outcome = self.stage.acknowledge(&self.people[to], address).verdict(VERDICTS[verdict]).attempt();
        if !revealed {
            return drop(outcome.failed_at(0, "too early", MailError::NotRevealed));
        }
        if self.stage.now() > deadline {
            return drop(outcome.failed_at(0, "too late", MailError::AnswerTooLate));
        }
        outcome.succeeded("in time");
        let share = settle(fee, VERDICTS[verdict]);
        self.wallets[to] += share.recipient.0;
        self.cuts[to] += share.treasury.0;
        self.wallets[from] += rent;
        self.open.swap_remove(index);
    }

    fn refund(&mut self, index: usize) {
        let Open { address, from, to, fee, .. } = self.open[index];
        self.stage.refund(&self.people[to], address).run();
        self.wallets[from] += fee;
        self.open[index].fee = 0;
    }

    fn expire(&mut self, index: usize) {
        let Open { address, from, fee, rent, deadline, .. } = self.open[index];
        let outcome = self.stage.expire(address).attempt();
        if self.stage.now() <= deadline {
            return drop(outcome.failed_at(0, "too early", MailError::NotExpired));
        }
        outcome.succeeded("after the deadline");
        self.wallets[from] += rent + fee;
        self.open.swap_remove(index);
    }

    fn give(&mut self, index: usize, lamports: u64) {
        self.stage.give(self.open[index].address, lamports);
        self.open[index].rent += lamports;
        self.given += lamports;
    }

    fn befriend(&mut self, owner: usize, other: usize, contact: bool) {
        let (one, two) = (self.people[owner].clone(), self.people[other].clone());
        if owner == other {
            return drop(self.stage.set_contact(&one, &two).expect_error(MailError::SelfContact));
        }
        self.stage.set_contact(&one, &two).contact(contact).run();
        self.wallets[owner] -= self.rent_of_pair(owner, other);
    }

    fn sweep(&mut self, owner: usize) {
        self.stage.sweep(&self.people[owner]).run();
        self.paid += std::mem::take(&mut self.cuts[owner]) + std::mem::take(&mut self.unpaid);
    }

    /// Closes a mailbox if its load allows, and opens it again: that costs and gains nothing.
    fn leave_and_return(&mut self, owner: usize) {
        let person = self.people[owner].clone();
        let mailbox: Mailbox = self.stage.account(self.stage.mailbox_of(&person));
        let now = Timestamp(self.stage.now());
        let elapsed = now.since(Timestamp(mailbox.load_at));
        let load = postage::decay_up(Q32(mailbox.load), elapsed, Rules::PERSONAL.window_half_life);
        if load > Q32::ONE || mailbox.next_sequence > (now.0 as u64) << 20 {
            return drop(self.stage.close_mailbox(&person).expect_error(MailError::LoadTooHigh));
        }
        self.stage.close_mailbox(&person).run();
        self.stage.open_mailbox(&person).run();
        self.unpaid += std::mem::take(&mut self.cuts[owner]);
    }

    fn compare(&self) {
        for (index, person) in self.people.iter().enumerate() {
            let mailbox = self.stage.mailbox_of(person);
            assert_eq!(self.stage.lamports(person.address()), self.wallets[index], "{}'s wallet", person.name);
            assert_eq!(self.stage.account::<Mailbox>(mailbox).cut, self.cuts[index], "{}'s cut", person.name);
            assert_eq!(self.stage.lamports(mailbox), self.stage.rent(MAILBOX) + self.cuts[index]);
        }
        for open in &self.open {
            assert_eq!(self.stage.lamports(open.address), open.fee + open.rent);
            assert_eq!(self.stage.account::<StoredMessage>(open.address).header.fee, open.fee);
        }
        let ledger: Ledger = self.stage.account(pda::ledger(&self.stage.network).0);
        assert_eq!((ledger.mailboxes, ledger.unpaid), (3, self.unpaid));
        assert_eq!(self.stage.lamports(self.treasury.address()), FORTUNE + self.paid);
    }

    /// Lets all that is open expire, and sweeps: nothing stays but rents.
    pub fn finish(mut self) {
        let last = self.open.iter().map(|open| open.deadline).max();
        self.stage.set_time(last.unwrap_or(0) + 1);
        while !self.open.is_empty() {
            self.expire(0);
            self.compare();
        }
        for owner in 0..3 {
            self.sweep(owner);
            self.compare();
        }
        let held = self.wallets.iter().sum::<u64>() + self.paid;
        let rents = 3 * self.stage.rent(MAILBOX) + self.pairs.len() as u64 * self.stage.rent(CORRESPONDENCE);
        assert_eq!(held + rents, 3 * FORTUNE + self.given, "what went in is not what came out and is held");
    }
}
