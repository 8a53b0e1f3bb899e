//! Networks, mailboxes and contacts.

use bmail_testing::{Harness, Person, YEAR, ada_wrote_to_bo};
use postage::Rules;

use super::{Ready, Scenario};

pub const SCENARIOS: &[Scenario] = &[
    || {
        let mut harness = Harness::new();
        let ada = harness.person("Ada");
        Ready::new("create_network", harness, |harness| harness.create_network(&ada))
    },
    || {
        let (mut harness, ..) = Harness::with_ada_and_bo();
        let cy = harness.person("Cy");
        Ready::new("open_mailbox", harness, |harness| harness.open_mailbox(&cy))
    },
    || {
        let (harness, ada, _) = Harness::with_ada_and_bo();
        Ready::new("set_mailbox", harness, |harness| harness.set_mailbox(&ada))
    },
    || {
        let (harness, ada, _) = Harness::with_ada_and_bo();
        Ready::new("rotate_key", harness, |harness| harness.rotate_key(&ada))
    },
    || {
        let (harness, founder) = with_founder();
        Ready::new("propose_rules", harness, |harness| harness.propose_rules(&founder, Rules::PERSONAL))
    },
    || {
        let (mut harness, founder) = with_founder();
        harness.propose_rules(&founder, Rules::PERSONAL).run();
        harness.advance(Rules::PERSONAL.rules_delay.0 as i64);
        Ready::new("apply_rules", harness, |harness| harness.apply_rules())
    },
    || {
        let (harness, founder) = with_founder();
        let heir = Person::named("Heir").address();
        Ready::new("propose_authority", harness, |harness| harness.propose_authority(&founder, heir))
    },
    || {
        let (mut harness, founder) = with_founder();
        let heir = harness.person("Heir");
        harness.propose_authority(&founder, heir.address()).run();
        Ready::new("accept_authority", harness, |harness| harness.accept_authority(&heir))
    },
    || {
        let (harness, founder) = with_founder();
        Ready::new("set_sending", harness, |harness| harness.set_sending(&founder, true))
    },
    || {
        let (mut harness, founder) = with_founder();
        harness.create_treasury(&founder).run();
        Ready::new("adopt_treasury", harness, |harness| harness.adopt_treasury(&founder))
    },
    || {
        let (harness, ada, bo) = Harness::with_ada_and_bo();
        Ready::new("set_contact for the first time", harness, |harness| harness.set_contact(&ada, &bo))
    },
    || {
        let (harness, ada, bo, _) = ada_wrote_to_bo();
        Ready::new("set_contact", harness, |harness| harness.set_contact(&ada, &bo))
    },
    || {
        let (mut harness, bo) = bo_earned();
        harness.person("treasury");
        Ready::new("sweep", harness, |harness| harness.sweep(&bo))
    },
    || {
        let (mut harness, bo) = bo_earned();
        harness.person("treasury");
        harness.close_mailbox(&bo).run();
        Ready::new("sweep without a mailbox", harness, |harness| harness.sweep(&bo).without_mailbox())
    },
    || {
        let (harness, bo) = bo_earned();
        Ready::new("close_mailbox", harness, |harness| harness.close_mailbox(&bo))
    },
    || {
        let (mut harness, ada, bo, _) = ada_wrote_to_bo();
        harness.advance(YEAR);
        Ready::new("close_correspondence", harness, |harness| harness.close_correspondence(&ada, &bo))
    },
    || {
        let (mut harness, ada, bo, _) = ada_wrote_to_bo();
        harness.advance(YEAR);
        Ready::new("close_correspondence for the other", harness, |harness| harness.close_correspondence(&bo, &ada))
    },
];

fn with_founder() -> (Harness, Person) {
    let (harness, ..) = Harness::with_ada_and_bo();
    let founder = harness.founder();
    (harness, founder)
}

/// Bo has acknowledged a message, and the network's cut waits in the mailbox.
fn bo_earned() -> (Harness, Person) {
    let (mut harness, _, bo, message) = ada_wrote_to_bo();
    harness.acknowledge(&bo, message).run();
    (harness, bo)
}
