//! The bounty program from the outside: a module for each instruction's specification with one test per bullet, and
//! whole lives of bounties accounted for to the lamport.
#![allow(clippy::unwrap_used)] // a failure is a panic, also in code that tests share

mod adoption;
mod bond;
mod cancel;
mod claim;
mod close;
mod commit;
mod create;
mod economy;
mod events;
mod fund;
mod lives;
mod mints;
mod open;
mod payees;
mod reputation;
mod reveal;
mod review;
mod token_treasury;
mod tokens;
mod treasury;
mod vault;
mod veto;
mod withdraw;

use bmail_sdk::accounts::{Bounty, Opinion};
use bmail_testing::{Harness, Money, Person};
use bounty_core::Terms;
use solana_pubkey::Pubkey;
use units::Lamports;

/// Three awards of 0.1 SOL each, approved by two of three reviewers, with a stake.
const TERMS: Terms =
    Terms { reward: 100_000_000, awards: 3, threshold: 2, stake: Lamports(5_000_000), ..Terms::EXAMPLE };
const TOTAL: u64 = 300_000_000;
/// A bond of which each of four submissions gets a share, and the issuer three lamports more.
const BOND: u64 = 4 * SHARE + 3;
const SHARE: u64 = 2_500_000;

const SUBMIT: i64 = TERMS.submit_period as i64;
const REVEAL: i64 = TERMS.reveal_period as i64;
const REVIEW: i64 = TERMS.review_period as i64;
const CHALLENGE: i64 = TERMS.challenge_period as i64;

/// A bounty and the people involved.
struct Scenario {
    harness: Harness,
    bounty: Pubkey,
    issuer: Person,
    reviewers: [Person; 3],
    patron: Person,
    submitters: Vec<Person>,
}

impl Scenario {
    /// An unfunded bounty.
    fn draft() -> Self {
        Self::with(|_| ())
    }

    /// A draft with other terms.
    fn with(change: impl FnOnce(&mut bmail_sdk::accounts::Terms)) -> Self {
        Self::made(|_| Money::SOL, change)
    }

    /// A draft with a bond, for at most four submissions.
    fn bonded() -> Self {
        Self::with(with_bond)
    }

    fn made(money: impl FnOnce(&mut Harness) -> Money, change: impl FnOnce(&mut bmail_sdk::accounts::Terms)) -> Self {
        let mut harness = Harness::with_treasury();
        let money = money(&mut harness);
        let (issuer, patron) = (harness.person("Issuer"), harness.person("Patron"));
        let reviewers = ["Rex", "Ria", "Rob"].map(|name| harness.person(name));
        let [rex, ria, rob] = &reviewers;
        let bounty =
            harness.create_bounty(&issuer, &[rex, ria, rob], &TERMS).terms(change).pays_in(&money).run_and_find();
        Self { harness, bounty, issuer, reviewers, patron, submitters: Vec::new() }
    }

    /// A draft that pays in a token, without a vault.
    fn without_vault(money: impl FnOnce(&mut Harness) -> Money) -> Self {
        Self::made(money, |_| ())
    }

    /// A draft that pays in a token. The patron owns a million times the total.
    fn in_token(money: impl FnOnce(&mut Harness) -> Money) -> Self {
        Self::without_vault(money).gets_vault()
    }

    fn gets_vault(mut self) -> Self {
        let money = self.harness.money_of(self.bounty);
        self.harness.create_vault(&self.issuer, self.bounty, &money).run();
        self.harness.mint_to(&self.patron.address(), &money, 1_000_000 * TOTAL);
        self
    }

    /// An open bounty.
    fn open() -> Self {
        Self::draft().opens()
    }

    /// `count` people have committed.
    fn committed(count: usize) -> Self {
        Self::open().commits(count)
    }

    /// `count` people have revealed their submissions, and the review period has begun.
    fn revealed(count: usize) -> Self {
        Self::committed(count).reveals()
    }

    /// Two of the reviewers have given each submission this opinion.
    fn judged(opinions: &[Opinion]) -> Self {
        Self::revealed(opinions.len()).judges(opinions)
    }

    /// The challenge period is over.
    fn settled(opinions: &[Opinion]) -> Self {
        Self::judged(opinions).settles()
    }

    fn opens(mut self) -> Self {
        self.harness.fund(&self.patron, self.bounty, TOTAL).run();
        self.harness.open(&self.issuer, self.bounty).run();
        self
    }

    fn commits(mut self, count: usize) -> Self {
        for number in 0..count {
            let submitter = self.harness.person(&format!("Submitter {number}"));
            self.harness.commit(&submitter, self.bounty).run();
            self.submitters.push(submitter);
        }
        self
    }

    fn reveals(mut self) -> Self {
        self.harness.advance(SUBMIT);
        for submitter in &self.submitters {
            self.harness.reveal_submission(submitter, self.bounty).run();
        }
        self.harness.advance(REVEAL);
        self
    }

    fn judges(mut self, opinions: &[Opinion]) -> Self {
        for (place, opinion) in opinions.iter().enumerate() {
            self.judge(place, *opinion);
        }
        self
    }

    fn settles(mut self) -> Self {
        self.harness.advance(REVIEW + CHALLENGE);
        self
    }

    fn judge(&mut self, place: usize, opinion: Opinion) {
        for reviewer in &self.reviewers[..2] {
            self.harness.review(reviewer, &self.submitters[place], self.bounty, opinion).run();
        }
    }

    fn state(&self) -> Bounty {
        self.harness.account(self.bounty)
    }
}

fn with_bond(terms: &mut bmail_sdk::accounts::Terms) {
    (terms.bond, terms.max_submissions) = (Lamports(BOND), 4);
}
