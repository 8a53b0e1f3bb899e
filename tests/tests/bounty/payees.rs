//! Whose token account is paid, and who chooses it.

use bmail_sdk::{PROGRAMS, accounts::Opinion::*};
use bmail_testing::{BountyError as E, Harness, InstructionError, Money, Person};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_system_interface::instruction::create_account;
use spl_token_2022_interface::instruction::{self as token, AuthorityType};

use crate::{Scenario, TERMS, TOTAL};

const BOTH: [fn(&mut Harness) -> Money; 2] = [Harness::spl_token, Harness::token_2022];

/// A settled bounty in a token, with a winner and a patron who are left with an award and the rest.
struct Payment {
    scenario: Scenario,
    money: Money,
    winner: Person,
    patron: Person,
    eve: Person,
}

impl Payment {
    fn due(make: fn(&mut Harness) -> Money) -> Self {
        let mut scenario = Scenario::in_token(make).opens().commits(1).reveals().judges(&[Accept]).settles();
        let money = scenario.harness.money_of(scenario.bounty);
        let (winner, patron, eve) =
            (scenario.submitters[0].clone(), scenario.patron.clone(), scenario.harness.person("Eve"));
        for owner in [&winner, &eve] {
            scenario.harness.open_account_of(&owner.address(), &money);
        }
        Self { scenario, money, winner, patron, eve }
    }

    fn account_of(&self, owner: &Person) -> Pubkey {
        self.money.account_of(&owner.address())
    }

    fn run(&mut self, instruction: Instruction) {
        self.scenario.harness.execute(&[instruction]).succeeded("changing a token account");
    }

    /// Eve may spend what lies in an account.
    fn delegate(&mut self, account: &Pubkey, owner: &Pubkey) {
        let (program, eve) = (self.money.token_program, self.eve.address());
        self.run(token::approve(&program, account, &eve, owner, &[], u64::MAX).unwrap());
    }

    fn revoke(&mut self, owner: &Person) {
        let (program, account) = (self.money.token_program, self.account_of(owner));
        self.run(token::revoke(&program, &account, &owner.address(), &[]).unwrap());
    }

    /// Who may close an account.
    fn close_by(&mut self, owner: &Person, by: Option<&Pubkey>, signer: &Pubkey) {
        let (program, account) = (self.money.token_program, self.account_of(owner));
        self.run(token::set_authority(&program, &account, by, AuthorityType::CloseAccount, signer, &[]).unwrap());
    }

    /// A token account of somebody's that is not their associated one.
    fn another_of(&mut self, owner: &Pubkey) -> Pubkey {
        let (harness, program) = (&mut self.scenario.harness, self.money.token_program);
        let (payer, account) = (harness.person("Payer").address(), harness.person(&format!("account of {owner}")));
        let address = account.address();
        harness.set_lamports(address, 0);
        let create = create_account(&payer, &address, harness.rent(165), 165, &program);
        let own = token::initialize_account3(&program, &address, &self.money.mint, owner).unwrap();
        harness.execute(&[create, own]).succeeded("making a token account");
        address
    }

    #[track_caller]
    fn claim_fails(&mut self, payee: Pubkey) {
        let claim = self.scenario.harness.claim(&self.winner, self.scenario.bounty).account("payee", payee);
        claim.expect_error(E::WrongTokenAccount);
    }

    #[track_caller]
    fn withdrawal_fails(&mut self, destination: Pubkey) {
        let withdraw = self.scenario.harness.withdraw_contribution(&self.patron, self.scenario.bounty).by_anybody();
        withdraw.account("destination", destination).expect_error(E::WrongTokenAccount);
    }

    fn balance(&self, account: Pubkey) -> u64 {
        self.scenario.harness.balance(account)
    }
}

/// Shows bounty.claim: For a token, the reward goes from the bounty's vault to `payee`
/// Shows bounties.md: Unless the winner signs, a reward goes to their associated token account, and only while nobody else
///   can spend from it or close it.
/// Shows security.md: Claiming for a winner into an account from which somebody else can take the award.
#[test]
fn a_stranger_does_not_choose_which_of_the_winners_accounts_is_paid() {
    for make in BOTH {
        let mut payment = Payment::due(make);
        let (bounty, winner) = (payment.scenario.bounty, payment.winner.clone());
        let (other, associated) = (payment.another_of(&winner.address()), payment.account_of(&winner));
        payment.claim_fails(other);
        payment.delegate(&other, &winner.address());
        payment.claim_fails(other);
        payment.delegate(&associated, &winner.address());
        payment.claim_fails(associated);
        // The winner may still have it, wherever they say.
        let mut signed = payment.scenario.harness.clone();
        signed.claim(&winner, bounty).account("payee", other).by_winner(&winner).run();
        assert_eq!(signed.balance(other), TERMS.reward);
        payment.revoke(&winner);
        payment.scenario.harness.claim(&winner, bounty).run();
        assert_eq!(payment.balance(associated), TERMS.reward);
    }
}

