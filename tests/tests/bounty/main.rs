//! The bounty program from outside: a module for each instruction's specification, one test for each bullet, and whole
//! lives of bounties to the lamport.
#![allow(clippy::unwrap_used)] // a failure is a panic, in what tests share too

mod adoption;
mod cancel;
mod claim;
mod close;
mod commit;
mod create;
mod economy;
mod fund;
mod lives;
mod mints;
mod open;
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
use bmail_testing::{Money, Person, Stage};
use bounties::Terms;
use postage::Lamports;
use solana_pubkey::Pubkey;

/// Three awards of a thousand lamports' worth each, by two of three reviewers, with a stake.
const TERMS: Terms =
    Terms { reward: 100_000_000, awards: 3, reviewers: 3, threshold: 2, stake: Lamports(5_000_000), ..Terms::EXAMPLE };
const TOTAL: u64 = 300_000_000;

const SUBMIT: i64 = TERMS.periods.submit.0 as i64;
const REVEAL: i64 = TERMS.periods.reveal.0 as i64;
const REVIEW: i64 = TERMS.periods.review.0 as i64;
const CHALLENGE: i64 = TERMS.periods.challenge.0 as i64;

/// A bounty with its people.
struct Scene {
    stage: Stage,
    bounty: Pubkey,
    issuer: Person,
    reviewers: [Person; 3],
    patron: Person,
    submitters: Vec<Person>,
}

impl Scene {
    /// A bounty that nobody has funded.
    fn draft() -> Self {
        Self::with(|_| ())
    }

    /// A draft with other terms.
    fn with(change: impl FnOnce(&mut bmail_sdk::accounts::Terms)) -> Self {
        Self::made(|_| Money::SOL, change)
    }

    fn made(money: impl FnOnce(&mut Stage) -> Money, change: impl FnOnce(&mut bmail_sdk::accounts::Terms)) -> Self {
        let mut stage = Stage::with_treasury();
        let money = money(&mut stage);
        let (issuer, patron) = (stage.person("Issuer"), stage.person("Patron"));
        let reviewers = ["Rex", "Ria", "Rob"].map(|name| stage.person(name));
        let [rex, ria, rob] = &reviewers;
        let bounty =
            stage.create_bounty(&issuer, &[rex, ria, rob], &TERMS).terms(change).pays_in(&money).run_and_find();
        Self { stage, bounty, issuer, reviewers, patron, submitters: Vec::new() }
    }

    /// A draft that pays in a token, without a vault.
    fn without_vault(money: impl FnOnce(&mut Stage) -> Money) -> Self {
        Self::made(money, |_| ())
    }

    /// A draft that pays in a token, of which the patron has a million times the total.
    fn in_token(money: impl FnOnce(&mut Stage) -> Money) -> Self {
        let mut scene = Self::without_vault(money);
        let money = scene.stage.money_of(scene.bounty);
        scene.stage.create_vault(&scene.issuer, scene.bounty, &money).run();
        scene.stage.mint_to(&scene.patron.address(), &money, 1_000_000 * TOTAL);
        scene
    }

    /// A bounty that is open.
    fn open() -> Self {
        Self::draft().opens()
    }

    /// So many have committed.
    fn committed(count: usize) -> Self {
        Self::open().commits(count)
    }

    /// They have shown what they committed to, and the review period has begun.
    fn revealed(count: usize) -> Self {
        Self::committed(count).reveals()
    }

    /// Two of the reviewers have said the same of each.
    fn judged(opinions: &[Opinion]) -> Self {
        Self::revealed(opinions.len()).judges(opinions)
    }

    /// The challenge period is over, too.
    fn settled(opinions: &[Opinion]) -> Self {
        Self::judged(opinions).settles()
    }

    fn opens(mut self) -> Self {
        self.stage.fund(&self.patron, self.bounty, TOTAL).run();
        self.stage.open(&self.issuer, self.bounty).run();
        self
    }

    fn commits(mut self, count: usize) -> Self {
        for number in 0..count {
            let submitter = self.stage.person(&format!("Submitter {number}"));
            self.stage.commit(&submitter, self.bounty).run();
            self.submitters.push(submitter);
        }
        self
    }

    fn reveals(mut self) -> Self {
        self.stage.advance(SUBMIT);
        for submitter in &self.submitters {
            self.stage.reveal_submission(submitter, self.bounty).run();
        }
        self.stage.advance(REVEAL);
        self
    }

    fn judges(mut self, opinions: &[Opinion]) -> Self {
        for (place, opinion) in opinions.iter().enumerate() {
            self.judge(place, *opinion);
        }
        self
    }

    fn settles(mut self) -> Self {
        self.stage.advance(REVIEW + CHALLENGE);
        self
    }

    fn judge(&mut self, place: usize, opinion: Opinion) {
        for reviewer in &self.reviewers[..2] {
            self.stage.review(reviewer, &self.submitters[place], self.bounty, opinion).run();
        }
    }

    fn state(&self) -> Bounty {
        self.stage.account(self.bounty)
    }
}
