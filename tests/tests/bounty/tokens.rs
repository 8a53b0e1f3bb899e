//! Bounties in tokens of both token programs: their lives to the last base unit, and what could interfere.

use bmail_sdk::{PROGRAMS, accounts::Opinion::*};
use bmail_testing::{BountyError as E, DAY, FORTUNE, Harness, InstructionError, Money, Person};
use solana_pubkey::Pubkey;
use spl_token_2022_interface::instruction as token;

use crate::{Scenario, TERMS, TOTAL};

const BOTH: [fn(&mut Harness) -> Money; 2] = [Harness::spl_token, Harness::token_2022];

/// A token bounty with this many accepted submissions. Everyone involved has a token account.
fn settled(make: fn(&mut Harness) -> Money, accepted: usize) -> (Scenario, Money) {
    let mut scenario =
        Scenario::in_token(make).opens().commits(accepted).reveals().judges(&vec![Accept; accepted]).settles();
    let money = scenario.harness.money_of(scenario.bounty);
    for submitter in &scenario.submitters {
        scenario.harness.open_account_of(&submitter.address(), &money);
    }
    (scenario, money)
}

fn tokens(harness: &Harness, money: &Money, person: &Person) -> u64 {
    harness.balance(money.account_of(&person.address()))
}

/// Shows bounty.close_bounty: No money, contribution or submission may be left.
/// Shows bounties.md: Awards and leftovers are paid to the last base unit.
/// Shows bounties.md: In the end nothing is left, and everyone has what is theirs.
#[test]
fn the_first_three_of_four_are_paid_and_in_the_end_nothing_is_left() {
    for make in BOTH {
        let (mut scenario, money) = settled(make, 4);
        let (bounty, vault) = (scenario.bounty, PROGRAMS.vault(&scenario.bounty).0);
        assert_eq!(scenario.harness.balance(vault), TOTAL);
        for place in [2, 0, 1] {
            scenario.harness.claim(&scenario.submitters[place], bounty).run();
            scenario.harness.claim(&scenario.submitters[place], bounty).expect_error(E::AlreadyPaid);
        }
        scenario.harness.claim(&scenario.submitters[3], bounty).expect_error(E::NoAwardLeft);
        for (place, submitter) in scenario.submitters.iter().enumerate() {
            assert_eq!(tokens(&scenario.harness, &money, submitter), if place < 3 { TERMS.reward } else { 0 });
            scenario.harness.close_submission(submitter, bounty).run();
            assert_eq!(scenario.harness.lamports(submitter.address()), FORTUNE);
        }
        scenario.harness.withdraw_contribution(&scenario.patron, bounty).run();
        scenario.harness.close_bounty(&scenario.issuer, bounty).expect_error(E::VaultExists);
        scenario.harness.close_vault(&scenario.issuer, bounty).run();
        scenario.harness.close_bounty(&scenario.issuer, bounty).run();
        assert_eq!(scenario.harness.lamports(vault), 0);
        assert_eq!(scenario.harness.lamports(scenario.issuer.address()), FORTUNE);
        assert_eq!(scenario.harness.lamports(scenario.patron.address()), FORTUNE);
        assert_eq!(tokens(&scenario.harness, &money, &scenario.patron), 1_000_000 * TOTAL - TOTAL);
    }
}

/// Shows bounty.withdraw_contribution: The shares add up to exactly what was not awarded
/// Shows bounties.md: Awards and leftovers are paid to the last base unit.
/// Shows security.md: Refunding more than was contributed, in any order.
#[test]
fn what_is_not_awarded_goes_back_to_the_last_base_unit_in_any_order() {
    for make in BOTH {
        for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
            let mut scenario = Scenario::in_token(make);
            let (bounty, money) = (scenario.bounty, scenario.harness.money_of(scenario.bounty));
            let patrons = ["Pia", "Pol", "Pam"].map(|name| scenario.harness.person(name));
            for (patron, part) in patrons.iter().zip([100_000_001, 99_999_998, 100_000_001]) {
                scenario.harness.mint_to(&patron.address(), &money, part);
                scenario.harness.fund(patron, bounty, part).run();
            }
            scenario.harness.open(&scenario.issuer, bounty).run();
            let mut scenario = scenario.commits(1).reveals().judges(&[Accept]).settles();
            let mut returned = 0;
            for place in order {
                scenario.harness.withdraw_contribution(&patrons[place], bounty).run();
                returned += tokens(&scenario.harness, &money, &patrons[place]);
            }
            assert_eq!(returned, TOTAL - TERMS.reward);
            assert_eq!(scenario.harness.balance(PROGRAMS.vault(&bounty).0), TERMS.reward);
        }
    }
}

