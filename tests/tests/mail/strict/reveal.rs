//! The specification of `reveal`.

use bmail_sdk::accounts::{Message, SealedKey, StoredMessage, Verdict};
use bmail_testing::{Harness, InstructionError, MailError, events::MessageAcknowledged, first_key};
use postage::Rules;
use solana_pubkey::Pubkey;
use units::{Bps, Lamports, Seconds};

use super::{DAY, ada_posted_to_bo};
use crate::PERIOD;

fn header(harness: &Harness, message: Pubkey) -> Message {
    harness.account::<StoredMessage>(message).header
}

/// Shows mail.reveal: Only the sender may call it (`WrongSender`), once (`AlreadyRevealed`), within a day of posting
/// Shows security.md: Revealing for another sender, twice, too late, or to an old key.
#[test]
fn only_the_sender_reveals() {
    let (mut harness, ada, bo, message) = ada_posted_to_bo();
    let eve = harness.resident("Eve");
    for other in [&bo, &eve] {
        harness.reveal(other, &bo, message).expect_error(MailError::WrongSender);
    }
    let unsigned = harness.reveal(&ada, &bo, message).unsigned("sender");
    unsigned.expect_error(InstructionError::MissingRequiredSignature);
    harness.reveal(&ada, &bo, message).run();
}

/// Shows mail.reveal: Only the sender may call it (`WrongSender`), once (`AlreadyRevealed`), within a day of posting
/// Shows security.md: Revealing for another sender, twice, too late, or to an old key.
#[test]
fn a_message_is_revealed_once() {
    let (mut harness, ada, bo, message) = ada_posted_to_bo();
    harness.reveal(&ada, &bo, message).run();
    let before = harness.account::<StoredMessage>(message);
    harness.advance(1);
    let other = SealedKey { encapsulated: [8; 32], ciphertext: [8; 48] };
    harness.reveal(&ada, &bo, message).sealed_key(&other).expect_error(MailError::AlreadyRevealed);
    assert_eq!(harness.account::<StoredMessage>(message), before);
}

/// Shows mail.reveal: Only the sender may call it (`WrongSender`), once (`AlreadyRevealed`), within a day of posting
#[test]
fn what_was_sent_is_revealed_already() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let message = harness.send(&ada, &bo).run_and_find();
    harness.reveal(&ada, &bo, message).expect_error(MailError::AlreadyRevealed);
}

/// Shows mail.reveal: Only the sender may call it (`WrongSender`), once (`AlreadyRevealed`), within a day of posting
/// Shows security.md: Revealing for another sender, twice, too late, or to an old key.
#[test]
fn within_a_day_of_posting() {
    for (wait, in_time) in [(0, true), (DAY - 1, true), (DAY, true), (DAY + 1, false), (i64::MAX / 2, false)] {
        let (mut harness, ada, bo, message) = ada_posted_to_bo();
        harness.advance(wait);
        match in_time {
            true => harness.reveal(&ada, &bo, message).run(),
            false => harness.reveal(&ada, &bo, message).expect_error(MailError::RevealTooLate),
        };
    }
}

/// Shows mail.md: Every escrow ends.
#[test]
fn at_each_moment_an_unrevealed_message_can_either_be_revealed_or_expired() {
    for (offset, in_time) in [(-1, true), (0, true), (1, false)] {
        let (mut harness, ada, bo, message) = ada_posted_to_bo();
        harness.set_time(header(&harness, message).deadline + offset);
        if in_time {
            harness.expire(message).expect_error(MailError::NotExpired);
            harness.reveal(&ada, &bo, message).run();
        } else {
            harness.reveal(&ada, &bo, message).expect_error(MailError::RevealTooLate);
            harness.expire(message).run();
        }
    }
}

/// Shows mail.md: No order of acknowledging, expiring, refunding, revealing, sweeping and closing pays twice.
#[test]
fn a_message_that_ended_is_not_revealed() {
    let (mut harness, ada, bo, message) = ada_posted_to_bo();
    harness.advance(DAY + 1);
    harness.expire(message).run();
    harness.reveal(&ada, &bo, message).expect_error(InstructionError::AccountDataTooSmall);
}

/// Shows mail.reveal: `recipient_mailbox` is the mailbox that the message names.
#[test]
fn the_recipient_is_the_one_that_the_message_names() {
    let (mut harness, ada, bo, message) = ada_posted_to_bo();
    let eve = harness.resident("Eve");
    for other in [&ada, &eve] {
        harness.reveal(&ada, other, message).expect_error(MailError::NotYourMessage);
    }
    harness.reveal(&ada, &bo, message).run();
}

