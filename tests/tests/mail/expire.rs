//! The specification of `expire`. Deadlines are in `clock.rs`.

use bmail_sdk::accounts::StoredMessage;
use bmail_testing::{FORTUNE, MailError, Stage, at_every_rent, events::MessageExpired};

use crate::{CORRESPONDENCE, MAILBOX, PERIOD, ada_wrote_to_bo};

#[test]
fn bullet_1_only_after_the_deadline() {
    let (mut stage, _, _, message) = ada_wrote_to_bo();
    stage.expire(message).expect_error(MailError::NotExpired);
    stage.advance(PERIOD);
    stage.expire(message).expect_error(MailError::NotExpired);
    stage.advance(1);
    stage.expire(message).run();
}

#[test]
fn bullet_1_what_was_not_revealed_expires_after_a_day_and_what_was_after_the_answering_period() {
    const DAY: i64 = 86_400;
    for revealed in [false, true] {
        let (mut stage, ada, bo) = Stage::with_ada_and_bo();
        let message = stage.post(&ada, &bo).run_and_find();
        if revealed {
            stage.reveal(&ada, &bo, message).run();
        }
        stage.advance(if revealed { PERIOD } else { DAY });
        stage.expire(message).expect_error(MailError::NotExpired);
        stage.advance(1);
        let refunded = stage.account::<StoredMessage>(message).header.fee;
        let event: MessageExpired = stage.expire(message).run().event();
        assert_eq!(event, MessageExpired { message, sender: ada.address(), refunded });
    }
}

#[test]
fn anybody_may_call_it_because_nobody_has_to_sign() {
    let (mut stage, ada, _, message) = ada_wrote_to_bo();
    stage.advance(PERIOD + 1);
    let instruction = stage.expire(message).instruction();
    assert!(instruction.accounts.iter().all(|meta| !meta.is_signer));
    let before = stage.lamports(ada.address());
    stage.expire(message).run();
    assert!(stage.lamports(ada.address()) > before);
}

#[test]
fn bullet_3_the_sender_gets_rent_fee_and_whatever_was_given_and_has_lost_nothing() {
    at_every_rent(|mut stage| {
        let (ada, bo) = stage.ada_and_bo();
        let message = stage.send(&ada, &bo).run_and_find();
        stage.give(message, 777);
        stage.advance(PERIOD + 1);
        stage.expire(message).run();
        assert_eq!(stage.lamports(message), 0);
        // The account of the two stays.
        let kept = stage.rent(MAILBOX) + stage.rent(CORRESPONDENCE);
        assert_eq!(stage.lamports(ada.address()), FORTUNE - kept + 777);
        assert_eq!(stage.lamports(bo.address()), FORTUNE - stage.rent(MAILBOX));
        assert_eq!(stage.lamports(stage.mailbox_of(&bo)), stage.rent(MAILBOX));
    });
}

#[test]
fn bullet_3_nobody_but_the_sender_gets_anything() {
    let (mut stage, _, bo, message) = ada_wrote_to_bo();
    stage.advance(PERIOD + 1);
    let bos_mailbox = stage.mailbox_of(&bo);
    stage.expire(message).from(&bo).expect_error(MailError::WrongSender);
    stage.expire(message).account("sender", bos_mailbox).expect_error(MailError::WrongSender);
}

#[test]
fn bullet_4_it_emits_message_expired_with_the_fee_alone() {
    let (mut stage, ada, _, message) = ada_wrote_to_bo();
    let refunded = stage.account::<StoredMessage>(message).header.fee;
    stage.give(message, 5);
    stage.advance(PERIOD + 1);
    let event: MessageExpired = stage.expire(message).run().event();
    assert_eq!(event, MessageExpired { message, sender: ada.address(), refunded });
}
