//! Compares each price with the formula over the whole history, which no instruction can shorten. Excluded is only what
//! the rules themselves forget: a correspondence closed after a year of silence.

use std::collections::HashSet;

use bmail_sdk::accounts::StoredMessage;
use bmail_testing::{Harness, Person};
use postage::Rules;
use proptest::prelude::*;
use solana_pubkey::Pubkey;
use units::Q32;

use super::{few, rules};

/// Relative bounds: what floating-point numbers may lose here, and what the program may gain by rounding against the
/// sender.
const LOST: f64 = 1e-9;
const GAINED: f64 = 1e-5;

#[derive(Clone, Debug)]
enum Step {
    Send { from: usize, to: usize, size: usize, way: Way },
    Wait { seconds: i64 },
    Contact { owner: usize, other: usize, contact: bool },
    Refund { message: usize },
    Acknowledge { message: usize },
    Reopen { owner: usize },
}

/// Ways to send the same message.
#[derive(Clone, Copy, Debug)]
enum Way {
    AtOnce,
    Posted,
    WithBody,
}

fn step() -> impl Strategy<Value = Step> {
    let (one, other, message) = (0..3_usize, 0..3_usize, 0..16_usize);
    let way = prop::sample::select(vec![Way::AtOnce, Way::Posted, Way::WithBody]);
    let wait = prop::sample::select(vec![1, 59, 3_600, 86_400, 400 * 86_400]);
    prop_oneof![
        8 => (one.clone(), other.clone(), 1..600_usize, way)
            .prop_map(|(from, to, size, way)| Step::Send { from, to, size, way }),
        4 => wait.prop_map(|seconds| Step::Wait { seconds }),
        2 => (one.clone(), other, any::<bool>())
            .prop_map(|(owner, other, contact)| Step::Contact { owner, other, contact }),
        1 => message.clone().prop_map(|message| Step::Refund { message }),
        1 => message.prop_map(|message| Step::Acknowledge { message }),
        3 => one.prop_map(|owner| Step::Reopen { owner }),
    ]
}

/// Everything that ever happened.
struct History {
    harness: Harness,
    rules: Rules,
    people: Vec<Person>,
    opened: i64,
    /// The sender, the recipient and the time of every message.
    sent: Vec<(usize, usize, i64)>,
    /// Which person has which other person as a contact.
    contacts: HashSet<(usize, usize)>,
    /// Open messages and their recipients.
    open: Vec<(Pubkey, usize)>,
    reopened: bool,
}

