//! The specification of `refund`.

use bmail_sdk::accounts::{Mailbox, Message, StoredMessage};
use bmail_testing::{
    FORTUNE, Harness, InstructionError, MailError, TransactionError, at_every_rent,
    events::{MessageAcknowledged, MessageExpired, MessageRefunded},
};

use crate::{CORRESPONDENCE, MAILBOX, PERIOD, VERDICTS, ada_wrote_to_bo, message_rent};

/// Shows mail.refund: Only the recipient may call it (`NotYourMailbox`, `NotYourMessage`), at any time.
/// Shows mail.md: Only the recipient can refund a message, revealed or not, and the fee goes to the sender.
#[test]
fn only_the_recipient_gives_a_fee_back() {
    let (mut harness, ada, bo, message) = ada_wrote_to_bo();
    let eve = harness.resident("Eve");
    let bos = harness.mailbox_of(&bo);
    harness.refund(&eve, message).expect_error(MailError::NotYourMessage);
    harness.refund(&ada, message).account("sender", eve.address()).expect_error(MailError::NotYourMessage);
    harness.refund(&eve, message).account("recipient_mailbox", bos).expect_error(MailError::NotYourMailbox);
    let unsigned = harness.refund(&bo, message).unsigned("recipient");
    unsigned.expect_error(InstructionError::MissingRequiredSignature);
    harness.refund(&bo, message).run();
}

/// Shows mail.refund: Only the recipient may call it (`NotYourMailbox`, `NotYourMessage`), at any time.
/// Shows mail.md: Only the recipient can refund a message, revealed or not, and the fee goes to the sender.
#[test]
fn at_any_time_revealed_or_not() {
    for time in [0, PERIOD, PERIOD + 1, 100 * PERIOD] {
        for strict in [false, true] {
            let (mut harness, ada, bo) = Harness::with_ada_and_bo();
            let message = match strict {
                true => harness.post(&ada, &bo).run_and_find(),
                false => harness.send(&ada, &bo).run_and_find(),
            };
            let fee = harness.account::<StoredMessage>(message).header.fee;
            let before = harness.lamports(ada.address());
            harness.advance(time);
            harness.refund(&bo, message).run();
            assert_eq!(harness.lamports(ada.address()), before + fee);
        }
    }
}

/// Shows mail.refund: The fee goes to the sender whom the message names.
/// Shows mail.md: A refund returns the fee at once.
#[test]
fn the_sender_gets_the_fee_to_the_lamport_and_the_message_stays_with_its_rent() {
    at_every_rent(|mut harness| {
        let (ada, bo) = harness.ada_and_bo();
        let message = harness.send(&ada, &bo).size(301).run_and_find();
        harness.give(message, 777);
        let before: StoredMessage = harness.account(message);
        harness.refund(&bo, message).run();
        let header = Message { fee: 0, ..before.header };
        assert_eq!(harness.account::<StoredMessage>(message), StoredMessage { header, ..before });
        assert_eq!(harness.lamports(message), message_rent(&harness, 301) + 777);
        let kept = harness.rent(MAILBOX) + harness.rent(CORRESPONDENCE) + message_rent(&harness, 301);
        assert_eq!(harness.lamports(ada.address()), FORTUNE - kept);
        assert_eq!(harness.lamports(bo.address()), FORTUNE - harness.rent(MAILBOX));
        assert_eq!(harness.lamports(harness.mailbox_of(&bo)), harness.rent(MAILBOX));
    });
}

/// Shows mail.refund: The fee goes to the sender whom the message names.
/// Shows mail.md: Only the recipient can refund a message, revealed or not, and the fee goes to the sender.
/// Shows security.md: Draining escrows by the refund path or a forged account.
#[test]
fn nobody_but_the_sender_gets_it() {
    let (mut harness, ada, bo, message) = ada_wrote_to_bo();
    let eve = harness.resident("Eve");
    let adas = harness.mailbox_of(&ada);
    for other in [eve.address(), adas] {
        harness.refund(&bo, message).account("sender", other).expect_error(MailError::WrongSender);
    }
}

/// Shows mail.refund: The fee goes to the sender whom the message names.
#[test]
fn a_sender_too_poor_to_hold_the_fee_gets_it_once_they_are_not() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let message = harness.send(&ada, &bo).size(1).run_and_find();
    let fee = harness.account::<StoredMessage>(message).header.fee;
    assert!(fee < harness.rent(0));
    harness.set_lamports(ada.address(), 0);
    let refused = harness.refund(&bo, message).attempt().result;
    assert!(matches!(refused, Err(TransactionError::InsufficientFundsForRent { .. })), "{refused:?}");
    harness.give(ada.address(), harness.rent(0));
    harness.refund(&bo, message).run();
    assert_eq!(harness.lamports(ada.address()), harness.rent(0) + fee);
}