/// Shows bounty.claim: For a token, the reward goes from the bounty's vault to `payee`
/// Shows bounties.md: Unless the winner signs, a reward goes to their associated token account, and only while nobody else
///   can spend from it or close it.
/// Shows security.md: Claiming for a winner into an account from which somebody else can take the award.
#[test]
fn an_account_that_others_can_close_is_not_paid_unless_the_winner_signs() {
    for make in BOTH {
        let mut payment = Payment::due(make);
        let (bounty, winner, eve) = (payment.scenario.bounty, payment.winner.clone(), payment.eve.address());
        let associated = payment.account_of(&winner);
        payment.close_by(&winner, Some(&eve), &winner.address());
        payment.claim_fails(associated);
        let mut signed = payment.scenario.harness.clone();
        signed.claim(&winner, bounty).by_winner(&winner).run();
        payment.close_by(&winner, Some(&winner.address()), &eve);
        payment.scenario.harness.claim(&winner, bounty).run();
        assert_eq!(payment.balance(associated), TERMS.reward);
    }
}

/// Shows bounty.claim: For a token, the reward goes from the bounty's vault to `payee`
/// Shows bounties.md: Unless the winner signs, a reward goes to their associated token account, and only while nobody else
///   can spend from it or close it.
#[test]
fn nobody_elses_signature_stands_for_the_winners() {
    let mut payment = Payment::due(Harness::spl_token);
    let (bounty, winner, eve) = (payment.scenario.bounty, payment.winner.clone(), payment.eve.clone());
    let (other, eves) = (payment.another_of(&winner.address()), payment.account_of(&eve));
    let harness = &mut payment.scenario.harness;
    harness.claim(&winner, bounty).account("payee", other).by_winner(&eve).expect_error(E::WrongSubmitter);
    let unsigned = harness.claim(&winner, bounty).account("payee", other).account("submitter", winner.address());
    unsigned.expect_error(InstructionError::MissingRequiredSignature);
    harness.claim(&winner, bounty).account("payee", eves).by_winner(&winner).expect_error(E::WrongTokenAccount);
}

/// Shows bounty.claim: For a token, the reward goes from the bounty's vault to `payee`
/// Shows bounties.md: A winner whose associated account is missing, frozen or in other hands is paid later, or signs for
///   another one, and nobody else has to wait.
/// Shows security.md: A winner without a token account, or with a frozen one, who holds up others.
#[test]
fn a_winner_with_a_frozen_account_signs_for_another_one() {
    let mut payment = Payment::due(Harness::token_2022);
    let (bounty, winner, minter) =
        (payment.scenario.bounty, payment.winner.clone(), payment.scenario.harness.minter().address());
    let (program, mint, frozen) = (payment.money.token_program, payment.money.mint, payment.account_of(&winner));
    payment.run(token::freeze_account(&program, &frozen, &mint, &minter, &[]).unwrap());
    assert!(payment.scenario.harness.claim(&winner, bounty).attempt().result.is_err());
    payment.scenario.harness.withdraw_contribution(&payment.patron.clone(), bounty).by_anybody().run();
    let other = payment.another_of(&winner.address());
    payment.scenario.harness.claim(&winner, bounty).account("payee", other).by_winner(&winner).run();
    assert_eq!(payment.balance(other), TERMS.reward);
}

/// Shows bounty.withdraw_contribution: Tokens go from the bounty's vault to `destination`
/// Shows bounties.md: A contribution in tokens goes to the contributor's associated token account in the same way.
/// Shows security.md: Claiming for a winner into an account from which somebody else can take the award.
#[test]
fn a_stranger_does_not_choose_where_a_contribution_goes() {
    for make in BOTH {
        let mut payment = Payment::due(make);
        let (bounty, patron) = (payment.scenario.bounty, payment.patron.clone());
        let (other, associated) = (payment.another_of(&patron.address()), payment.account_of(&patron));
        payment.withdrawal_fails(other);
        payment.delegate(&associated, &patron.address());
        payment.withdrawal_fails(associated);
        let mut signed = payment.scenario.harness.clone();
        signed.withdraw_contribution(&patron, bounty).account("destination", other).run();
        assert_eq!(signed.balance(other), TOTAL - TERMS.reward);
        payment.revoke(&patron);
        payment.close_by(&patron, Some(&payment.eve.address()), &patron.address());
        payment.withdrawal_fails(associated);
        payment.close_by(&patron, None, &payment.eve.address());
        let before = payment.balance(associated);
        payment.scenario.harness.withdraw_contribution(&patron, bounty).by_anybody().run();
        assert_eq!(payment.balance(associated) - before, TOTAL - TERMS.reward);
    }
}

