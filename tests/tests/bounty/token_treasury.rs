//! `create_token_treasury`, and what `allocate` and `return_allocation` do with tokens.

use bmail_sdk::{
    accounts::{Opinion::*, Treasury, Weeks},
    pda,
};
use bmail_testing::{BountyError as E, InstructionError, Money, Stage};
use solana_pubkey::Pubkey;

use crate::{Scene, TERMS, TOTAL};

const MANY: u64 = 1_000_000_000_000;

/// A draft in a token, of which the network's treasury has a lot.
fn with_treasury(make: fn(&mut Stage) -> Money) -> (Scene, Money) {
    let mut scene = Scene::in_token(make);
    let (founder, money) = (scene.stage.founder(), scene.stage.money_of(scene.bounty));
    scene.stage.create_token_treasury(&founder, &money).run();
    let treasury = scene.stage.treasury_for(&money);
    scene.stage.mint_to(&treasury, &money, MANY);
    (scene, money)
}

fn tokens(stage: &Stage, money: &Money, owner: &Pubkey) -> u64 {
    stage.balance(money.account_of(owner))
}

#[test]
fn bullet_1_only_the_networks_authority_and_once_for_each_token() {
    let mut scene = Scene::draft();
    let (founder, eve) = (scene.stage.founder(), scene.stage.person("Eve"));
    for money in [scene.stage.spl_token(), scene.stage.token_2022()] {
        scene.stage.create_token_treasury(&eve, &money).expect_error(E::NotAuthority);
        scene.stage.create_token_treasury(&founder, &money).run();
        assert!(scene.stage.create_token_treasury(&founder, &money).attempt().result.is_err());
        let state: Treasury = scene.stage.account(scene.stage.treasury_for(&money));
        assert_eq!((state.network, state.mint, state.limit), (scene.stage.network, money.mint, 1_000_000));
    }
}

#[test]
fn bullet_3_its_period_is_within_bounds() {
    let mut scene = Scene::draft();
    let (founder, money) = (scene.stage.founder(), scene.stage.spl_token());
    for period in [0, 86_399, 366 * 86_400 + 1] {
        scene.stage.create_token_treasury(&founder, &money).period(period).expect_error(E::InvalidAllowance);
    }
}

#[test]
fn an_authority_allocates_tokens_within_the_allowance() {
    for make in [Stage::spl_token, Stage::token_2022] {
        let (mut scene, money) = with_treasury(make);
        let (bounty, issuer) = (scene.bounty, scene.issuer.address());
        scene.stage.allocate(bounty, 1).account("authority", issuer).expect_error(E::NotAuthority);
        scene.stage.allocate(bounty, 1_000_001).expect_error(E::OverAllowance);
        scene.stage.allocate(bounty, 1_000_000).run();
        scene.stage.allocate(bounty, 1).expect_error(E::OverAllowance);
        let (vault, treasury) = (pda::vault(&bounty).0, scene.stage.treasury_for(&money));
        assert_eq!(scene.stage.balance(vault), 1_000_000);
        assert_eq!(tokens(&scene.stage, &money, &treasury), MANY - 1_000_000);
        assert_eq!((scene.state().held, scene.state().allocated), (1_000_000, 1_000_000));
    }
}

#[test]
fn what_was_allocated_and_not_awarded_returns_to_the_last_base_unit() {
    let (mut scene, money) = with_treasury(Stage::spl_token);
    let (bounty, treasury) = (scene.bounty, scene.stage.treasury_for(&money));
    scene.stage.allocate(bounty, 999_999).run();
    scene.stage.fund(&scene.patron, bounty, TOTAL - 999_999).run();
    scene.stage.open(&scene.issuer, bounty).run();
    let mut scene = scene.commits(1).reveals().judges(&[Accept]).settles();
    scene.stage.return_allocation(bounty).run();
    scene.stage.withdraw_contribution(&scene.patron, bounty).run();
    // Of two of three awards, rounded down.
    assert_eq!(tokens(&scene.stage, &money, &treasury), MANY - 999_999 + 666_666);
    assert_eq!(scene.stage.balance(pda::vault(&bounty).0), TERMS.reward);
    scene.stage.return_allocation(bounty).run();
    assert_eq!(scene.stage.balance(pda::vault(&bounty).0), TERMS.reward);
}

