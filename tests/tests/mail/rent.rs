//! Rent that changes while money waits, and wallets that are too poor to be paid.

use bmail_sdk::accounts::{StoredMessage, Verdict};
use bmail_testing::{RENTS, Stage, TransactionError, at_every_rent};

use crate::{MAILBOX, PERIOD, VERDICTS, YEAR, ada_wrote_to_bo, message_rent, settle};

/// Sends at one rent, and hands over at another; with what the message's rent was.
fn between_rents(test: impl Fn(Stage, [bmail_testing::Person; 2], solana_pubkey::Pubkey, u64)) {
    for before in RENTS {
        for after in RENTS {
            eprintln!("sent at a rent of {before}, ended at {after}:");
            let mut stage = Stage::with_rent(before);
            let (ada, bo) = stage.ada_and_bo();
            let message = stage.send(&ada, &bo).run_and_find();
            let rent = message_rent(&stage, 300);
            // A mailbox that was opened for less: see `rising_rent.rs`.
            stage.set_rent(after);
            let missing = stage.rent(MAILBOX).saturating_sub(stage.lamports(stage.mailbox_of(&bo)));
            stage.give(stage.mailbox_of(&bo), missing);
            test(stage, [ada, bo], message, rent);
        }
    }
}

#[test]
fn whatever_rent_is_now_the_sender_gets_what_they_paid_and_the_recipient_what_was_promised() {
    between_rents(|mut stage, [ada, bo], message, rent| {
        let fee = stage.account::<StoredMessage>(message).header.fee;
        let before = [stage.lamports(ada.address()), stage.lamports(bo.address())];
        stage.acknowledge(&bo, message).run();
        assert_eq!(stage.lamports(ada.address()), before[0] + rent);
        assert_eq!(stage.lamports(bo.address()), before[1] + settle(fee, Verdict::Valuable).recipient.0);
    });
}

#[test]
fn whatever_rent_is_now_an_expired_message_returns_whole() {
    between_rents(|mut stage, [ada, _], message, rent| {
        let fee = stage.account::<StoredMessage>(message).header.fee;
        let before = stage.lamports(ada.address());
        stage.advance(PERIOD + 1);
        stage.expire(message).run();
        assert_eq!(stage.lamports(ada.address()), before + rent + fee);
    });
}

#[test]
fn whatever_rent_is_now_the_next_message_pays_todays() {
    between_rents(|mut stage, [ada, bo], _, _| {
        let next = stage.send(&ada, &bo).run_and_find();
        let fee = stage.account::<StoredMessage>(next).header.fee;
        assert_eq!(stage.lamports(next), message_rent(&stage, 300) + fee);
    });
}

#[test]
fn a_recipient_too_poor_to_hold_the_fee_fails_cleanly_and_earns_it_once_they_are_not() {
    at_every_rent(|mut stage| {
        let (ada, bo) = stage.ada_and_bo();
        // Friends' mail costs the floor, far below the least that a wallet may hold.
        stage.network_with(postage::Rules { base_fee: postage::Lamports(0), ..postage::Rules::PERSONAL });
        stage.open_mailbox(&ada).run();
        stage.open_mailbox(&bo).run();
        let message = stage.send(&ada, &bo).size(1).run_and_find();
        let fee = stage.account::<StoredMessage>(message).header.fee;
        stage.set_lamports(bo.address(), 0);
        for verdict in VERDICTS {
            // The index is the recipient's: after the fee payer.
            let refusal = TransactionError::InsufficientFundsForRent { account_index: 1 };
            stage.acknowledge(&bo, message).verdict(verdict).expect_error(refusal);
        }
        stage.give(bo.address(), stage.rent(0));
        stage.acknowledge(&bo, message).run();
        let earned = settle(fee, Verdict::Valuable).recipient.0;
        assert_eq!(stage.lamports(bo.address()), stage.rent(0) + earned);
    });
}

#[test]
fn a_recipient_without_a_lamport_earns_a_fee_that_is_a_wallets_rent() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let minimum = 2 * stage.rent(0);
    stage.set_mailbox(&bo).min_fee(minimum).run();
    let message = stage.send(&ada, &bo).run_and_find();
    stage.set_lamports(bo.address(), 0);
    stage.acknowledge(&bo, message).run();
    assert_eq!(stage.lamports(bo.address()), settle(minimum, Verdict::Valuable).recipient.0);
}

#[test]
fn a_sender_who_spent_everything_gets_the_rent_and_stops_nobody_from_earning() {
    at_every_rent(|mut stage| {
        let (ada, bo) = stage.ada_and_bo();
        for ends in [true, false] {
            let message = stage.send(&ada, &bo).size(1).run_and_find();
            let held = stage.lamports(message);
            let fee = stage.account::<StoredMessage>(message).header.fee;
            let fortune = stage.lamports(ada.address());
            stage.set_lamports(ada.address(), 0);
            if ends {
                stage.acknowledge(&bo, message).run();
            } else {
                stage.advance(PERIOD + 1);
                stage.expire(message).run();
            }
            assert_eq!(stage.lamports(ada.address()), if ends { held - fee } else { held });
            stage.give(ada.address(), fortune);
        }
    });
}

#[test]
fn the_fee_payer_may_be_whoever_wants_the_message_ended() {
    let (mut stage, ada, _, message) = ada_wrote_to_bo();
    stage.advance(PERIOD + 1);
    stage.set_lamports(ada.address(), 0);
    stage.expire(message).run();
    assert!(stage.lamports(ada.address()) > 0);
}

#[test]
fn whatever_rent_is_now_accounts_that_close_return_what_was_paid_for_them() {
    for before in RENTS {
        for after in RENTS {
            let mut stage = Stage::with_rent(before);
            let (ada, bo) = stage.ada_and_bo();
            let fortune = stage.lamports(ada.address()) + stage.rent(MAILBOX);
            let body = stage.body(&ada, b"a body");
            let unused = stage.send(&ada, &bo).new_account();
            stage.create_unused(&unused);
            stage.set_contact(&ada, &bo).run();
            stage.set_rent(after);
            stage.close_body(&ada, body).run();
            stage.reclaim(&ada, &unused).run();
            stage.close_mailbox(&ada).run();
            stage.advance(YEAR);
            stage.close_correspondence(&ada, &bo).run();
            assert_eq!(stage.lamports(ada.address()), fortune, "paid at {before}, closed at {after}");
        }
    }
}
