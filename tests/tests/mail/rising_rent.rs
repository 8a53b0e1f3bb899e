//! Rent that rises after accounts were made for less. The runtime lets such an account keep what it holds and lose some of
//! it, but not gain, and not fall below the rent from above: it waits until somebody tops it up.

use std::slice;

use bmail_sdk::accounts::{Mailbox, Verdict};
use bmail_testing::{Stage, TransactionError, too_poor};

use crate::{MAILBOX, sweep::earn};

#[test]
fn when_rent_rises_a_mailbox_opened_for_less_takes_a_cut_once_somebody_tops_it_up() {
    let mut stage = Stage::with_rent(696);
    let (ada, bo) = stage.ada_and_bo();
    let message = stage.send(&ada, &bo).run_and_find();
    stage.set_rent(6_960);
    let mailbox = stage.mailbox_of(&bo);
    // The mailbox: the transaction's signers come first, then what is written, in the order of addresses.
    stage.acknowledge(&bo, message).expect_error(TransactionError::InsufficientFundsForRent { account_index: 3 });
    stage.give(mailbox, stage.rent(MAILBOX) - stage.lamports(mailbox));
    stage.acknowledge(&bo, message).run();
    assert!(stage.account::<Mailbox>(mailbox).cut > 0);
}

#[test]
fn when_rent_rises_people_still_write_with_mailboxes_and_correspondences_made_for_less() {
    let mut stage = Stage::with_rent(696);
    let (ada, bo) = stage.ada_and_bo();
    stage.send(&ada, &bo).run();
    stage.set_rent(6_960);
    stage.send(&bo, &ada).run();
    stage.send(&ada, &bo).run();
    stage.set_mailbox(&bo).min_fee(1).run();
    stage.rotate_key(&bo).run();
}

#[test]
fn when_rent_rises_a_senders_empty_wallet_delays_both_endings_until_somebody_funds_it() {
    let mut stage = Stage::with_rent(696);
    let (ada, bo) = stage.ada_and_bo();
    let message = stage.send(&ada, &bo).size(1).run_and_find();
    stage.set_rent(6_960);
    stage.give(stage.mailbox_of(&bo), stage.rent(MAILBOX));
    stage.set_lamports(ada.address(), 0);
    let outcome = stage.acknowledge(&bo, message).attempt();
    assert!(matches!(outcome.result, Err(TransactionError::InsufficientFundsForRent { .. })), "{:?}", outcome.result);
    stage.give(ada.address(), stage.rent(0));
    stage.acknowledge(&bo, message).run();
}

/// Ada wrote to Bo on a network where rent is low, and he has earned so much; then rent rose.
fn rent_rose(fee: u64) -> (Stage, bmail_testing::Person, u64) {
    let mut stage = Stage::with_rent(696);
    let (ada, bo) = stage.ada_and_bo();
    stage.person("treasury");
    stage.set_mailbox(&bo).min_fee(fee).run();
    let (_, cut) = earn(&mut stage, &ada, &bo, Verdict::Valuable);
    stage.set_rent(6_960);
    (stage, bo, cut)
}

#[test]
fn when_rent_rises_a_mailbox_opened_for_less_is_swept_and_then_closed() {
    let (mut stage, bo, _) = rent_rose(0);
    let ledger = bmail_sdk::pda::ledger(&stage.network).0;
    // The ledger was created for less, too, and may not take anything before somebody tops it up.
    let close = stage.close_mailbox(&bo).instruction();
    stage.execute(slice::from_ref(&close)).failed_at(0, "leaving a cut", too_poor(&close, ledger));
    stage.sweep(&bo).run();
    stage.execute(&[close]).succeeded("leaving nothing");
}

#[test]
fn when_rent_rises_a_mailbox_that_only_its_cut_keeps_above_it_is_swept_once_somebody_tops_it_up() {
    let (mut stage, bo, cut) = rent_rose(100_000_000);
    let mailbox = stage.mailbox_of(&bo);
    let rent = stage.rent(MAILBOX);
    let held = stage.lamports(mailbox);
    assert!(held >= rent && held - cut < rent);
    let sweep = stage.sweep(&bo).instruction();
    stage.execute(slice::from_ref(&sweep)).failed_at(0, "sweeping", too_poor(&sweep, mailbox));
    stage.give(mailbox, rent + cut - held);
    stage.execute(&[sweep]).succeeded("sweeping");
    assert_eq!(stage.lamports(mailbox), rent);
}
