//! A bounty that pays in a token of Token-2022, and what the token programs alone cost.

use bmail_sdk::{accounts::Opinion, token::create_associated};
use bmail_testing::{Money, Person, Stage};
use bounties::Terms;
use solana_pubkey::Pubkey;

use super::Note;

const TERMS: Terms = Terms { reward: 1_000_000, awards: 2, ..Terms::EXAMPLE };
const MANY: u64 = 1_000_000_000;

/// A bounty in a token, one of whose two awards is paid, by a treasury and a patron.
pub fn award(stage: &mut Stage, pair: usize, note: &mut Note) {
    let money = stage.token_2022();
    let mut person = |name: &str| stage.person(&format!("{name} of tokens {pair}"));
    let (issuer, patron, reviewer, submitter) = (person("Issuer"), person("Patron"), person("Rex"), person("Sid"));
    compare(stage, &money, (&patron, &submitter), note);

    let founder = stage.founder();
    let created = stage.create_token_treasury(&founder, &money).run();
    note("bounty.create_token_treasury", created.compute_units);
    let treasury = stage.treasury_for(&money);
    stage.mint_to(&treasury, &money, MANY);
    let create = stage.create_bounty(&issuer, &[&reviewer], &TERMS).pays_in(&money);
    let bounty = create.address();
    let mut all = create.instructions();
    all.push(stage.create_vault(&issuer, bounty, &money).instruction());
    note("bounty.create.token", stage.execute(&all).succeeded("creating a bounty in a token").compute_units);
    note("bounty.allocate.token", stage.allocate(bounty, TERMS.reward).run().compute_units);
    note("bounty.fund.token", stage.fund(&patron, bounty, TERMS.reward).run().compute_units);
    stage.open(&issuer, bounty).run();
    accept(stage, bounty, &submitter, &reviewer);
    note("bounty.claim.token", stage.claim(&submitter, bounty).run().compute_units);
    let back = stage.withdraw_contribution(&patron, bounty).run();
    note("bounty.withdraw_contribution.token", back.compute_units);
    note("bounty.return_allocation.token", stage.return_allocation(bounty).run().compute_units);
    stage.close_submission(&submitter, bounty).run();
    note("bounty.close_vault", stage.close_vault(&issuer, bounty).run().compute_units);
}

fn accept(stage: &mut Stage, bounty: Pubkey, submitter: &Person, reviewer: &Person) {
    stage.commit(submitter, bounty).run();
    stage.advance(TERMS.periods.submit.0 as i64);
    stage.reveal_submission(submitter, bounty).run();
    stage.advance(TERMS.periods.reveal.0 as i64);
    stage.review(reviewer, submitter, bounty, Opinion::Accept).run();
    stage.advance((TERMS.periods.review.0 + TERMS.periods.challenge.0) as i64);
}

/// A plain transfer of tokens, and the creation of an associated account.
fn compare(stage: &mut Stage, money: &Money, (patron, submitter): (&Person, &Person), note: &mut Note) {
    let (from, to) = (patron.address(), submitter.address());
    stage.mint_to(&from, money, MANY);
    let create = create_associated(&from, &to, &money.mint, &money.token_program);
    note("peer.associated_token", stage.execute(&[create]).succeeded("creating").compute_units);
    let transfer = money.transfer(&from, &money.account_of(&to), 1);
    note("peer.token_2022_transfer", stage.execute(&[transfer]).succeeded("a transfer").compute_units);
}