/// Shows mail.reveal: `key_version` and `encryption_key` are the recipient's current key
/// Shows mail.md: At reveal, the key is sealed to the recipient's key of that moment.
/// Shows security.md: Revealing for another sender, twice, too late, or to an old key.
/// Shows security.md: The node's own key in place of the recipient's, with the right version.
#[test]
fn the_key_is_sealed_to_the_recipients_current_one() {
    let (mut harness, ada, bo, message) = ada_posted_to_bo();
    let key = first_key(&bo.address());
    for index in [0, 8, 31] {
        let mut other = key;
        other[index] ^= 1;
        harness.reveal(&ada, &bo, message).sealed_to(other).expect_error(MailError::KeyChanged);
    }
    for version in [0, 2, u32::MAX] {
        harness.reveal(&ada, &bo, message).key_version(version).expect_error(MailError::KeyChanged);
    }
    // The key was rotated between posting and revealing: the ciphertext stays, and its key is sealed again.
    harness.rotate_key(&bo).run();
    harness.reveal(&ada, &bo, message).sealed_to(key).expect_error(MailError::KeyChanged);
    harness.reveal(&ada, &bo, message).run();
    assert_eq!(header(&harness, message).key_version, 2);
    harness.rotate_key(&bo).key([8; 32]).run();
    harness.acknowledge(&bo, message).run();
}

/// Shows mail.reveal: Emits nothing: the message's account is the record.
#[test]
fn it_emits_nothing() {
    let (mut harness, ada, bo, message) = ada_posted_to_bo();
    harness.reveal(&ada, &bo, message).run().without_events();
}

#[test]
fn it_publishes_the_key_starts_the_answering_period_and_changes_nothing_else() {
    let (mut harness, ada, bo, message) = ada_posted_to_bo();
    let posted: StoredMessage = harness.account(message);
    let held = [message, ada.address(), bo.address()].map(|address| harness.lamports(address));
    harness.advance(DAY);
    let sealed_key = SealedKey { encapsulated: [3; 32], ciphertext: [4; 48] };
    harness.reveal(&ada, &bo, message).sealed_key(&sealed_key).run();
    let deadline = harness.now() + PERIOD;
    let expected = Message { revealed: 1, key_version: 1, sealed_key, deadline, ..posted.header };
    assert_eq!(harness.account::<StoredMessage>(message), StoredMessage { header: expected, ..posted });
    assert_eq!([message, ada.address(), bo.address()].map(|address| harness.lamports(address)), held);
}

/// Shows mail.md: The answering period starts when the message is revealed.
#[test]
fn the_answering_period_starts_when_it_is_revealed() {
    for (offset, in_time) in [(-1, true), (0, true), (1, false)] {
        let (mut harness, ada, bo, message) = ada_posted_to_bo();
        harness.advance(DAY - 5);
        harness.reveal(&ada, &bo, message).run();
        harness.advance(PERIOD + offset);
        if in_time {
            harness.expire(message).expect_error(MailError::NotExpired);
            harness.acknowledge(&bo, message).run();
        } else {
            harness.acknowledge(&bo, message).expect_error(MailError::AnswerTooLate);
            harness.expire(message).run();
        }
    }
}

/// Shows mail.md: It also keeps its deadline and its answering period, which starts when the message is revealed.
#[test]
fn the_terms_are_those_of_the_posting_though_rules_changed_before_it_was_revealed() {
    const HOUR: u64 = 3_600;
    let short = Rules { rules_delay: Seconds(HOUR), answering_period: Seconds(2 * HOUR), ..Rules::PERSONAL };
    let other =
        Rules { answering_period: Seconds(30 * HOUR), treasury_share: Bps(0), spam_forfeit: Bps(10_000), ..short };
    let mut harness = Harness::new();
    harness.network_with(short);
    let (ada, bo) = (harness.resident("Ada"), harness.resident("Bo"));
    let message = harness.post(&ada, &bo).run_and_find();
    harness.change_rules(other);
    harness.reveal(&ada, &bo, message).run();
    let header = header(&harness, message);
    assert_eq!(header.deadline, harness.now() + 2 * HOUR as i64);

    let call = harness.acknowledge(&bo, message).verdict(Verdict::Spam);
    let event: MessageAcknowledged = call.run().event();
    let share = postage::settle(Lamports(header.fee), short.fee_split(), postage::Verdict::Spam);
    assert_eq!((event.earned, event.cut), (share.recipient.0, share.treasury.0));
}

/// Shows mail.md: `send` does both in one instruction.
#[test]
fn posting_and_revealing_fit_one_transaction() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let mut post = harness.post(&ada, &bo);
    let message = post.address();
    let mut all = post.instructions();
    all.push(harness.reveal(&ada, &bo, message).instruction());
    harness.execute(&all).succeeded("posting and revealing");
    let header = header(&harness, message);
    assert_eq!((header.revealed, header.deadline), (1, harness.now() + PERIOD));
}

#[test]
fn a_pair_that_answers_in_the_meantime_or_a_recipient_who_shuts_out_strangers_stops_no_revealing() {
    let (mut harness, ada, bo, message) = ada_posted_to_bo();
    harness.send(&bo, &ada).run();
    harness.set_mailbox(&bo).min_fee(1 << 40).accepting(false).run();
    harness.reveal(&ada, &bo, message).run();
    harness.acknowledge(&bo, message).run();
}
