//! Bodies.

use bmail_testing::{Harness, MailError::*, Person};
use solana_pubkey::Pubkey;

use super::{Scenario, created};
use crate::every::{GONE, Kind, Ready, Role, fails, signed, stored};

pub const SCENARIOS: &[Scenario] = &[
    || {
        let (harness, ada, _) = Harness::with_ada_and_bo();
        Ready::new("open_body", harness, |harness| harness.open_body(&ada, b"a body"))
            .wants([signed("author", WrongAddress), created("body")])
            .again(NotNew)
    },
    || {
        let (harness, ada, body) = ada_opened_a_body();
        Ready::new("write_body", harness, |harness| harness.write_body(&ada, body, 0, b"a body"))
            .wants(own_body())
            .again_changes_nothing()
            // The chunk fills the body.
            .number("offset", [None, fails(OutOfBounds), fails(OutOfBounds)])
    },
    || {
        let (mut harness, ada, body) = ada_opened_a_body();
        harness.write_body(&ada, body, 0, b"a body").run();
        Ready::new("seal_body", harness, |harness| harness.seal_body(&ada, body)).wants(own_body()).again(BodySealed)
    },
    || {
        let (harness, ada, body) = ada_opened_a_body();
        Ready::new("close_body", harness, |harness| harness.close_body(&ada, body)).wants(own_body()).again(GONE)
    },
    || {
        let (mut harness, ada, _) = Harness::with_ada_and_bo();
        let new = harness.open_body(&ada, b"a body").new_account();
        harness.create_unused(&new);
        Ready::new("reclaim", harness, |harness| harness.reclaim(&ada, &new))
            .wants([signed("author", WrongAddress), created("unused")])
            .again(NotNew)
    },
];

fn own_body() -> [Role; 2] {
    [signed("author", NotYourBody), stored("body", Kind::Body, NotYourBody)]
}

fn ada_opened_a_body() -> (Harness, Person, Pubkey) {
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    let call = harness.open_body(&ada, b"a body");
    let body = call.address();
    call.run();
    (harness, ada, body)
}
