//! How most tests begin: the people on the harness, and what they have already done.

use bmail_sdk::accounts::{Network, Verdict};
use postage::Rules;
use solana_pubkey::Pubkey;

use crate::{FORTUNE, Harness, Person, events::MessageAcknowledged};

/// Seconds in a year, after which a silent correspondence can be closed.
pub const YEAR: i64 = 365 * DAY;
/// Seconds in a day.
pub const DAY: i64 = 86_400;
/// The answering period of default rules, in seconds.
pub const PERIOD: i64 = Rules::PERSONAL.answering_period.0 as i64;
/// One reputation, in millionths.
pub const REPUTATION: u64 = 1_000_000;

/// Ada has written 300 bytes to Bo, on a network with default rules.
pub fn ada_wrote_to_bo() -> (Harness, Person, Person, Pubkey) {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let message = harness.send(&ada, &bo).run_and_find();
    (harness, ada, bo, message)
}

impl Harness {
    /// A harness with a network of default rules, on which Ada and Bo have mailboxes.
    pub fn with_ada_and_bo() -> (Self, Person, Person) {
        let mut harness = Self::new();
        let (ada, bo) = harness.ada_and_bo();
        (harness, ada, bo)
    }

    /// Creates a network with default rules and opens mailboxes for Ada and Bo.
    pub fn ada_and_bo(&mut self) -> (Person, Person) {
        self.network();
        (self.resident("Ada"), self.resident("Bo"))
    }

    /// A harness with a network of default rules and default reputation parameters, on which Ada and Bo have 50
    /// reputation.
    pub fn with_citizens() -> (Self, Person, Person) {
        let (mut harness, ada, bo) = Self::with_reputation();
        harness.seed(&ada, 50 * REPUTATION).run();
        harness.seed(&bo, 50 * REPUTATION).run();
        (harness, ada, bo)
    }

    /// Sends 300 bytes, and acknowledges them at once with a verdict that moves reputation.
    #[track_caller]
    pub fn exchange(&mut self, from: &Person, to: &Person, verdict: Verdict) -> MessageAcknowledged {
        let message = self.send(from, to).run_and_find();
        self.judge(to, message).verdict(verdict).run().event()
    }

    /// Puts other rules in force, after their delay.
    #[track_caller]
    pub fn change_rules(&mut self, rules: Rules) {
        let network: Network = self.account(self.network);
        self.propose_rules(&self.founder(), rules).run();
        self.advance(network.rules.rules_delay.0 as i64);
        self.apply_rules().run();
    }

    /// Adds a person with a fortune.
    pub fn person(&mut self, name: &str) -> Person {
        let person = Person::named(name);
        self.keys.insert(person.address(), person.clone());
        self.give(person.address(), FORTUNE);
        person
    }

    /// Adds a person with a fortune and a mailbox on the network.
    pub fn resident(&mut self, name: &str) -> Person {
        let person = self.person(name);
        self.open_mailbox(&person).run();
        person
    }
}
