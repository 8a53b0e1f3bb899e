//! A bounty at each stage, for the scenarios that begin there. Ada contributes, Bo submits.

use bmail_sdk::accounts::{Opinion, Terms as Stored};
use bmail_testing::{Harness, Money, Person};
use bounty_core::Terms;
use solana_pubkey::Pubkey;
use units::Lamports;

/// Two awards, one of which will be given, and a stake.
pub const TERMS: Terms = Terms { awards: 2, stake: Lamports(5_000_000), ..Terms::EXAMPLE };
/// What the treasury contributes, and what Ada contributes.
pub const HALF: u64 = TERMS.reward;

const SUBMIT: i64 = TERMS.submit_period as i64;
const REVEAL: i64 = TERMS.reveal_period as i64;
const REVIEW: i64 = TERMS.review_period as i64;
const CHALLENGE: i64 = TERMS.challenge_period as i64;

/// A harness and the bounty under test.
pub type Work = (Harness, Pubkey);

pub fn ada() -> Person {
    Person::named("Ada")
}

pub fn bo() -> Person {
    Person::named("Bo")
}

pub fn issuer() -> Person {
    Person::named("Issuer")
}

pub fn reviewer() -> Person {
    Person::named("Rex")
}

/// An unfunded bounty with changed terms.
pub fn draft_with(mut harness: Harness, change: impl FnOnce(&mut Stored)) -> Work {
    let (issuer, rex) = (harness.person("Issuer"), harness.person("Rex"));
    let bounty = harness.create_bounty(&issuer, &[&rex], &TERMS).terms(change).run_and_find();
    (harness, bounty)
}

/// An unfunded bounty.
pub fn draft() -> Work {
    draft_with(Harness::with_treasury(), |_| ())
}

/// An unfunded bounty with a bond for two submissions.
pub fn draft_with_bond() -> Work {
    draft_with(Harness::with_treasury(), |terms| (terms.bond, terms.max_submissions) = (Lamports(2_000_001), 2))
}

/// A bounty that pays in a token, without a vault.
pub fn draft_without_vault(mut harness: Harness, money: &Money) -> Work {
    let (issuer, rex) = (harness.person("Issuer"), harness.person("Rex"));
    let bounty = harness.create_bounty(&issuer, &[&rex], &TERMS).pays_in(money).run_and_find();
    (harness, bounty)
}

/// A bounty that pays in a token. Ada and the treasury hold what they will contribute.
pub fn draft_in(token: impl FnOnce(&mut Harness) -> Money) -> Work {
    let mut harness = Harness::with_treasury();
    let (money, founder) = (token(&mut harness), harness.founder());
    let (mut harness, bounty) = draft_without_vault(harness, &money);
    harness.create_vault(&issuer(), bounty, &money).run();
    harness.create_token_treasury(&founder, &money).limit(2 * HALF).run();
    for owner in [ada().address(), harness.treasury_for(&money)] {
        harness.mint_to(&owner, &money, 2 * HALF);
    }
    harness.open_account_of(&bo().address(), &money);
    (harness, bounty)
}

/// Ada and the treasury have funded the bounty.
pub fn funded(draft: Work) -> Work {
    let (mut harness, bounty) = draft;
    harness.fund(&ada(), bounty, HALF).run();
    harness.allocate(bounty, HALF).run();
    (harness, bounty)
}

/// The bounty is funded and open.
pub fn open(draft: Work) -> Work {
    let (mut harness, bounty) = funded(draft);
    harness.open(&issuer(), bounty).run();
    (harness, bounty)
}

/// Bo has committed.
pub fn committed((mut harness, bounty): Work) -> Work {
    harness.commit(&bo(), bounty).run();
    (harness, bounty)
}

/// Bo has committed, and the reveal period has begun.
pub fn revealing(open: Work) -> Work {
    let (mut harness, bounty) = committed(open);
    harness.advance(SUBMIT);
    (harness, bounty)
}

/// Bo has revealed, and the review period has begun.
pub fn revealed(open: Work) -> Work {
    let (mut harness, bounty) = revealing(open);
    harness.reveal_submission(&bo(), bounty).run();
    harness.advance(REVEAL);
    (harness, bounty)
}

/// Bo's submission was judged, and the challenge period has begun.
pub fn judged(open: Work, opinion: Opinion) -> Work {
    let (mut harness, bounty) = revealed(open);
    harness.review(&reviewer(), &bo(), bounty, opinion).run();
    harness.advance(REVIEW);
    (harness, bounty)
}

/// No one challenged it, and everyone can take what they are owed.
pub fn settled(open: Work, opinion: Opinion) -> Work {
    let (mut harness, bounty) = judged(open, opinion);
    harness.advance(CHALLENGE);
    (harness, bounty)
}

/// Bo has revealed, nobody has judged it, and everyone can take what they are owed.
pub fn unjudged(open: Work) -> Work {
    let (mut harness, bounty) = revealed(open);
    harness.advance(REVIEW + CHALLENGE);
    (harness, bounty)
}

/// Bo has received his award.
pub fn paid(open: Work) -> Work {
    let (mut harness, bounty) = settled(open, Opinion::Accept);
    harness.claim(&bo(), bounty).run();
    (harness, bounty)
}

/// Someone has committed, and then the bounty was cancelled.
pub fn cancelled(open: Work) -> Work {
    let (mut harness, bounty) = committed(open);
    harness.cancel(&harness.founder(), bounty).run();
    (harness, bounty)
}
