//! Calls that succeed, on many states.

use bmail_sdk::accounts::{Opinion, Verdict};
use bmail_testing::{DAY, Harness, Parts, Person, REPUTATION};
use bounty_core::Terms;
use reputation_core::Parameters;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

pub struct Scenario {
    pub what: &'static str,
    pub harness: Harness,
    pub instruction: Instruction,
}

pub const TERMS: Terms = Terms { awards: 2, threshold: 1, ..Terms::EXAMPLE };

impl Scenario {
    /// Runs the preceding instructions immediately.
    pub fn new<P: Parts>(
        what: &'static str,
        mut harness: Harness,
        call: impl for<'s> FnOnce(&'s mut Harness) -> bmail_testing::Call<'s, P>,
    ) -> Self {
        let mut before = call(&mut harness).instructions();
        let instruction = before.pop().unwrap();
        if !before.is_empty() {
            harness.execute(&before).succeeded(what);
        }
        Self { what, harness, instruction }
    }
}

/// `send`.
pub fn send() -> Vec<Scenario> {
    let (known, ada, bo) = acquainted();
    let send = |what, harness: Harness, from: &Person, to: &Person| {
        Scenario::new(what, harness, |harness| harness.send(from, to).size(12))
    };
    let mut scenarios =
        vec![send("send", known.clone(), &ada, &bo), send("send the other way", known.clone(), &bo, &ada)];

    let (mut harness, eve) = (known.clone(), Person::named("Eve"));
    harness.send(&eve, &bo).run();
    harness.advance(DAY / 3);
    scenarios.push(send("send as a stranger, again", harness, &eve, &bo));

    let mut harness = known.clone();
    harness.set_rent(5_080);
    harness.befriend(&ada, &bo);
    scenarios.push(Scenario::new("send to a contact, with lamports to spare", harness, |harness| {
        harness.send(&ada, &bo).size(12).funded(10_000_000)
    }));

    let mut harness = known.clone();
    for owner in [&ada, &bo] {
        harness.open_standing(owner).run();
        harness.seed(owner, 50 * REPUTATION).run();
    }
    harness.advance(40 * DAY);
    scenarios.push(send("send with a standing", harness, &ada, &bo));
    scenarios
}

/// `acknowledge`.
pub fn acknowledge() -> Vec<Scenario> {
    let (mut harness, ada, bo) = acquainted();
    let message = harness.send(&ada, &bo).run_and_find();
    let verdicts = [
        ("acknowledge", Verdict::Valuable),
        ("acknowledge and abstain", Verdict::Abstain),
        ("acknowledge spam", Verdict::Spam),
    ];
    let acknowledge = |(what, verdict)| {
        Scenario::new(what, harness.clone(), move |harness| {
            harness.acknowledge(&Person::named("Bo"), message).verdict(verdict)
        })
    };
    let mut scenarios: Vec<_> = verdicts.map(acknowledge).into();
    let mut refunded = harness.clone();
    refunded.give(message, 7);
    refunded.refund(&bo, message).run();
    scenarios
        .push(Scenario::new("acknowledge what was refunded", refunded, |harness| harness.acknowledge(&bo, message)));
    scenarios
}

/// `claim`.
pub fn claim() -> Vec<Scenario> {
    let (mut harness, ada, bo) = crowded();
    let [issuer, rex, cy] = &["Issuer", "Rex", "Cy"].map(|name| harness.person(name));
    let (ada, bo, founder) = (&ada, &bo, harness.founder());
    harness.create_treasury(&founder).run();
    let bounty = harness.create_bounty(issuer, &[rex], &TERMS).run_and_find();
    harness.fund(issuer, bounty, TERMS.reward).run();
    harness.fund(bo, bounty, TERMS.total() - TERMS.reward).run();
    harness.open(issuer, bounty).run();
    for submitter in [ada, cy, bo] {
        harness.commit(submitter, bounty).run();
    }
    settle(&mut harness, bounty, rex, &[ada, bo]);

    let mut later = harness.clone();
    later.claim(ada, bounty).run();
    later.advance(370 * DAY);
    vec![
        Scenario::new("claim first", harness.clone(), |harness| harness.claim(ada, bounty)),
        Scenario::new("claim as a contributor", harness, |harness| harness.claim(bo, bounty)),
        Scenario::new("claim second", later, |harness| harness.claim(bo, bounty)),
    ]
}

/// Reveals and accepts the submissions, and waits until the awards can be claimed.
pub fn settle(harness: &mut Harness, bounty: Pubkey, reviewer: &Person, submitters: &[&Person]) {
    let periods = TERMS.periods();
    harness.advance(periods.submit.0 as i64);
    for submitter in submitters {
        harness.reveal_submission(submitter, bounty).run();
    }
    harness.advance(periods.reveal.0 as i64);
    for submitter in submitters {
        harness.review(reviewer, submitter, bounty, Opinion::Accept).run();
    }
    harness.advance((periods.review.0 + periods.challenge.0) as i64);
}

/// Ada and Bo have written to each other.
fn acquainted() -> (Harness, Person, Person) {
    let (mut harness, ada, bo) = crowded();
    for _ in 0..3 {
        harness.send(&ada, &bo).run();
        harness.send(&bo, &ada).run();
    }
    harness.advance(DAY / 3);
    (harness, ada, bo)
}

/// Ada and Bo are on a network with Eve, who has nothing to do with them, and all three are on another network. So
/// there is an account of every kind that does not belong.
fn crowded() -> (Harness, Person, Person) {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.reputation(Parameters::PERSONAL);
    let (here, eve, founder) = (harness.network, harness.resident("Eve"), harness.founder());
    harness.body(&ada, b"a body");
    harness.resident("Cora");
    harness.send(&eve, &Person::named("Cora")).run();
    harness.open_standing(&eve).run();
    harness.network();
    harness.reputation(Parameters::PERSONAL);
    harness.create_treasury(&founder).run();
    for person in [&ada, &bo, &eve] {
        harness.open_mailbox(person).run();
        harness.open_standing(person).run();
    }
    harness.send(&ada, &bo).run();
    harness.post(&bo, &ada).run();
    harness.network = here;
    (harness, ada, bo)
}
