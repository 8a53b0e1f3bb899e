//! The specification of `send`. The price is in `price.rs`, addresses in `addresses.rs`, money in `escrow.rs`.

use bmail_sdk::accounts::{Content, Correspondence, Message, StoredMessage};
use bmail_testing::{FORTUNE, Harness, InstructionError, MailError, first_key};

use crate::{MAILBOX, create_account_of_next};

/// The longest ciphertext that fits a legacy transaction of 1,232 bytes with a separate fee payer and the account's
/// creation.
const LONGEST: usize = 455;

/// Shows mail.send: The signer owns the sender's mailbox (`NotYourMailbox`).
#[test]
fn only_from_the_signers_own_mailbox() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let eve = harness.resident("Eve");
    let adas = harness.mailbox_of(&ada);
    harness.send(&ada, &bo).account("sender", eve.address()).expect_error(MailError::NotYourMailbox);
    harness.send(&eve, &bo).account("sender_mailbox", adas).expect_error(MailError::NotYourMailbox);
    create_account_of_next(&mut harness, &ada, &bo);
    let unsigned = harness.send(&ada, &bo).uncreated().unsigned("sender");
    unsigned.expect_error(InstructionError::MissingRequiredSignature);
}

/// Shows mail.send: The signer owns the sender's mailbox (`NotYourMailbox`).
#[test]
fn only_to_a_mailbox_of_the_same_network() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let (first, bos_first) = (harness.network, harness.mailbox_of(&bo));
    let second = harness.network();
    let (eve, bos_second) = (harness.resident("Eve"), harness.mailbox_of(&bo));
    harness.open_mailbox(&bo).run();
    harness.send(&eve, &bo).account("recipient_mailbox", bos_first).expect_error(MailError::OtherNetwork);
    harness.send(&eve, &bo).account("network", first).expect_error(MailError::OtherNetwork);
    harness.network = first;
    harness.send(&ada, &bo).account("recipient_mailbox", bos_second).expect_error(MailError::OtherNetwork);
    harness.send(&ada, &bo).account("network", second).expect_error(MailError::OtherNetwork);
}

/// Shows mail.send: The signer owns the sender's mailbox (`NotYourMailbox`).
#[test]
fn only_while_the_network_has_not_paused_sending() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.set_sending(&harness.founder(), true).run();
    harness.send(&ada, &bo).expect_error(MailError::SendingPaused);
    assert_eq!(harness.lamports(ada.address()), FORTUNE - harness.rent(MAILBOX));
    harness.set_sending(&harness.founder(), false).run();
    harness.send(&ada, &bo).run();
}

/// Shows mail.send: `max_fee` is the most that the sender pays, in lamports.
/// Shows mail.md: If the price is above `max_fee`, the send fails and nothing is charged.
/// Shows security.md: Fake mailboxes that farm postage.
#[test]
fn a_dearer_price_than_max_fee_is_refused_and_nothing_charged() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let price = harness.quote(&ada, &bo, 300).postage.0;
    for too_little in [0, 1, price - 1] {
        harness.send(&ada, &bo).max_fee(too_little).expect_error(MailError::PriceAboveMax);
    }
    assert_eq!(harness.lamports(ada.address()), FORTUNE - harness.rent(MAILBOX));
    harness.send(&ada, &bo).max_fee(price).run();
}

/// Shows mail.send: `rules_version` is the version of the network's rules for which the sender got a quote.
/// Shows mail.md: If `rules_version` is not the network's, the send fails and nothing is charged.
#[test]
fn another_version_of_the_rules_is_refused() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    for version in [0, 2, u32::MAX] {
        harness.send(&ada, &bo).rules_version(version).expect_error(MailError::RulesChanged);
    }
    harness.send(&ada, &bo).rules_version(1).run();
}

/// Shows mail.send: `sequence` is the sender's next sequence number, to which the message is sealed.
/// Shows mail.md: Each mailbox has its own sequence numbers, so senders never race each other.
#[test]
fn any_sequence_number_but_the_next_is_refused() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let (first, bos) = (harness.next_sequence(&ada), harness.next_sequence(&bo));
    harness.send(&ada, &bo).sequence(first + 1).expect_error(MailError::SequenceTaken);
    harness.send(&ada, &bo).sequence(first).run();
    for number in [0, first - 1, first + 2, u64::MAX] {
        harness.send(&ada, &bo).sequence(number).expect_error(MailError::SequenceTaken);
        harness.send(&ada, &bo).wrong_sequence(number).expect_error(MailError::SequenceTaken);
    }
    harness.send(&ada, &bo).sequence(first).uncreated().expect_error(MailError::SequenceTaken);
    harness.send(&ada, &bo).sequence(first + 1).run();
    assert_eq!((harness.next_sequence(&ada), harness.next_sequence(&bo)), (first + 2, bos));
}