/// Shows bounty.return_allocation: Before the bounty opens, only the network's authority may call it.
/// Shows bounty.allocate: If the bounty pays in a token: `source` is a token account that the treasury owns.
/// Shows bounties.md: An allocation in tokens goes to the treasury's associated token account, unless the authority signs.
/// Shows security.md: Claiming for a winner into an account from which somebody else can take the award.
#[test]
fn a_treasury_is_paid_at_its_associated_account_and_spends_only_its_own() {
    let mut scenario = Scenario::in_token(Harness::spl_token);
    let (bounty, founder, money) =
        (scenario.bounty, scenario.harness.founder(), scenario.harness.money_of(scenario.bounty));
    scenario.harness.create_token_treasury(&founder, &money).limit(TOTAL).run();
    let (treasury, eve) = (scenario.harness.treasury_for(&money), scenario.harness.person("Eve"));
    scenario.harness.mint_to(&treasury, &money, TOTAL);
    scenario.harness.mint_to(&eve.address(), &money, TOTAL);
    let (winner, patron) = (eve.clone(), scenario.patron.clone());
    let mut payment = Payment { scenario, money, winner, patron, eve };
    // Somebody lets the treasury spend their tokens, which are not its own.
    let eves = payment.account_of(&payment.eve);
    let (program, owner) = (payment.money.token_program, payment.eve.address());
    payment.run(token::approve(&program, &eves, &treasury, &owner, &[], TOTAL).unwrap());
    payment.scenario.harness.allocate(bounty, 7).account("source", eves).expect_error(E::WrongTokenAccount);
    payment.scenario.harness.allocate(bounty, 7).run();

    let other = payment.another_of(&treasury);
    let mut signed = payment.scenario.harness.clone();
    signed.return_allocation(bounty).account("destination", other).by(&founder).run();
    assert_eq!(signed.balance(other), 7);
    payment.scenario.harness.cancel(&founder, bounty).run();
    let harness = &mut payment.scenario.harness;
    harness.return_allocation(bounty).account("destination", other).expect_error(E::WrongTokenAccount);
    harness.return_allocation(bounty).run();
    assert_eq!(payment.balance(payment.money.account_of(&treasury)), TOTAL);
}

/// Shows bounty.fund: If the bounty pays in a token: `vault` must be the bounty's.
/// Shows bounties.md: Until it opens, anyone can contribute. It takes no more than is missing, and the rest returns at
///   once.
/// Shows security.md: A stranger who contributes a lamport so that a larger contribution, or the opening, fails.
#[test]
fn tokens_that_a_bounty_does_not_need_return_at_once() {
    for make in BOTH {
        let Scenario { mut harness, bounty, patron, issuer, .. } = Scenario::in_token(make);
        let (money, eve) = (harness.money_of(bounty), harness.person("Eve"));
        harness.mint_to(&eve.address(), &money, TOTAL);
        harness.mint_to(&issuer.address(), &money, TOTAL);
        harness.fund(&eve, bounty, 1).run();
        let (lamports, before) = (harness.lamports(issuer.address()), 1_000_000 * TOTAL);
        let eves = money.account_of(&eve.address());
        harness.fund(&patron, bounty, TOTAL).account("destination", eves).expect_error(E::WrongTokenAccount);
        let system = solana_system_interface::program::ID;
        harness.fund(&patron, bounty, TOTAL).account("token_program", system).expect_error(E::WrongTokenProgram);
        harness.fund(&patron, bounty, TOTAL).run();
        assert_eq!(harness.balance(money.account_of(&patron.address())), before - (TOTAL - 1));
        harness.fund(&issuer, bounty, TOTAL).run();
        assert_eq!(harness.balance(money.account_of(&issuer.address())), TOTAL);
        assert_eq!(harness.lamports(issuer.address()), lamports, "no account is left at the issuer's expense");
        assert_eq!(harness.balance(PROGRAMS.vault(&bounty).0), TOTAL);
        harness.open(&issuer, bounty).run();
    }
}
