//! How far a bounty is, for the scenes that begin there. Ada contributes, Bo submits.

use bmail_sdk::accounts::{Opinion, Terms as Stored};
use bmail_testing::{Money, Person, Stage};
use bounties::Terms;
use postage::Lamports;
use solana_pubkey::Pubkey;

/// Two awards, of which one will be given, and a stake.
pub const TERMS: Terms = Terms { awards: 2, stake: Lamports(5_000_000), ..Terms::EXAMPLE };
/// What the treasury gives of the two, and Ada.
pub const HALF: u64 = TERMS.reward;

const SUBMIT: i64 = TERMS.periods.submit.0 as i64;
const REVEAL: i64 = TERMS.periods.reveal.0 as i64;
const REVIEW: i64 = TERMS.periods.review.0 as i64;
const CHALLENGE: i64 = TERMS.periods.challenge.0 as i64;

/// A stage, and the bounty that it is about.
pub type Work = (Stage, Pubkey);

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

/// A bounty that nobody has funded, with these changes to its terms.
pub fn draft_with(mut stage: Stage, change: impl FnOnce(&mut Stored)) -> Work {
    let (issuer, rex) = (stage.person("Issuer"), stage.person("Rex"));
    let bounty = stage.create_bounty(&issuer, &[&rex], &TERMS).terms(change).run_and_find();
    (stage, bounty)
}

/// A bounty that nobody has funded.
pub fn draft() -> Work {
    draft_with(Stage::with_treasury(), |_| ())
}

/// A bounty that pays in a token, without a vault.
pub fn draft_without_vault(mut stage: Stage, money: &Money) -> Work {
    let (issuer, rex) = (stage.person("Issuer"), stage.person("Rex"));
    let bounty = stage.create_bounty(&issuer, &[&rex], &TERMS).pays_in(money).run_and_find();
    (stage, bounty)
}

/// A bounty that pays in a token, of which Ada and the treasury have what they will give.
pub fn draft_in(token: impl FnOnce(&mut Stage) -> Money) -> Work {
    let mut stage = Stage::with_treasury();
    let (money, founder) = (token(&mut stage), stage.founder());
    let (mut stage, bounty) = draft_without_vault(stage, &money);
    stage.create_vault(&issuer(), bounty, &money).run();
    stage.create_token_treasury(&founder, &money).limit(2 * HALF).run();
    for owner in [ada().address(), stage.treasury_for(&money)] {
        stage.mint_to(&owner, &money, 2 * HALF);
    }
    stage.open_account_of(&bo().address(), &money);
    (stage, bounty)
}

/// Ada and the treasury have funded it.
pub fn funded(draft: Work) -> Work {
    let (mut stage, bounty) = draft;
    stage.fund(&ada(), bounty, HALF).run();
    stage.allocate(bounty, HALF).run();
    (stage, bounty)
}

/// It is funded and open.
pub fn open(draft: Work) -> Work {
    let (mut stage, bounty) = funded(draft);
    stage.open(&issuer(), bounty).run();
    (stage, bounty)
}

/// Bo has committed.
pub fn committed((mut stage, bounty): Work) -> Work {
    stage.commit(&bo(), bounty).run();
    (stage, bounty)
}

/// Bo has committed, and can show what to.
pub fn revealing(open: Work) -> Work {
    let (mut stage, bounty) = committed(open);
    stage.advance(SUBMIT);
    (stage, bounty)
}

/// He has shown it, and can be judged.
pub fn revealed(open: Work) -> Work {
    let (mut stage, bounty) = revealing(open);
    stage.reveal_submission(&bo(), bounty).run();
    stage.advance(REVEAL);
    (stage, bounty)
}

/// He was judged, which can be challenged.
pub fn judged(open: Work, opinion: Opinion) -> Work {
    let (mut stage, bounty) = revealed(open);
    stage.review(&reviewer(), &bo(), bounty, opinion).run();
    stage.advance(REVIEW);
    (stage, bounty)
}

/// Nobody challenged it, and whoever is owed something can have it.
pub fn settled(open: Work, opinion: Opinion) -> Work {
    let (mut stage, bounty) = judged(open, opinion);
    stage.advance(CHALLENGE);
    (stage, bounty)
}

/// Bo has his award.
pub fn paid(open: Work) -> Work {
    let (mut stage, bounty) = settled(open, Opinion::Accept);
    stage.claim(&bo(), bounty).run();
    (stage, bounty)
}

/// Somebody has committed, and then the bounty was cancelled.
pub fn cancelled(open: Work) -> Work {
    let (mut stage, bounty) = committed(open);
    stage.cancel(&stage.founder(), bounty).run();
    (stage, bounty)
}