#[test]
fn a_cancelled_bounty_gives_all_tokens_back() {
    let mut scenario = Scenario::in_token(Harness::spl_token).opens().commits(2);
    let (bounty, founder) = (scenario.bounty, scenario.harness.founder());
    let money = scenario.harness.money_of(bounty);
    scenario.harness.cancel(&founder, bounty).run();
    scenario.harness.withdraw_contribution(&scenario.patron, bounty).run();
    assert_eq!(tokens(&scenario.harness, &money, &scenario.patron), 1_000_000 * TOTAL);
}

/// Shows bounty.withdraw_contribution: Before the bounty opens, the contributor must sign.
#[test]
fn a_draft_gives_tokens_back_to_who_signs() {
    let mut scenario = Scenario::in_token(Harness::token_2022);
    let (bounty, money) = (scenario.bounty, scenario.harness.money_of(scenario.bounty));
    scenario.harness.fund(&scenario.patron, bounty, 7).run();
    scenario
        .harness
        .withdraw_contribution(&scenario.patron, bounty)
        .unsigned("contributor")
        .expect_error(E::WrongContributor);
    scenario.harness.withdraw_contribution(&scenario.patron, bounty).run();
    assert_eq!(tokens(&scenario.harness, &money, &scenario.patron), 1_000_000 * TOTAL);
    assert_eq!((scenario.state().held, scenario.state().funded), (0, 0));
}

/// Shows bounty.fund: If the bounty pays in a token: `vault` must be the bounty's.
/// Shows bounties.md: The amount that arrives is measured, and nobody can claim what others gave.
/// Shows security.md: Counting money that did not arrive, or that another person contributed.
#[test]
fn a_contribution_is_what_has_arrived_in_the_vault_and_nobody_elses() {
    let mut scenario = Scenario::in_token(Harness::spl_token);
    let (bounty, eve) = (scenario.bounty, scenario.harness.person("Eve"));
    scenario.harness.fund(&scenario.patron, bounty, 1_000).funded(999).expect_error(E::Underfunded);
    scenario.harness.fund(&scenario.patron, bounty, 1_000).run();
    let alone = scenario.harness.fund(&eve, bounty, 1).instructions();
    let [create, _, fund] = &alone[..] else { panic!("it creates an account, moves tokens, and contributes") };
    let outcome = scenario.harness.execute(&[create.clone(), fund.clone()]);
    outcome.failed_at(1, "contributing what others gave", E::Underfunded);
}

/// Shows bounty.fund: If the bounty pays in a token: `vault` must be the bounty's.
/// Shows bounties.md: A bounty's vault pays nothing for another bounty.
#[test]
fn another_token_account_is_not_the_vault() {
    let mut scenario = Scenario::in_token(Harness::spl_token);
    let (bounty, money) = (scenario.bounty, scenario.harness.money_of(scenario.bounty));
    let eve = scenario.harness.person("Eve").address();
    let eves = scenario.harness.open_account_of(&eve, &money);
    scenario.harness.fund(&scenario.patron, bounty, 1_000).account("vault", eves).expect_error(E::WrongVault);
    let (mut scenario, money) = settled(Harness::spl_token, 1);
    let patrons = money.account_of(&scenario.patron.address());
    let claim = scenario.harness.claim(&scenario.submitters[0], scenario.bounty).account("vault", patrons);
    claim.expect_error(InstructionError::PrivilegeEscalation);
}

