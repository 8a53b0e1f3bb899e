//! `close_mailbox`: open messages end without the mailbox. Also, what a reopened mailbox looks like.

use bmail_sdk::accounts::{Mailbox, StoredMessage, Verdict};
use bmail_testing::{Harness, InstructionError, MailError, Person};
use postage::Rules;
use solana_pubkey::Pubkey;
use units::{Q32, Seconds};

use crate::{PERIOD, close_mailbox::until_closable, message_rent, settle};

/// Anchor's errors for an account without data, if it must be written and if it must be read.
const GONE: InstructionError = InstructionError::AccountDataTooSmall;
const MISSING: InstructionError = InstructionError::UninitializedAccount;

/// Ada wrote to Bo and closed her mailbox.
fn ada_left() -> (Harness, Person, Person, Pubkey) {
    let (mut harness, ada, bo, message) = crate::ada_wrote_to_bo();
    harness.advance(until_closable(&harness, &ada));
    harness.close_mailbox(&ada).run();
    (harness, ada, bo, message)
}

/// Ada wrote to Bo, and he closed his mailbox.
fn bo_left() -> (Harness, Person, Person, Pubkey) {
    let (mut harness, ada, bo, message) = crate::ada_wrote_to_bo();
    harness.close_mailbox(&bo).run();
    (harness, ada, bo, message)
}

/// Shows mail.close_mailbox: Open messages end without the mailbox.
/// Shows mail.md: Messages sent by a mailbox that is now closed end as usual.
#[test]
fn a_message_that_a_closed_mailbox_sent_is_acknowledged_as_ever() {
    let (mut harness, ada, bo, message) = ada_left();
    let fee = harness.account::<StoredMessage>(message).header.fee;
    let before = [&ada, &bo].map(|person| harness.lamports(person.address()));
    harness.acknowledge(&bo, message).run();
    let earned = settle(fee, Verdict::Valuable).recipient.0;
    let after = [&ada, &bo].map(|person| harness.lamports(person.address()));
    assert_eq!(after, [before[0] + message_rent(&harness, 300), before[1] + earned]);
}

/// Shows mail.close_mailbox: Open messages end without the mailbox.
/// Shows mail.md: Messages sent by a mailbox that is now closed end as usual.
#[test]
fn a_message_that_a_closed_mailbox_sent_is_refunded_and_expires_as_ever() {
    for refunded in [true, false] {
        let (mut harness, ada, bo, message) = ada_left();
        let before = harness.lamports(ada.address());
        let fee = harness.account::<StoredMessage>(message).header.fee;
        if refunded {
            harness.refund(&bo, message).run();
        }
        harness.advance(PERIOD);
        harness.expire(message).run();
        assert_eq!(harness.lamports(ada.address()), before + message_rent(&harness, 300) + fee);
    }
}

/// Shows mail.close_mailbox: Open messages end without the mailbox.
#[test]
fn a_message_that_a_closed_mailbox_posted_is_revealed_and_answered_as_ever() {
    // The half-life is short enough for the mailbox to close within the day in which a message can be revealed.
    let mut harness = Harness::new();
    harness.network_with(Rules { window_half_life: Seconds(3_600), ..Rules::PERSONAL });
    let (ada, bo) = (harness.resident("Ada"), harness.resident("Bo"));
    let message = harness.post(&ada, &bo).run_and_find();
    harness.advance(until_closable(&harness, &ada));
    harness.close_mailbox(&ada).run();
    harness.reveal(&ada, &bo, message).run();
    harness.acknowledge(&bo, message).run();
}

/// Shows mail.close_mailbox: Open messages end without the mailbox.
/// Shows mail.md: Messages sent to a closed mailbox expire, unless its owner reopens it and acknowledges them in time.
#[test]
fn a_message_to_a_closed_mailbox_earns_nothing_and_expires() {
    let (mut harness, ada, bo, message) = bo_left();
    harness.acknowledge(&bo, message).expect_error(GONE);
    harness.refund(&bo, message).expect_error(MISSING);
    harness.advance(PERIOD);
    harness.expire(message).expect_error(MailError::NotExpired);
    harness.advance(1);
    let (before, fee) = (harness.lamports(ada.address()), harness.account::<StoredMessage>(message).header.fee);
    harness.expire(message).run();
    assert_eq!(harness.lamports(ada.address()), before + message_rent(&harness, 300) + fee);
}

