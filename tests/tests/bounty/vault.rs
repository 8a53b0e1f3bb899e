//! `create_vault`, `close_vault`.

use bmail_sdk::{PROGRAMS, SPL_TOKEN_ID, accounts::Opinion::*};
use bmail_testing::{BountyError as E, FORTUNE, Harness, InstructionError};
use solana_system_interface::instruction::transfer;
use spl_token_2022_interface::instruction::{self as token, AuthorityType};

use crate::{Scenario, TOTAL};

/// Shows bounty.create_vault: Only its issuer may call it.
/// Shows bounties.md: The issuer creates the vault, for the token that the bounty promises.
#[test]
fn only_the_issuer_while_there_is_none() {
    let mut scenario = Scenario::without_vault(Harness::spl_token);
    let (bounty, money) = (scenario.bounty, scenario.harness.money_of(scenario.bounty));
    scenario.harness.create_vault(&scenario.patron, bounty, &money).expect_error(E::NotIssuer);
    let call = scenario.harness.create_vault(&scenario.issuer, bounty, &money).unsigned("issuer");
    call.expect_error(InstructionError::MissingRequiredSignature);
    scenario.harness.create_vault(&scenario.issuer, bounty, &money).run();
    scenario.harness.create_vault(&scenario.issuer, bounty, &money).expect_error(E::VaultExists);
}

/// Shows bounty.create_vault: Only its issuer may call it.
#[test]
fn before_the_bounty_opens() {
    let mut scenario = Scenario::in_token(Harness::spl_token).opens();
    let money = scenario.harness.money_of(scenario.bounty);
    scenario.harness.create_vault(&scenario.issuer, scenario.bounty, &money).expect_error(E::WrongPhase);
    let mut scenario = Scenario::without_vault(Harness::spl_token);
    let money = scenario.harness.money_of(scenario.bounty);
    scenario.harness.cancel(&scenario.issuer, scenario.bounty).run();
    scenario.harness.create_vault(&scenario.issuer, scenario.bounty, &money).expect_error(E::Cancelled);
}

/// Shows bounty.create_bounty: `mint` is the token in which the bounty pays, from a vault that is created later
/// Shows bounty.create_vault: `mint` must be the bounty's.
/// Shows bounties.md: The issuer creates the vault, for the token that the bounty promises.
#[test]
fn it_is_for_the_token_in_which_the_bounty_has_said_that_it_pays() {
    let mut scenario = Scenario::without_vault(Harness::spl_token);
    let other = scenario.harness.token_2022();
    scenario.harness.create_vault(&scenario.issuer, scenario.bounty, &other).expect_error(E::OtherMint);
    let mut scenario = Scenario::draft();
    let money = scenario.harness.spl_token();
    scenario.harness.create_vault(&scenario.issuer, scenario.bounty, &money).expect_error(E::OtherMint);
}

/// Shows bounties.md: The issuer creates the vault, for the token that the bounty promises.
#[test]
fn nothing_is_given_before_there_is_a_vault() {
    let mut scenario = Scenario::without_vault(Harness::spl_token);
    let (bounty, money, founder) =
        (scenario.bounty, scenario.harness.money_of(scenario.bounty), scenario.harness.founder());
    scenario.harness.create_token_treasury(&founder, &money).run();
    let fund = scenario.harness.fund(&scenario.patron, bounty, 1).instructions();
    let [create, _, fund] = &fund[..] else { panic!("it creates an account, moves tokens, and contributes") };
    scenario.harness.execute(&[create.clone(), fund.clone()]).failed_at(1, "contributing", E::WrongVault);
    assert!(scenario.harness.allocate(bounty, 1).attempt().result.is_err());
    scenario.harness.open(&scenario.issuer, bounty).expect_error(E::NotFunded);
}

/// Shows bounty.create_bounty: `mint` is the token in which the bounty pays, from a vault that is created later
/// Shows bounties.md: If the terms do not say so, or if the bounty pays in a token, it earns nothing.
/// Shows security.md: Earning reputation by paying oneself awards.
#[test]
fn a_bounty_in_a_token_earns_no_reputation() {
    let mut scenario = Scenario::draft();
    let money = scenario.harness.spl_token();
    let call =
        scenario.harness.create_bounty(&scenario.issuer, &[&scenario.reviewers[0]], &crate::TERMS).pays_in(&money);
    let call = call.terms(|terms| (terms.threshold, terms.earns_reputation) = (1, 1));
    call.expect_error(E::InvalidTerms);
}

