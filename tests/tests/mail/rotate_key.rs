//! The specification of `rotate_key`.

use bmail_sdk::accounts::{Mailbox, StoredMessage};
use bmail_testing::{MailError, Stage, events::KeyRotated};

#[test]
fn bullet_1_only_the_owner_rotates_a_key() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let adas = stage.mailbox_of(&ada);
    stage.rotate_key(&bo).account("mailbox", adas).expect_error(MailError::NotYourMailbox);
    stage.rotate_key(&ada).account("owner", bo.address()).expect_error(MailError::NotYourMailbox);
}

#[test]
fn bullet_2_a_key_is_neither_zero_nor_the_current_one() {
    let (mut stage, _, bo) = Stage::with_ada_and_bo();
    let current = stage.account::<Mailbox>(stage.mailbox_of(&bo)).encryption_key;
    stage.rotate_key(&bo).key([0; 32]).expect_error(MailError::InvalidKey);
    stage.rotate_key(&bo).key(current).expect_error(MailError::InvalidKey);
    stage.rotate_key(&bo).key([1; 32]).run();
    // An older key is none of these: whoever returns to one chooses so.
    stage.rotate_key(&bo).key(current).run();
}

#[test]
fn bullet_3_the_version_rises_by_one_and_nothing_else_changes() {
    let (mut stage, _, bo) = Stage::with_ada_and_bo();
    let before: Mailbox = stage.account(stage.mailbox_of(&bo));
    stage.rotate_key(&bo).key([1; 32]).run();
    let after: Mailbox = stage.account(stage.mailbox_of(&bo));
    assert_eq!(after, Mailbox { encryption_key: [1; 32], key_version: 2, ..before });
    stage.rotate_key(&bo).key([2; 32]).run();
    assert_eq!(stage.account::<Mailbox>(stage.mailbox_of(&bo)).key_version, 3);
}

#[test]
fn bullet_3_a_message_sealed_to_an_older_key_is_refused_but_one_sent_before_can_be_answered() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let sent = stage.send(&ada, &bo).run_and_find();
    stage.rotate_key(&bo).run();
    stage.send(&ada, &bo).sealed_to(bo.address().to_bytes()).expect_error(MailError::KeyChanged);
    stage.send(&ada, &bo).run();
    assert_eq!(stage.account::<StoredMessage>(sent).header.key_version, 1);
    stage.acknowledge(&bo, sent).run();
}

#[test]
fn bullet_4_it_emits_key_rotated() {
    let (mut stage, _, bo) = Stage::with_ada_and_bo();
    let event: KeyRotated = stage.rotate_key(&bo).run().event();
    assert_eq!(event, KeyRotated { mailbox: stage.mailbox_of(&bo), key_version: 2 });
}
