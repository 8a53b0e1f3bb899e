//! The specification of `refund`.

use bmail_sdk::accounts::{Mailbox, Message, StoredMessage};
use bmail_testing::{
    FORTUNE, InstructionError, MailError, Stage, TransactionError, at_every_rent,
    events::{MessageAcknowledged, MessageExpired, MessageRefunded},
};

use crate::{CORRESPONDENCE, MAILBOX, PERIOD, VERDICTS, ada_wrote_to_bo, message_rent};

#[test]
fn bullet_1_only_the_recipient_gives_a_fee_back() {
    let (mut stage, ada, bo, message) = ada_wrote_to_bo();
    let eve = stage.resident("Eve");
    let bos = stage.mailbox_of(&bo);
    stage.refund(&eve, message).expect_error(MailError::NotYourMessage);
    stage.refund(&ada, message).account("sender", eve.address()).expect_error(MailError::NotYourMessage);
    stage.refund(&eve, message).account("recipient_mailbox", bos).expect_error(MailError::NotYourMailbox);
    let unsigned = stage.refund(&bo, message).unsigned("recipient");
    unsigned.expect_error(InstructionError::MissingRequiredSignature);
    stage.refund(&bo, message).run();
}

#[test]
fn bullet_1_at_any_time_revealed_or_not() {
    for time in [0, PERIOD, PERIOD + 1, 100 * PERIOD] {
        for strict in [false, true] {
            let (mut stage, ada, bo) = Stage::with_ada_and_bo();
            let message = match strict {
                true => stage.post(&ada, &bo).run_and_find(),
                false => stage.send(&ada, &bo).run_and_find(),
            };
            let fee = stage.account::<StoredMessage>(message).header.fee;
            let before = stage.lamports(ada.address());
            stage.advance(time);
            stage.refund(&bo, message).run();
            assert_eq!(stage.lamports(ada.address()), before + fee);
        }
    }
}

#[test]
fn bullet_2_the_sender_gets_the_fee_to_the_lamport_and_the_message_stays_with_its_rent() {
    at_every_rent(|mut stage| {
        let (ada, bo) = stage.ada_and_bo();
        let message = stage.send(&ada, &bo).size(301).run_and_find();
        stage.give(message, 777);
        let before: StoredMessage = stage.account(message);
        stage.refund(&bo, message).run();
        let header = Message { fee: 0, ..before.header };
        assert_eq!(stage.account::<StoredMessage>(message), StoredMessage { header, ..before });
        assert_eq!(stage.lamports(message), message_rent(&stage, 301) + 777);
        let kept = stage.rent(MAILBOX) + stage.rent(CORRESPONDENCE) + message_rent(&stage, 301);
        assert_eq!(stage.lamports(ada.address()), FORTUNE - kept);
        assert_eq!(stage.lamports(bo.address()), FORTUNE - stage.rent(MAILBOX));
        assert_eq!(stage.lamports(stage.mailbox_of(&bo)), stage.rent(MAILBOX));
    });
}

#[test]
fn bullet_2_nobody_but_the_sender_gets_it() {
    let (mut stage, ada, bo, message) = ada_wrote_to_bo();
    let eve = stage.resident("Eve");
    let adas = stage.mailbox_of(&ada);
    for other in [eve.address(), adas] {
        stage.refund(&bo, message).account("sender", other).expect_error(MailError::WrongSender);
    }
}

#[test]
fn bullet_2_a_sender_too_poor_to_hold_the_fee_gets_it_once_they_are_not() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let message = stage.send(&ada, &bo).size(1).run_and_find();
    let fee = stage.account::<StoredMessage>(message).header.fee;
    assert!(fee < stage.rent(0));
    stage.set_lamports(ada.address(), 0);
    let refused = stage.refund(&bo, message).attempt().result;
    assert!(matches!(refused, Err(TransactionError::InsufficientFundsForRent { .. })), "{refused:?}");
    stage.give(ada.address(), stage.rent(0));
    stage.refund(&bo, message).run();
    assert_eq!(stage.lamports(ada.address()), stage.rent(0) + fee);
}