/// Shows bounty.create_vault: `vault` is at an address derived from the bounty.
/// Shows bounties.md: A vault is its own authority and has no delegate, and nobody else can close it.
/// Shows security.md: Draining a vault with another bounty, authority or program.
#[test]
fn the_vault_is_its_own_authority_and_the_issuer_pays_its_rent() {
    let mut scenario = Scenario::without_vault(Harness::token_2022);
    let money = scenario.harness.money_of(scenario.bounty);
    let (vault, before) = (PROGRAMS.vault(&scenario.bounty).0, scenario.harness.lamports(scenario.issuer.address()));
    scenario.harness.create_vault(&scenario.issuer, scenario.bounty, &money).run();
    let account = scenario.harness.svm.get_account(&vault).unwrap();
    assert_eq!(
        (account.owner, &account.data[..32], &account.data[32..64]),
        (money.token_program, money.mint.as_ref(), vault.as_ref())
    );
    // It has neither a delegate nor a close authority.
    assert_eq!((&account.data[72..76], &account.data[129..133]), (&[0; 4][..], &[0; 4][..]));
    assert_eq!(scenario.harness.lamports(scenario.issuer.address()), before - scenario.harness.rent(165));
    let delegate = token::approve(&money.token_program, &vault, &scenario.issuer.address(), &vault, &[], 1).unwrap();
    let close = AuthorityType::CloseAccount;
    let authority = token::set_authority(
        &money.token_program,
        &vault,
        Some(&scenario.issuer.address()),
        close,
        &scenario.issuer.address(),
        &[],
    );
    scenario.harness.trust_everybody();
    assert!(scenario.harness.execute(&[authority.unwrap()]).result.is_err(), "the issuer may close the vault");
    // It would succeed with the vault's own signature, which no one has.
    scenario.harness.execute(&[delegate]).succeeded("approving as the vault");
}

/// Shows bounty.create_vault: `vault` is at an address derived from the bounty.
#[test]
fn lamports_at_its_address_do_not_keep_it_from_being_made() {
    for lamports in [1, 2_039_280, 5_000_000] {
        let mut scenario = Scenario::without_vault(Harness::spl_token);
        let (bounty, money) = (scenario.bounty, scenario.harness.money_of(scenario.bounty));
        scenario.harness.give(PROGRAMS.vault(&bounty).0, lamports);
        scenario.harness.create_vault(&scenario.issuer, bounty, &money).run();
        scenario.harness.close_vault(&scenario.issuer, bounty).run();
        assert_eq!(scenario.harness.lamports(PROGRAMS.vault(&bounty).0), 0);
    }
}

/// Shows bounty.create_vault: `vault` is at an address derived from the bounty.
#[test]
fn another_address_is_no_vault() {
    let mut scenario = Scenario::without_vault(Harness::spl_token);
    let (bounty, money) = (scenario.bounty, scenario.harness.money_of(scenario.bounty));
    let eve = scenario.harness.person("Eve").address();
    assert!(
        scenario.harness.create_vault(&scenario.issuer, bounty, &money).account("vault", eve).attempt().result.is_err()
    );
}

/// Shows bounty.close_vault: Only the bounty's issuer may call it.
/// Shows bounty.close_vault: No money, contribution or submission may be left.
/// Shows bounties.md: The issuer can close the vault when nothing is left to pay.
#[test]
fn only_the_issuer_closes_it_when_nothing_is_left() {
    let mut scenario = Scenario::in_token(Harness::spl_token);
    let bounty = scenario.bounty;
    scenario.harness.fund(&scenario.patron, bounty, 1).run();
    scenario.harness.close_vault(&scenario.issuer, bounty).expect_error(E::BountyInUse);
    scenario.harness.withdraw_contribution(&scenario.patron, bounty).run();
    scenario.harness.close_vault(&scenario.patron, bounty).expect_error(E::NotIssuer);
    scenario.harness.close_vault(&scenario.issuer, bounty).run();
    assert_eq!(scenario.harness.lamports(scenario.issuer.address()), FORTUNE - scenario.harness.lamports(bounty));
    let mut scenario = Scenario::in_token(Harness::spl_token).opens().commits(1).reveals().judges(&[Accept]).settles();
    scenario.harness.withdraw_contribution(&scenario.patron, scenario.bounty).run();
    scenario.harness.close_vault(&scenario.issuer, scenario.bounty).expect_error(E::BountyInUse);
}