/// Shows mail.close_mailbox: Open messages end without the mailbox.
#[test]
fn a_message_posted_to_a_mailbox_that_then_closed_cannot_be_revealed_and_expires_after_a_day() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let message = harness.post(&ada, &bo).run_and_find();
    harness.close_mailbox(&bo).run();
    harness.reveal(&ada, &bo, message).expect_error(MISSING);
    harness.advance(86_400 + 1);
    harness.expire(message).run();
}

/// Shows mail.close_mailbox: Open messages end without the mailbox.
/// Shows mail.md: Messages sent to a closed mailbox expire, unless its owner reopens it and acknowledges them in time.
#[test]
fn who_opens_the_mailbox_again_in_time_earns_what_it_was_sent() {
    let (mut harness, _, bo, message) = bo_left();
    harness.advance(PERIOD);
    harness.open_mailbox(&bo).run();
    harness.acknowledge(&bo, message).run();

    let (mut harness, _, bo, message) = bo_left();
    harness.advance(PERIOD + 1);
    harness.open_mailbox(&bo).run();
    harness.acknowledge(&bo, message).expect_error(MailError::AnswerTooLate);
}

/// Shows security.md: Taking over a closed mailbox and the messages sent to it.
#[test]
fn nobody_else_opens_the_closed_mailbox_and_earns_what_it_was_sent() {
    let (mut harness, _, bo, message) = bo_left();
    let eve = harness.person("Eve");
    let bos = harness.mailbox_of(&bo);
    harness.open_mailbox(&eve).account("mailbox", bos).expect_error(InstructionError::InvalidSeeds);
    harness.open_mailbox(&eve).run();
    harness.acknowledge(&eve, message).expect_error(MailError::NotYourMessage);
    harness.refund(&eve, message).expect_error(MailError::NotYourMessage);
}

#[test]
fn nobody_writes_to_or_from_a_closed_mailbox() {
    let (mut harness, ada, bo, _) = bo_left();
    harness.send(&ada, &bo).expect_error(MISSING);
    harness.send(&bo, &ada).expect_error(GONE);
    harness.post(&ada, &bo).expect_error(MISSING);
    harness.set_mailbox(&bo).expect_error(GONE);
    harness.sweep(&bo).expect_error(GONE);
}

/// Shows security.md: Using a sequence number twice by leaving and coming back.
#[test]
fn a_mailbox_that_opens_again_is_as_new_and_has_higher_numbers_than_ever_before() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.set_mailbox(&ada).min_fee(5).min_reputation(6).accepting(false).run();
    harness.rotate_key(&ada).run();
    let sent: Vec<_> = (0..3).map(|_| harness.send(&ada, &bo).run_and_find()).collect();
    let last = harness.account::<StoredMessage>(sent[2]).header.sequence;
    harness.advance(until_closable(&harness, &ada));
    let (close, open) = (harness.close_mailbox(&ada).instruction(), harness.open_mailbox(&ada).instruction());
    harness.execute(&[close, open]).succeeded("closing and opening in one transaction");
    let again: Mailbox = harness.account(harness.mailbox_of(&ada));
    let fresh = harness.resident("Cy");
    let fresh: Mailbox = harness.account(harness.mailbox_of(&fresh));
    let (owner, encryption_key, bump) = (again.owner, again.encryption_key, again.bump);
    assert_eq!(again, Mailbox { owner, encryption_key, bump, ..fresh });
    assert!(again.load == Q32::ONE.0 && again.next_sequence > last);
    harness.send(&ada, &bo).run();
    for message in sent {
        harness.acknowledge(&bo, message).run();
    }
}

/// Shows mail.md: No sequence number is used twice.
/// Shows security.md: Using a sequence number twice by leaving and coming back.
#[test]
fn closing_opening_and_sending_in_the_second_of_the_first_opening_uses_no_number_twice() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let first = harness.next_sequence(&ada);
    for _ in 0..3 {
        harness.close_mailbox(&ada).run();
        harness.open_mailbox(&ada).run();
        assert_eq!(harness.next_sequence(&ada), first);
    }
    let message = harness.send(&ada, &bo).run_and_find();
    assert_eq!(harness.account::<StoredMessage>(message).header.sequence, first);
    harness.close_mailbox(&ada).expect_error(MailError::LoadTooHigh);
}
