//! Submissions and everything that happens to them.

use bmail_sdk::accounts::Opinion;
use bmail_testing::{Harness, REPUTATION};

use super::{Ready, Scenario, work::*};

pub const SCENARIOS: &[Scenario] = &[
    || {
        let (harness, bounty) = open(draft());
        Ready::new("commit", harness, |harness| harness.commit(&bo(), bounty))
    },
    || {
        let draft = draft_with(with_standings(), |terms| terms.min_reputation = units::Reputation(5 * REPUTATION));
        let (mut harness, bounty) = open(draft);
        harness.seed(&bo(), 10 * REPUTATION).run();
        Ready::new("commit with a standing", harness, |harness| harness.commit(&bo(), bounty))
    },
    || {
        let (harness, bounty) = revealing(open(draft()));
        Ready::new("reveal of a submission", harness, |harness| harness.reveal_submission(&bo(), bounty))
    },
    || {
        let (harness, bounty) = revealed(open(draft()));
        Ready::new("review", harness, |harness| harness.review(&reviewer(), &bo(), bounty, Opinion::Accept))
    },
    || {
        let (harness, bounty) = judged(open(draft()), Opinion::Accept);
        Ready::new("veto", harness, |harness| harness.veto(&bo(), bounty))
    },
    || {
        let (harness, bounty) = settled(open(draft()), Opinion::Accept);
        Ready::new("claim", harness, |harness| harness.claim(&bo(), bounty))
    },
    || {
        let (mut harness, bounty) = draft();
        harness.fund(&bo(), bounty, HALF / 2).run();
        harness.fund(&ada(), bounty, HALF / 2).run();
        harness.allocate(bounty, HALF).run();
        harness.open(&issuer(), bounty).run();
        let (harness, bounty) = settled((harness, bounty), Opinion::Accept);
        Ready::new("claim of one's own", harness, |harness| harness.claim(&bo(), bounty))
    },
    || {
        let (harness, bounty) = paid(open(draft()));
        Ready::new("close_submission", harness, |harness| harness.close_submission(&bo(), bounty))
    },
    || {
        let (harness, bounty) = settled(open(draft()), Opinion::Spam);
        Ready::new("close_submission of spam", harness, |harness| harness.close_submission(&bo(), bounty))
    },
    || {
        let (harness, bounty) = paid(open(draft_with(with_standings(), |terms| terms.earns_reputation = 1)));
        Ready::new("earn_reputation", harness, |harness| harness.earn_reputation(&bo(), bounty))
    },
];

/// A harness with a treasury, and with a reputation in which Ada and Bo have standings.
fn with_standings() -> Harness {
    let mut harness = Harness::with_treasury();
    harness.reputation(reputation_core::Parameters::PERSONAL);
    harness.open_standing(&ada()).run();
    harness.open_standing(&bo()).run();
    harness
}
