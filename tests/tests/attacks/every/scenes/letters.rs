//! Messages and bodies.

use bmail_testing::{PERIOD, Person, Stage, ada_wrote_to_bo};
use solana_pubkey::Pubkey;

use super::{Ready, Scene};

pub const SCENES: &[Scene] = &[
    || {
        let (stage, ada, bo) = Stage::with_ada_and_bo();
        Ready::new("send for the first time", stage, |stage| stage.send(&ada, &bo))
    },
    || {
        let (stage, ada, bo, _) = ada_wrote_to_bo();
        Ready::new("send", stage, |stage| stage.send(&ada, &bo))
    },
    || {
        let (mut stage, ada, bo, _) = ada_wrote_to_bo();
        let body = stage.body(&ada, b"a body");
        Ready::new("send with a body", stage, |stage| stage.send(&ada, &bo).body(body))
    },
    || {
        let (stage, _, bo, message) = ada_wrote_to_bo();
        Ready::new("acknowledge", stage, |stage| stage.acknowledge(&bo, message))
    },
    || {
        let (stage, _, bo, message) = ada_sent_bo_a_body();
        Ready::new("acknowledge with a body", stage, |stage| stage.acknowledge(&bo, message))
    },
    || {
        let (mut stage, _, _, message) = ada_wrote_to_bo();
        stage.advance(PERIOD + 1);
        Ready::new("expire", stage, |stage| stage.expire(message))
    },
    || {
        let (mut stage, _, _, message) = ada_sent_bo_a_body();
        stage.advance(PERIOD + 1);
        Ready::new("expire with a body", stage, |stage| stage.expire(message))
    },
    || {
        let (stage, _, bo, message) = ada_wrote_to_bo();
        Ready::new("refund", stage, |stage| stage.refund(&bo, message))
    },
    || {
        let (stage, ada, bo) = Stage::with_ada_and_bo();
        Ready::new("post for the first time", stage, |stage| stage.post(&ada, &bo))
    },
    || {
        let (stage, ada, bo, _) = ada_wrote_to_bo();
        Ready::new("post", stage, |stage| stage.post(&ada, &bo))
    },
    || {
        let (mut stage, ada, bo, _) = ada_wrote_to_bo();
        let body = stage.body(&ada, b"a body");
        Ready::new("post with a body", stage, |stage| stage.post(&ada, &bo).body(body))
    },
    || {
        let (mut stage, ada, bo) = Stage::with_ada_and_bo();
        let message = stage.post(&ada, &bo).run_and_find();
        Ready::new("reveal", stage, |stage| stage.reveal(&ada, &bo, message))
    },
    || {
        let (stage, ada, _) = Stage::with_ada_and_bo();
        Ready::new("open_body", stage, |stage| stage.open_body(&ada, b"a body"))
    },
    || {
        let (stage, ada, body) = ada_opened_a_body();
        Ready::new("write_body", stage, |stage| stage.write_body(&ada, body, 0, b"a body"))
    },
    || {
        let (mut stage, ada, body) = ada_opened_a_body();
        stage.write_body(&ada, body, 0, b"a body").run();
        Ready::new("seal_body", stage, |stage| stage.seal_body(&ada, body))
    },
    || {
        let (stage, ada, body) = ada_opened_a_body();
        Ready::new("close_body", stage, |stage| stage.close_body(&ada, body))
    },
    || {
        let (mut stage, ada, _) = Stage::with_ada_and_bo();
        let new = stage.open_body(&ada, b"a body").new_account();
        stage.create_unused(&new);
        Ready::new("reclaim", stage, |stage| stage.reclaim(&ada, &new))
    },
];

/// Ada has sent Bo a body of a few bytes.
fn ada_sent_bo_a_body() -> (Stage, Person, Person, Pubkey) {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let body = stage.body(&ada, b"a body");
    let message = stage.send(&ada, &bo).body(body).run_and_find();
    (stage, ada, bo, message)
}

fn ada_opened_a_body() -> (Stage, Person, Pubkey) {
    let (mut stage, ada, _) = Stage::with_ada_and_bo();
    let call = stage.open_body(&ada, b"a body");
    let body = call.address();
    call.run();
    (stage, ada, body)
}
