//! Calls that ours accept and that use features that the peers omit.

use bmail_testing::Harness;

use crate::{
    codes::Codes,
    scenarios::{Scenario, TERMS, settle},
};

/// Each with the codes of its instruction, and the name of the code that must refuse it.
pub fn scenarios() -> Vec<(Scenario, Codes, &'static str)> {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let first = Scenario::new("send for the first time", harness.clone(), |harness| harness.send(&ada, &bo));
    harness.send(&ada, &bo).run();
    let body = harness.body(&ada, b"a body");
    let with_body = Scenario::new("send with a body", harness.clone(), |harness| harness.send(&ada, &bo).body(body));
    let message = harness.send(&ada, &bo).body(body).run_and_find();
    let acknowledge = Scenario::new("acknowledge with a body", harness, |harness| harness.acknowledge(&bo, message));
    vec![
        (first, Codes::of_send(), "CreationLeftOut"),
        (with_body, Codes::of_send(), "BodyLeftOut"),
        (acknowledge, Codes::of_acknowledge(), "BodyLeftOut"),
        (claim_tokens(), Codes::of_claim(), "TokensLeftOut"),
    ]
}

fn claim_tokens() -> Scenario {
    let mut harness = Harness::with_treasury();
    let people = ["Issuer", "Rex", "Sid", "Patron"].map(|name| harness.person(name));
    let [issuer, rex, sid, patron] = &people;
    let money = harness.token_2022();
    let bounty = harness.create_bounty(issuer, &[rex], &TERMS).pays_in(&money).run_and_find();
    harness.create_vault(issuer, bounty, &money).run();
    harness.mint_to(&patron.address(), &money, TERMS.total());
    harness.open_account_of(&sid.address(), &money);
    harness.fund(patron, bounty, TERMS.total()).run();
    harness.open(issuer, bounty).run();
    harness.commit(sid, bounty).run();
    settle(&mut harness, bounty, rex, &[sid]);
    Scenario::new("claim tokens", harness, |harness| harness.claim(sid, bounty))
}
