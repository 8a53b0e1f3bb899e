//! Treasuries and their allocations.

use bmail_sdk::accounts::Opinion;
use bmail_testing::{BountyError::*, Harness, InstructionError};
use postage::Rules;

use super::{Scenario, governing, treasury, unused, weekly_stats, work::*};
use crate::every::{
    ANY, IN_USE, Kind, Ready, Role, SEEDS, Wanted, any_here, fails, free, local, never, signed, system_program,
};

pub const SCENARIOS: &[Scenario] = &[
    || {
        let (harness, ..) = Harness::with_ada_and_bo();
        let founder = harness.founder();
        Ready::new("create_treasury", harness, |harness| harness.create_treasury(&founder))
            .wants([signed("authority", NotAuthority), any_here("network", Kind::Network, SEEDS)])
            .wants([free("treasury"), free("weekly_stats"), system_program()])
            .again(IN_USE)
            .number("limit", ANY)
            .number("period", never(InvalidAllowance))
    },
    || {
        let harness = Harness::with_treasury();
        Ready::new("contribute", harness, |harness| harness.contribute(&ada(), HALF))
            .wants([("contributor", Wanted::AnySignature), treasury(), weekly_stats(), system_program()])
            .again_adds()
            // The maximum is the system program's `ResultWithNegativeLamports`.
            .number("amount", [fails(NothingGiven), None, fails(InstructionError::Custom(1))])
    },
    || {
        let (harness, bounty) = draft();
        Ready::new("allocate", harness, |harness| harness.allocate(bounty, HALF))
            .wants(governing())
            .wants([treasury(), local("bounty", Kind::Bounty, WrongPhase, OtherNetwork)])
            .wants(unused("source"))
            .again_adds()
            .number("amount", [fails(NothingGiven), None, None])
    },
    // Money can be taken back at any time from a draft or a cancelled bounty.
    || {
        let (harness, bounty) = funded(draft());
        let founder = harness.founder();
        Ready::new("return_allocation of a draft", harness, |harness| harness.return_allocation(bounty).by(&founder))
            .wants(returning())
            .again_changes_nothing()
    },
    || {
        let (harness, bounty) = settled(open(draft()), Opinion::Accept);
        Ready::new("return_allocation", harness, |harness| harness.return_allocation(bounty))
            .wants(returning())
            .again_changes_nothing()
            .early(WrongPhase)
    },
    || {
        let (harness, bounty) = cancelled(open(draft()));
        Ready::new("return_allocation of a cancelled bounty", harness, |harness| harness.return_allocation(bounty))
            .wants(returning())
            .again_changes_nothing()
    },
    || {
        let harness = Harness::with_treasury();
        Ready::new("tally", harness, Harness::tally)
            .wants([("ledger", Wanted::Glimpsed(Kind::Ledger, 64, OtherNetwork.into())), weekly_stats()])
            .again_changes_nothing()
    },
    || {
        let harness = Harness::with_treasury();
        let founder = harness.founder();
        Ready::new("propose_limit", harness, |harness| harness.propose_limit(&founder, HALF))
            .wants(governing())
            .wants([treasury()])
            .again_changes_nothing()
            .number("limit", ANY)
    },
    || {
        let mut harness = Harness::with_treasury();
        harness.propose_limit(&harness.founder(), HALF).run();
        harness.advance(Rules::PERSONAL.rules_delay.0 as i64);
        Ready::new("apply_limit", harness, Harness::apply_limit)
            .wants([any_here("treasury", Kind::Treasury, NothingProposed)])
            .again(NothingProposed)
            .early(LimitNotDue)
    },
];

fn returning() -> Vec<Role> {
    let network = any_here("network", Kind::Network, OtherNetwork);
    // The treasury has allocated nothing to the other bounty, which is not settled.
    let other = local("bounty", Kind::Bounty, WrongPhase, OtherNetwork);
    let money = unused("destination");
    [network, treasury(), other].into_iter().chain(money).chain([signed("authority", NotAuthority)]).collect()
}
