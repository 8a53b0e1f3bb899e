//! What mail and reputation do together.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{Harness, Person, REPUTATION, ada_wrote_to_bo};
use solana_pubkey::Pubkey;

use super::{Ready, Scenario};

pub const SCENARIOS: &[Scenario] = &[
    || {
        let (harness, ada, bo) = Harness::with_citizens();
        Ready::new("send with a standing", harness, |harness| harness.send(&ada, &bo))
    },
    || {
        let (harness, ada, bo) = Harness::with_citizens();
        Ready::new("post with a standing", harness, |harness| harness.post(&ada, &bo))
    },
    || {
        let (harness, _, bo, message) = citizens_wrote();
        Ready::new("acknowledge_with_reputation", harness, |harness| harness.judge(&bo, message))
    },
    || {
        let (mut harness, ada, bo) = Harness::with_citizens();
        let body = harness.body(&ada, b"a body");
        let message = harness.send(&ada, &bo).body(body).run_and_find();
        Ready::new("acknowledge_with_reputation with a body", harness, |harness| harness.judge(&bo, message))
    },
    || {
        let (mut harness, ada, bo, message) = citizens_wrote();
        let cy = harness.citizen("Cy", 20 * REPUTATION);
        harness.endorse(&cy, &ada, 10 * REPUTATION).run();
        harness.endorse(&ada, &cy, 10 * REPUTATION).run();
        Ready::new("acknowledge_with_reputation of spam", harness, |harness| {
            harness.judge(&bo, message).verdict(Verdict::Spam)
        })
    },
    || {
        let (harness, _, bo, message) = citizens_wrote();
        Ready::new("acknowledge_with_reputation abstaining", harness, |harness| {
            harness.judge(&bo, message).verdict(Verdict::Abstain)
        })
    },
    || {
        let (harness, _, bo, message) = ada_wrote_to_bo();
        Ready::new("acknowledge_with_reputation without standings", harness, |harness| harness.judge(&bo, message))
    },
    // Only the mail program can sign for the mailbox, but the harness accepts the claim that it has signed.
    || {
        let (mut harness, ada, bo) = Harness::with_citizens();
        harness.trust_everybody();
        Ready::new("record_verdict", harness, |harness| harness.record_verdict(&bo, &ada))
    },
    || {
        let (mut harness, ada, bo) = Harness::with_citizens();
        harness.trust_everybody();
        let spam = bmail_sdk::accounts::Verdict::Spam;
        Ready::new("record_verdict of spam", harness, |harness| harness.record_verdict(&bo, &ada).verdict(spam))
    },
];

/// Ada has written to Bo, and both have reputation.
fn citizens_wrote() -> (Harness, Person, Person, Pubkey) {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let message = harness.send(&ada, &bo).run_and_find();
    (harness, ada, bo, message)
}