/// Shows bounty.close_vault: `vault` must be the bounty's.
/// Shows security.md: Draining a vault with another bounty, authority or program.
#[test]
fn the_vault_of_another_bounty_stays() {
    let mut scenario = Scenario::in_token(Harness::spl_token);
    let money = scenario.harness.money_of(scenario.bounty);
    let call =
        scenario.harness.create_bounty(&scenario.issuer, &[&scenario.reviewers[0]], &crate::TERMS).pays_in(&money);
    let other = call.terms(|terms| terms.threshold = 1).run_and_find();
    scenario.harness.create_vault(&scenario.issuer, other, &money).run();
    scenario.harness.fund(&scenario.patron, other, TOTAL).run();
    let close =
        scenario.harness.close_vault(&scenario.issuer, scenario.bounty).account("vault", PROGRAMS.vault(&other).0);
    close.expect_error(E::WrongVault);
}

/// Shows bounty.close_vault: Tokens that were sent to the vault without a contribution go to `destination`
/// Shows bounties.md: The issuer can close the vault when nothing is left to pay.
#[test]
fn tokens_that_somebody_gave_go_to_the_issuer() {
    let mut scenario = Scenario::in_token(Harness::token_2022);
    let (bounty, money) = (scenario.bounty, scenario.harness.money_of(scenario.bounty));
    let (patron, vault) = (scenario.patron.address(), PROGRAMS.vault(&bounty).0);
    let gifts = [money.transfer(&patron, &vault, 77), transfer(&patron, &vault, 1)];
    scenario.harness.execute(&gifts).succeeded("tokens, and a lamport that is none");
    let patrons = money.account_of(&scenario.patron.address());
    scenario
        .harness
        .close_vault(&scenario.issuer, bounty)
        .account("destination", patrons)
        .expect_error(E::WrongTokenAccount);
    let issuers = scenario.harness.open_account_of(&scenario.issuer.address(), &money);
    scenario.harness.close_vault(&scenario.issuer, bounty).run();
    assert_eq!((scenario.harness.balance(issuers), scenario.harness.lamports(PROGRAMS.vault(&bounty).0)), (77, 0));
}

/// Shows bounties.md: The issuer can close the vault when nothing is left to pay.
#[test]
fn a_closed_vault_takes_nothing_until_it_is_made_again() {
    let mut scenario = Scenario::in_token(Harness::spl_token);
    let (bounty, money) = (scenario.bounty, scenario.harness.money_of(scenario.bounty));
    scenario.harness.close_vault(&scenario.issuer, bounty).run();
    scenario.harness.close_vault(&scenario.issuer, bounty).expect_error(E::WrongVault);
    let fund = scenario.harness.fund(&scenario.patron, bounty, 1).instructions();
    let [create, _, fund] = &fund[..] else { panic!("it creates an account, moves tokens, and contributes") };
    scenario.harness.execute(&[create.clone(), fund.clone()]).failed_at(1, "contributing", E::WrongVault);
    scenario.harness.create_vault(&scenario.issuer, bounty, &money).run();
    scenario.harness.fund(&scenario.patron, bounty, 1).run();
    scenario.harness.withdraw_contribution(&scenario.patron, bounty).run();
    scenario.harness.close_vault(&scenario.issuer, bounty).run();
    scenario.harness.close_bounty(&scenario.issuer, bounty).run();
}

#[test]
fn a_bounty_in_sol_has_no_vault_to_close() {
    let mut scenario = Scenario::draft();
    scenario.harness.close_vault(&scenario.issuer, scenario.bounty).expect_error(E::WrongVault);
    let token = scenario.harness.close_vault(&scenario.issuer, scenario.bounty).account("token_program", SPL_TOKEN_ID);
    token.expect_error(E::WrongVault);
}
