//! Messages and bodies.

use bmail_testing::{Harness, PERIOD, Person, ada_wrote_to_bo};
use solana_pubkey::Pubkey;

use super::{Ready, Scenario};

pub const SCENARIOS: &[Scenario] = &[
    || {
        let (harness, ada, bo) = Harness::with_ada_and_bo();
        Ready::new("send for the first time", harness, |harness| harness.send(&ada, &bo))
    },
    || {
        let (harness, ada, bo, _) = ada_wrote_to_bo();
        Ready::new("send", harness, |harness| harness.send(&ada, &bo))
    },
    || {
        let (mut harness, ada, bo, _) = ada_wrote_to_bo();
        let body = harness.body(&ada, b"a body");
        Ready::new("send with a body", harness, |harness| harness.send(&ada, &bo).body(body))
    },
    || {
        let (harness, _, bo, message) = ada_wrote_to_bo();
        Ready::new("acknowledge", harness, |harness| harness.acknowledge(&bo, message))
    },
    || {
        let (harness, _, bo, message) = ada_sent_bo_a_body();
        Ready::new("acknowledge with a body", harness, |harness| harness.acknowledge(&bo, message))
    },
    || {
        let (mut harness, _, _, message) = ada_wrote_to_bo();
        harness.advance(PERIOD + 1);
        Ready::new("expire", harness, |harness| harness.expire(message))
    },
    || {
        let (mut harness, _, _, message) = ada_sent_bo_a_body();
        harness.advance(PERIOD + 1);
        Ready::new("expire with a body", harness, |harness| harness.expire(message))
    },
    || {
        let (harness, _, bo, message) = ada_wrote_to_bo();
        Ready::new("refund", harness, |harness| harness.refund(&bo, message))
    },
    || {
        let (harness, ada, bo) = Harness::with_ada_and_bo();
        Ready::new("post for the first time", harness, |harness| harness.post(&ada, &bo))
    },
    || {
        let (harness, ada, bo, _) = ada_wrote_to_bo();
        Ready::new("post", harness, |harness| harness.post(&ada, &bo))
    },
    || {
        let (mut harness, ada, bo, _) = ada_wrote_to_bo();
        let body = harness.body(&ada, b"a body");
        Ready::new("post with a body", harness, |harness| harness.post(&ada, &bo).body(body))
    },
    || {
        let (mut harness, ada, bo) = Harness::with_ada_and_bo();
        let message = harness.post(&ada, &bo).run_and_find();
        Ready::new("reveal", harness, |harness| harness.reveal(&ada, &bo, message))
    },
    || {
        let (harness, ada, _) = Harness::with_ada_and_bo();
        Ready::new("open_body", harness, |harness| harness.open_body(&ada, b"a body"))
    },
    || {
        let (harness, ada, body) = ada_opened_a_body();
        Ready::new("write_body", harness, |harness| harness.write_body(&ada, body, 0, b"a body"))
    },
    || {
        let (mut harness, ada, body) = ada_opened_a_body();
        harness.write_body(&ada, body, 0, b"a body").run();
        Ready::new("seal_body", harness, |harness| harness.seal_body(&ada, body))
    },
    || {
        let (harness, ada, body) = ada_opened_a_body();
        Ready::new("close_body", harness, |harness| harness.close_body(&ada, body))
    },
    || {
        let (mut harness, ada, _) = Harness::with_ada_and_bo();
        let new = harness.open_body(&ada, b"a body").new_account();
        harness.create_unused(&new);
        Ready::new("reclaim", harness, |harness| harness.reclaim(&ada, &new))
    },
];

/// Ada has sent Bo a body of a few bytes.
fn ada_sent_bo_a_body() -> (Harness, Person, Person, Pubkey) {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let body = harness.body(&ada, b"a body");
    let message = harness.send(&ada, &bo).body(body).run_and_find();
    (harness, ada, bo, message)
}

fn ada_opened_a_body() -> (Harness, Person, Pubkey) {
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    let call = harness.open_body(&ada, b"a body");
    let body = call.address();
    call.run();
    (harness, ada, body)
}
