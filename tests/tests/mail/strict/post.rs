//! The specification of `post`.

use bmail_sdk::accounts::{Content, Correspondence, Mailbox, Message, SealedKey, StoredMessage};
use bmail_testing::{FORTUNE, Harness, InstructionError, MailError, at_every_rent};
use postage::Rules;

use super::{DAY, ada_posted_to_bo};
use crate::{CORRESPONDENCE, MAILBOX, PERIOD, create_account_of_next, message_rent};

/// Shows mail.post: The checks and effects are those of `send`, except for the key: `ciphertext` is the whole content
/// Shows mail.md: Posting costs the same as sending.
#[test]
fn it_costs_what_sending_costs_and_changes_what_sending_changes() {
    let [sent, posted] = [false, true].map(|strict| {
        let (mut harness, ada, bo) = Harness::with_ada_and_bo();
        let mut states = Vec::new();
        for _ in 0..3 {
            let fee = harness.quote(&ada, &bo, 300).postage.0;
            match strict {
                true => drop(harness.post(&ada, &bo).max_fee(fee).run()),
                false => drop(harness.send(&ada, &bo).max_fee(fee).run()),
            }
            let mailbox: Mailbox = harness.account(harness.mailbox_of(&ada));
            let pair: Correspondence = harness.account(harness.correspondence_of(&ada, &bo));
            states.push((harness.lamports(ada.address()), mailbox, pair));
        }
        states
    });
    assert_eq!(sent, posted);
}

/// Shows mail.post: The checks and effects are those of `send`, except for the key: `ciphertext` is the whole content
/// Shows mail.md: In strict mode, `post` escrows the fee and stores the ciphertext without the key.
#[test]
fn the_message_is_as_if_sent_but_for_the_key_and_the_deadline() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let (fee, sequence) = (harness.quote(&ada, &bo, 5).postage.0, harness.next_sequence(&ada));
    let message = harness.post(&ada, &bo).ciphertext(b"hello".to_vec()).run_and_find();
    let StoredMessage { header, content } = harness.account(message);
    let expected = Message {
        discriminator: header.discriminator,
        sender: ada.address(),
        recipient: harness.mailbox_of(&bo),
        correspondence: harness.correspondence_of(&ada, &bo),
        fee,
        sequence,
        sent_at: harness.now(),
        deadline: harness.now() + DAY,
        treasury_share: Rules::PERSONAL.treasury_share.0,
        spam_forfeit: Rules::PERSONAL.spam_forfeit.0,
        key_version: 0,
        answering_period: PERIOD as u32,
        pair_half_life: Rules::PERSONAL.pair_half_life.0 as u32,
        revealed: 0,
        has_body: 0,
        padding: [0; 2],
        sealed_key: SealedKey { encapsulated: [0; 32], ciphertext: [0; 48] },
    };
    assert_eq!((header, content), (expected, Content::Ciphertext(b"hello".to_vec())));
}

/// Shows mail.post: The checks and effects are those of `send`, except for the key: `ciphertext` is the whole content
#[test]
fn it_holds_rent_and_fee_and_what_is_more_goes_back() {
    at_every_rent(|mut harness| {
        let (ada, bo) = harness.ada_and_bo();
        let owed = message_rent(&harness, 300) + harness.quote(&ada, &bo, 300).postage.0;
        harness.post(&ada, &bo).funded(owed - 1).expect_error(MailError::Underfunded);
        let message = harness.post(&ada, &bo).funded(owed + 12_345).run_and_find();
        assert_eq!(harness.lamports(message), owed);
        let kept = harness.rent(MAILBOX) + harness.rent(CORRESPONDENCE);
        assert_eq!(harness.lamports(ada.address()), FORTUNE - kept - owed);
    });
}

