//! `send`: what a message holds and stores, and who paid for it.

use bmail_sdk::accounts::{Content, SealedKey, StoredMessage};
use bmail_testing::{FORTUNE, Harness, InstructionError, MailError, at_every_rent};
use postage::Rules;
use solana_system_interface::instruction::transfer;

use crate::{CORRESPONDENCE, MAILBOX, PERIOD, create_account_of_next, message_rent};

/// Shows mail.send: The message keeps the fee split and the periods of the rules under which it is sent.
/// Shows mail.md: A message keeps the fee split of the rules under which it was sent, whatever rules come later.
/// Shows mail.md: `send` does both in one instruction.
#[test]
fn the_message_keeps_terms_deadline_and_contents_of_its_sending() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let sealed_key = SealedKey { encapsulated: [3; 32], ciphertext: [4; 48] };
    let (price, next) = (harness.quote(&ada, &bo, 5).postage.0, harness.next_sequence(&ada));
    let call = harness.send(&ada, &bo).ciphertext(b"hello".to_vec()).sealed_key(&sealed_key);
    let message = call.run_and_find();
    let StoredMessage { header, content } = harness.account(message);
    assert_eq!((header.sender, header.recipient), (ada.address(), harness.mailbox_of(&bo)));
    assert_eq!((header.fee, header.sequence, header.key_version), (price, next, 1));
    assert_eq!((header.sent_at, header.deadline), (harness.now(), harness.now() + PERIOD));
    assert_eq!((header.treasury_share, header.spam_forfeit), (2_400, 5_000));
    assert_eq!(header.correspondence, harness.correspondence_of(&ada, &bo));
    let pair_half_life = Rules::PERSONAL.pair_half_life.0 as u32;
    assert_eq!((header.answering_period, header.pair_half_life), (PERIOD as u32, pair_half_life));
    assert_eq!((header.revealed, header.has_body, header.padding), (1, 0, [0; 2]));
    assert_eq!((header.sealed_key, content), (sealed_key, Content::Ciphertext(b"hello".to_vec())));
}

/// Shows mail.send: `message` is a seeded account: the sender had the system program create it for this program
/// Shows mail.md: Lamports in the message's account beyond rent and fee return to the sender at once.
/// Shows security.md: Dust messages, and exhausting a recipient with rent.
/// Shows security.md: `const-rent` compiles in a fixed rent.
#[test]
fn the_message_holds_its_rent_and_the_fee_and_the_sender_pays_no_more() {
    at_every_rent(|mut harness| {
        let (ada, bo) = harness.ada_and_bo();
        let mut expected = FORTUNE - harness.rent(MAILBOX) - harness.rent(CORRESPONDENCE);
        for size in [300, 1, 600] {
            let fee = harness.quote(&ada, &bo, size as u32).postage.0;
            let message = harness.send(&ada, &bo).size(size).run_and_find();
            assert_eq!(harness.lamports(message), message_rent(&harness, size) + fee);
            expected -= message_rent(&harness, size) + fee;
            assert_eq!(harness.lamports(ada.address()), expected);
        }
        assert_eq!(harness.lamports(harness.correspondence_of(&ada, &bo)), harness.rent(CORRESPONDENCE));
        assert_eq!(harness.lamports(harness.mailbox_of(&bo)), harness.rent(MAILBOX));
        assert_eq!(harness.lamports(bo.address()), FORTUNE - harness.rent(MAILBOX));
    });
}

/// Shows mail.send: `message` is a seeded account: the sender had the system program create it for this program
/// Shows security.md: Underpaying with an account that holds too little, or whose fee counts as rent.
#[test]
fn an_account_that_holds_a_lamport_less_than_rent_and_fee_is_refused() {
    at_every_rent(|mut harness| {
        let (ada, bo) = harness.ada_and_bo();
        let (rent, fee) = (message_rent(&harness, 300), harness.quote(&ada, &bo, 300).postage.0);
        for too_little in [0, 1, fee, rent, rent + fee - 1] {
            harness.send(&ada, &bo).funded(too_little).expect_error(MailError::Underfunded);
        }
        let message = harness.send(&ada, &bo).funded(rent + fee).run_and_find();
        assert_eq!(harness.lamports(message), rent + fee);
    });
}