/// Shows mail.send: `key_version` and `encryption_key` are the recipient's current key
/// Shows mail.md: The sender must name the recipient's current key by bytes and version.
/// Shows security.md: The node's own key in place of the recipient's, with the right version.
#[test]
fn any_key_but_the_recipients_current_one_is_refused() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let key = first_key(&bo.address());
    for index in [0, 8, 31] {
        let mut other = key;
        other[index] ^= 1;
        harness.send(&ada, &bo).sealed_to(other).expect_error(MailError::KeyChanged);
    }
    harness.rotate_key(&bo).key([9; 32]).run();
    harness.send(&ada, &bo).sealed_to(key).expect_error(MailError::KeyChanged);
    harness.send(&ada, &bo).sealed_to([9; 32]).run();
}

/// Shows mail.send: `key_version` and `encryption_key` are the recipient's current key
/// Shows mail.md: The sender must name the recipient's current key by bytes and version.
#[test]
fn an_old_key_to_which_the_recipient_returned_is_refused_with_its_old_version() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let key = first_key(&bo.address());
    harness.rotate_key(&bo).key([9; 32]).run();
    harness.rotate_key(&bo).key(key).run();
    for version in [0, 1, 2, 4, u32::MAX] {
        harness.send(&ada, &bo).sealed_to(key).key_version(version).expect_error(MailError::KeyChanged);
    }
    harness.send(&ada, &bo).sealed_to(key).key_version(3).run();
}

/// Shows mail.send: `key_version` and `encryption_key` are the recipient's current key
/// Shows mail.md: The sender must name the recipient's current key by bytes and version.
#[test]
fn the_key_of_a_mailbox_that_was_closed_and_opened_with_another_is_refused_though_its_version_is_the_same() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let key = first_key(&bo.address());
    harness.close_mailbox(&bo).run();
    harness.open_mailbox(&bo).key([9; 32]).run();
    harness.send(&ada, &bo).sealed_to(key).expect_error(MailError::KeyChanged);
    harness.send(&ada, &bo).run();
}

// `strangers.rs` tests who is a stranger.

/// Shows mail.send: `sealed` is the content key, sealed with HPKE (`SealedKey`, 80 bytes)
#[test]
fn a_ciphertext_has_1_byte_to_as_many_as_fit_a_transaction() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.send(&ada, &bo).size(0).expect_error(MailError::InvalidLength);
    // Without a ciphertext, without a complete sealed key, and without anything.
    for length in [80, 79, 1, 0] {
        harness.send(&ada, &bo).sealed(vec![1; length]).expect_error(MailError::InvalidLength);
    }
    for size in [1, 2, 299, LONGEST] {
        let mut call = harness.send(&ada, &bo).size(size);
        let message = call.address();
        let outcome = call.run();
        assert!(outcome.bytes <= 1_232 && (size < LONGEST || outcome.bytes == 1_232), "{}", outcome.bytes);
        let ciphertext: Vec<u8> = (0..size).map(|index| index as u8).collect();
        assert_eq!(harness.account::<StoredMessage>(message).content, Content::Ciphertext(ciphertext));
        assert_eq!(harness.svm.get_account(&message).unwrap().data.len(), Message::LEN + size);
    }
}

/// Shows mail.send: `sealed` is the content key, sealed with HPKE (`SealedKey`, 80 bytes)
#[test]
fn longer_ciphertexts_than_todays_transactions_have_room_for_are_taken() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    // No cluster accepts such transactions; the virtual machine does. An instruction's length has 16 bits, so 64 KiB
    // fit only in a body.
    let fields = harness.send(&ada, &bo).size(0).data_length();
    for size in [10_240 - Message::LEN + 1, usize::from(u16::MAX) - fields] {
        let message = harness.send(&ada, &bo).size(size).run_and_find();
        assert_eq!(harness.svm.get_account(&message).unwrap().data.len(), Message::LEN + size);
        harness.acknowledge(&bo, message).run();
    }
}

/// Shows mail.send: Emits nothing: the message's account is the record.
#[test]
fn it_emits_nothing() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.send(&ada, &bo).run().without_events();
    harness.send(&ada, &bo).run().without_events();
}

/// Shows mail.md: Two people have one correspondence, with the lower mailbox first, no matter who writes first.
/// Shows security.md: State that is stale after a call to another program.
#[test]
fn the_first_message_makes_the_correspondence_whoever_writes_it() {
    for ada_writes in [true, false] {
        let (mut harness, ada, bo) = Harness::with_ada_and_bo();
        let (from, to) = if ada_writes { (&ada, &bo) } else { (&bo, &ada) };
        harness.send(from, to).run();
        let (own, other) = (harness.mailbox_of(from), harness.mailbox_of(to));
        let pair: Correspondence = harness.account(harness.correspondence_of(from, to));
        assert_eq!((pair.low, pair.high), (own.min(other), own.max(other)));
        assert!(pair.has_written(&own) && !pair.has_written(&other));
        // Bit 2: the owner of the higher mailbox paid the rent.
        assert_eq!((pair.flags & 4 != 0, pair.padding), (own > other, [0; 6]));
    }
}
