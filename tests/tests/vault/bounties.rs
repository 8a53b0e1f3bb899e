//! Vaults in every role of a bounty.

use bmail_sdk::{PROGRAMS, accounts::Opinion};
use bmail_testing::{Harness, Money, Person};
use bounty_core::Terms;
use solana_pubkey::Pubkey;
use units::Lamports;

use crate::gained;

const TERMS: Terms = Terms { awards: 1, bond: Lamports(1_000_000), max_submissions: 10, ..Terms::EXAMPLE };

/// An issuer, a patron, a submitter and a reviewer, all of them vaults, and a bounty that pays the money.
fn created(money: impl FnOnce(&mut Harness) -> Money) -> (Harness, [Person; 4], Pubkey) {
    let mut harness = Harness::with_treasury();
    let money = money(&mut harness);
    let people = ["Iris", "Pat", "Sue", "Rex"].map(|name| harness.vault(name));
    let [issuer, _, _, reviewer] = &people;
    let bounty = harness.create_bounty(issuer, &[reviewer], &TERMS).pays_in(&money).run_and_find();
    (harness, people, bounty)
}

/// Shows sdk.md: A vault issues bounties, funds them, submits to them and reviews
#[test]
fn vaults_issue_fund_submit_to_review_and_close_a_bounty() {
    let (mut harness, people, bounty) = created(|_| Money::SOL);
    let [issuer, patron, submitter, reviewer] = &people;
    harness.fund(patron, bounty, TERMS.reward / 2).run();
    harness.fund(patron, bounty, TERMS.reward - TERMS.reward / 2).run();
    harness.open(issuer, bounty).run();
    harness.commit(submitter, bounty).run();
    harness.advance(TERMS.submit_period.into());
    harness.reveal_submission(submitter, bounty).run();
    harness.advance(TERMS.reveal_period.into());
    harness.review(reviewer, submitter, bounty, Opinion::Accept).run();
    harness.advance(i64::from(TERMS.review_period) + i64::from(TERMS.challenge_period));
    harness.claim(submitter, bounty).run();
    harness.close_submission(submitter, bounty).run();
    harness.withdraw_contribution(patron, bounty).run();
    harness.close_bounty(issuer, bounty).run();
    let reward = TERMS.reward.cast_signed();
    assert_eq!(people.each_ref().map(|vault| gained(&harness, vault)), [0, -reward, reward, 0]);
}

/// Shows sdk.md: A vault issues bounties, funds them, submits to them and reviews
#[test]
fn vaults_fund_a_bounty_in_a_token_and_take_it_back() {
    let (mut harness, people, bounty) = created(Harness::token_2022);
    let ([issuer, patron, ..], money) = (&people, harness.money_of(bounty));
    harness.create_vault(issuer, bounty, &money).run();
    harness.mint_to(&patron.address(), &money, TERMS.reward);
    let tokens = money.account_of(&patron.address());
    harness.fund(patron, bounty, TERMS.reward).run();
    assert_eq!(harness.balance(tokens), 0);
    harness.cancel(issuer, bounty).run();
    harness.withdraw_contribution(patron, bounty).run();
    assert_eq!(harness.balance(tokens), TERMS.reward);
    harness.close_vault(issuer, bounty).run();
    harness.close_bounty(issuer, bounty).run();
    assert_eq!(people.each_ref().map(|vault| gained(&harness, vault)), [0; 4]);
}

/// Shows sdk.md: A vault issues bounties, funds them, submits to them and reviews
#[test]
fn a_vault_contributes_to_a_treasury() {
    let (mut harness, [_, patron, ..], _) = created(|_| Money::SOL);
    let treasury = PROGRAMS.treasury(&harness.network).0;
    let before = harness.lamports(treasury);
    harness.contribute(&patron, 1_000_000).run();
    assert_eq!((harness.lamports(treasury), gained(&harness, &patron)), (before + 1_000_000, -1_000_000));
}
