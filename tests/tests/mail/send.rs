//! The specification of `send`. What a message costs is in `price.rs`, addresses in `addresses.rs`.

use bmail_sdk::accounts::{Correspondence, Mailbox, StoredMessage};
use bmail_testing::{FORTUNE, InstructionError, MailError, Stage};

use crate::MAILBOX;

/// What a legacy transaction of 1,232 bytes has room for, with a fee payer of its own.
const LONGEST: usize = 657;

#[test]
fn bullet_1_only_from_the_signers_own_mailbox() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let eve = stage.resident("Eve");
    let adas = stage.mailbox_of(&ada);
    stage.send(&ada, &bo).account("sender", eve.address()).expect_error(MailError::NotYourMailbox);
    stage.send(&eve, &bo).account("sender_mailbox", adas).expect_error(MailError::NotYourMailbox);
    stage.send(&ada, &bo).unsigned("sender").expect_error(InstructionError::MissingRequiredSignature);
}

#[test]
fn bullet_1_only_to_a_mailbox_of_the_same_network() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let (first, bos_first) = (stage.network, stage.mailbox_of(&bo));
    let second = stage.network();
    let (eve, bos_second) = (stage.resident("Eve"), stage.mailbox_of(&bo));
    stage.open_mailbox(&bo).run();
    stage.send(&eve, &bo).account("recipient_mailbox", bos_first).expect_error(MailError::OtherNetwork);
    stage.send(&eve, &bo).account("network", first).expect_error(MailError::OtherNetwork);
    stage.network = first;
    stage.send(&ada, &bo).account("recipient_mailbox", bos_second).expect_error(MailError::OtherNetwork);
    stage.send(&ada, &bo).account("network", second).expect_error(MailError::OtherNetwork);
}

#[test]
fn bullet_2_a_dearer_price_than_max_fee_is_refused_and_nothing_charged() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let price = stage.quote(&ada, &bo, 300).postage.0;
    for too_little in [0, 1, price - 1] {
        stage.send(&ada, &bo).max_fee(too_little).expect_error(MailError::PriceAboveMax);
    }
    assert_eq!(stage.lamports(ada.address()), FORTUNE - stage.rent(MAILBOX));
    stage.send(&ada, &bo).max_fee(price).run();
}

#[test]
fn bullet_3_another_version_of_the_rules_is_refused() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    for version in [0, 2, u32::MAX] {
        stage.send(&ada, &bo).rules_version(version).expect_error(MailError::RulesChanged);
    }
    stage.send(&ada, &bo).rules_version(1).run();
}

#[test]
fn bullet_4_any_sequence_number_but_the_next_is_refused() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    stage.send(&ada, &bo).sequence(1).expect_error(MailError::SequenceTaken);
    stage.send(&ada, &bo).sequence(0).run();
    for number in [0, 2, u64::MAX] {
        stage.send(&ada, &bo).sequence(number).expect_error(MailError::SequenceTaken);
    }
    stage.send(&ada, &bo).sequence(1).run();
    assert_eq!(stage.account::<Mailbox>(stage.mailbox_of(&ada)).next_sequence, 2);
    assert_eq!(stage.account::<Mailbox>(stage.mailbox_of(&bo)).next_sequence, 0);
}

#[test]
fn bullet_5_any_version_of_the_recipients_key_but_the_current_is_refused() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    for version in [0, 2, u32::MAX] {
        stage.send(&ada, &bo).key_version(version).expect_error(MailError::KeyChanged);
    }
    stage.rotate_key(&bo).run();
    stage.send(&ada, &bo).key_version(1).expect_error(MailError::KeyChanged);
    stage.send(&ada, &bo).key_version(2).run();
}

// Bullet 6 is in `strangers.rs`.

#[test]
fn bullet_7_a_ciphertext_has_1_byte_to_as_many_as_fit_a_transaction() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    stage.send(&ada, &bo).size(0).expect_error(MailError::InvalidLength);
    // Without a ciphertext, without a whole sealed key, and without anything.
    for length in [80, 79, 1, 0] {
        stage.send(&ada, &bo).sealed(vec![1; length]).expect_error(MailError::InvalidLength);
    }
    for size in [1, 2, 299, LONGEST] {
        let call = stage.send(&ada, &bo).size(size);
        let message = call.address();
        let outcome = call.run();
        assert!(outcome.bytes <= 1_232 && (size < LONGEST || outcome.bytes == 1_232), "{}", outcome.bytes);
        let ciphertext: Vec<u8> = (0..size).map(|index| index as u8).collect();
        assert_eq!(stage.account::<StoredMessage>(message).ciphertext, ciphertext);
        assert_eq!(stage.svm.get_account(&message).unwrap().data.len(), 200 + size);
    }
}

// Bullets 8 and 9 are in `addresses.rs`, bullet 10 in `price.rs`, bullet 11 in `escrow.rs`.

#[test]
fn bullet_12_it_emits_nothing() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    stage.send(&ada, &bo).run().without_events();
    stage.send(&ada, &bo).run().without_events();
}

#[test]
fn the_first_message_makes_the_correspondence_whoever_writes_it() {
    for ada_writes in [true, false] {
        let (mut stage, ada, bo) = Stage::with_ada_and_bo();
        let (from, to) = if ada_writes { (&ada, &bo) } else { (&bo, &ada) };
        stage.send(from, to).run();
        let (own, other) = (stage.mailbox_of(from), stage.mailbox_of(to));
        let pair: Correspondence = stage.account(stage.correspondence_of(from, to));
        assert_eq!((pair.low, pair.high), (own.min(other), own.max(other)));
        assert!(pair.has_written(&own) && !pair.has_written(&other));
        // Bit 2: the owner of the higher mailbox paid the rent.
        assert_eq!((pair.flags & 4 != 0, pair.padding), (own > other, [0; 6]));
    }
}
