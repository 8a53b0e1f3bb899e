//! Bullet 4 of `close_mailbox`: open messages end without the mailbox. And what a mailbox is that opens again.

use bmail_sdk::accounts::{Mailbox, StoredMessage, Verdict};
use bmail_testing::{InstructionError, MailError, Person, Stage};
use postage::{Q32, Rules, Seconds};
use solana_pubkey::Pubkey;

use crate::{PERIOD, close_mailbox::until_closable, message_rent, settle};

/// What Anchor says of an account without data that it has to write, and of one that it has to read.
const GONE: InstructionError = InstructionError::AccountDataTooSmall;
const MISSING: InstructionError = InstructionError::UninitializedAccount;

/// Ada has written to Bo, and left.
fn ada_left() -> (Stage, Person, Person, Pubkey) {
    let (mut stage, ada, bo, message) = crate::ada_wrote_to_bo();
    stage.advance(until_closable(&stage, &ada));
    stage.close_mailbox(&ada).run();
    (stage, ada, bo, message)
}

/// Ada has written to Bo, and he left.
fn bo_left() -> (Stage, Person, Person, Pubkey) {
    let (mut stage, ada, bo, message) = crate::ada_wrote_to_bo();
    stage.close_mailbox(&bo).run();
    (stage, ada, bo, message)
}

#[test]
fn bullet_4_a_message_that_a_closed_mailbox_sent_is_acknowledged_as_ever() {
    let (mut stage, ada, bo, message) = ada_left();
    let fee = stage.account::<StoredMessage>(message).header.fee;
    let before = [&ada, &bo].map(|person| stage.lamports(person.address()));
    stage.acknowledge(&bo, message).run();
    let earned = settle(fee, Verdict::Valuable).recipient.0;
    let after = [&ada, &bo].map(|person| stage.lamports(person.address()));
    assert_eq!(after, [before[0] + message_rent(&stage, 300), before[1] + earned]);
}

#[test]
fn bullet_4_a_message_that_a_closed_mailbox_sent_is_refunded_and_expires_as_ever() {
    for refunded in [true, false] {
        let (mut stage, ada, bo, message) = ada_left();
        let before = stage.lamports(ada.address());
        let fee = stage.account::<StoredMessage>(message).header.fee;
        if refunded {
            stage.refund(&bo, message).run();
        }
        stage.advance(PERIOD);
        stage.expire(message).run();
        assert_eq!(stage.lamports(ada.address()), before + message_rent(&stage, 300) + fee);
    }
}

#[test]
fn bullet_4_a_message_that_a_closed_mailbox_posted_is_revealed_and_answered_as_ever() {
    // A half-life short enough for the mailbox to close within the day that a message has to be revealed.
    let mut stage = Stage::new();
    stage.network_with(Rules { window_half_life: Seconds(3_600), ..Rules::PERSONAL });
    let (ada, bo) = (stage.resident("Ada"), stage.resident("Bo"));
    let message = stage.post(&ada, &bo).run_and_find();
    stage.advance(until_closable(&stage, &ada));
    stage.close_mailbox(&ada).run();
    stage.reveal(&ada, &bo, message).run();
    stage.acknowledge(&bo, message).run();
}

#[test]
fn bullet_4_a_message_to_a_closed_mailbox_earns_nothing_and_expires() {
    let (mut stage, ada, bo, message) = bo_left();
    stage.acknowledge(&bo, message).expect_error(GONE);
    stage.refund(&bo, message).expect_error(MISSING);
    stage.advance(PERIOD);
    stage.expire(message).expect_error(MailError::NotExpired);
    stage.advance(1);
    let (before, fee) = (stage.lamports(ada.address()), stage.account::<StoredMessage>(message).header.fee);
    stage.expire(message).run();
    assert_eq!(stage.lamports(ada.address()), before + message_rent(&stage, 300) + fee);
}

#[test]
fn bullet_4_a_message_posted_to_a_mailbox_that_then_closed_cannot_be_revealed_and_expires_after_a_day() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let message = stage.post(&ada, &bo).run_and_find();
    stage.close_mailbox(&bo).run();
    stage.reveal(&ada, &bo, message).expect_error(MISSING);
    stage.advance(86_400 + 1);
    stage.expire(message).run();
}

#[test]
fn bullet_4_who_opens_the_mailbox_again_in_time_earns_what_it_was_sent() {
    let (mut stage, _, bo, message) = bo_left();
    stage.advance(PERIOD);
    stage.open_mailbox(&bo).run();
    stage.acknowledge(&bo, message).run();

    let (mut stage, _, bo, message) = bo_left();
    stage.advance(PERIOD + 1);
    stage.open_mailbox(&bo).run();
    stage.acknowledge(&bo, message).expect_error(MailError::AnswerTooLate);
}

#[test]
fn nobody_else_opens_the_closed_mailbox_and_earns_what_it_was_sent() {
    let (mut stage, _, bo, message) = bo_left();
    let eve = stage.person("Eve");
    let bos = stage.mailbox_of(&bo);
    stage.open_mailbox(&eve).account("mailbox", bos).expect_error(InstructionError::InvalidSeeds);
    stage.open_mailbox(&eve).run();
    stage.acknowledge(&eve, message).expect_error(MailError::NotYourMessage);
    stage.refund(&eve, message).expect_error(MailError::NotYourMessage);
}

#[test]
fn nobody_writes_to_or_from_a_closed_mailbox() {
    let (mut stage, ada, bo, _) = bo_left();
    stage.send(&ada, &bo).expect_error(MISSING);
    stage.send(&bo, &ada).expect_error(GONE);
    stage.post(&ada, &bo).expect_error(MISSING);
    stage.set_mailbox(&bo).expect_error(GONE);
    stage.sweep(&bo).expect_error(GONE);
}

#[test]
fn a_mailbox_that_opens_again_is_as_new_and_has_higher_numbers_than_ever_before() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    stage.set_mailbox(&ada).min_fee(5).min_reputation(6).accepting(false).run();
    stage.rotate_key(&ada).run();
    let sent: Vec<_> = (0..3).map(|_| stage.send(&ada, &bo).run_and_find()).collect();
    let last = stage.account::<StoredMessage>(sent[2]).header.sequence;
    stage.advance(until_closable(&stage, &ada));
    let (close, open) = (stage.close_mailbox(&ada).instruction(), stage.open_mailbox(&ada).instruction());
    stage.execute(&[close, open]).succeeded("closing and opening in one transaction");
    let again: Mailbox = stage.account(stage.mailbox_of(&ada));
    let fresh = stage.resident("Cy");
    let fresh: Mailbox = stage.account(stage.mailbox_of(&fresh));
    let (owner, encryption_key, bump) = (again.owner, again.encryption_key, again.bump);
    assert_eq!(again, Mailbox { owner, encryption_key, bump, ..fresh });
    assert!(again.load == Q32::ONE.0 && again.next_sequence > last);
    stage.send(&ada, &bo).run();
    for message in sent {
        stage.acknowledge(&bo, message).run();
    }
}

#[test]
fn closing_opening_and_sending_in_the_second_of_the_first_opening_uses_no_number_twice() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let first = stage.next_sequence(&ada);
    for _ in 0..3 {
        stage.close_mailbox(&ada).run();
        stage.open_mailbox(&ada).run();
        assert_eq!(stage.next_sequence(&ada), first);
    }
    let message = stage.send(&ada, &bo).run_and_find();
    assert_eq!(stage.account::<StoredMessage>(message).header.sequence, first);
    stage.close_mailbox(&ada).expect_error(MailError::LoadTooHigh);
}
