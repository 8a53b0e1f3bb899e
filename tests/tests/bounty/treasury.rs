//! `create_treasury`, `contribute`, `allocate`, `propose_limit`, `apply_limit`.

use bmail_sdk::{
    PROGRAMS,
    accounts::{Bounty, Treasury},
};
use bmail_testing::{BountyError as E, Harness, MailError, events::Allocated};
use postage::Rules;

use crate::{Scenario, TOTAL};

const SOL: u64 = 1_000_000_000;

/// Shows bounty.create_treasury: Only the network's authority may call it.
/// Shows bounty.create_treasury: `limit` is how many lamports the authority can allocate at once.
/// Shows bounties.md: A network has one treasury for SOL and one for each token.
#[test]
fn only_the_networks_authority_makes_a_treasury_and_once() {
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    let founder = harness.founder();
    harness.create_treasury(&ada).expect_error(E::NotAuthority);
    for period in [0, 86_399, 366 * 86_400 + 1] {
        harness.create_treasury(&founder).period(period).expect_error(E::InvalidAllowance);
    }
    harness.create_treasury(&founder).run();
    assert!(harness.create_treasury(&founder).attempt().result.is_err());
}

/// Shows bounty.contribute: `amount` is in lamports and must be above zero.
/// Shows bounties.md: If the network names the treasury, its share of the postage flows in.
#[test]
fn anybody_contributes_above_zero() {
    let mut harness = Harness::with_treasury();
    let (patron, treasury) = (harness.person("Patron"), PROGRAMS.treasury(&harness.network).0);
    let before = harness.lamports(treasury);
    harness.contribute(&patron, 0).expect_error(E::NothingGiven);
    harness.contribute(&patron, 77).run();
    assert_eq!(harness.lamports(treasury), before + 77);
}

/// Shows bounty.create_treasury: Nothing has been spent, and no other limit is waiting.
/// Shows bounties.md: If the network names the treasury, its share of the postage flows in.
#[test]
fn the_postage_of_a_network_that_names_it_flows_in() {
    let mut harness = Harness::new();
    let founder = harness.person("Founder");
    let name = bmail_sdk::pda::network_name("letters").unwrap();
    let network = PROGRAMS.network(&founder.address(), &name).0;
    let treasury = PROGRAMS.treasury(&network).0;
    harness.create_network(&founder).treasury(treasury).run();
    harness.network = network;
    harness.create_treasury(&founder).run();
    let (ada, bo) = (harness.resident("Ada"), harness.resident("Bo"));
    let message = harness.send(&ada, &bo).run_and_find();
    let before = harness.lamports(treasury);
    harness.acknowledge(&bo, message).run();
    let sweep = harness.sweep(&bo);
    sweep.account("treasury", treasury).run();
    assert!(harness.lamports(treasury) > before);
    let eve = harness.person("Eve").address();
    harness.sweep(&bo).account("treasury", eve).expect_error(MailError::WrongTreasury);
}

/// Shows bounty.allocate: Only the network's authority may call it.
/// Shows bounty.allocate: `amount` must be above zero.
/// Shows bounty.create_treasury: `limit` is how many lamports the authority can allocate at once.
/// Shows bounties.md: The authority can allocate money to bounties of the network that are not open, within an
///   allowance that replenishes evenly.
/// Shows security.md: A captured authority that empties the treasury.
#[test]
fn an_authority_allocates_within_the_allowance_to_drafts_of_the_network() {
    let mut scenario = Scenario::with(|terms| terms.reward = 5 * SOL);
    let (bounty, harness) = (scenario.bounty, &mut scenario.harness);
    let issuer = scenario.issuer.address();
    harness.allocate(bounty, 1).account("authority", issuer).expect_error(E::NotAuthority);
    harness.allocate(bounty, 0).expect_error(E::NothingGiven);
    harness.allocate(bounty, SOL + 1).expect_error(E::OverAllowance);
    harness.allocate(bounty, SOL).run();
    harness.allocate(bounty, 1).expect_error(E::OverAllowance);
    harness.advance(7 * 86_400 / 2);
    harness.allocate(bounty, SOL / 2 + 1).expect_error(E::OverAllowance);
    harness.allocate(bounty, SOL / 2).run();
    let state: Bounty = harness.account(bounty);
    assert_eq!((state.held, state.funded, state.allocated), (SOL * 3 / 2, SOL * 3 / 2, SOL * 3 / 2));
}

