//! Random lives of a small network against a model of everybody's money, to the lamport.

use std::collections::HashSet;

use bmail_sdk::accounts::{Mailbox, StoredMessage};
use bmail_testing::{FORTUNE, MailError, Person, Stage};
use proptest::prelude::*;
use solana_pubkey::Pubkey;

use crate::{CORRESPONDENCE, MAILBOX, PERIOD, VERDICTS, message_rent, settle};

#[derive(Clone, Debug)]
enum Step {
    Send { from: usize, to: usize, size: usize },
    Acknowledge { message: usize, verdict: usize },
    Expire { message: usize },
    Ask { owner: usize, min_fee: u64 },
    Wait { seconds: i64 },
    Give { message: usize, lamports: u64 },
}

fn step() -> impl Strategy<Value = Step> {
    let (person, message) = (0..3_usize, 0..64_usize);
    prop_oneof![
        6 => (person.clone(), person.clone(), 1..600_usize).prop_map(|(from, to, size)| Step::Send { from, to, size }),
        4 => (message.clone(), 0..3_usize).prop_map(|(message, verdict)| Step::Acknowledge { message, verdict }),
        3 => message.clone().prop_map(|message| Step::Expire { message }),
        1 => (person, 0..5_000_000_u64).prop_map(|(owner, min_fee)| Step::Ask { owner, min_fee }),
        3 => (-1_000..PERIOD).prop_map(|seconds| Step::Wait { seconds }),
        1 => (message, 1..1_000_000_u64).prop_map(|(message, lamports)| Step::Give { message, lamports }),
    ]
}

/// What the model knows of a message that has not ended.
struct Open {
    address: Pubkey,
    from: usize,
    to: usize,
    fee: u64,
    rent: u64,
    deadline: i64,
}

struct Walk {
    stage: Stage,
    people: Vec<Person>,
    wallets: Vec<u64>,
    cuts: Vec<u64>,
    /// Lamports that came from nowhere.
    given: u64,
    open: Vec<Open>,
    pairs: HashSet<Pubkey>,
}

impl Walk {
    fn new(rent: u64) -> Self {
        let mut stage = Stage::with_rent(rent);
        stage.network();
        let people: Vec<_> = ["Ada", "Bo", "Cy"].map(|name| stage.resident(name)).into();
        let wallets = vec![FORTUNE - stage.rent(MAILBOX); 3];
        Self { stage, people, wallets, cuts: vec![0; 3], given: 0, open: Vec::new(), pairs: HashSet::new() }
    }

    fn take(&mut self, step: Step) {
        let chosen = |message: usize, open: &[Open]| (!open.is_empty()).then(|| message % open.len().max(1));
        match step {
            Step::Send { from, to, size } => self.send(from, to, size),
            Step::Acknowledge { message, verdict } => {
                if let Some(index) = chosen(message, &self.open) {
                    self.acknowledge(index, verdict);
                }
            }
            Step::Expire { message } => {
                if let Some(index) = chosen(message, &self.open) {
                    self.expire(index);
                }
            }
            Step::Ask { owner, min_fee } => drop(self.stage.set_mailbox(&self.people[owner]).min_fee(min_fee).run()),
            Step::Wait { seconds } => self.stage.advance(seconds),
            Step::Give { message, lamports } => {
                if let Some(index) = chosen(message, &self.open) {
                    self.stage.give(self.open[index].address, lamports);
                    self.open[index].rent += lamports;
                    self.given += lamports;
                }
            }
        }
        self.compare();
    }

    fn send(&mut self, from: usize, to: usize, size: usize) {
        let (sender, recipient) = (self.people[from].clone(), self.people[to].clone());
        if from == to {
            return drop(self.stage.send(&sender, &recipient).expect_error(bmail_testing::DUPLICATE));
        }
        let fee = self.stage.quote(&sender, &recipient, size as u32).postage.0;
        self.stage.send(&sender, &recipient).size(size).max_fee(fee - 1).expect_error(MailError::PriceAboveMax);
        let address = self.stage.send(&sender, &recipient).size(size).max_fee(fee).run_and_find();
        let rent = message_rent(&self.stage, size);
        let pair = self.stage.correspondence_of(&sender, &recipient);
        let new = self.pairs.insert(pair);
        self.wallets[from] -= fee + rent + if new { self.stage.rent(CORRESPONDENCE) } else { 0 };
        let deadline = self.stage.now() + PERIOD;
        self.open.push(Open { address, from, to, fee, rent, deadline });
    }

    fn acknowledge(&mut self, index: usize, verdict: usize) {
        let Open { address, from, to, fee, rent, deadline } = self.open[index];
        let call = self.stage.acknowledge(&self.people[to], address).verdict(VERDICTS[verdict]);
        let outcome = call.attempt();
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
    }

    /// Lets all that is open expire: nothing stays but rents and cuts.
    fn finish(mut self) {
        let last = self.open.iter().map(|open| open.deadline).max();
        self.stage.set_time(last.unwrap_or(0) + 1);
        while !self.open.is_empty() {
            self.expire(0);
            self.compare();
        }
        let held: u64 = self.wallets.iter().chain(&self.cuts).sum();
        let rents = 3 * self.stage.rent(MAILBOX) + self.pairs.len() as u64 * self.stage.rent(CORRESPONDENCE);
        assert_eq!(held + rents, 3 * FORTUNE + self.given, "what went in is not what came out and is held");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn over_any_life_everybody_has_what_the_model_says(
        steps in prop::collection::vec(step(), 1..40),
        rent in prop::sample::select(bmail_testing::RENTS.to_vec()),
    ) {
        let mut walk = Walk::new(rent);
        for step in steps {
            walk.take(step);
        }
        walk.finish();
    }
}
