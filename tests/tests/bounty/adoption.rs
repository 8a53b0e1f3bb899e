//! Postage that pays for work: what flows to a treasury that its network has named, at its creation or later.

use std::slice;

use bmail_sdk::{
    PROGRAMS,
    accounts::{Mailbox, Treasury, Verdict},
};
use bmail_testing::{Harness, MailError, Person, too_poor};

use crate::TERMS;

/// Sends a message, acknowledges it, and returns the network's cut.
fn pay_postage(harness: &mut Harness, from: &Person, to: &Person) -> u64 {
    let cut = |harness: &Harness| harness.account::<Mailbox>(harness.mailbox_of(to)).cut;
    let before = cut(harness);
    let message = harness.send(from, to).run_and_find();
    harness.acknowledge(to, message).verdict(Verdict::Spam).run();
    cut(harness) - before
}

/// Shows mail.md: The authority can make the bounty program's treasury the network's, once and permanently.
/// Shows bounties.md: A network can adopt its treasury for SOL once, and nothing else.
#[test]
fn the_cut_reaches_the_treasury_that_was_adopted_even_what_was_earned_before() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let (founder, treasury) = (harness.founder(), PROGRAMS.treasury(&harness.network).0);
    let former = harness.person("treasury").address();
    harness.create_treasury(&founder).run();
    let (before, others) = (harness.lamports(treasury), harness.lamports(former));
    let swept = pay_postage(&mut harness, &ada, &bo);
    harness.sweep(&bo).run();
    let waiting = pay_postage(&mut harness, &ada, &bo);
    harness.adopt_treasury(&founder).run();
    let later = pay_postage(&mut harness, &ada, &bo);
    harness.sweep(&bo).account("treasury", former).expect_error(MailError::WrongTreasury);
    harness.sweep(&bo).run();
    assert_eq!(harness.lamports(treasury), before + waiting + later);
    assert_eq!(harness.lamports(former), others + swept);
}

#[test]
fn what_a_closed_mailbox_left_in_the_ledger_reaches_it_too() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let (founder, treasury) = (harness.founder(), PROGRAMS.treasury(&harness.network).0);
    let left = pay_postage(&mut harness, &ada, &bo);
    harness.close_mailbox(&bo).run();
    harness.create_treasury(&founder).run();
    harness.adopt_treasury(&founder).run();
    let before = harness.lamports(treasury);
    harness.sweep(&bo).without_mailbox().run();
    assert_eq!(harness.lamports(treasury), before + left);
}

/// Shows mail.md: The authority can make the bounty program's treasury the network's, once and permanently.
#[test]
fn postage_pays_for_a_bounty_to_the_last_lamport() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let founder = harness.founder();
    harness.create_treasury(&founder).run();
    harness.adopt_treasury(&founder).run();
    let postage = pay_postage(&mut harness, &ada, &bo);
    harness.sweep(&bo).run();

    let [issuer, rex] = ["Issuer", "Rex"].map(|name| harness.person(name));
    let draft = harness.create_bounty(&issuer, &[&rex], &TERMS).terms(|terms| {
        (terms.reward, terms.awards, terms.threshold) = (postage, 1, 1);
    });
    let bounty = draft.run_and_find();
    let treasury = PROGRAMS.treasury(&harness.network).0;
    harness.allocate(bounty, postage).run();
    assert_eq!(harness.lamports(treasury), harness.rent(Treasury::LEN));
    harness.open(&issuer, bounty).run();
}

/// A network created with a treasury's address before that treasury exists.
fn with_a_treasury_to_come() -> (Harness, Person, Person) {
    let mut harness = Harness::new();
    let founder = harness.person("Founder");
    let network = harness.create_network(&founder).address();
    harness.create_network(&founder).treasury(PROGRAMS.treasury(&network).0).run();
    harness.network = network;
    let (ada, bo) = (harness.resident("Ada"), harness.resident("Bo"));
    (harness, ada, bo)
}

/// Shows mail.md: A network can name that treasury when it is created.
#[test]
fn the_cut_waits_for_a_treasury_that_is_not_there_until_it_is_an_empty_accounts_rent() {
    let (mut harness, ada, bo) = with_a_treasury_to_come();
    let (founder, treasury) = (harness.founder(), PROGRAMS.treasury(&harness.network).0);
    let cut = pay_postage(&mut harness, &ada, &bo);
    assert!(cut < harness.rent(0));
    let sweep = harness.sweep(&bo).instruction();
    harness.execute(slice::from_ref(&sweep)).failed_at(0, "too little", too_poor(&sweep, treasury));
    harness.create_treasury(&founder).run();
    harness.execute(&[sweep]).succeeded("sweeping to the treasury");
    assert_eq!(harness.lamports(treasury), harness.rent(Treasury::LEN) + cut);
}

/// Shows mail.md: A network can name that treasury when it is created.
#[test]
fn a_treasury_to_which_postage_came_before_it_was_made_keeps_it_and_it_counts_for_its_rent() {
    let (mut harness, ada, bo) = with_a_treasury_to_come();
    let (founder, treasury) = (harness.founder(), PROGRAMS.treasury(&harness.network).0);
    let mut cut = 0;
    while cut < harness.rent(Treasury::LEN) + 1_000 {
        cut += pay_postage(&mut harness, &ada, &bo);
    }
    harness.sweep(&bo).run();
    assert_eq!(harness.lamports(treasury), cut);
    harness.create_treasury(&founder).run();
    assert_eq!(harness.lamports(treasury), cut);
    let more = pay_postage(&mut harness, &ada, &bo);
    harness.sweep(&bo).run();
    assert_eq!(harness.lamports(treasury), cut + more);
}