/// Shows mail.send: `message` is a seeded account: the sender had the system program create it for this program
/// Shows mail.md: Lamports in the message's account beyond rent and fee return to the sender at once.
#[test]
fn what_it_holds_beyond_that_goes_to_the_sender_to_the_lamport() {
    at_every_rent(|mut harness| {
        let (ada, bo) = harness.ada_and_bo();
        let mut expected = FORTUNE - harness.rent(MAILBOX) - harness.rent(CORRESPONDENCE);
        for excess in [0, 1, 12_345, FORTUNE / 2] {
            let owed = message_rent(&harness, 300) + harness.quote(&ada, &bo, 300).postage.0;
            let message = harness.send(&ada, &bo).funded(owed + excess).run_and_find();
            expected -= owed;
            assert_eq!(harness.lamports(message), owed);
            assert_eq!(harness.lamports(ada.address()), expected);
        }
    });
}

/// Shows mail.send: `message` is a seeded account: the sender had the system program create it for this program
#[test]
fn whoever_funds_the_account_what_is_too_much_goes_to_the_sender() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let eve = harness.person("Eve");
    let message = create_account_of_next(&mut harness, &ada, &bo);
    harness.execute(&[transfer(&eve.address(), &message, 777)]).succeeded("giving");
    let before = harness.lamports(ada.address());
    let owed = message_rent(&harness, 300) + harness.quote(&ada, &bo, 300).postage.0;
    harness.send(&ada, &bo).uncreated().run();
    assert_eq!(harness.lamports(message), owed);
    assert_eq!(harness.lamports(ada.address()), before + 777 - harness.rent(CORRESPONDENCE));
}

/// Shows mail.send: `message` is a seeded account: the sender had the system program create it for this program
#[test]
fn an_account_that_was_enough_before_the_price_rose_is_refused() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let fee = harness.quote(&ada, &bo, 300).postage.0;
    create_account_of_next(&mut harness, &ada, &bo);
    harness.set_mailbox(&bo).min_fee(fee + 1).run();
    harness.send(&ada, &bo).uncreated().expect_error(MailError::Underfunded);
    harness.set_mailbox(&bo).min_fee(fee).run();
    harness.send(&ada, &bo).uncreated().run();
}

#[test]
fn a_sender_who_cannot_pay_is_refused_by_the_system_program_and_can_pay_later() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let fee = harness.quote(&ada, &bo, 300).postage.0;
    let wallet = harness.rent(0);
    let needed = wallet + harness.rent(CORRESPONDENCE) + message_rent(&harness, 300) + fee;
    harness.set_lamports(ada.address(), needed - wallet - 1);
    // The system program's `ResultWithNegativeLamports`.
    harness.send(&ada, &bo).expect_error(InstructionError::Custom(1));
    harness.set_lamports(ada.address(), needed);
    harness.send(&ada, &bo).run();
    assert_eq!(harness.lamports(ada.address()), wallet);
}

/// Shows mail.send: `message` is a seeded account: the sender had the system program create it for this program
/// Shows mail.md: Every account holds its rent plus what it owes.
/// Shows security.md: Underpaying with an account that holds too little, or whose fee counts as rent.
#[test]
fn a_high_fee_is_no_rent_and_a_gift_to_the_address_is_neither_but_the_senders() {
    at_every_rent(|mut harness| {
        let (ada, bo) = harness.ada_and_bo();
        let (rent, fee) = (message_rent(&harness, 300), 10 * message_rent(&harness, 300));
        harness.set_mailbox(&bo).min_fee(fee).run();
        let message = harness.send(&ada, &bo).address();
        harness.give(message, rent);
        harness.send(&ada, &bo).run();
        assert_eq!(harness.lamports(message), rent + fee);
    });
}
