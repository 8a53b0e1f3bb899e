//! Bullets 9 and 13 of `send`: what a message holds and keeps, and who paid for it.

use bmail_sdk::accounts::{Content, SealedKey, StoredMessage};
use bmail_testing::{FORTUNE, InstructionError, MailError, Stage, at_every_rent};
use postage::Rules;
use solana_system_interface::instruction::transfer;

use crate::{CORRESPONDENCE, MAILBOX, PERIOD, create_account_of_next, message_rent};

#[test]
fn bullet_13_the_message_keeps_terms_deadline_and_contents_of_its_sending() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let sealed_key = SealedKey { encapsulated: [3; 32], ciphertext: [4; 48] };
    let (price, next) = (stage.quote(&ada, &bo, 5).postage.0, stage.next_sequence(&ada));
    let call = stage.send(&ada, &bo).ciphertext(b"hello".to_vec()).sealed_key(&sealed_key);
    let message = call.run_and_find();
    let StoredMessage { header, content } = stage.account(message);
    assert_eq!((header.sender, header.recipient), (ada.address(), stage.mailbox_of(&bo)));
    assert_eq!((header.fee, header.sequence, header.key_version), (price, next, 1));
    assert_eq!((header.sent_at, header.deadline), (stage.now(), stage.now() + PERIOD));
    assert_eq!((header.treasury_share, header.spam_forfeit), (1_000, 5_000));
    assert_eq!(header.correspondence, stage.correspondence_of(&ada, &bo));
    let pair_half_life = Rules::PERSONAL.pair_half_life.0 as u32;
    assert_eq!((header.answering_period, header.pair_half_life), (PERIOD as u32, pair_half_life));
    assert_eq!((header.revealed, header.has_body, header.padding), (1, 0, [0; 2]));
    assert_eq!((header.sealed_key, content), (sealed_key, Content::Ciphertext(b"hello".to_vec())));
}

#[test]
fn bullet_9_the_message_holds_its_rent_and_the_fee_and_the_sender_pays_no_more() {
    at_every_rent(|mut stage| {
        let (ada, bo) = stage.ada_and_bo();
        let mut expected = FORTUNE - stage.rent(MAILBOX) - stage.rent(CORRESPONDENCE);
        for size in [300, 1, 600] {
            let fee = stage.quote(&ada, &bo, size as u32).postage.0;
            let message = stage.send(&ada, &bo).size(size).run_and_find();
            assert_eq!(stage.lamports(message), message_rent(&stage, size) + fee);
            expected -= message_rent(&stage, size) + fee;
            assert_eq!(stage.lamports(ada.address()), expected);
        }
        assert_eq!(stage.lamports(stage.correspondence_of(&ada, &bo)), stage.rent(CORRESPONDENCE));
        assert_eq!(stage.lamports(stage.mailbox_of(&bo)), stage.rent(MAILBOX));
        assert_eq!(stage.lamports(bo.address()), FORTUNE - stage.rent(MAILBOX));
    });
}

#[test]
fn bullet_9_an_account_that_holds_a_lamport_less_than_rent_and_fee_is_refused() {
    at_every_rent(|mut stage| {
        let (ada, bo) = stage.ada_and_bo();
        let (rent, fee) = (message_rent(&stage, 300), stage.quote(&ada, &bo, 300).postage.0);
        for too_little in [0, 1, fee, rent, rent + fee - 1] {
            stage.send(&ada, &bo).funded(too_little).expect_error(MailError::Underfunded);
        }
        let message = stage.send(&ada, &bo).funded(rent + fee).run_and_find();
        assert_eq!(stage.lamports(message), rent + fee);
    });
}

#[test]
fn bullet_9_what_it_holds_beyond_that_goes_to_the_sender_to_the_lamport() {
    at_every_rent(|mut stage| {
        let (ada, bo) = stage.ada_and_bo();
        let mut expected = FORTUNE - stage.rent(MAILBOX) - stage.rent(CORRESPONDENCE);
        for excess in [0, 1, 12_345, FORTUNE / 2] {
            let owed = message_rent(&stage, 300) + stage.quote(&ada, &bo, 300).postage.0;
            let message = stage.send(&ada, &bo).funded(owed + excess).run_and_find();
            expected -= owed;
            assert_eq!(stage.lamports(message), owed);
            assert_eq!(stage.lamports(ada.address()), expected);
        }
    });
}

#[test]
fn bullet_9_whoever_funds_the_account_what_is_too_much_goes_to_the_sender() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let eve = stage.person("Eve");
    let message = create_account_of_next(&mut stage, &ada, &bo);
    stage.execute(&[transfer(&eve.address(), &message, 777)]).succeeded("giving");
    let before = stage.lamports(ada.address());
    let owed = message_rent(&stage, 300) + stage.quote(&ada, &bo, 300).postage.0;
    stage.send(&ada, &bo).uncreated().run();
    assert_eq!(stage.lamports(message), owed);
    assert_eq!(stage.lamports(ada.address()), before + 777 - stage.rent(CORRESPONDENCE));
}

#[test]
fn bullet_9_an_account_that_was_enough_before_the_price_rose_is_refused() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let fee = stage.quote(&ada, &bo, 300).postage.0;
    create_account_of_next(&mut stage, &ada, &bo);
    stage.set_mailbox(&bo).min_fee(fee + 1).run();
    stage.send(&ada, &bo).uncreated().expect_error(MailError::Underfunded);
    stage.set_mailbox(&bo).min_fee(fee).run();
    stage.send(&ada, &bo).uncreated().run();
}

#[test]
fn a_sender_who_cannot_pay_is_refused_by_the_system_program_and_can_pay_later() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let fee = stage.quote(&ada, &bo, 300).postage.0;
    let wallet = stage.rent(0);
    let needed = wallet + stage.rent(CORRESPONDENCE) + message_rent(&stage, 300) + fee;
    stage.set_lamports(ada.address(), needed - wallet - 1);
    // "Result with negative lamports".
    stage.send(&ada, &bo).expect_error(InstructionError::Custom(1));
    stage.set_lamports(ada.address(), needed);
    stage.send(&ada, &bo).run();
    assert_eq!(stage.lamports(ada.address()), wallet);
}

#[test]
fn bullet_9_a_high_fee_is_no_rent_and_a_gift_to_the_address_is_neither_but_the_senders() {
    at_every_rent(|mut stage| {
        let (ada, bo) = stage.ada_and_bo();
        let (rent, fee) = (message_rent(&stage, 300), 10 * message_rent(&stage, 300));
        stage.set_mailbox(&bo).min_fee(fee).run();
        let message = stage.send(&ada, &bo).address();
        stage.give(message, rent);
        stage.send(&ada, &bo).run();
        assert_eq!(stage.lamports(message), rent + fee);
    });
}