#[test]
fn bullet_3_it_emits_message_refunded() {
    let (mut stage, ada, bo, message) = ada_wrote_to_bo();
    let refunded = stage.account::<StoredMessage>(message).header.fee;
    let (sender, recipient) = (ada.address(), stage.mailbox_of(&bo));
    // The second time there is nothing left.
    for refunded in [refunded, 0] {
        let event: MessageRefunded = stage.refund(&bo, message).run().event();
        assert_eq!(event, MessageRefunded { message, sender, recipient, refunded });
    }
}

#[test]
fn a_second_refund_pays_nothing_in_the_same_transaction_or_a_later_one() {
    let (mut stage, ada, bo, message) = ada_wrote_to_bo();
    let fee = stage.account::<StoredMessage>(message).header.fee;
    let before = stage.lamports(ada.address());
    let refund = stage.refund(&bo, message).instruction();
    stage.execute(&[refund.clone(), refund.clone()]).succeeded("two refunds");
    stage.execute(&[refund]).succeeded("a third");
    assert_eq!(stage.lamports(ada.address()), before + fee);
    assert_eq!(stage.lamports(message), message_rent(&stage, 300));
}

#[test]
fn acknowledging_a_refunded_message_earns_nothing_and_returns_the_rent() {
    for verdict in VERDICTS {
        let (mut stage, ada, bo, message) = ada_wrote_to_bo();
        stage.refund(&bo, message).run();
        let mailbox: Mailbox = stage.account(stage.mailbox_of(&bo));
        let event: MessageAcknowledged = stage.acknowledge(&bo, message).verdict(verdict).run().event();
        assert_eq!((event.earned, event.cut), (0, 0));
        assert_eq!(stage.account::<Mailbox>(stage.mailbox_of(&bo)), mailbox);
        let kept = stage.rent(MAILBOX) + stage.rent(CORRESPONDENCE);
        assert_eq!(stage.lamports(ada.address()), FORTUNE - kept);
        assert_eq!(stage.lamports(bo.address()), FORTUNE - stage.rent(MAILBOX));
        assert_eq!(stage.lamports(message), 0);
    }
}

#[test]
fn expiring_a_refunded_message_returns_the_rent_alone() {
    let (mut stage, ada, bo, message) = ada_wrote_to_bo();
    stage.refund(&bo, message).run();
    let before = stage.lamports(ada.address());
    stage.expire(message).expect_error(MailError::NotExpired);
    stage.advance(PERIOD + 1);
    let event: MessageExpired = stage.expire(message).run().event();
    assert_eq!(event, MessageExpired { message, sender: ada.address(), refunded: 0 });
    assert_eq!(stage.lamports(ada.address()), before + message_rent(&stage, 300));
}

#[test]
fn an_unrevealed_message_that_was_refunded_can_be_revealed_and_earns_nothing() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let message = stage.post(&ada, &bo).run_and_find();
    stage.refund(&bo, message).run();
    stage.acknowledge(&bo, message).expect_error(MailError::NotRevealed);
    stage.reveal(&ada, &bo, message).run();
    let event: MessageAcknowledged = stage.acknowledge(&bo, message).run().event();
    assert_eq!((event.earned, event.cut), (0, 0));
}

#[test]
fn an_ended_message_is_not_refunded() {
    const GONE: InstructionError = InstructionError::AccountDataTooSmall;
    for late in [0, PERIOD + 1] {
        let (mut stage, ada, bo, message) = ada_wrote_to_bo();
        stage.advance(late);
        let refund = stage.refund(&bo, message).instruction();
        let end = match late {
            0 => stage.acknowledge(&bo, message).instruction(),
            _ => stage.expire(message).instruction(),
        };
        stage.execute(&[end.clone(), refund.clone()]).failed_at(1, "a refund in the same transaction", GONE);
        stage.execute(&[refund.clone(), end]).succeeded("a refund and then the end");
        let kept = stage.rent(MAILBOX) + stage.rent(CORRESPONDENCE);
        assert_eq!(stage.lamports(ada.address()), FORTUNE - kept);
        stage.execute(&[refund]).failed_at(0, "a refund later", GONE);
    }
}

#[test]
fn a_refund_of_free_mail_is_nothing() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    stage.befriend(&ada, &bo);
    let message = stage.send(&ada, &bo).run_and_find();
    let event: MessageRefunded = stage.refund(&bo, message).run().event();
    assert_eq!(event.refunded, 0);
}
