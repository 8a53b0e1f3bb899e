//! Bounties in tokens of both token programs: their lives to the last base unit, and who could get in the way.

use bmail_sdk::{accounts::Opinion::*, pda};
use bmail_testing::{BountyError as E, DAY, FORTUNE, InstructionError, Money, Person, Stage};
use solana_pubkey::Pubkey;
use spl_token_2022_interface::instruction as token;

use crate::{Scene, TERMS, TOTAL};

const BOTH: [fn(&mut Stage) -> Money; 2] = [Stage::spl_token, Stage::token_2022];

/// A token bounty with this many accepted answers, all of whose people have token accounts.
fn settled(make: fn(&mut Stage) -> Money, accepted: usize) -> (Scene, Money) {
    let mut scene = Scene::in_token(make).opens().commits(accepted).reveals().judges(&vec![Accept; accepted]).settles();
    let money = scene.stage.money_of(scene.bounty);
    for submitter in &scene.submitters {
        scene.stage.open_account_of(&submitter.address(), &money);
    }
    (scene, money)
}

fn tokens(stage: &Stage, money: &Money, person: &Person) -> u64 {
    stage.balance(money.account_of(&person.address()))
}

#[test]
fn the_first_three_of_four_are_paid_and_in_the_end_nothing_is_left() {
    for make in BOTH {
        let (mut scene, money) = settled(make, 4);
        let (bounty, vault) = (scene.bounty, pda::vault(&scene.bounty).0);
        assert_eq!(scene.stage.balance(vault), TOTAL);
        for place in [2, 0, 1] {
            scene.stage.claim(&scene.submitters[place], bounty).run();
            scene.stage.claim(&scene.submitters[place], bounty).expect_error(E::AlreadyPaid);
        }
        scene.stage.claim(&scene.submitters[3], bounty).expect_error(E::NoAwardLeft);
        for (place, submitter) in scene.submitters.iter().enumerate() {
            assert_eq!(tokens(&scene.stage, &money, submitter), if place < 3 { TERMS.reward } else { 0 });
            scene.stage.close_submission(submitter, bounty).run();
            assert_eq!(scene.stage.lamports(submitter.address()), FORTUNE);
        }
        scene.stage.withdraw_contribution(&scene.patron, bounty).run();
        scene.stage.close_bounty(&scene.issuer, bounty).expect_error(E::VaultExists);
        scene.stage.close_vault(&scene.issuer, bounty).run();
        scene.stage.close_bounty(&scene.issuer, bounty).run();
        assert_eq!(scene.stage.lamports(vault), 0);
        assert_eq!(scene.stage.lamports(scene.issuer.address()), FORTUNE);
        assert_eq!(scene.stage.lamports(scene.patron.address()), FORTUNE);
        assert_eq!(tokens(&scene.stage, &money, &scene.patron), 1_000_000 * TOTAL - TOTAL);
    }
}

#[test]
fn what_is_not_awarded_goes_back_to_the_last_base_unit_in_any_order() {
    for make in BOTH {
        for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
            let mut scene = Scene::in_token(make);
            let (bounty, money) = (scene.bounty, scene.stage.money_of(scene.bounty));
            let patrons = ["Pia", "Pol", "Pam"].map(|name| scene.stage.person(name));
            for (patron, part) in patrons.iter().zip([100_000_001, 99_999_998, 100_000_001]) {
                scene.stage.mint_to(&patron.address(), &money, part);
                scene.stage.fund(patron, bounty, part).run();
            }
            scene.stage.open(&scene.issuer, bounty).run();
            let mut scene = scene.commits(1).reveals().judges(&[Accept]).settles();
            let mut returned = 0;
            for place in order {
                scene.stage.withdraw_contribution(&patrons[place], bounty).run();
                returned += tokens(&scene.stage, &money, &patrons[place]);
            }
            assert_eq!(returned, TOTAL - TERMS.reward);
            assert_eq!(scene.stage.balance(pda::vault(&bounty).0), TERMS.reward);
        }
    }
}

#[test]
fn a_cancelled_bounty_gives_all_tokens_back() {
    let mut scene = Scene::in_token(Stage::spl_token).opens().commits(2);
    let (bounty, founder) = (scene.bounty, scene.stage.founder());
    let money = scene.stage.money_of(bounty);
    scene.stage.cancel(&founder, bounty).run();
    scene.stage.withdraw_contribution(&scene.patron, bounty).run();
    assert_eq!(tokens(&scene.stage, &money, &scene.patron), 1_000_000 * TOTAL);
}

