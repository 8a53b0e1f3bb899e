//! Wallets that are too poor to be paid. The runtime lets nobody hold less than the rent of an empty account, so that
//! whoever is paid less fails, with all of the transaction. Each such failure ends as soon as somebody gives a little.

use std::slice;

use bmail_sdk::accounts::Network;
use bmail_testing::{MailError, Stage, too_poor};

use crate::{
    PERIOD,
    sweep::{earn, ledger},
};

#[test]
fn a_treasury_without_a_lamport_is_paid_once_enough_came_together() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let treasury = stage.account::<Network>(stage.network).treasury;
    let mut cut = 0;
    while cut < stage.rent(0) {
        let sweep = stage.sweep(&bo).instruction();
        if cut > 0 {
            stage.execute(slice::from_ref(&sweep)).failed_at(0, "too little", too_poor(&sweep, treasury));
        }
        cut += earn(&mut stage, &ada, &bo, bmail_sdk::accounts::Verdict::Spam).1;
    }
    stage.sweep(&bo).run();
    assert_eq!(stage.lamports(treasury), cut);
    assert_eq!((ledger(&stage).cut, ledger(&stage).earned > 0), (cut, true));
}

#[test]
fn a_treasury_without_a_lamport_keeps_neither_verdicts_nor_leaving_from_anybody() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let (_, cut) = earn(&mut stage, &ada, &bo, bmail_sdk::accounts::Verdict::Valuable);
    stage.close_mailbox(&bo).run();
    let sweep = stage.sweep(&ada).instruction();
    let treasury = stage.account::<Network>(stage.network).treasury;
    stage.execute(slice::from_ref(&sweep)).failed_at(0, "too little", too_poor(&sweep, treasury));
    stage.give(treasury, stage.rent(0));
    stage.execute(&[sweep]).succeeded("sweeping after a gift");
    assert_eq!(stage.lamports(treasury), stage.rent(0) + cut);
}

#[test]
fn whoever_is_paid_nothing_may_own_nothing() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    stage.sweep(&bo).run();
    stage.befriend(&ada, &bo);
    let free = stage.send(&ada, &bo).run_and_find();
    stage.set_lamports(bo.address(), 0);
    stage.acknowledge(&bo, free).run();
    assert_eq!(stage.lamports(bo.address()), 0);
    let late = stage.send(&ada, &bo).run_and_find();
    stage.advance(PERIOD + 1);
    stage.acknowledge(&bo, late).expect_error(MailError::AnswerTooLate);
}
