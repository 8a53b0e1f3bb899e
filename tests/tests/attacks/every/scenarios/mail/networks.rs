//! Networks.

use bmail_testing::{
    Harness,
    MailError::{self, *},
    Person,
};
use postage::Rules;

use super::Scenario;
use crate::every::{IN_USE, Kind, Ready, Role, SEEDS, Wanted, any_here, free, signed, system_program};

pub const SCENARIOS: &[Scenario] = &[
    || {
        let mut harness = Harness::new();
        let ada = harness.person("Ada");
        Ready::new("create_network", harness, |harness| harness.create_network(&ada))
            .wants([signed("founder", SEEDS), free("network"), free("ledger"), system_program()])
            .again(IN_USE)
    },
    || {
        let (harness, founder) = with_founder();
        Ready::new("propose_rules", harness, |harness| harness.propose_rules(&founder, Rules::PERSONAL))
            .wants(governing(NotAuthority))
            .again_changes_nothing()
    },
    || {
        let (mut harness, founder) = with_founder();
        harness.propose_rules(&founder, Rules::PERSONAL).run();
        harness.advance(Rules::PERSONAL.rules_delay.0 as i64);
        Ready::new("apply_rules", harness, |harness| harness.apply_rules())
            .wants([any_here("network", Kind::Network, NothingProposed)])
            .again(NothingProposed)
            .early(RulesNotDue)
    },
    || {
        let (harness, founder) = with_founder();
        let heir = Person::named("Heir").address();
        Ready::new("propose_authority", harness, |harness| harness.propose_authority(&founder, heir))
            .wants(governing(NotAuthority))
            .again_changes_nothing()
    },
    || {
        let (mut harness, founder) = with_founder();
        let heir = harness.person("Heir");
        harness.propose_authority(&founder, heir.address()).run();
        Ready::new("accept_authority", harness, |harness| harness.accept_authority(&heir))
            .wants(governing(NotProposed))
            .again(NotProposed)
    },
    || {
        let (harness, founder) = with_founder();
        Ready::new("set_sending", harness, |harness| harness.set_sending(&founder, true))
            .wants(governing(NotAuthority))
            .again_changes_nothing()
    },
    || {
        let (mut harness, founder) = with_founder();
        harness.create_treasury(&founder).run();
        Ready::new("adopt_treasury", harness, |harness| harness.adopt_treasury(&founder))
            .wants(governing(NotAuthority))
            .wants([("treasury", Wanted::Glimpsed(Kind::Treasury, 72, OtherNetwork.into()))])
            .again(AlreadyAdopted)
    },
];

fn governing(other: MailError) -> [Role; 2] {
    [signed("authority", other.clone()), any_here("network", Kind::Network, other)]
}

fn with_founder() -> (Harness, Person) {
    let (harness, ..) = Harness::with_ada_and_bo();
    let founder = harness.founder();
    (harness, founder)
}
