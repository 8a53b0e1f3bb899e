//! Postage that pays for work: what flows to a treasury that its network has named, from the beginning or later.

use std::slice;

use bmail_sdk::{
    accounts::{Mailbox, Treasury, Verdict},
    pda,
};
use bmail_testing::{MailError, Person, Stage, too_poor};

use crate::TERMS;

/// Writes to somebody who answers, and says what of it is the network's.
fn pay_postage(stage: &mut Stage, from: &Person, to: &Person) -> u64 {
    let cut = |stage: &Stage| stage.account::<Mailbox>(stage.mailbox_of(to)).cut;
    let before = cut(stage);
    let message = stage.send(from, to).run_and_find();
    stage.acknowledge(to, message).verdict(Verdict::Spam).run();
    cut(stage) - before
}

#[test]
fn the_cut_reaches_the_treasury_that_was_adopted_even_what_was_earned_before() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let (founder, treasury) = (stage.founder(), pda::treasury(&stage.network).0);
    let former = stage.person("treasury").address();
    stage.create_treasury(&founder).run();
    let (before, others) = (stage.lamports(treasury), stage.lamports(former));
    let swept = pay_postage(&mut stage, &ada, &bo);
    stage.sweep(&bo).run();
    let waiting = pay_postage(&mut stage, &ada, &bo);
    stage.adopt_treasury(&founder).run();
    let later = pay_postage(&mut stage, &ada, &bo);
    stage.sweep(&bo).account("treasury", former).expect_error(MailError::WrongTreasury);
    stage.sweep(&bo).run();
    assert_eq!(stage.lamports(treasury), before + waiting + later);
    assert_eq!(stage.lamports(former), others + swept);
}

#[test]
fn what_a_closed_mailbox_left_in_the_ledger_reaches_it_too() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let (founder, treasury) = (stage.founder(), pda::treasury(&stage.network).0);
    let left = pay_postage(&mut stage, &ada, &bo);
    stage.close_mailbox(&bo).run();
    stage.create_treasury(&founder).run();
    stage.adopt_treasury(&founder).run();
    let before = stage.lamports(treasury);
    stage.sweep(&bo).without_mailbox().run();
    assert_eq!(stage.lamports(treasury), before + left);
}

#[test]
fn postage_pays_for_a_bounty_to_the_last_lamport() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let founder = stage.founder();
    stage.create_treasury(&founder).run();
    stage.adopt_treasury(&founder).run();
    let postage = pay_postage(&mut stage, &ada, &bo);
    stage.sweep(&bo).run();

    let [issuer, rex] = ["Issuer", "Rex"].map(|name| stage.person(name));
    let draft = stage.create_bounty(&issuer, &[&rex], &TERMS).terms(|terms| {
        (terms.reward, terms.awards, terms.threshold) = (postage, 1, 1);
    });
    let bounty = draft.run_and_find();
    let treasury = pda::treasury(&stage.network).0;
    stage.allocate(bounty, postage).run();
    assert_eq!(stage.lamports(treasury), stage.rent(Treasury::LEN));
    stage.open(&issuer, bounty).run();
}

/// A network that has named its treasury from the beginning, before there is one.
fn with_a_treasury_to_come() -> (Stage, Person, Person) {
    let mut stage = Stage::new();
    let founder = stage.person("Founder");
    let network = stage.create_network(&founder).address();
    stage.create_network(&founder).treasury(pda::treasury(&network).0).run();
    stage.network = network;
    let (ada, bo) = (stage.resident("Ada"), stage.resident("Bo"));
    (stage, ada, bo)
}

#[test]
fn the_cut_waits_for_a_treasury_that_is_not_there_until_it_is_an_empty_accounts_rent() {
    let (mut stage, ada, bo) = with_a_treasury_to_come();
    let (founder, treasury) = (stage.founder(), pda::treasury(&stage.network).0);
    let cut = pay_postage(&mut stage, &ada, &bo);
    assert!(cut < stage.rent(0));
    let sweep = stage.sweep(&bo).instruction();
    stage.execute(slice::from_ref(&sweep)).failed_at(0, "too little", too_poor(&sweep, treasury));
    stage.create_treasury(&founder).run();
    stage.execute(&[sweep]).succeeded("sweeping to the treasury");
    assert_eq!(stage.lamports(treasury), stage.rent(Treasury::LEN) + cut);
}

#[test]
fn a_treasury_to_which_postage_came_before_it_was_made_keeps_it_and_it_counts_for_its_rent() {
    let (mut stage, ada, bo) = with_a_treasury_to_come();
    let (founder, treasury) = (stage.founder(), pda::treasury(&stage.network).0);
    let mut cut = 0;
    while cut < stage.rent(Treasury::LEN) + 1_000 {
        cut += pay_postage(&mut stage, &ada, &bo);
    }
    stage.sweep(&bo).run();
    assert_eq!(stage.lamports(treasury), cut);
    stage.create_treasury(&founder).run();
    assert_eq!(stage.lamports(treasury), cut);
    let more = pay_postage(&mut stage, &ada, &bo);
    stage.sweep(&bo).run();
    assert_eq!(stage.lamports(treasury), cut + more);
}