#[test]
fn a_draft_gives_tokens_back_to_the_treasury_when_the_authority_signs() {
    let (mut scene, money) = with_treasury(Stage::token_2022);
    let (bounty, treasury, founder) = (scene.bounty, scene.stage.treasury_for(&money), scene.stage.founder());
    scene.stage.allocate(bounty, 5).run();
    scene.stage.return_allocation(bounty).expect_error(E::NotAuthority);
    let patrons = money.account_of(&scene.patron.address());
    let call = scene.stage.return_allocation(bounty).by(&founder).account("destination", patrons);
    call.expect_error(E::WrongTokenAccount);
    scene.stage.return_allocation(bounty).by(&founder).run();
    assert_eq!(tokens(&scene.stage, &money, &treasury), MANY);
}

#[test]
fn a_treasury_gives_to_bounties_in_its_own_money_only() {
    let (mut scene, money) = with_treasury(Stage::spl_token);
    let (bounty, sol, founder) = (scene.bounty, pda::treasury(&scene.stage.network).0, scene.stage.founder());
    scene.stage.allocate(bounty, 1).account("treasury", sol).expect_error(E::OtherMint);
    scene.stage.allocate(bounty, 1).run();
    let call = scene.stage.return_allocation(bounty).by(&founder).account("treasury", sol);
    call.expect_error(E::OtherMint);

    let call = scene.stage.create_bounty(&scene.issuer, &[&scene.reviewers[0]], &TERMS).number(1);
    let in_sol = call.terms(|terms| terms.threshold = 1).run_and_find();
    let treasury = scene.stage.treasury_for(&money);
    scene.stage.allocate(in_sol, 1).account("treasury", treasury).expect_error(E::OtherMint);
    let other = scene.stage.spl_token();
    scene.stage.create_token_treasury(&founder, &other).run();
    let treasury = scene.stage.treasury_for(&other);
    scene.stage.allocate(bounty, 1).account("treasury", treasury).expect_error(E::OtherMint);
}

#[test]
fn tokens_that_do_not_arrive_in_the_vault_are_not_allocated() {
    let (mut scene, money) = with_treasury(Stage::spl_token);
    let (bounty, treasury) = (scene.bounty, scene.stage.treasury_for(&money));
    let (patrons, own) = (money.account_of(&scene.patron.address()), money.account_of(&treasury));
    scene.stage.allocate(bounty, 1).account("vault", patrons).expect_error(E::WrongVault);
    // From the vault to itself, which the treasury cannot sign for.
    let vault = pda::vault(&bounty).0;
    scene.stage.fund(&scene.patron, bounty, 10).run();
    assert!(scene.stage.allocate(bounty, 1).account("source", vault).attempt().result.is_err());
    assert!(scene.stage.allocate(bounty, 1).account("source", patrons).attempt().result.is_err());
    scene.stage.allocate(bounty, 1).account("source", own).run();
    for program in [bmail_sdk::MAIL_ID, Pubkey::default()] {
        scene.stage.allocate(bounty, 1).account("token_program", program).expect_error(E::WrongTokenProgram);
    }
}

#[test]
fn lamports_are_not_contributed_to_a_treasury_for_a_token() {
    let (mut scene, money) = with_treasury(Stage::spl_token);
    let treasury = scene.stage.treasury_for(&money);
    let patron = scene.patron.clone();
    scene.stage.contribute(&patron, 1).account("treasury", treasury).expect_error(E::OtherMint);
}

#[test]
fn the_weeks_count_lamports_and_no_tokens() {
    let (mut scene, money) = with_treasury(Stage::spl_token);
    let weeks = |stage: &Stage| {
        let state: Weeks = stage.account(pda::weeks(&stage.network).0);
        state.halves.iter().flatten().map(|week| (week.invested, week.spent, week.own)).collect::<Vec<_>>()
    };
    let before = weeks(&scene.stage);
    scene.stage.fund(&scene.patron, scene.bounty, TOTAL).run();
    scene.stage.open(&scene.issuer, scene.bounty).run();
    assert_eq!(weeks(&scene.stage), before);
    let mut scene = scene.commits(1).reveals().judges(&[Accept]).settles();
    scene.stage.open_account_of(&scene.submitters[0].address(), &money);
    scene.stage.claim(&scene.submitters[0], scene.bounty).run();
    let sums = |weeks: &[(u64, u64, u64)]| weeks.iter().fold((0, 0), |sum, week| (sum.0 + week.1, sum.1 + week.2));
    assert_eq!(sums(&weeks(&scene.stage)), sums(&before));
    let earn = scene.stage.earn_reputation(&scene.submitters[0], scene.bounty);
    earn.expect_error(E::NoReputation);
}

#[test]
fn an_allocation_signed_by_nobody_is_refused() {
    let (mut scene, _) = with_treasury(Stage::spl_token);
    let call = scene.stage.allocate(scene.bounty, 1).unsigned("authority");
    call.expect_error(InstructionError::MissingRequiredSignature);
}
