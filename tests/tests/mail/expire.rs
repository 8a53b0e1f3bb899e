//! The specification of `expire`. Deadlines are in `clock.rs`.

use bmail_sdk::accounts::StoredMessage;
use bmail_testing::{FORTUNE, Harness, MailError, at_every_rent, events::MessageExpired};

use crate::{CORRESPONDENCE, MAILBOX, PERIOD, ada_wrote_to_bo};

/// Shows mail.expire: The deadline must have passed.
#[test]
fn only_after_the_deadline() {
    let (mut harness, _, _, message) = ada_wrote_to_bo();
    harness.expire(message).expect_error(MailError::NotExpired);
    harness.advance(PERIOD);
    harness.expire(message).expect_error(MailError::NotExpired);
    harness.advance(1);
    harness.expire(message).run();
}

/// Shows mail.expire: The deadline must have passed.
#[test]
fn what_was_not_revealed_expires_after_a_day_and_what_was_after_the_answering_period() {
    const DAY: i64 = 86_400;
    for revealed in [false, true] {
        let (mut harness, ada, bo) = Harness::with_ada_and_bo();
        let message = harness.post(&ada, &bo).run_and_find();
        if revealed {
            harness.reveal(&ada, &bo, message).run();
        }
        harness.advance(if revealed { PERIOD } else { DAY });
        harness.expire(message).expect_error(MailError::NotExpired);
        harness.advance(1);
        let refunded = harness.account::<StoredMessage>(message).header.fee;
        let event: MessageExpired = harness.expire(message).run().event();
        assert_eq!(event, MessageExpired { message, sender: ada.address(), refunded });
    }
}

/// Shows mail.md: Anyone can expire a message: no signature is needed.
#[test]
fn anybody_may_call_it_because_nobody_has_to_sign() {
    let (mut harness, ada, _, message) = ada_wrote_to_bo();
    harness.advance(PERIOD + 1);
    let instruction = harness.expire(message).instruction();
    assert!(instruction.accounts.iter().all(|meta| !meta.is_signer));
    let before = harness.lamports(ada.address());
    harness.expire(message).run();
    assert!(harness.lamports(ada.address()) > before);
}

/// Shows mail.expire: All lamports in the message's account go to the sender whom the message names.
/// Shows mail.md: However a message ends, its rent returns to the sender.
/// Shows mail.md: A message that is not acknowledged in time pays nobody.
/// Shows security.md: Extortion: "pay, or I mark you". A mark costs the sender no more than the fee that they agreed
///   to.
#[test]
fn the_sender_gets_rent_fee_and_whatever_was_given_and_has_lost_nothing() {
    at_every_rent(|mut harness| {
        let (ada, bo) = harness.ada_and_bo();
        let message = harness.send(&ada, &bo).run_and_find();
        harness.give(message, 777);
        harness.advance(PERIOD + 1);
        harness.expire(message).run();
        assert_eq!(harness.lamports(message), 0);
        // The correspondence stays open.
        let kept = harness.rent(MAILBOX) + harness.rent(CORRESPONDENCE);
        assert_eq!(harness.lamports(ada.address()), FORTUNE - kept + 777);
        assert_eq!(harness.lamports(bo.address()), FORTUNE - harness.rent(MAILBOX));
        assert_eq!(harness.lamports(harness.mailbox_of(&bo)), harness.rent(MAILBOX));
    });
}

/// Shows mail.expire: All lamports in the message's account go to the sender whom the message names.
/// Shows mail.md: A message that is not acknowledged in time pays nobody.
/// Shows security.md: Only the program decides where a closed account's lamports go.
#[test]
fn nobody_but_the_sender_gets_anything() {
    let (mut harness, _, bo, message) = ada_wrote_to_bo();
    harness.advance(PERIOD + 1);
    let bos_mailbox = harness.mailbox_of(&bo);
    harness.expire(message).from(&bo).expect_error(MailError::WrongSender);
    harness.expire(message).account("sender", bos_mailbox).expect_error(MailError::WrongSender);
}

/// Shows mail.expire: Emits `MessageExpired`.
#[test]
fn it_emits_message_expired_with_the_fee_alone() {
    let (mut harness, ada, _, message) = ada_wrote_to_bo();
    let refunded = harness.account::<StoredMessage>(message).header.fee;
    harness.give(message, 5);
    harness.advance(PERIOD + 1);
    let event: MessageExpired = harness.expire(message).run().event();
    assert_eq!(event, MessageExpired { message, sender: ada.address(), refunded });
}
