//! What a network's authority does with its reputation.

use bmail_testing::{Harness, REPUTATION, ReputationError::*};
use postage::Rules;
use reputation_core::Parameters;

use super::{Scenario, reputation};
use crate::every::{IN_USE, Kind, Ready, Role, SEEDS, Wanted, address, any_here, fails, free, signed, system_program};

pub const SCENARIOS: &[Scenario] = &[
    || {
        let (harness, ..) = Harness::with_ada_and_bo();
        let founder = harness.founder();
        Ready::new("create_reputation", harness, |harness| harness.create_reputation(&founder))
            .wants([signed("authority", NotAuthority), any_here("network", Kind::Network, SEEDS)])
            .wants([free("reputation"), address("mint", SEEDS)])
            .wants([("token_program", Wanted::Token2022), system_program()])
            .again(IN_USE)
    },
    || {
        let (harness, ada, _) = Harness::with_reputation();
        Ready::new("seed", harness, |harness| harness.seed(&ada, 10 * REPUTATION))
            .wants(governing())
            .wants([any_here("standing", Kind::Standing, OtherNetwork)])
            .again_adds()
            .late(IndexRunOut)
            .number("amount", [None, None, fails(BudgetSpent)])
    },
    || {
        let (harness, ..) = Harness::with_reputation();
        let founder = harness.founder();
        Ready::new("propose_parameters", harness, |harness| harness.propose_parameters(&founder, &Parameters::PERSONAL))
            .wants(governing())
            .again_changes_nothing()
    },
    || {
        let (mut harness, ..) = Harness::with_reputation();
        harness.propose_parameters(&harness.founder(), &Parameters::PERSONAL).run();
        harness.advance(Rules::PERSONAL.rules_delay.0 as i64);
        Ready::new("apply_parameters", harness, |harness| harness.apply_parameters())
            .wants([any_here("reputation", Kind::Reputation, NothingProposed)])
            .again(NothingProposed)
            .early(ParametersNotDue)
    },
];

fn governing() -> [Role; 3] {
    [signed("authority", NotAuthority), any_here("network", Kind::Network, NotAuthority), reputation()]
}
