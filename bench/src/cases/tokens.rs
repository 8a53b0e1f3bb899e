//! A bounty that pays in a Token-2022 token, and what the token programs cost alone.

use bmail_sdk::{accounts::Opinion, token::create_associated};
use bmail_testing::{Harness, Money, Person};
use bounty_core::Terms;
use solana_pubkey::Pubkey;

use super::Note;

const TERMS: Terms = Terms { reward: 1_000_000, awards: 2, ..Terms::EXAMPLE };
const MANY: u64 = 1_000_000_000;

/// A token bounty funded by a treasury and a patron. One of its two awards is paid.
pub fn award(harness: &mut Harness, pair: usize, note: &mut Note) {
    let money = harness.token_2022();
    let mut person = |name: &str| harness.person(&format!("{name} of tokens {pair}"));
    let (issuer, patron, reviewer, submitter) = (person("Issuer"), person("Patron"), person("Rex"), person("Sid"));
    compare(harness, &money, (&patron, &submitter), note);

    let founder = harness.founder();
    let created = harness.create_token_treasury(&founder, &money).run();
    note("bounty.create_token_treasury", created.compute_units);
    let treasury = harness.treasury_for(&money);
    harness.mint_to(&treasury, &money, MANY);
    let create = harness.create_bounty(&issuer, &[&reviewer], &TERMS).pays_in(&money);
    let bounty = create.address();
    let mut all = create.instructions();
    all.push(harness.create_vault(&issuer, bounty, &money).instruction());
    note("bounty.create.token", harness.execute(&all).succeeded("creating a bounty in a token").compute_units);
    note("bounty.allocate.token", harness.allocate(bounty, TERMS.reward).run().compute_units);
    note("bounty.fund.token", harness.fund(&patron, bounty, TERMS.reward).run().compute_units);
    harness.open(&issuer, bounty).run();
    accept(harness, bounty, &submitter, &reviewer);
    note("bounty.claim.token", harness.claim(&submitter, bounty).run().compute_units);
    let back = harness.withdraw_contribution(&patron, bounty).run();
    note("bounty.withdraw_contribution.token", back.compute_units);
    note("bounty.return_allocation.token", harness.return_allocation(bounty).run().compute_units);
    harness.close_submission(&submitter, bounty).run();
    note("bounty.close_vault", harness.close_vault(&issuer, bounty).run().compute_units);
}

fn accept(harness: &mut Harness, bounty: Pubkey, submitter: &Person, reviewer: &Person) {
    harness.commit(submitter, bounty).run();
    harness.advance(TERMS.submit_period as i64);
    harness.reveal_submission(submitter, bounty).run();
    harness.advance(TERMS.reveal_period as i64);
    harness.review(reviewer, submitter, bounty, Opinion::Accept).run();
    harness.advance((TERMS.review_period + TERMS.challenge_period) as i64);
}

/// A plain token transfer, and the creation of an associated account.
fn compare(harness: &mut Harness, money: &Money, (patron, submitter): (&Person, &Person), note: &mut Note) {
    let (from, to) = (patron.address(), submitter.address());
    harness.mint_to(&from, money, MANY);
    let create = create_associated(&from, &to, &money.mint, &money.token_program);
    note("peer.associated_token", harness.execute(&[create]).succeeded("creating").compute_units);
    let transfer = money.transfer(&from, &money.account_of(&to), 1);
    note("peer.token_2022_transfer", harness.execute(&[transfer]).succeeded("a transfer").compute_units);
}
