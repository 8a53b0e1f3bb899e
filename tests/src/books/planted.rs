//! Mistakes with the money of bounties and treasuries, planted behind the program's back. The audit notices each of
//! them.

use bmail_sdk::{
    PROGRAMS,
    generated::bounty::layout::fields::{
        bounty::{ALLOCATED, BOND as BOND_FIELD, CONTRIBUTIONS, FUNDED, HELD},
        contribution::AMOUNT,
    },
};
use bounty_core::Terms;
use solana_pubkey::Pubkey;
use units::Lamports;

use super::{bounties::are_their_parts, money::moved_as_told};
use crate::{Harness, Money, Person};

const GIVEN: u64 = 1_000_000;
/// The offset of a token account's balance.
const BALANCE: usize = 64;

/// Three shares of 333 lamports, and one lamport more.
const BOND: u64 = 1_000;

/// A bounty with a bond, to which Sid has submitted and revealed.
fn bonded() -> (Harness, Pubkey) {
    let mut harness = Harness::with_treasury();
    let [issuer, rex, sid] = ["Issuer", "Rex", "Sid"].map(|name| harness.person(name));
    let terms = Terms { reward: GIVEN, awards: 1, bond: Lamports(BOND), max_submissions: 3, ..Terms::EXAMPLE };
    let bounty = harness.create_bounty(&issuer, &[&rex], &terms).run_and_find();
    harness.fund(&issuer, bounty, GIVEN).run();
    harness.open(&issuer, bounty).run();
    harness.commit(&sid, bounty).run();
    harness.advance(terms.submit_period.into());
    harness.reveal_submission(&sid, bounty).run();
    (harness, bounty)
}

/// Audits a change made to a bounty with a bond.
fn audit_bond(change: impl Fn(&mut Harness, Pubkey)) {
    let (mut harness, bounty) = bonded();
    let before = harness.snapshot();
    change(&mut harness, bounty);
    moved_as_told(&before, &harness.snapshot(), &[], &[]);
    are_their_parts(&harness.snapshot());
}

/// Audits a change made after Ada and the treasury have funded a bounty.
fn audit(is_in_tokens: bool, change: impl Fn(&mut Harness, Pubkey)) {
    let mut harness = Harness::with_treasury();
    let [issuer, rex, ada] = ["Issuer", "Rex", "Ada"].map(|name| harness.person(name));
    let money = if is_in_tokens { harness.spl_token() } else { Money::SOL };
    let bounty = harness.create_bounty(&issuer, &[&rex], &Terms::EXAMPLE).pays_in(&money).run_and_find();
    if is_in_tokens {
        let founder = harness.founder();
        harness.create_vault(&issuer, bounty, &money).run();
        harness.create_token_treasury(&founder, &money).run();
        for owner in [ada.address(), harness.treasury_for(&money)] {
            harness.mint_to(&owner, &money, GIVEN);
        }
    }
    harness.fund(&ada, bounty, GIVEN).run();
    harness.allocate(bounty, GIVEN / 2).run();
    let before = harness.snapshot();
    change(&mut harness, bounty);
    moved_as_told(&before, &harness.snapshot(), &[], &[]);
    are_their_parts(&harness.snapshot());
}

fn add(harness: &mut Harness, address: Pubkey, offset: usize, amount: u64) {
    let data = harness.svm.get_account(&address).unwrap().data;
    let was = u64::from_le_bytes(data[offset..offset + 8].try_into().unwrap());
    harness.rewrite(address, offset, &was.wrapping_add(amount).to_le_bytes());
}

#[test]
fn books_in_balance_pass() {
    audit(false, |_, _| ());
    audit(true, |_, _| ());
    audit_bond(|_, _| ());
}

#[test]
#[should_panic(expected = "the bond of")]
fn a_bond_that_is_forgotten_is_noticed() {
    audit_bond(|harness, bounty| harness.rewrite(bounty, BOND_FIELD, &0_u64.to_le_bytes()));
}

#[test]
#[should_panic(expected = "the lamports of the bounty")]
fn a_lamport_of_a_bond_that_leaves_untold_is_noticed() {
    audit_bond(|harness, bounty| {
        let left = harness.lamports(bounty) - 1;
        harness.set_lamports(bounty, left);
    });
}

#[test]
#[should_panic(expected = "has paid")]
fn a_bond_that_was_paid_to_nobody_is_noticed() {
    let (mut harness, bounty) = bonded();
    add(&mut harness, bounty, BOND_FIELD, (BOND / 3).wrapping_neg());
    are_their_parts(&harness.snapshot());
}

#[test]
#[should_panic(expected = "counts as its own")]
fn a_contribution_that_is_counted_twice_is_noticed() {
    audit(false, |harness, bounty| [HELD, FUNDED].into_iter().for_each(|field| add(harness, bounty, field, GIVEN)));
}

#[test]
#[should_panic(expected = "was given")]
fn a_contribution_that_is_recorded_for_more_than_was_given_is_noticed() {
    audit(false, |harness, bounty| {
        let contribution = PROGRAMS.contribution(&Person::named("Ada").address(), &bounty).0;
        add(harness, contribution, AMOUNT, 1);
    });
}

#[test]
#[should_panic(expected = "was given")]
fn an_allocation_that_is_not_recorded_is_noticed() {
    audit(false, |harness, bounty| add(harness, bounty, ALLOCATED, 1_u64.wrapping_neg()));
}

#[test]
#[should_panic(expected = "counts of")]
fn a_contribution_that_is_not_counted_is_noticed() {
    audit(false, |harness, bounty| harness.rewrite(bounty, CONTRIBUTIONS, &0_u32.to_le_bytes()));
}

#[test]
#[should_panic(expected = "the lamports of the bounty")]
fn a_lamport_that_stays_at_a_bounty_and_is_nobodys_is_noticed() {
    audit(false, |harness, bounty| harness.give(bounty, 1));
}

#[test]
#[should_panic(expected = "what came to the treasury")]
fn a_lamport_that_leaves_a_treasury_untold_is_noticed() {
    audit(false, |harness, _| {
        let treasury = PROGRAMS.treasury(&harness.network).0;
        let left = harness.lamports(treasury) - 1;
        harness.set_lamports(treasury, left);
    });
}

#[test]
#[should_panic(expected = "the tokens in the vault")]
fn a_token_that_leaves_a_vault_untold_is_noticed() {
    audit(true, |harness, bounty| add(harness, PROGRAMS.vault(&bounty).0, BALANCE, 1_u64.wrapping_neg()));
}

#[test]
#[should_panic(expected = "what came to the treasury")]
fn a_token_that_leaves_a_treasury_untold_is_noticed() {
    audit(true, |harness, bounty| {
        let money = harness.money_of(bounty);
        let account = money.account_of(&harness.treasury_for(&money));
        add(harness, account, BALANCE, 1_u64.wrapping_neg());
    });
}

#[test]
#[should_panic(expected = "what the weekly figures")]
fn an_investment_that_the_weeks_forget_is_noticed() {
    audit(false, |harness, _| {
        let weekly_stats = PROGRAMS.weekly_stats(&harness.network).0;
        let data = harness.svm.get_account(&weekly_stats).unwrap().data;
        // The treasury was given ten SOL before.
        let invested = (10_000_000_000 + GIVEN).to_le_bytes();
        let place = data.windows(8).position(|window| window == invested).unwrap();
        harness.rewrite(weekly_stats, place, &GIVEN.to_le_bytes());
    });
}
