//! What mail and reputation do together.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{Person, REPUTATION, Stage, ada_wrote_to_bo};
use solana_pubkey::Pubkey;

use super::{Ready, Scene};

pub const SCENES: &[Scene] = &[
    || {
        let (stage, ada, bo) = Stage::with_citizens();
        Ready::new("send with a standing", stage, |stage| stage.send(&ada, &bo))
    },
    || {
        let (stage, ada, bo) = Stage::with_citizens();
        Ready::new("post with a standing", stage, |stage| stage.post(&ada, &bo))
    },
    || {
        let (stage, _, bo, message) = citizens_wrote();
        Ready::new("acknowledge_with_reputation", stage, |stage| stage.judge(&bo, message))
    },
    || {
        let (mut stage, ada, bo) = Stage::with_citizens();
        let body = stage.body(&ada, b"a body");
        let message = stage.send(&ada, &bo).body(body).run_and_find();
        Ready::new("acknowledge_with_reputation with a body", stage, |stage| stage.judge(&bo, message))
    },
    || {
        let (mut stage, ada, bo, message) = citizens_wrote();
        let cy = stage.citizen("Cy", 20 * REPUTATION);
        stage.endorse(&cy, &ada, 10 * REPUTATION).run();
        stage.endorse(&ada, &cy, 10 * REPUTATION).run();
        Ready::new("acknowledge_with_reputation of spam", stage, |stage| {
            stage.judge(&bo, message).verdict(Verdict::Spam)
        })
    },
    || {
        let (stage, _, bo, message) = citizens_wrote();
        Ready::new("acknowledge_with_reputation abstaining", stage, |stage| {
            stage.judge(&bo, message).verdict(Verdict::Abstain)
        })
    },
    || {
        let (stage, _, bo, message) = ada_wrote_to_bo();
        Ready::new("acknowledge_with_reputation without standings", stage, |stage| stage.judge(&bo, message))
    },
    // The mailbox is said to have signed, for which only the mail program does: the stage believes it.
    || {
        let (mut stage, ada, bo) = Stage::with_citizens();
        stage.trust_everybody();
        Ready::new("record_verdict", stage, |stage| stage.record_verdict(&bo, &ada))
    },
    || {
        let (mut stage, ada, bo) = Stage::with_citizens();
        stage.trust_everybody();
        let spam = bmail_sdk::generated::reputation::types::Verdict::Spam;
        Ready::new("record_verdict of spam", stage, |stage| stage.record_verdict(&bo, &ada).verdict(spam))
    },
];

/// Ada has written to Bo, and both have reputation.
fn citizens_wrote() -> (Stage, Person, Person, Pubkey) {
    let (mut stage, ada, bo) = Stage::with_citizens();
    let message = stage.send(&ada, &bo).run_and_find();
    (stage, ada, bo, message)
}