/// Shows bounties.md: A bounty's vault pays nothing for another bounty.
/// Shows security.md: Draining a vault with another bounty, authority or program.
#[test]
fn one_bountys_vault_pays_nothing_for_another() {
    let (mut scenario, money) = settled(Harness::spl_token, 1);
    let call = scenario.harness.create_bounty(&scenario.issuer, &[&scenario.reviewers[0]], &TERMS).pays_in(&money);
    let other = call.terms(|terms| terms.threshold = 1).run_and_find();
    scenario.harness.create_vault(&scenario.issuer, other, &money).run();
    scenario.harness.fund(&scenario.patron, other, TOTAL).run();
    let claim =
        scenario.harness.claim(&scenario.submitters[0], scenario.bounty).account("vault", PROGRAMS.vault(&other).0);
    claim.expect_error(InstructionError::PrivilegeEscalation);
}

/// Shows bounty.claim: For a token, the reward goes from the bounty's vault to `payee`
/// Shows bounties.md: Unless the winner signs, a reward goes to their associated token account, and only while nobody else
///   can spend from it or close it.
#[test]
fn a_reward_goes_to_a_token_account_of_the_winners_only() {
    let (mut scenario, money) = settled(Harness::token_2022, 1);
    let (bounty, eve) = (scenario.bounty, scenario.harness.person("Eve"));
    let eves = scenario.harness.open_account_of(&eve.address(), &money);
    let winner = scenario.submitters[0].clone();
    for wrong in [eves, eve.address(), winner.address(), PROGRAMS.vault(&bounty).0] {
        let outcome = scenario.harness.claim(&winner, bounty).account("payee", wrong).attempt();
        assert!(outcome.result.is_err(), "{wrong} is paid");
    }
    scenario.harness.claim(&winner, bounty).account("payee", eves).expect_error(E::WrongTokenAccount);
    // An account that claims to be the winner's must be a token account too.
    let forged = scenario.harness.forge_copy(money.account_of(&winner.address()), bmail_sdk::MAIL_ID);
    assert!(scenario.harness.claim(&winner, bounty).account("payee", forged).attempt().result.is_err());
    scenario.harness.claim(&winner, bounty).run();
}

/// Shows bounty.claim: For a token, the reward goes from the bounty's vault to `payee`
/// Shows bounty.withdraw_contribution: Tokens go from the bounty's vault to `destination`
/// Shows bounties.md: Only SPL Token and Token-2022 are called.
/// Shows security.md: Draining a vault with another bounty, authority or program.
#[test]
fn only_the_token_programs_are_called() {
    let (mut scenario, _) = settled(Harness::spl_token, 1);
    let (bounty, winner) = (scenario.bounty, scenario.submitters[0].clone());
    for program in [bmail_sdk::MAIL_ID, solana_system_interface::program::ID, Pubkey::default()] {
        scenario.harness.claim(&winner, bounty).account("token_program", program).expect_error(E::WrongTokenProgram);
        let withdraw = scenario.harness.withdraw_contribution(&scenario.patron, bounty);
        withdraw.account("token_program", program).expect_error(E::WrongTokenProgram);
    }
    let other = scenario.harness.claim(&winner, bounty).account("token_program", bmail_sdk::TOKEN_2022_ID).attempt();
    assert!(other.result.is_err());
}

/// Shows bounties.md: A winner whose associated account is missing, frozen or in other hands is paid later, or signs for
///   another one, and nobody else has to wait.
/// Shows security.md: A winner without a token account, or with a frozen one, who holds up others.
#[test]
fn a_winner_without_a_token_account_is_paid_when_they_have_one_and_nobody_waits_for_them() {
    let mut scenario =
        Scenario::in_token(Harness::spl_token).opens().commits(2).reveals().judges(&[Accept; 2]).settles();
    let (bounty, money) = (scenario.bounty, scenario.harness.money_of(scenario.bounty));
    let [late, other] = [0, 1].map(|place| scenario.submitters[place].clone());
    assert!(scenario.harness.claim(&late, bounty).attempt().result.is_err());
    scenario.harness.open_account_of(&other.address(), &money);
    scenario.harness.claim(&other, bounty).run();
    scenario.harness.withdraw_contribution(&scenario.patron, bounty).run();
    assert_eq!(tokens(&scenario.harness, &money, &scenario.patron), 1_000_000 * TOTAL - 2 * TERMS.reward);
    scenario.harness.advance(1_000 * DAY);
    scenario.harness.open_account_of(&late.address(), &money);
    scenario.harness.claim(&late, bounty).run();
    assert_eq!(tokens(&scenario.harness, &money, &late), TERMS.reward);
}

