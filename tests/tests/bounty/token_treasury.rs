//! `create_token_treasury`, and `allocate` and `return_allocation` with tokens.

use bmail_sdk::{
    PROGRAMS,
    accounts::{Opinion::*, Treasury, WeeklyStats},
};
use bmail_testing::{BountyError as E, Harness, InstructionError, Money};
use solana_pubkey::Pubkey;

use crate::{Scenario, TERMS, TOTAL};

const MANY: u64 = 1_000_000_000_000;

/// A draft in a token. The network's treasury holds a large amount of that token.
fn with_treasury(make: fn(&mut Harness) -> Money) -> (Scenario, Money) {
    let mut scenario = Scenario::in_token(make);
    let (founder, money) = (scenario.harness.founder(), scenario.harness.money_of(scenario.bounty));
    scenario.harness.create_token_treasury(&founder, &money).run();
    let treasury = scenario.harness.treasury_for(&money);
    scenario.harness.mint_to(&treasury, &money, MANY);
    (scenario, money)
}

fn tokens(harness: &Harness, money: &Money, owner: &Pubkey) -> u64 {
    harness.balance(money.account_of(owner))
}

/// Shows bounty.create_token_treasury: Only the network's authority may call it.
/// Shows bounties.md: A network has one treasury for SOL and one for each token.
#[test]
fn only_the_networks_authority_and_once_for_each_token() {
    let mut scenario = Scenario::draft();
    let (founder, eve) = (scenario.harness.founder(), scenario.harness.person("Eve"));
    for money in [scenario.harness.spl_token(), scenario.harness.token_2022()] {
        scenario.harness.create_token_treasury(&eve, &money).expect_error(E::NotAuthority);
        scenario.harness.create_token_treasury(&founder, &money).run();
        assert!(scenario.harness.create_token_treasury(&founder, &money).attempt().result.is_err());
        let state: Treasury = scenario.harness.account(scenario.harness.treasury_for(&money));
        assert_eq!((state.network, state.mint, state.limit), (scenario.harness.network, money.mint, 1_000_000));
    }
}

/// Shows bounty.create_token_treasury: `limit` is how many base units the authority can allocate at once.
#[test]
fn its_period_is_within_bounds() {
    let mut scenario = Scenario::draft();
    let (founder, money) = (scenario.harness.founder(), scenario.harness.spl_token());
    for period in [0, 86_399, 366 * 86_400 + 1] {
        scenario.harness.create_token_treasury(&founder, &money).period(period).expect_error(E::InvalidAllowance);
    }
}

/// Shows bounty.allocate: Only the network's authority may call it.
#[test]
fn an_authority_allocates_tokens_within_the_allowance() {
    for make in [Harness::spl_token, Harness::token_2022] {
        let (mut scenario, money) = with_treasury(make);
        let (bounty, issuer) = (scenario.bounty, scenario.issuer.address());
        scenario.harness.allocate(bounty, 1).account("authority", issuer).expect_error(E::NotAuthority);
        scenario.harness.allocate(bounty, 1_000_001).expect_error(E::OverAllowance);
        scenario.harness.allocate(bounty, 1_000_000).run();
        scenario.harness.allocate(bounty, 1).expect_error(E::OverAllowance);
        let (vault, treasury) = (PROGRAMS.vault(&bounty).0, scenario.harness.treasury_for(&money));
        assert_eq!(scenario.harness.balance(vault), 1_000_000);
        assert_eq!(tokens(&scenario.harness, &money, &treasury), MANY - 1_000_000);
        assert_eq!((scenario.state().held, scenario.state().allocated), (1_000_000, 1_000_000));
    }
}

/// Shows bounties.md: Awards and leftovers are paid to the last base unit.
#[test]
fn what_was_allocated_and_not_awarded_returns_to_the_last_base_unit() {
    let (mut scenario, money) = with_treasury(Harness::spl_token);
    let (bounty, treasury) = (scenario.bounty, scenario.harness.treasury_for(&money));
    scenario.harness.allocate(bounty, 999_999).run();
    scenario.harness.fund(&scenario.patron, bounty, TOTAL - 999_999).run();
    scenario.harness.open(&scenario.issuer, bounty).run();
    let mut scenario = scenario.commits(1).reveals().judges(&[Accept]).settles();
    scenario.harness.return_allocation(bounty).run();
    scenario.harness.withdraw_contribution(&scenario.patron, bounty).run();
    // Two of three awards, rounded down.
    assert_eq!(tokens(&scenario.harness, &money, &treasury), MANY - 999_999 + 666_666);
    assert_eq!(scenario.harness.balance(PROGRAMS.vault(&bounty).0), TERMS.reward);
    scenario.harness.return_allocation(bounty).run();
    assert_eq!(scenario.harness.balance(PROGRAMS.vault(&bounty).0), TERMS.reward);
}

/// Shows bounty.return_allocation: Before the bounty opens, only the network's authority may call it.
#[test]
fn a_draft_gives_tokens_back_to_the_treasury_when_the_authority_signs() {
    let (mut scenario, money) = with_treasury(Harness::token_2022);
    let (bounty, treasury, founder) =
        (scenario.bounty, scenario.harness.treasury_for(&money), scenario.harness.founder());
    scenario.harness.allocate(bounty, 5).run();
    scenario.harness.return_allocation(bounty).expect_error(E::NotAuthority);
    let patrons = money.account_of(&scenario.patron.address());
    let call = scenario.harness.return_allocation(bounty).by(&founder).account("destination", patrons);
    call.expect_error(E::WrongTokenAccount);
    scenario.harness.return_allocation(bounty).by(&founder).run();
    assert_eq!(tokens(&scenario.harness, &money, &treasury), MANY);
}

