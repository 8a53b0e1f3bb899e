//! The specification of `rotate_key`.

use bmail_sdk::accounts::{Mailbox, StoredMessage};
use bmail_testing::{Harness, MailError, events::KeyRotated, first_key};

/// Shows mail.rotate_key: Only the mailbox's owner may call it.
#[test]
fn only_the_owner_rotates_a_key() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let adas = harness.mailbox_of(&ada);
    harness.rotate_key(&bo).account("mailbox", adas).expect_error(MailError::NotYourMailbox);
    harness.rotate_key(&ada).account("owner", bo.address()).expect_error(MailError::NotYourMailbox);
}

/// Shows mail.rotate_key: `encryption_key` must be neither zero nor the current key.
#[test]
fn a_key_is_neither_zero_nor_the_current_one() {
    let (mut harness, _, bo) = Harness::with_ada_and_bo();
    let current = harness.account::<Mailbox>(harness.mailbox_of(&bo)).encryption_key;
    harness.rotate_key(&bo).key([0; 32]).expect_error(MailError::InvalidKey);
    harness.rotate_key(&bo).key(current).expect_error(MailError::InvalidKey);
    harness.rotate_key(&bo).key([1; 32]).run();
    // An older key counts as new, because going back to one is the owner's own choice.
    harness.rotate_key(&bo).key(current).run();
}

/// Shows mail.rotate_key: The highest bit of the key must not be set.
/// Shows security.md: A recipient's key that yields no shared secret.
#[test]
fn a_key_with_its_highest_bit_set_is_refused() {
    let (mut harness, _, bo) = Harness::with_ada_and_bo();
    let before: Mailbox = harness.account(harness.mailbox_of(&bo));
    for last in [0x80, 0x87, 0xff] {
        let mut key = [7; 32];
        key[31] = last;
        harness.rotate_key(&bo).key(key).expect_error(MailError::KeyNotCanonical);
    }
    assert_eq!(harness.account::<Mailbox>(harness.mailbox_of(&bo)), before);
    harness.rotate_key(&bo).key([0x7f; 32]).run();
}

/// Shows mail.rotate_key: The key's version increases by one.
/// Shows mail.md: A key can be rotated.
#[test]
fn the_version_rises_by_one_and_nothing_else_changes() {
    let (mut harness, _, bo) = Harness::with_ada_and_bo();
    let before: Mailbox = harness.account(harness.mailbox_of(&bo));
    harness.rotate_key(&bo).key([1; 32]).run();
    let after: Mailbox = harness.account(harness.mailbox_of(&bo));
    assert_eq!(after, Mailbox { encryption_key: [1; 32], key_version: 2, ..before });
    harness.rotate_key(&bo).key([2; 32]).run();
    assert_eq!(harness.account::<Mailbox>(harness.mailbox_of(&bo)).key_version, 3);
}

/// Shows mail.rotate_key: The key's version increases by one.
/// Shows mail.md: A key can be rotated.
#[test]
fn a_message_sealed_to_an_older_key_is_refused_but_one_sent_before_can_be_answered() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let sent = harness.send(&ada, &bo).run_and_find();
    harness.rotate_key(&bo).run();
    harness.send(&ada, &bo).sealed_to(first_key(&bo.address())).expect_error(MailError::KeyChanged);
    harness.send(&ada, &bo).run();
    assert_eq!(harness.account::<StoredMessage>(sent).header.key_version, 1);
    harness.acknowledge(&bo, sent).run();
}

/// Shows mail.rotate_key: Emits `KeyRotated`.
#[test]
fn it_emits_key_rotated() {
    let (mut harness, _, bo) = Harness::with_ada_and_bo();
    let event: KeyRotated = harness.rotate_key(&bo).run().event();
    assert_eq!(event, KeyRotated { mailbox: harness.mailbox_of(&bo), key_version: 2 });
}