/// Shows bounties.md: A winner whose associated account is missing, frozen or in other hands is paid later, or signs for
///   another one, and nobody else has to wait.
/// Shows security.md: A winner without a token account, or with a frozen one, who holds up others.
#[test]
fn a_frozen_token_account_keeps_back_its_owners_tokens_only() {
    let (mut scenario, money) = settled(Harness::token_2022, 2);
    let (bounty, minter) = (scenario.bounty, scenario.harness.minter().address());
    let frozen = money.account_of(&scenario.submitters[0].address());
    let freeze = token::freeze_account(&money.token_program, &frozen, &money.mint, &minter, &[]).unwrap();
    scenario.harness.execute(&[freeze]).succeeded("freezing");
    assert!(scenario.harness.claim(&scenario.submitters[0], bounty).attempt().result.is_err());
    scenario.harness.claim(&scenario.submitters[1], bounty).run();
    scenario.harness.withdraw_contribution(&scenario.patron, bounty).run();
    let thaw = token::thaw_account(&money.token_program, &frozen, &money.mint, &minter, &[]).unwrap();
    scenario.harness.execute(&[thaw]).succeeded("thawing");
    scenario.harness.claim(&scenario.submitters[0], bounty).run();
}

/// Shows bounty.close_submission: The stake of spam, or of a submission that was never revealed
/// Shows bounties.md: A treasury gives only to bounties that pay in its own money.
/// Shows security.md: Locking up lamports in a treasury for a token.
#[test]
fn stakes_stay_sol_and_forfeits_go_to_the_treasury_for_sol() {
    let mut scenario = Scenario::in_token(Harness::spl_token).opens().commits(1).reveals().judges(&[Spam]).settles();
    let (bounty, founder) = (scenario.bounty, scenario.harness.founder());
    let money = scenario.harness.money_of(bounty);
    scenario.harness.create_token_treasury(&founder, &money).run();
    let (treasury, tokens) = (PROGRAMS.treasury(&scenario.harness.network).0, scenario.harness.treasury_for(&money));
    let close = scenario.harness.close_submission(&scenario.submitters[0], bounty).account("treasury", tokens);
    close.expect_error(E::OtherMint);
    let before = scenario.harness.lamports(treasury);
    scenario.harness.close_submission(&scenario.submitters[0], bounty).run();
    assert_eq!(scenario.harness.lamports(treasury), before + TERMS.stake.0);
}

/// Shows bounties.md: The token can have any number of decimals.
#[test]
fn a_token_with_other_decimals_counts_in_its_base_units() {
    for decimals in [0, 9, 255] {
        let mut scenario = Scenario::in_token(|harness| harness.token(bmail_sdk::SPL_TOKEN_ID, &[], decimals)).opens();
        let money = scenario.harness.money_of(scenario.bounty);
        assert_eq!((money.decimals, scenario.harness.balance(PROGRAMS.vault(&scenario.bounty).0)), (decimals, TOTAL));
        let founder = scenario.harness.founder();
        scenario.harness.cancel(&founder, scenario.bounty).run();
        scenario.harness.withdraw_contribution(&scenario.patron, scenario.bounty).run();
        assert_eq!(tokens(&scenario.harness, &money, &scenario.patron), 1_000_000 * TOTAL);
    }
}

/// Shows bounty.withdraw_contribution: Tokens go from the bounty's vault to `destination`
#[test]
fn a_contribution_goes_back_to_a_token_account_of_the_contributors_only() {
    let (mut scenario, money) = settled(Harness::token_2022, 1);
    let (bounty, eve) = (scenario.bounty, scenario.harness.person("Eve"));
    let eves = scenario.harness.open_account_of(&eve.address(), &money);
    let winners = money.account_of(&scenario.submitters[0].address());
    for wrong in [eves, winners] {
        let withdraw = scenario.harness.withdraw_contribution(&scenario.patron, bounty).by_anybody();
        withdraw.account("destination", wrong).expect_error(E::WrongTokenAccount);
    }
    scenario.harness.withdraw_contribution(&scenario.patron, bounty).by_anybody().run();
}
