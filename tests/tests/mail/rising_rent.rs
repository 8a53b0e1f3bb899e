//! Rent that rises after accounts were created for less. The runtime lets such an account keep its lamports or lose
//! some, but neither gain nor fall below the rent from above. It is stuck until someone tops it up.

use bmail_sdk::PROGRAMS;
use std::slice;

use bmail_sdk::accounts::{Mailbox, Verdict};
use bmail_testing::{Harness, TransactionError, too_poor};

use crate::{MAILBOX, sweep::earn};

/// Shows security.md: Rent that changes while money waits.
#[test]
fn when_rent_rises_a_mailbox_opened_for_less_takes_a_cut_once_somebody_tops_it_up() {
    let mut harness = Harness::with_rent(696);
    let (ada, bo) = harness.ada_and_bo();
    let message = harness.send(&ada, &bo).run_and_find();
    harness.set_rent(6_960);
    let mailbox = harness.mailbox_of(&bo);
    // The mailbox's index: signers come first, then writable accounts sorted by address.
    harness.acknowledge(&bo, message).expect_error(TransactionError::InsufficientFundsForRent { account_index: 3 });
    harness.give(mailbox, harness.rent(MAILBOX) - harness.lamports(mailbox));
    harness.acknowledge(&bo, message).run();
    assert!(harness.account::<Mailbox>(mailbox).cut > 0);
}

/// Shows security.md: `init_if_needed` requires the current rent.
#[test]
fn when_rent_rises_people_still_write_with_mailboxes_and_correspondences_made_for_less() {
    let mut harness = Harness::with_rent(696);
    let (ada, bo) = harness.ada_and_bo();
    harness.send(&ada, &bo).run();
    harness.set_rent(6_960);
    harness.send(&bo, &ada).run();
    harness.send(&ada, &bo).run();
    harness.set_mailbox(&bo).min_fee(1).run();
    harness.rotate_key(&bo).run();
}

/// Shows mail.md: A wallet with too few lamports to receive a payment delays an ending only until someone gives it a
///   wallet's rent.
/// Shows security.md: Rent that changes while money waits.
#[test]
fn when_rent_rises_a_senders_empty_wallet_delays_both_endings_until_somebody_funds_it() {
    let mut harness = Harness::with_rent(696);
    let (ada, bo) = harness.ada_and_bo();
    let message = harness.send(&ada, &bo).size(1).run_and_find();
    harness.set_rent(6_960);
    harness.give(harness.mailbox_of(&bo), harness.rent(MAILBOX));
    harness.set_lamports(ada.address(), 0);
    let outcome = harness.acknowledge(&bo, message).attempt();
    assert!(matches!(outcome.result, Err(TransactionError::InsufficientFundsForRent { .. })), "{:?}", outcome.result);
    harness.give(ada.address(), harness.rent(0));
    harness.acknowledge(&bo, message).run();
}

/// Ada wrote to Bo on a network with low rent, and he has earned this fee. Then the rent rose.
fn rent_rose(fee: u64) -> (Harness, bmail_testing::Person, u64) {
    let mut harness = Harness::with_rent(696);
    let (ada, bo) = harness.ada_and_bo();
    harness.person("treasury");
    harness.set_mailbox(&bo).min_fee(fee).run();
    let (_, cut) = earn(&mut harness, &ada, &bo, Verdict::Valuable);
    harness.set_rent(6_960);
    (harness, bo, cut)
}

#[test]
fn when_rent_rises_a_mailbox_opened_for_less_is_swept_and_then_closed() {
    let (mut harness, bo, _) = rent_rose(0);
    let ledger = PROGRAMS.ledger(&harness.network).0;
    // The ledger was created for less too, and cannot receive anything until someone tops it up.
    let close = harness.close_mailbox(&bo).instruction();
    harness.execute(slice::from_ref(&close)).failed_at(0, "leaving a cut", too_poor(&close, ledger));
    harness.sweep(&bo).run();
    harness.execute(&[close]).succeeded("leaving nothing");
}

#[test]
fn when_rent_rises_a_mailbox_that_only_its_cut_keeps_above_it_is_swept_once_somebody_tops_it_up() {
    let (mut harness, bo, cut) = rent_rose(100_000_000);
    let mailbox = harness.mailbox_of(&bo);
    let rent = harness.rent(MAILBOX);
    let held = harness.lamports(mailbox);
    assert!(held >= rent && held - cut < rent);
    let sweep = harness.sweep(&bo).instruction();
    harness.execute(slice::from_ref(&sweep)).failed_at(0, "sweeping", too_poor(&sweep, mailbox));
    harness.give(mailbox, rent + cut - held);
    harness.execute(&[sweep]).succeeded("sweeping");
    assert_eq!(harness.lamports(mailbox), rent);
}
