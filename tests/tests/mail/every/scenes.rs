//! The stages on which the instructions succeed.

use bmail_testing::{Person, Stage};
use postage::Rules;
use solana_pubkey::Pubkey;

use super::Ready;
use crate::{PERIOD, ada_wrote_to_bo};

/// Where an instruction does different things with different accounts, it is here for each.
pub const EVERY: &[fn() -> Ready] = &[
    || {
        let mut stage = Stage::new();
        let ada = stage.person("Ada");
        Ready::new("create_network", stage, |stage| stage.create_network(&ada))
    },
    || {
        let (mut stage, ..) = Stage::with_ada_and_bo();
        let cy = stage.person("Cy");
        Ready::new("open_mailbox", stage, |stage| stage.open_mailbox(&cy))
    },
    || {
        let (stage, ada, _) = Stage::with_ada_and_bo();
        Ready::new("set_mailbox", stage, |stage| stage.set_mailbox(&ada))
    },
    || {
        let (stage, ada, _) = Stage::with_ada_and_bo();
        Ready::new("rotate_key", stage, |stage| stage.rotate_key(&ada))
    },
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
        let (stage, founder) = with_founder();
        Ready::new("propose_rules", stage, |stage| stage.propose_rules(&founder, Rules::PERSONAL))
    },
    || {
        let (mut stage, founder) = with_founder();
        stage.propose_rules(&founder, Rules::PERSONAL).run();
        stage.advance(Rules::PERSONAL.rules_delay.0 as i64);
        Ready::new("apply_rules", stage, |stage| stage.apply_rules())
    },
    || {
        let (stage, founder) = with_founder();
        let heir = Person::named("Heir").address();
        Ready::new("propose_authority", stage, |stage| stage.propose_authority(&founder, heir))
    },
    || {
        let (mut stage, founder) = with_founder();
        let heir = stage.person("Heir");
        stage.propose_authority(&founder, heir.address()).run();
        Ready::new("accept_authority", stage, |stage| stage.accept_authority(&heir))
    },
    || {
        let (stage, founder) = with_founder();
        Ready::new("set_sending", stage, |stage| stage.set_sending(&founder, true))
    },
    || {
        let (stage, ada, bo) = Stage::with_ada_and_bo();
        Ready::new("set_contact for the first time", stage, |stage| stage.set_contact(&ada, &bo))
    },
    || {
        let (stage, ada, bo, _) = ada_wrote_to_bo();
        Ready::new("set_contact", stage, |stage| stage.set_contact(&ada, &bo))
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
    || {
        let (mut stage, bo) = bo_earned();
        stage.person("treasury");
        Ready::new("sweep", stage, |stage| stage.sweep(&bo))
    },
    || {
        let (mut stage, bo) = bo_earned();
        stage.person("treasury");
        stage.close_mailbox(&bo).run();
        Ready::new("sweep without a mailbox", stage, |stage| stage.sweep(&bo).without_mailbox())
    },
    || {
        let (stage, bo) = bo_earned();
        Ready::new("close_mailbox", stage, |stage| stage.close_mailbox(&bo))
    },
    || {
        let (mut stage, ada, bo, _) = ada_wrote_to_bo();
        stage.advance(YEAR);
        Ready::new("close_correspondence", stage, |stage| stage.close_correspondence(&ada, &bo))
    },
    || {
        let (mut stage, ada, bo, _) = ada_wrote_to_bo();
        stage.advance(YEAR);
        Ready::new("close_correspondence for the other", stage, |stage| stage.close_correspondence(&bo, &ada))
    },
];

/// Seconds after which a silent correspondence can be closed.
pub const YEAR: i64 = 365 * 86_400;

/// Ada has sent Bo a body of a few bytes.
pub fn ada_sent_bo_a_body() -> (Stage, Person, Person, Pubkey) {
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

fn with_founder() -> (Stage, Person) {
    let (stage, ..) = Stage::with_ada_and_bo();
    let founder = stage.founder();
    (stage, founder)
}

/// Bo has acknowledged a message, and the network's cut waits in the mailbox.
fn bo_earned() -> (Stage, Person) {
    let (mut stage, _, bo, message) = ada_wrote_to_bo();
    stage.acknowledge(&bo, message).run();
    (stage, bo)
}
