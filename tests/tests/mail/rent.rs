//! Rent that changes while money waits, and wallets that are too poor to be paid.

use bmail_sdk::accounts::{StoredMessage, Verdict};
use bmail_testing::{Harness, RENTS, TransactionError, at_every_rent};

use crate::{MAILBOX, PERIOD, VERDICTS, YEAR, ada_wrote_to_bo, message_rent, settle};

/// Sends at one rent and ends the message at another. The last argument is the message's original rent.
fn between_rents(test: impl Fn(Harness, [bmail_testing::Person; 2], solana_pubkey::Pubkey, u64)) {
    for before in RENTS {
        for after in RENTS {
            eprintln!("sent at a rent of {before}, ended at {after}:");
            let mut harness = Harness::with_rent(before);
            let (ada, bo) = harness.ada_and_bo();
            let message = harness.send(&ada, &bo).run_and_find();
            let rent = message_rent(&harness, 300);
            // The mailbox was opened for a lower rent, see `rising_rent.rs`.
            harness.set_rent(after);
            let missing = harness.rent(MAILBOX).saturating_sub(harness.lamports(harness.mailbox_of(&bo)));
            harness.give(harness.mailbox_of(&bo), missing);
            test(harness, [ada, bo], message, rent);
        }
    }
}

/// Shows mail.md: However a message ends, its rent returns to the sender.
/// Shows security.md: Rent that changes while money waits.
#[test]
fn whatever_rent_is_now_the_sender_gets_what_they_paid_and_the_recipient_what_was_promised() {
    between_rents(|mut harness, [ada, bo], message, rent| {
        let fee = harness.account::<StoredMessage>(message).header.fee;
        let before = [harness.lamports(ada.address()), harness.lamports(bo.address())];
        harness.acknowledge(&bo, message).run();
        assert_eq!(harness.lamports(ada.address()), before[0] + rent);
        assert_eq!(harness.lamports(bo.address()), before[1] + settle(fee, Verdict::Valuable).recipient.0);
    });
}

/// Shows security.md: Rent that changes while money waits.
#[test]
fn whatever_rent_is_now_an_expired_message_returns_whole() {
    between_rents(|mut harness, [ada, _], message, rent| {
        let fee = harness.account::<StoredMessage>(message).header.fee;
        let before = harness.lamports(ada.address());
        harness.advance(PERIOD + 1);
        harness.expire(message).run();
        assert_eq!(harness.lamports(ada.address()), before + rent + fee);
    });
}

/// Shows security.md: `const-rent` compiles in a fixed rent.
#[test]
fn whatever_rent_is_now_the_next_message_pays_todays() {
    between_rents(|mut harness, [ada, bo], _, _| {
        let next = harness.send(&ada, &bo).run_and_find();
        let fee = harness.account::<StoredMessage>(next).header.fee;
        assert_eq!(harness.lamports(next), message_rent(&harness, 300) + fee);
    });
}

#[test]
fn a_recipient_too_poor_to_hold_the_fee_fails_cleanly_and_earns_it_once_they_are_not() {
    at_every_rent(|mut harness| {
        let (ada, bo) = harness.ada_and_bo();
        // Mail between friends costs the floor, far below a wallet's minimum balance.
        harness.network_with(postage::Rules { base_fee: units::Lamports(0), ..postage::Rules::PERSONAL });
        harness.open_mailbox(&ada).run();
        harness.open_mailbox(&bo).run();
        let message = harness.send(&ada, &bo).size(1).run_and_find();
        let fee = harness.account::<StoredMessage>(message).header.fee;
        harness.set_lamports(bo.address(), 0);
        for verdict in VERDICTS {
            // The index is the recipient's, after the fee payer.
            let refusal = TransactionError::InsufficientFundsForRent { account_index: 1 };
            harness.acknowledge(&bo, message).verdict(verdict).expect_error(refusal);
        }
        harness.give(bo.address(), harness.rent(0));
        harness.acknowledge(&bo, message).run();
        let earned = settle(fee, Verdict::Valuable).recipient.0;
        assert_eq!(harness.lamports(bo.address()), harness.rent(0) + earned);
    });
}

#[test]
fn a_recipient_without_a_lamport_earns_a_fee_that_is_a_wallets_rent() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let minimum = 2 * harness.rent(0);
    harness.set_mailbox(&bo).min_fee(minimum).run();
    let message = harness.send(&ada, &bo).run_and_find();
    harness.set_lamports(bo.address(), 0);
    harness.acknowledge(&bo, message).run();
    assert_eq!(harness.lamports(bo.address()), settle(minimum, Verdict::Valuable).recipient.0);
}

/// Shows security.md: Blocking others with a wallet that is too poor to be paid.
#[test]
fn a_sender_who_spent_everything_gets_the_rent_and_stops_nobody_from_earning() {
    at_every_rent(|mut harness| {
        let (ada, bo) = harness.ada_and_bo();
        for ends in [true, false] {
            let message = harness.send(&ada, &bo).size(1).run_and_find();
            let held = harness.lamports(message);
            let fee = harness.account::<StoredMessage>(message).header.fee;
            let fortune = harness.lamports(ada.address());
            harness.set_lamports(ada.address(), 0);
            if ends {
                harness.acknowledge(&bo, message).run();
            } else {
                harness.advance(PERIOD + 1);
                harness.expire(message).run();
            }
            assert_eq!(harness.lamports(ada.address()), if ends { held - fee } else { held });
            harness.give(ada.address(), fortune);
        }
    });
}

#[test]
fn the_fee_payer_may_be_whoever_wants_the_message_ended() {
    let (mut harness, ada, _, message) = ada_wrote_to_bo();
    harness.advance(PERIOD + 1);
    harness.set_lamports(ada.address(), 0);
    harness.expire(message).run();
    assert!(harness.lamports(ada.address()) > 0);
}

#[test]
fn whatever_rent_is_now_accounts_that_close_return_what_was_paid_for_them() {
    for before in RENTS {
        for after in RENTS {
            let mut harness = Harness::with_rent(before);
            let (ada, bo) = harness.ada_and_bo();
            let fortune = harness.lamports(ada.address()) + harness.rent(MAILBOX);
            let body = harness.body(&ada, b"a body");
            let unused = harness.send(&ada, &bo).new_account();
            harness.create_unused(&unused);
            harness.set_contact(&ada, &bo).run();
            harness.set_rent(after);
            harness.close_body(&ada, body).run();
            harness.reclaim(&ada, &unused).run();
            harness.close_mailbox(&ada).run();
            harness.advance(YEAR);
            harness.close_correspondence(&ada, &bo).run();
            assert_eq!(harness.lamports(ada.address()), fortune, "paid at {before}, closed at {after}");
        }
    }
}
