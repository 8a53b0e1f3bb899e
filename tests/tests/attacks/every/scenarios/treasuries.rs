//! Treasuries and their allocations.

use bmail_sdk::accounts::Opinion;
use bmail_testing::Harness;
use postage::Rules;

use super::{Ready, Scenario, work::*};

pub const SCENARIOS: &[Scenario] = &[
    || {
        let (harness, ..) = Harness::with_ada_and_bo();
        let founder = harness.founder();
        Ready::new("create_treasury", harness, |harness| harness.create_treasury(&founder))
    },
    || {
        let harness = Harness::with_treasury();
        Ready::new("contribute", harness, |harness| harness.contribute(&ada(), HALF))
    },
    || {
        let (harness, bounty) = draft();
        Ready::new("allocate", harness, |harness| harness.allocate(bounty, HALF))
    },
    || {
        let (harness, bounty) = funded(draft());
        let founder = harness.founder();
        Ready::new("return_allocation of a draft", harness, |harness| harness.return_allocation(bounty).by(&founder))
    },
    || {
        let (harness, bounty) = settled(open(draft()), Opinion::Accept);
        Ready::new("return_allocation", harness, |harness| harness.return_allocation(bounty))
    },
    || {
        let (harness, bounty) = cancelled(open(draft()));
        Ready::new("return_allocation of a cancelled bounty", harness, |harness| harness.return_allocation(bounty))
    },
    || {
        let harness = Harness::with_treasury();
        Ready::new("tally", harness, Harness::tally)
    },
    || {
        let harness = Harness::with_treasury();
        let founder = harness.founder();
        Ready::new("propose_limit", harness, |harness| harness.propose_limit(&founder, HALF))
    },
    || {
        let mut harness = Harness::with_treasury();
        harness.propose_limit(&harness.founder(), HALF).run();
        harness.advance(Rules::PERSONAL.rules_delay.0 as i64);
        Ready::new("apply_limit", harness, Harness::apply_limit)
    },
];
