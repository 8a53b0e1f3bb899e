//! Wallets that are too poor to be paid. The runtime lets no account hold less than an empty account's rent, so paying
//! less fails, with the whole transaction. Each such failure ends as soon as someone gives the wallet a little.

use std::slice;

use bmail_sdk::accounts::Network;
use bmail_testing::{Harness, MailError, too_poor};

use crate::{
    PERIOD,
    sweep::{earn, ledger},
};

#[test]
fn a_treasury_without_a_lamport_is_paid_once_enough_came_together() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let treasury = harness.account::<Network>(harness.network).treasury;
    let mut cut = 0;
    while cut < harness.rent(0) {
        let sweep = harness.sweep(&bo).instruction();
        if cut > 0 {
            harness.execute(slice::from_ref(&sweep)).failed_at(0, "too little", too_poor(&sweep, treasury));
        }
        cut += earn(&mut harness, &ada, &bo, bmail_sdk::accounts::Verdict::Spam).1;
    }
    harness.sweep(&bo).run();
    assert_eq!(harness.lamports(treasury), cut);
    assert_eq!((ledger(&harness).cut, ledger(&harness).earned > 0), (cut, true));
}

/// Shows security.md: Blocking others with a treasury that cannot receive lamports.
#[test]
fn a_treasury_without_a_lamport_keeps_neither_verdicts_nor_leaving_from_anybody() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let (_, cut) = earn(&mut harness, &ada, &bo, bmail_sdk::accounts::Verdict::Valuable);
    harness.close_mailbox(&bo).run();
    let sweep = harness.sweep(&ada).instruction();
    let treasury = harness.account::<Network>(harness.network).treasury;
    harness.execute(slice::from_ref(&sweep)).failed_at(0, "too little", too_poor(&sweep, treasury));
    harness.give(treasury, harness.rent(0));
    harness.execute(&[sweep]).succeeded("sweeping after a gift");
    assert_eq!(harness.lamports(treasury), harness.rent(0) + cut);
}

#[test]
fn whoever_is_paid_nothing_may_own_nothing() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.sweep(&bo).run();
    harness.befriend(&ada, &bo);
    let free = harness.send(&ada, &bo).run_and_find();
    harness.set_lamports(bo.address(), 0);
    harness.acknowledge(&bo, free).run();
    assert_eq!(harness.lamports(bo.address()), 0);
    let late = harness.send(&ada, &bo).run_and_find();
    harness.advance(PERIOD + 1);
    harness.acknowledge(&bo, late).expect_error(MailError::AnswerTooLate);
}
