//! Bullet 11 of `send`: what a message keeps and holds, and who paid for it.

use bmail_sdk::accounts::{SealedKey, StoredMessage};
use bmail_testing::{FORTUNE, InstructionError, Stage, at_every_rent};

use crate::{CORRESPONDENCE, MAILBOX, PERIOD, message_rent};

#[test]
fn bullet_11_the_message_keeps_terms_deadline_and_contents_of_its_sending() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let sealed_key = SealedKey { encapsulated: [3; 32], ciphertext: [4; 48] };
    let price = stage.quote(&ada, &bo, 5).postage.0;
    let call = stage.send(&ada, &bo).ciphertext(b"hello".to_vec()).sealed_key(&sealed_key);
    let message = call.run_and_find();
    let StoredMessage { header, ciphertext } = stage.account(message);
    assert_eq!((header.sender, header.recipient), (ada.address(), stage.mailbox_of(&bo)));
    assert_eq!((header.fee, header.sequence, header.key_version), (price, 0, 1));
    assert_eq!((header.sent_at, header.deadline), (stage.now(), stage.now() + PERIOD));
    assert_eq!((header.treasury_share, header.spam_forfeit), (1_000, 5_000));
    assert_eq!((header.sealed_key, ciphertext.as_slice(), header.padding), (sealed_key, b"hello".as_slice(), [0; 3]));
}

#[test]
fn bullet_11_the_message_holds_its_rent_and_the_fee_and_the_sender_pays_no_more() {
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
fn bullet_11_a_high_fee_or_a_gift_to_the_address_is_no_rent() {
    at_every_rent(|mut stage| {
        let (ada, bo) = stage.ada_and_bo();
        let (rent, fee) = (message_rent(&stage, 300), 10 * message_rent(&stage, 300));
        stage.set_mailbox(&bo).min_fee(fee).run();
        let message = stage.send(&ada, &bo).address();
        stage.give(message, rent);
        stage.send(&ada, &bo).run();
        assert_eq!(stage.lamports(message), rent + fee + rent);
    });
}
