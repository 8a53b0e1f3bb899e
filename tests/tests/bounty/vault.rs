//! `create_vault`, `close_vault`.

use bmail_sdk::{SPL_TOKEN_ID, accounts::Opinion::*, pda};
use bmail_testing::{BountyError as E, FORTUNE, InstructionError, Stage};
use solana_system_interface::instruction::transfer;
use spl_token_2022_interface::instruction::{self as token, AuthorityType};

use crate::{Scene, TOTAL};

#[test]
fn bullet_1_only_the_issuer_while_there_is_none() {
    let mut scene = Scene::without_vault(Stage::spl_token);
    let (bounty, money) = (scene.bounty, scene.stage.money_of(scene.bounty));
    scene.stage.create_vault(&scene.patron, bounty, &money).expect_error(E::NotIssuer);
    let call = scene.stage.create_vault(&scene.issuer, bounty, &money).unsigned("issuer");
    call.expect_error(InstructionError::MissingRequiredSignature);
    scene.stage.create_vault(&scene.issuer, bounty, &money).run();
    scene.stage.create_vault(&scene.issuer, bounty, &money).expect_error(E::VaultExists);
}

#[test]
fn bullet_1_before_the_bounty_opens() {
    let mut scene = Scene::in_token(Stage::spl_token).opens();
    let money = scene.stage.money_of(scene.bounty);
    scene.stage.create_vault(&scene.issuer, scene.bounty, &money).expect_error(E::WrongPhase);
    let mut scene = Scene::without_vault(Stage::spl_token);
    let money = scene.stage.money_of(scene.bounty);
    scene.stage.cancel(&scene.issuer, scene.bounty).run();
    scene.stage.create_vault(&scene.issuer, scene.bounty, &money).expect_error(E::Cancelled);
}

#[test]
fn bullet_2_it_is_for_the_token_in_which_the_bounty_has_said_that_it_pays() {
    let mut scene = Scene::without_vault(Stage::spl_token);
    let other = scene.stage.token_2022();
    scene.stage.create_vault(&scene.issuer, scene.bounty, &other).expect_error(E::OtherMint);
    let mut scene = Scene::draft();
    let money = scene.stage.spl_token();
    scene.stage.create_vault(&scene.issuer, scene.bounty, &money).expect_error(E::OtherMint);
}

#[test]
fn nothing_is_given_before_there_is_a_vault() {
    let mut scene = Scene::without_vault(Stage::spl_token);
    let (bounty, money, founder) = (scene.bounty, scene.stage.money_of(scene.bounty), scene.stage.founder());
    scene.stage.create_token_treasury(&founder, &money).run();
    let fund = scene.stage.fund(&scene.patron, bounty, 1).instructions();
    let [create, _, fund] = &fund[..] else { panic!("it creates an account, moves tokens, and contributes") };
    scene.stage.execute(&[create.clone(), fund.clone()]).failed_at(1, "contributing", E::WrongVault);
    assert!(scene.stage.allocate(bounty, 1).attempt().result.is_err());
    scene.stage.open(&scene.issuer, bounty).expect_error(E::NotFunded);
}

#[test]
fn a_bounty_in_a_token_earns_no_reputation() {
    let mut scene = Scene::draft();
    let money = scene.stage.spl_token();
    let call = scene.stage.create_bounty(&scene.issuer, &[&scene.reviewers[0]], &crate::TERMS).pays_in(&money);
    let call = call.terms(|terms| (terms.threshold, terms.earns_reputation) = (1, 1));
    call.expect_error(E::InvalidTerms);
}

#[test]
fn bullet_3_the_vault_is_its_own_authority_and_the_issuer_pays_its_rent() {
    let mut scene = Scene::without_vault(Stage::token_2022);
    let money = scene.stage.money_of(scene.bounty);
    let (vault, before) = (pda::vault(&scene.bounty).0, scene.stage.lamports(scene.issuer.address()));
    scene.stage.create_vault(&scene.issuer, scene.bounty, &money).run();
    let account = scene.stage.svm.get_account(&vault).unwrap();
    assert_eq!(
        (account.owner, &account.data[..32], &account.data[32..64]),
        (money.token_program, money.mint.as_ref(), vault.as_ref())
    );
    // Neither a delegate nor an authority to close it.
    assert_eq!((&account.data[72..76], &account.data[129..133]), (&[0; 4][..], &[0; 4][..]));
    assert_eq!(scene.stage.lamports(scene.issuer.address()), before - scene.stage.rent(165));
    let delegate = token::approve(&money.token_program, &vault, &scene.issuer.address(), &vault, &[], 1).unwrap();
    let close = AuthorityType::CloseAccount;
    let authority = token::set_authority(
        &money.token_program,
        &vault,
        Some(&scene.issuer.address()),
        close,
        &scene.issuer.address(),
        &[],
    );
    scene.stage.trust_everybody();
    assert!(scene.stage.execute(&[authority.unwrap()]).result.is_err(), "the issuer may close the vault");
    // With the vault's own signature, which nobody has, it could be done.
    scene.stage.execute(&[delegate]).succeeded("approving as the vault");
}