/// Shows bounty.allocate: `amount` must be above zero.
/// Shows bounties.md: The authority can allocate money to bounties of the network that are not open, within an
///   allowance that replenishes evenly.
#[test]
fn nothing_is_allocated_to_an_open_or_cancelled_bounty() {
    let mut scenario = Scenario::open();
    scenario.harness.allocate(scenario.bounty, 1).expect_error(E::WrongPhase);
    let mut scenario = Scenario::draft();
    scenario.harness.cancel(&scenario.issuer, scenario.bounty).run();
    scenario.harness.allocate(scenario.bounty, 1).expect_error(E::Cancelled);
}

/// Shows bounty.allocate: `amount` must be above zero.
/// Shows bounty.allocate: Emits `Allocated`, with what was given.
/// Shows bounties.md: The treasury gives no more than is missing, and only that counts against its allowance.
/// Shows security.md: A stranger who contributes a lamport so that a larger contribution, or the opening, fails.
#[test]
fn the_treasury_gives_what_is_missing_and_no_more() {
    let mut scenario = Scenario::draft();
    let treasury = PROGRAMS.treasury(&scenario.harness.network).0;
    let before = scenario.harness.lamports(treasury);
    scenario.harness.fund(&scenario.patron, scenario.bounty, TOTAL - 7).run();
    for given in [7, 0] {
        let event: Allocated = scenario.harness.allocate(scenario.bounty, u64::MAX).run().event();
        assert_eq!(event.amount, given);
        assert_eq!(scenario.harness.lamports(treasury), before - 7);
        assert_eq!(scenario.harness.account::<Treasury>(treasury).spent, 7);
        assert_eq!((scenario.state().funded, scenario.state().from_treasury), (TOTAL, 7));
    }
}

/// Shows bounty.allocate: `amount` must be above zero.
/// Shows bounties.md: The treasury keeps its rent.
#[test]
fn the_treasury_keeps_its_rent() {
    let mut scenario = Scenario::with(|terms| terms.reward = 50 * SOL);
    let (treasury, founder) = (PROGRAMS.treasury(&scenario.harness.network).0, scenario.harness.founder());
    scenario.harness.propose_limit(&founder, 100 * SOL).run();
    scenario.harness.advance(Rules::PERSONAL.rules_delay.0 as i64);
    scenario.harness.apply_limit().run();
    let most = scenario.harness.lamports(treasury) - scenario.harness.rent(Treasury::LEN);
    scenario.harness.allocate(scenario.bounty, most + 1).expect_error(E::TreasuryTooPoor);
    let all = scenario.harness.lamports(treasury);
    scenario.harness.allocate(scenario.bounty, all + 1).expect_error(E::TreasuryTooPoor);
    scenario.harness.allocate(scenario.bounty, most).run();
}

/// Shows bounty.apply_limit: A limit must be waiting.
/// Shows bounty.create_treasury: Nothing has been spent, and no other limit is waiting.
/// Shows bounty.propose_limit: Only the network's authority may call it.
/// Shows bounty.propose_limit: It is due after the `rules_delay` of the network's rules.
/// Shows bounties.md: A new limit is public for as long as new rules are before anyone can apply it.
/// Shows security.md: A captured authority that empties the treasury.
#[test]
fn a_new_limit_waits_as_long_as_new_rules() {
    let (mut harness, delay) = (Harness::with_treasury(), Rules::PERSONAL.rules_delay.0 as i64);
    let (founder, eve) = (harness.founder(), harness.person("Eve"));
    harness.apply_limit().expect_error(E::NothingProposed);
    harness.propose_limit(&eve, 5).expect_error(E::NotAuthority);
    harness.propose_limit(&founder, 5).run();
    harness.advance(delay - 1);
    harness.apply_limit().expect_error(E::LimitNotDue);
    harness.advance(1);
    harness.apply_limit().run();
    assert_eq!(harness.account::<Treasury>(PROGRAMS.treasury(&harness.network).0).limit, 5);
    harness.apply_limit().expect_error(E::NothingProposed);
}

#[test]
fn a_treasury_pays_for_no_other_network_and_takes_nothing_back_from_it() {
    let Scenario { mut harness, bounty, .. } = Scenario::draft();
    let (here, founder) = (harness.network, harness.founder());
    let there = harness.network();
    harness.create_treasury(&founder).run();
    harness.contribute(&founder, SOL).run();
    // The founder is the authority of both networks.
    harness.allocate(bounty, 1).expect_error(E::OtherNetwork);
    harness.return_allocation(bounty).by(&founder).expect_error(E::OtherNetwork);
    harness.network = here;
    let elsewhere = PROGRAMS.treasury(&there).0;
    harness.allocate(bounty, 1).account("treasury", elsewhere).expect_error(E::OtherNetwork);
    harness.allocate(bounty, 1).run();
    let back = harness.return_allocation(bounty).by(&founder);
    back.account("treasury", elsewhere).expect_error(E::OtherNetwork);
}