impl History {
    fn new(rules: Rules) -> Self {
        let mut harness = Harness::new();
        harness.network_with(rules);
        let people = ["Ada", "Bo", "Cy"].map(|name| harness.resident(name)).into();
        let opened = harness.now();
        let (sent, contacts, open) = (Vec::new(), HashSet::new(), Vec::new());
        Self { harness, rules, people, opened, sent, contacts, open, reopened: false }
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Send { from, to, .. } if from == to => (),
            Step::Send { from, to, size, way } => self.send(from, to, size, way),
            Step::Wait { seconds } => self.harness.advance(seconds),
            Step::Contact { owner, other, .. } if owner == other => (),
            Step::Contact { owner, other, contact } => {
                self.harness.set_contact(&self.people[owner], &self.people[other]).contact(contact).run();
                match contact {
                    true => self.contacts.insert((owner, other)),
                    false => self.contacts.remove(&(owner, other)),
                };
            }
            Step::Refund { message } => {
                if let Some((message, to)) = self.open.get(message).copied() {
                    self.harness.refund(&self.people[to], message).run();
                }
            }
            Step::Acknowledge { message } => {
                if let Some((message, to)) = self.open.get(message).copied() {
                    // The deadline may have passed.
                    if self.harness.acknowledge(&self.people[to], message).attempt().result.is_ok() {
                        self.open.retain(|(open, _)| *open != message);
                    }
                }
            }
            Step::Reopen { owner } => {
                if self.harness.close_mailbox(&self.people[owner]).attempt().result.is_ok() {
                    self.harness.open_mailbox(&self.people[owner]).run();
                    self.reopened = true;
                }
            }
        }
    }

    fn send(&mut self, from: usize, to: usize, size: usize, way: Way) {
        let ideal = self.ideal(from, to, size);
        let (sender, recipient) = (self.people[from].clone(), self.people[to].clone());
        let (now, harness) = (self.harness.now(), &mut self.harness);
        let message = match way {
            Way::AtOnce => harness.send(&sender, &recipient).size(size).run_and_find(),
            Way::Posted => {
                let message = harness.post(&sender, &recipient).size(size).run_and_find();
                harness.reveal(&sender, &recipient, message).run();
                message
            }
            Way::WithBody => {
                // Content that no earlier body had.
                let mut content = vec![0; size];
                let number = self.sent.len().to_le_bytes();
                content.iter_mut().zip(number).for_each(|(byte, number)| *byte = number);
                let body = harness.body(&sender, &content);
                harness.send(&sender, &recipient).body(body).run_and_find()
            }
        };
        let fee = harness.account::<StoredMessage>(message).header.fee as f64;
        assert!(fee >= ideal * (1.0 - LOST) - 1e-3, "{fee} lamports instead of {ideal}");
        // A reopened mailbox starts with one message more load than its history requires.
        assert!(self.reopened || fee <= ideal * (1.0 + GAINED) + 1.0, "{fee} lamports instead of {ideal}");
        self.sent.push((from, to, now));
        self.open.push((message, to));
    }

    /// The formula of DESIGN.md over all messages.
    fn ideal(&self, from: usize, to: usize, size: usize) -> f64 {
        if self.contacts.contains(&(from, to)) && self.contacts.contains(&(to, from)) {
            return 0.0;
        }
        let (rules, now) = (&self.rules, self.harness.now());
        let part = |at: i64, half_life: units::Seconds| ((at - now) as f64 / half_life.0 as f64).exp2();
        let count = |wanted: &dyn Fn(usize, usize) -> bool, half_life| -> f64 {
            let wanted = self.sent.iter().filter(|(from, to, _)| wanted(*from, *to));
            wanted.map(|(_, _, at)| part(*at, half_life)).sum()
        };
        let load = part(self.opened, rules.window_half_life) + count(&|by, _| by == from, rules.window_half_life) + 1.0;
        let sent = count(&|by, whom| (by, whom) == (from, to), rules.pair_half_life);
        let received = count(&|by, whom| (by, whom) == (to, from), rules.pair_half_life);
        let excess = (load - rules.window_free as f64).max(0.0);
        let rate = (excess * Q32(rules.window_growth.0).to_f64()).exp2();
        let repeat = ((sent - received).max(0.0) * Q32(rules.repeat_growth.0).to_f64()).exp2();
        let balance = received / (1.0 + sent.max(received));
        let friend = 1.0 - f64::from(rules.friend_discount.0) / 10_000.0 * balance;
        let newcomer = 1.0 + f64::from(rules.newcomer_surcharge.0) / 10_000.0;
        let base = (rules.base_fee.0 + rules.byte_fee.0 * size as u64) as f64;
        (base * rate * repeat * friend * newcomer).clamp(rules.floor.0 as f64, rules.cap.0 as f64)
    }
}

proptest! {
    #![proptest_config(few(40))]

    /// Shows mail.md: Each message costs what this formula gives for the whole history, whatever people do in between.
    /// Shows mail.md: Every rounding goes against the sender, by at most a hundred-thousandth and a lamport in all.
    /// Shows security.md: Finding a cheaper way to send the same content.
    #[test]
    fn whatever_people_do_each_message_costs_what_the_whole_history_says(
        rules in rules(),
        steps in prop::collection::vec(step(), 1..40),
    ) {
        let mut history = History::new(rules);
        for step in steps {
            history.take(step);
        }
    }
}