#[test]
fn bullet_3_lamports_at_its_address_do_not_keep_it_from_being_made() {
    for lamports in [1, 2_039_280, 5_000_000] {
        let mut scene = Scene::without_vault(Stage::spl_token);
        let (bounty, money) = (scene.bounty, scene.stage.money_of(scene.bounty));
        scene.stage.give(pda::vault(&bounty).0, lamports);
        scene.stage.create_vault(&scene.issuer, bounty, &money).run();
        scene.stage.close_vault(&scene.issuer, bounty).run();
        assert_eq!(scene.stage.lamports(pda::vault(&bounty).0), 0);
    }
}

#[test]
fn another_address_is_no_vault() {
    let mut scene = Scene::without_vault(Stage::spl_token);
    let (bounty, money) = (scene.bounty, scene.stage.money_of(scene.bounty));
    let eve = scene.stage.person("Eve").address();
    assert!(scene.stage.create_vault(&scene.issuer, bounty, &money).account("vault", eve).attempt().result.is_err());
}

#[test]
fn close_bullet_1_and_2_only_the_issuer_when_nothing_is_left() {
    let mut scene = Scene::in_token(Stage::spl_token);
    let bounty = scene.bounty;
    scene.stage.fund(&scene.patron, bounty, 1).run();
    scene.stage.close_vault(&scene.issuer, bounty).expect_error(E::BountyInUse);
    scene.stage.withdraw_contribution(&scene.patron, bounty).run();
    scene.stage.close_vault(&scene.patron, bounty).expect_error(E::NotIssuer);
    scene.stage.close_vault(&scene.issuer, bounty).run();
    assert_eq!(scene.stage.lamports(scene.issuer.address()), FORTUNE - scene.stage.lamports(bounty));
    let mut scene = Scene::in_token(Stage::spl_token).opens().commits(1).reveals().judges(&[Accept]).settles();
    scene.stage.withdraw_contribution(&scene.patron, scene.bounty).run();
    scene.stage.close_vault(&scene.issuer, scene.bounty).expect_error(E::BountyInUse);
}

#[test]
fn close_bullet_3_the_vault_of_another_bounty_stays() {
    let mut scene = Scene::in_token(Stage::spl_token);
    let money = scene.stage.money_of(scene.bounty);
    let call = scene.stage.create_bounty(&scene.issuer, &[&scene.reviewers[0]], &crate::TERMS).pays_in(&money);
    let other = call.terms(|terms| terms.threshold = 1).run_and_find();
    scene.stage.create_vault(&scene.issuer, other, &money).run();
    scene.stage.fund(&scene.patron, other, TOTAL).run();
    let close = scene.stage.close_vault(&scene.issuer, scene.bounty).account("vault", pda::vault(&other).0);
    close.expect_error(E::WrongVault);
}

#[test]
fn close_bullet_4_tokens_that_somebody_gave_go_to_the_issuer() {
    let mut scene = Scene::in_token(Stage::token_2022);
    let (bounty, money) = (scene.bounty, scene.stage.money_of(scene.bounty));
    let (patron, vault) = (scene.patron.address(), pda::vault(&bounty).0);
    let gifts = [money.transfer(&patron, &vault, 77), transfer(&patron, &vault, 1)];
    scene.stage.execute(&gifts).succeeded("tokens, and a lamport that is none");
    let patrons = money.account_of(&scene.patron.address());
    scene.stage.close_vault(&scene.issuer, bounty).account("destination", patrons).expect_error(E::WrongTokenAccount);
    let issuers = scene.stage.open_account_of(&scene.issuer.address(), &money);
    scene.stage.close_vault(&scene.issuer, bounty).run();
    assert_eq!((scene.stage.balance(issuers), scene.stage.lamports(pda::vault(&bounty).0)), (77, 0));
}

#[test]
fn a_closed_vault_takes_nothing_until_it_is_made_again() {
    let mut scene = Scene::in_token(Stage::spl_token);
    let (bounty, money) = (scene.bounty, scene.stage.money_of(scene.bounty));
    scene.stage.close_vault(&scene.issuer, bounty).run();
    scene.stage.close_vault(&scene.issuer, bounty).expect_error(E::WrongVault);
    let fund = scene.stage.fund(&scene.patron, bounty, 1).instructions();
    let [create, _, fund] = &fund[..] else { panic!("it creates an account, moves tokens, and contributes") };
    scene.stage.execute(&[create.clone(), fund.clone()]).failed_at(1, "contributing", E::WrongVault);
    scene.stage.create_vault(&scene.issuer, bounty, &money).run();
    scene.stage.fund(&scene.patron, bounty, 1).run();
    scene.stage.withdraw_contribution(&scene.patron, bounty).run();
    scene.stage.close_vault(&scene.issuer, bounty).run();
    scene.stage.close_bounty(&scene.issuer, bounty).run();
}

#[test]
fn a_bounty_in_sol_has_no_vault_to_close() {
    let mut scene = Scene::draft();
    scene.stage.close_vault(&scene.issuer, scene.bounty).expect_error(E::WrongVault);
    let token = scene.stage.close_vault(&scene.issuer, scene.bounty).account("token_program", SPL_TOKEN_ID);
    token.expect_error(E::WrongVault);
}