/// Shows bounty.allocate: `treasury` must hold what the bounty pays in: SOL, or the bounty's token.
/// Shows bounties.md: A treasury gives only to bounties that pay in its own money.
#[test]
fn a_treasury_gives_to_bounties_in_its_own_money_only() {
    let (mut scenario, money) = with_treasury(Harness::spl_token);
    let (bounty, sol, founder) =
        (scenario.bounty, PROGRAMS.treasury(&scenario.harness.network).0, scenario.harness.founder());
    scenario.harness.allocate(bounty, 1).account("treasury", sol).expect_error(E::OtherMint);
    scenario.harness.allocate(bounty, 1).run();
    let call = scenario.harness.return_allocation(bounty).by(&founder).account("treasury", sol);
    call.expect_error(E::OtherMint);

    let call = scenario.harness.create_bounty(&scenario.issuer, &[&scenario.reviewers[0]], &TERMS).number(1);
    let in_sol = call.terms(|terms| terms.threshold = 1).run_and_find();
    let treasury = scenario.harness.treasury_for(&money);
    scenario.harness.allocate(in_sol, 1).account("treasury", treasury).expect_error(E::OtherMint);
    let other = scenario.harness.spl_token();
    scenario.harness.create_token_treasury(&founder, &other).run();
    let treasury = scenario.harness.treasury_for(&other);
    scenario.harness.allocate(bounty, 1).account("treasury", treasury).expect_error(E::OtherMint);
}

/// Shows bounty.allocate: If the bounty pays in a token: `source` is a token account that the treasury owns.
/// Shows bounties.md: The amount that arrives is measured, and nobody can claim what others gave.
/// Shows security.md: Counting money that did not arrive, or that another person contributed.
#[test]
fn tokens_that_do_not_arrive_in_the_vault_are_not_allocated() {
    let (mut scenario, money) = with_treasury(Harness::spl_token);
    let (bounty, treasury) = (scenario.bounty, scenario.harness.treasury_for(&money));
    let (patrons, own) = (money.account_of(&scenario.patron.address()), money.account_of(&treasury));
    scenario.harness.allocate(bounty, 1).account("vault", patrons).expect_error(E::WrongVault);
    // From the vault to itself; the treasury cannot sign for the vault.
    let vault = PROGRAMS.vault(&bounty).0;
    scenario.harness.fund(&scenario.patron, bounty, 10).run();
    assert!(scenario.harness.allocate(bounty, 1).account("source", vault).attempt().result.is_err());
    assert!(scenario.harness.allocate(bounty, 1).account("source", patrons).attempt().result.is_err());
    scenario.harness.allocate(bounty, 1).account("source", own).run();
    for program in [bmail_sdk::MAIL_ID, Pubkey::default()] {
        scenario.harness.allocate(bounty, 1).account("token_program", program).expect_error(E::WrongTokenProgram);
    }
}

/// Shows bounty.contribute: `treasury` must be for SOL.
/// Shows bounties.md: A treasury gives only to bounties that pay in its own money.
/// Shows security.md: Locking up lamports in a treasury for a token.
#[test]
fn lamports_are_not_contributed_to_a_treasury_for_a_token() {
    let (mut scenario, money) = with_treasury(Harness::spl_token);
    let treasury = scenario.harness.treasury_for(&money);
    let patron = scenario.patron.clone();
    scenario.harness.contribute(&patron, 1).account("treasury", treasury).expect_error(E::OtherMint);
}

/// Shows bounties.md: Tokens are not counted in the weekly stats.
/// Shows security.md: Inflating the community's figures.
#[test]
fn the_weeks_count_lamports_and_no_tokens() {
    let (mut scenario, money) = with_treasury(Harness::spl_token);
    let weekly_stats = |harness: &Harness| {
        let state: WeeklyStats = harness.account(PROGRAMS.weekly_stats(&harness.network).0);
        state.weeks.iter().map(|week| (week.invested, week.spent, week.self_funded)).collect::<Vec<_>>()
    };
    let before = weekly_stats(&scenario.harness);
    scenario.harness.fund(&scenario.patron, scenario.bounty, TOTAL).run();
    scenario.harness.open(&scenario.issuer, scenario.bounty).run();
    assert_eq!(weekly_stats(&scenario.harness), before);
    let mut scenario = scenario.commits(1).reveals().judges(&[Accept]).settles();
    scenario.harness.open_account_of(&scenario.submitters[0].address(), &money);
    scenario.harness.claim(&scenario.submitters[0], scenario.bounty).run();
    let sums = |weekly_stats: &[(u64, u64, u64)]| {
        weekly_stats.iter().fold((0, 0), |sum, week| (sum.0 + week.1, sum.1 + week.2))
    };
    assert_eq!(sums(&weekly_stats(&scenario.harness)), sums(&before));
    let earn = scenario.harness.earn_reputation(&scenario.submitters[0], scenario.bounty);
    earn.expect_error(E::NoReputation);
}

/// Shows bounty.allocate: Only the network's authority may call it.
#[test]
fn an_allocation_signed_by_nobody_is_refused() {
    let (mut scenario, _) = with_treasury(Harness::spl_token);
    let call = scenario.harness.allocate(scenario.bounty, 1).unsigned("authority");
    call.expect_error(InstructionError::MissingRequiredSignature);
}
