//! Networks, mailboxes and contacts.

use bmail_testing::{Person, Stage, YEAR, ada_wrote_to_bo};
use postage::Rules;

use super::{Ready, Scene};

pub const SCENES: &[Scene] = &[
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
        let (mut stage, founder) = with_founder();
        stage.create_treasury(&founder).run();
        Ready::new("adopt_treasury", stage, |stage| stage.adopt_treasury(&founder))
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