/// Shows mail.refund: Emits `MessageRefunded`.
#[test]
fn it_emits_message_refunded() {
    let (mut harness, ada, bo, message) = ada_wrote_to_bo();
    let refunded = harness.account::<StoredMessage>(message).header.fee;
    let (sender, recipient) = (ada.address(), harness.mailbox_of(&bo));
    // The second time nothing is left to refund.
    for refunded in [refunded, 0] {
        let event: MessageRefunded = harness.refund(&bo, message).run().event();
        assert_eq!(event, MessageRefunded { message, sender, recipient, refunded });
    }
}

/// Shows mail.md: No order of acknowledging, expiring, refunding, revealing, sweeping and closing pays twice.
/// Shows security.md: Draining escrows by the refund path or a forged account.
#[test]
fn a_second_refund_pays_nothing_in_the_same_transaction_or_a_later_one() {
    let (mut harness, ada, bo, message) = ada_wrote_to_bo();
    let fee = harness.account::<StoredMessage>(message).header.fee;
    let before = harness.lamports(ada.address());
    let refund = harness.refund(&bo, message).instruction();
    harness.execute(&[refund.clone(), refund.clone()]).succeeded("two refunds");
    harness.execute(&[refund]).succeeded("a third");
    assert_eq!(harness.lamports(ada.address()), before + fee);
    assert_eq!(harness.lamports(message), message_rent(&harness, 300));
}

/// Shows mail.md: A refund returns the fee at once.
#[test]
fn acknowledging_a_refunded_message_earns_nothing_and_returns_the_rent() {
    for verdict in VERDICTS {
        let (mut harness, ada, bo, message) = ada_wrote_to_bo();
        harness.refund(&bo, message).run();
        let mailbox: Mailbox = harness.account(harness.mailbox_of(&bo));
        let event: MessageAcknowledged = harness.acknowledge(&bo, message).verdict(verdict).run().event();
        assert_eq!((event.earned, event.cut), (0, 0));
        assert_eq!(harness.account::<Mailbox>(harness.mailbox_of(&bo)), mailbox);
        let kept = harness.rent(MAILBOX) + harness.rent(CORRESPONDENCE);
        assert_eq!(harness.lamports(ada.address()), FORTUNE - kept);
        assert_eq!(harness.lamports(bo.address()), FORTUNE - harness.rent(MAILBOX));
        assert_eq!(harness.lamports(message), 0);
    }
}

/// Shows mail.md: A refund returns the fee at once.
#[test]
fn expiring_a_refunded_message_returns_the_rent_alone() {
    let (mut harness, ada, bo, message) = ada_wrote_to_bo();
    harness.refund(&bo, message).run();
    let before = harness.lamports(ada.address());
    harness.expire(message).expect_error(MailError::NotExpired);
    harness.advance(PERIOD + 1);
    let event: MessageExpired = harness.expire(message).run().event();
    assert_eq!(event, MessageExpired { message, sender: ada.address(), refunded: 0 });
    assert_eq!(harness.lamports(ada.address()), before + message_rent(&harness, 300));
}

#[test]
fn an_unrevealed_message_that_was_refunded_can_be_revealed_and_earns_nothing() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let message = harness.post(&ada, &bo).run_and_find();
    harness.refund(&bo, message).run();
    harness.acknowledge(&bo, message).expect_error(MailError::NotRevealed);
    harness.reveal(&ada, &bo, message).run();
    let event: MessageAcknowledged = harness.acknowledge(&bo, message).run().event();
    assert_eq!((event.earned, event.cut), (0, 0));
}

/// Shows mail.md: No order of acknowledging, expiring, refunding, revealing, sweeping and closing pays twice.
#[test]
fn an_ended_message_is_not_refunded() {
    const GONE: InstructionError = InstructionError::AccountDataTooSmall;
    for late in [0, PERIOD + 1] {
        let (mut harness, ada, bo, message) = ada_wrote_to_bo();
        harness.advance(late);
        let refund = harness.refund(&bo, message).instruction();
        let end = match late {
            0 => harness.acknowledge(&bo, message).instruction(),
            _ => harness.expire(message).instruction(),
        };
        harness.execute(&[end.clone(), refund.clone()]).failed_at(1, "a refund in the same transaction", GONE);
        harness.execute(&[refund.clone(), end]).succeeded("a refund and then the end");
        let kept = harness.rent(MAILBOX) + harness.rent(CORRESPONDENCE);
        assert_eq!(harness.lamports(ada.address()), FORTUNE - kept);
        harness.execute(&[refund]).failed_at(0, "a refund later", GONE);
    }
}

#[test]
fn a_refund_of_free_mail_is_nothing() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.befriend(&ada, &bo);
    let message = harness.send(&ada, &bo).run_and_find();
    let event: MessageRefunded = harness.refund(&bo, message).run().event();
    assert_eq!(event.refunded, 0);
}