#[test]
fn a_draft_gives_tokens_back_to_who_signs() {
    let mut scene = Scene::in_token(Stage::token_2022);
    let (bounty, money) = (scene.bounty, scene.stage.money_of(scene.bounty));
    scene.stage.fund(&scene.patron, bounty, 7).run();
    scene.stage.withdraw_contribution(&scene.patron, bounty).unsigned("contributor").expect_error(E::WrongContributor);
    scene.stage.withdraw_contribution(&scene.patron, bounty).run();
    assert_eq!(tokens(&scene.stage, &money, &scene.patron), 1_000_000 * TOTAL);
    assert_eq!((scene.state().held, scene.state().funded), (0, 0));
}

#[test]
fn a_contribution_is_what_has_arrived_in_the_vault_and_nobody_elses() {
    let mut scene = Scene::in_token(Stage::spl_token);
    let (bounty, eve) = (scene.bounty, scene.stage.person("Eve"));
    scene.stage.fund(&scene.patron, bounty, 1_000).funded(999).expect_error(E::Underfunded);
    scene.stage.fund(&scene.patron, bounty, 1_000).run();
    let alone = scene.stage.fund(&eve, bounty, 1).instructions();
    let [create, _, fund] = &alone[..] else { panic!("it creates an account, moves tokens, and contributes") };
    let outcome = scene.stage.execute(&[create.clone(), fund.clone()]);
    outcome.failed_at(1, "contributing what others gave", E::Underfunded);
}

#[test]
fn another_token_account_is_not_the_vault() {
    let mut scene = Scene::in_token(Stage::spl_token);
    let (bounty, money) = (scene.bounty, scene.stage.money_of(scene.bounty));
    let patrons = money.account_of(&scene.patron.address());
    scene.stage.fund(&scene.patron, bounty, 1_000).account("vault", patrons).expect_error(E::WrongVault);
    let (mut scene, money) = settled(Stage::spl_token, 1);
    let patrons = money.account_of(&scene.patron.address());
    let claim = scene.stage.claim(&scene.submitters[0], scene.bounty).account("vault", patrons);
    claim.expect_error(InstructionError::PrivilegeEscalation);
}

#[test]
fn one_bountys_vault_pays_nothing_for_another() {
    let (mut scene, money) = settled(Stage::spl_token, 1);
    let call = scene.stage.create_bounty(&scene.issuer, &[&scene.reviewers[0]], &TERMS).pays_in(&money);
    let other = call.terms(|terms| terms.threshold = 1).run_and_find();
    scene.stage.create_vault(&scene.issuer, other, &money).run();
    scene.stage.fund(&scene.patron, other, TOTAL).run();
    let claim = scene.stage.claim(&scene.submitters[0], scene.bounty).account("vault", pda::vault(&other).0);
    claim.expect_error(InstructionError::PrivilegeEscalation);
}

#[test]
fn a_reward_goes_to_a_token_account_of_the_winners_only() {
    let (mut scene, money) = settled(Stage::token_2022, 1);
    let (bounty, eve) = (scene.bounty, scene.stage.person("Eve"));
    let eves = scene.stage.open_account_of(&eve.address(), &money);
    let winner = scene.submitters[0].clone();
    for wrong in [eves, eve.address(), winner.address(), pda::vault(&bounty).0] {
        let outcome = scene.stage.claim(&winner, bounty).account("payee", wrong).attempt();
        assert!(outcome.result.is_err(), "{wrong} is paid");
    }
    scene.stage.claim(&winner, bounty).account("payee", eves).expect_error(E::WrongTokenAccount);
    // Whatever says that it is the winner's has to be a token account, too.
    let forged = scene.stage.forge_copy(money.account_of(&winner.address()), bmail_sdk::MAIL_ID);
    assert!(scene.stage.claim(&winner, bounty).account("payee", forged).attempt().result.is_err());
    scene.stage.claim(&winner, bounty).run();
}

#[test]
fn only_the_token_programs_are_called() {
    let (mut scene, _) = settled(Stage::spl_token, 1);
    let (bounty, winner) = (scene.bounty, scene.submitters[0].clone());
    for program in [bmail_sdk::MAIL_ID, solana_system_interface::program::ID, Pubkey::default()] {
        scene.stage.claim(&winner, bounty).account("token_program", program).expect_error(E::WrongTokenProgram);
        let withdraw = scene.stage.withdraw_contribution(&scene.patron, bounty);
        withdraw.account("token_program", program).expect_error(E::WrongTokenProgram);
    }
    let other = scene.stage.claim(&winner, bounty).account("token_program", bmail_sdk::TOKEN_2022_ID).attempt();
    assert!(other.result.is_err());
}