/// Shows mail.post: The checks and effects are those of `send`, except for the key: `ciphertext` is the whole content
#[test]
fn it_refuses_what_sending_refuses() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let eve = harness.resident("Eve");
    let (first, adas, eves) = (harness.network, harness.mailbox_of(&ada), harness.mailbox_of(&eve));
    let (next, price) = (harness.next_sequence(&ada), harness.quote(&ada, &bo, 300).postage.0);
    harness.post(&eve, &bo).account("sender_mailbox", adas).expect_error(MailError::NotYourMailbox);
    harness.post(&ada, &bo).max_fee(price - 1).expect_error(MailError::PriceAboveMax);
    harness.post(&ada, &bo).rules_version(2).expect_error(MailError::RulesChanged);
    harness.post(&ada, &bo).sequence(next + 1).expect_error(MailError::SequenceTaken);
    harness.post(&ada, &bo).size(0).expect_error(MailError::InvalidLength);
    harness.post(&ada, &bo).uncreated().expect_error(MailError::NotNew);
    harness.post(&ada, &bo).space(Message::LEN + 299).expect_error(MailError::NotNew);
    harness.post(&ada, &bo).account("message", eves).expect_error(MailError::WrongAddress);
    harness.post(&ada, &ada).expect_error(bmail_testing::DUPLICATE);

    let theirs = harness.correspondence_of(&bo, &eve);
    harness.send(&bo, &eve).run();
    harness.post(&ada, &bo).account("correspondence", theirs).expect_error(MailError::WrongCorrespondence);
    harness.set_mailbox(&bo).accepting(false).run();
    harness.post(&ada, &bo).expect_error(MailError::NotAccepting);
    harness.set_mailbox(&bo).min_reputation(1).run();
    harness.post(&ada, &bo).expect_error(MailError::ReputationTooLow);
    harness.set_mailbox(&bo).run();

    let second = harness.network();
    harness.open_mailbox(&bo).run();
    let bos = harness.mailbox_of(&bo);
    harness.network = first;
    harness.post(&ada, &bo).account("recipient_mailbox", bos).expect_error(MailError::OtherNetwork);
    harness.post(&ada, &bo).account("network", second).expect_error(MailError::OtherNetwork);
    create_account_of_next(&mut harness, &ada, &bo);
    let unsigned = harness.post(&ada, &bo).uncreated().unsigned("sender");
    unsigned.expect_error(InstructionError::MissingRequiredSignature);
    harness.post(&ada, &bo).uncreated().run();
}

/// Shows mail.post: The checks and effects are those of `send`, except for the key: `ciphertext` is the whole content
#[test]
fn between_mutual_contacts_it_is_free() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.befriend(&ada, &bo);
    let message = harness.post(&ada, &bo).max_fee(0).run_and_find();
    assert_eq!(harness.account::<StoredMessage>(message).header.fee, 0);
    assert_eq!(harness.lamports(message), message_rent(&harness, 300));
}

/// Shows mail.post: The checks and effects are those of `send`, except for the key: `ciphertext` is the whole content
#[test]
fn it_emits_nothing() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.post(&ada, &bo).run().without_events();
}

/// Shows mail.post: The sender has one day to reveal the message.
/// Shows mail.md: In strict mode, `post` escrows the fee and stores the ciphertext without the key.
#[test]
fn before_it_is_revealed_it_cannot_be_acknowledged() {
    for time in [0, DAY - 1, DAY, DAY + 1, PERIOD + 1] {
        let (mut harness, _, bo, message) = ada_posted_to_bo();
        harness.advance(time);
        harness.acknowledge(&bo, message).expect_error(MailError::NotRevealed);
    }
}

/// Shows mail.post: The sender has one day to reveal the message.
/// Shows mail.md: A message that is never revealed pays nobody.
/// Shows mail.md: A message that is not revealed within a day can be refunded.
#[test]
fn what_is_not_revealed_within_a_day_can_be_expired_and_cost_the_sender_nothing() {
    at_every_rent(|mut harness| {
        let (ada, bo) = harness.ada_and_bo();
        let message = harness.post(&ada, &bo).run_and_find();
        for (wait, early) in [(DAY - 1, true), (1, true), (1, false)] {
            harness.advance(wait);
            match early {
                true => harness.expire(message).expect_error(MailError::NotExpired),
                false => harness.expire(message).run(),
            };
        }
        let kept = harness.rent(MAILBOX) + harness.rent(CORRESPONDENCE);
        assert_eq!(harness.lamports(ada.address()), FORTUNE - kept);
        assert_eq!(harness.lamports(bo.address()), FORTUNE - harness.rent(MAILBOX));
        let mailbox: Mailbox = harness.account(harness.mailbox_of(&bo));
        assert_eq!((mailbox.earned, mailbox.cut), (0, 0));
    });
}
