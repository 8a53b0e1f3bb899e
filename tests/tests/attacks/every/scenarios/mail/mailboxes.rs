//! Mailboxes and contacts.

use bmail_testing::{
    Harness,
    MailError::{self, *},
    Person, YEAR, ada_wrote_to_bo,
};

use super::{Scenario, own_mailbox};
use crate::every::{
    ANY, GONE, IN_USE, Kind, Ready, Role, SEEDS, Wanted, address, any_here, fails, free, local, signed, stored,
    system_program,
};

pub const SCENARIOS: &[Scenario] = &[
    || {
        let (mut harness, ..) = Harness::with_ada_and_bo();
        let cy = harness.person("Cy");
        Ready::new("open_mailbox", harness, |harness| harness.open_mailbox(&cy))
            .wants([signed("owner", SEEDS), any_here("network", Kind::Network, SEEDS)])
            .wants([any_here("ledger", Kind::Ledger, OtherNetwork), free("mailbox"), system_program()])
            .again(IN_USE)
    },
    || {
        let (harness, ada, _) = Harness::with_ada_and_bo();
        Ready::new("set_mailbox", harness, |harness| harness.set_mailbox(&ada))
            .wants(own_mailbox())
            .again_changes_nothing()
            .number("min_fee", [None, None, fails(MinFeeTooHigh)])
            .number("min_reputation", ANY)
    },
    || {
        let (harness, ada, _) = Harness::with_ada_and_bo();
        Ready::new("rotate_key", harness, |harness| harness.rotate_key(&ada)).wants(own_mailbox()).again(InvalidKey)
    },
    || {
        let (harness, ada, bo) = Harness::with_ada_and_bo();
        Ready::new("set_contact for the first time", harness, |harness| harness.set_contact(&ada, &bo))
            .wants(contact(local("other_mailbox", Kind::Mailbox, WrongCorrespondence, OtherNetwork)))
            .again_changes_nothing()
    },
    || {
        let (harness, ada, bo, _) = ada_wrote_to_bo();
        Ready::new("set_contact", harness, |harness| harness.set_contact(&ada, &bo))
            .wants(contact(address("other_mailbox", WrongCorrespondence)))
            .again_changes_nothing()
    },
    || {
        let (mut harness, bo) = bo_earned();
        harness.person("treasury");
        Ready::new("sweep", harness, |harness| harness.sweep(&bo)).wants(sweeping()).again_changes_nothing()
    },
    || {
        let (mut harness, bo) = bo_earned();
        harness.person("treasury");
        harness.close_mailbox(&bo).run();
        Ready::new("sweep without a mailbox", harness, |harness| harness.sweep(&bo).without_mailbox())
            .wants(sweeping())
            .again_changes_nothing()
    },
    || {
        let (harness, bo) = bo_earned();
        Ready::new("close_mailbox", harness, |harness| harness.close_mailbox(&bo))
            .wants([signed("owner", NotYourMailbox)])
            .wants(network_and_ledger())
            .wants([stored("mailbox", Kind::Mailbox, NotYourMailbox)])
            .again(GONE)
            .early(LoadTooHigh)
    },
    // Omitting the payer claims that the signer paid; naming the right payer claims that the signer is the other
    // person.
    || {
        let (mut harness, ada, bo, _) = ada_wrote_to_bo();
        harness.advance(YEAR);
        Ready::new("close_correspondence", harness, |harness| harness.close_correspondence(&ada, &bo))
            .wants(silence(WrongPayer))
            .again(GONE)
            .early(NotSilent)
    },
    || {
        let (mut harness, ada, bo, _) = ada_wrote_to_bo();
        harness.advance(YEAR);
        Ready::new("close_correspondence for the other", harness, |harness| harness.close_correspondence(&bo, &ada))
            .wants(silence(NotYourCorrespondence))
            .again(GONE)
            .early(NotSilent)
    },
];

fn network_and_ledger() -> [Role; 2] {
    [any_here("network", Kind::Network, OtherNetwork), any_here("ledger", Kind::Ledger, OtherNetwork)]
}

fn contact(other_mailbox: Role) -> Vec<Role> {
    let others = [other_mailbox, ("correspondence", Wanted::Pair), system_program()];
    own_mailbox().into_iter().chain(others).collect()
}

fn sweeping() -> Vec<Role> {
    // Any mailbox of the network can be swept.
    let mailbox = ("mailbox", Wanted::Optional(Kind::Mailbox, None, OtherNetwork.into()));
    network_and_ledger().into_iter().chain([mailbox, address("treasury", WrongTreasury)]).collect()
}

fn silence(stranger: MailError) -> [Role; 4] {
    [
        signed("owner", stranger),
        address("network", WrongPayer),
        stored("correspondence", Kind::Correspondence, WrongPayer),
        address("payer", WrongPayer),
    ]
}

/// Bo has acknowledged a message, and the network's cut waits in the mailbox.
fn bo_earned() -> (Harness, Person) {
    let (mut harness, _, bo, message) = ada_wrote_to_bo();
    harness.acknowledge(&bo, message).run();
    (harness, bo)
}