#[test]
fn a_winner_without_a_token_account_is_paid_when_they_have_one_and_nobody_waits_for_them() {
    let mut scene = Scene::in_token(Stage::spl_token).opens().commits(2).reveals().judges(&[Accept; 2]).settles();
    let (bounty, money) = (scene.bounty, scene.stage.money_of(scene.bounty));
    let [late, other] = [0, 1].map(|place| scene.submitters[place].clone());
    assert!(scene.stage.claim(&late, bounty).attempt().result.is_err());
    scene.stage.open_account_of(&other.address(), &money);
    scene.stage.claim(&other, bounty).run();
    scene.stage.withdraw_contribution(&scene.patron, bounty).run();
    assert_eq!(tokens(&scene.stage, &money, &scene.patron), 1_000_000 * TOTAL - 2 * TERMS.reward);
    scene.stage.advance(1_000 * DAY);
    scene.stage.open_account_of(&late.address(), &money);
    scene.stage.claim(&late, bounty).run();
    assert_eq!(tokens(&scene.stage, &money, &late), TERMS.reward);
}

#[test]
fn a_frozen_token_account_keeps_back_its_owners_tokens_only() {
    let (mut scene, money) = settled(Stage::token_2022, 2);
    let (bounty, minter) = (scene.bounty, scene.stage.minter().address());
    let frozen = money.account_of(&scene.submitters[0].address());
    let freeze = token::freeze_account(&money.token_program, &frozen, &money.mint, &minter, &[]).unwrap();
    scene.stage.execute(&[freeze]).succeeded("freezing");
    assert!(scene.stage.claim(&scene.submitters[0], bounty).attempt().result.is_err());
    scene.stage.claim(&scene.submitters[1], bounty).run();
    scene.stage.withdraw_contribution(&scene.patron, bounty).run();
    let thaw = token::thaw_account(&money.token_program, &frozen, &money.mint, &minter, &[]).unwrap();
    scene.stage.execute(&[thaw]).succeeded("thawing");
    scene.stage.claim(&scene.submitters[0], bounty).run();
}

#[test]
fn stakes_stay_sol_and_forfeits_go_to_the_treasury_for_sol() {
    let mut scene = Scene::in_token(Stage::spl_token).opens().commits(1).reveals().judges(&[Spam]).settles();
    let (bounty, founder) = (scene.bounty, scene.stage.founder());
    let money = scene.stage.money_of(bounty);
    scene.stage.create_token_treasury(&founder, &money).run();
    let (treasury, tokens) = (pda::treasury(&scene.stage.network).0, scene.stage.treasury_for(&money));
    let close = scene.stage.close_submission(&scene.submitters[0], bounty).account("treasury", tokens);
    close.expect_error(E::OtherMint);
    let before = scene.stage.lamports(treasury);
    scene.stage.close_submission(&scene.submitters[0], bounty).run();
    assert_eq!(scene.stage.lamports(treasury), before + TERMS.stake.0);
}

#[test]
fn a_token_with_other_decimals_counts_in_its_base_units() {
    for decimals in [0, 9, 255] {
        let mut scene = Scene::in_token(|stage| stage.token(bmail_sdk::SPL_TOKEN_ID, &[], decimals)).opens();
        let money = scene.stage.money_of(scene.bounty);
        assert_eq!((money.decimals, scene.stage.balance(pda::vault(&scene.bounty).0)), (decimals, TOTAL));
        let founder = scene.stage.founder();
        scene.stage.cancel(&founder, scene.bounty).run();
        scene.stage.withdraw_contribution(&scene.patron, scene.bounty).run();
        assert_eq!(tokens(&scene.stage, &money, &scene.patron), 1_000_000 * TOTAL);
    }
}

#[test]
fn a_contribution_goes_back_to_a_token_account_of_the_contributors_only() {
    let (mut scene, money) = settled(Stage::token_2022, 1);
    let (bounty, eve) = (scene.bounty, scene.stage.person("Eve"));
    let eves = scene.stage.open_account_of(&eve.address(), &money);
    let winners = money.account_of(&scene.submitters[0].address());
    for wrong in [eves, winners] {
        let withdraw = scene.stage.withdraw_contribution(&scene.patron, bounty).by_anybody();
        withdraw.account("destination", wrong).expect_error(E::WrongTokenAccount);
    }
    scene.stage.withdraw_contribution(&scene.patron, bounty).by_anybody().run();
}
