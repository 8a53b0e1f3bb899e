//! A message ends only once, in any order of attempts and in any number of transactions.

use bmail_sdk::accounts::{StoredMessage, Verdict};
use bmail_testing::{FORTUNE, Harness, InstructionError, MailError, Person, at_every_rent};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_system_interface::instruction::transfer;

use crate::{CORRESPONDENCE, MAILBOX, PERIOD, VERDICTS, ada_wrote_to_bo, message_rent, settle};

/// Anchor's error for an account without data, with or without lamports.
const GONE: InstructionError = InstructionError::AccountDataTooSmall;

/// The two instructions that end a message.
fn endings(harness: &mut Harness, ada: &Person, bo: &Person, message: Pubkey) -> [Instruction; 2] {
    let acknowledge = harness.acknowledge(bo, message).from(ada).instruction();
    let expire = harness.expire(message).from(ada).instruction();
    [acknowledge, expire]
}

/// Shows mail.md: A message ends exactly once, in one transaction or across several.
#[test]
fn an_ended_message_cannot_end_again_in_the_next_transaction() {
    at_every_rent(|mut harness| {
        let (ada, bo) = harness.ada_and_bo();
        for late in [0, PERIOD + 1] {
            let message = harness.send(&ada, &bo).run_and_find();
            harness.advance(late);
            let all = endings(&mut harness, &ada, &bo, message);
            let first = usize::from(late > 0);
            harness.execute(&all[first..=first]).succeeded("the first ending");
            for instruction in all {
                harness.execute(&[instruction]).failed_at(0, "a second ending", GONE);
            }
        }
    });
}

/// Shows mail.md: A message ends exactly once, in one transaction or across several.
/// Shows mail.md: No order of acknowledging, expiring, refunding, revealing, sweeping and closing pays twice.
#[test]
fn an_ended_message_cannot_end_again_in_the_same_transaction() {
    let (mut harness, ada, bo, message) = ada_wrote_to_bo();
    let [acknowledge, expire] = endings(&mut harness, &ada, &bo, message);
    for second in [&acknowledge, &expire] {
        let both = [acknowledge.clone(), second.clone()];
        harness.execute(&both).failed_at(1, "an ending after acknowledge", GONE);
    }
    harness.advance(PERIOD + 1);
    for second in [&acknowledge, &expire] {
        let both = [expire.clone(), second.clone()];
        harness.execute(&both).failed_at(1, "an ending after expire", GONE);
    }
}

/// Shows mail.md: Lamports do not revive a closed account.
#[test]
fn lamports_sent_to_an_ended_message_do_not_revive_it() {
    for in_one_transaction in [true, false] {
        let (mut harness, ada, bo, message) = ada_wrote_to_bo();
        let held = harness.lamports(message);
        let [acknowledge, expire] = endings(&mut harness, &ada, &bo, message);
        let revive = transfer(&ada.address(), &message, held);
        for again in [&acknowledge, &expire] {
            let all = [acknowledge.clone(), revive.clone(), again.clone()];
            if in_one_transaction {
                harness.execute(&all).failed_at(2, "an ending of a revived message", GONE);
            }
        }
        harness.execute(&[acknowledge.clone(), revive]).succeeded("acknowledging, and giving to the address");
        assert_eq!(harness.svm.get_account(&message).unwrap().data.len(), 0);
        for again in [acknowledge, expire] {
            harness.execute(&[again]).failed_at(0, "an ending of a revived message", GONE);
        }
    }
}

#[test]
fn no_message_is_sent_to_the_address_of_an_ended_one() {
    let (mut harness, ada, bo, message) = ada_wrote_to_bo();
    harness.acknowledge(&bo, message).run();
    let used = harness.next_sequence(&ada) - 1;
    assert_eq!(harness.send(&ada, &bo).sequence(used).address(), message);
    harness.send(&ada, &bo).sequence(used).expect_error(MailError::SequenceTaken);
    let next = harness.send(&ada, &bo).run_and_find();
    assert_ne!(next, message);
}

#[test]
fn sending_acknowledging_and_sending_again_in_one_transaction_moves_what_three_would() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let next = harness.next_sequence(&ada);
    let fee = harness.quote(&ada, &bo, 300).postage.0;
    let mut send = harness.send(&ada, &bo);
    let message = send.address();
    let send = send.instructions();
    let acknowledge = harness.acknowledge(&bo, message).from(&ada).instruction();
    // The price after the first message is unknown here; any excess comes back.
    let mut again = harness.send(&ada, &bo).sequence(next + 1).size(10).funded(FORTUNE / 2);
    let second = again.address();
    let again = again.instructions();
    harness.execute(&[send, vec![acknowledge], again].concat()).succeeded("three in one");
    assert_eq!(harness.lamports(message), 0);
    let header = harness.account::<StoredMessage>(second).header;
    assert_eq!(header.sequence, next + 1);
    let kept = harness.rent(MAILBOX) + harness.rent(CORRESPONDENCE) + message_rent(&harness, 10) + header.fee;
    assert_eq!(harness.lamports(ada.address()), FORTUNE - kept - fee);
    assert_eq!(
        harness.lamports(bo.address()),
        FORTUNE - harness.rent(MAILBOX) + settle(fee, Verdict::Valuable).recipient.0
    );
}

/// Shows mail.md: A message ends exactly once, in one transaction or across several.
#[test]
fn messages_end_in_any_order() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let sent: Vec<_> = VERDICTS.iter().map(|_| harness.send(&ada, &bo).run_and_find()).collect();
    for (message, verdict) in sent.iter().rev().zip(VERDICTS) {
        harness.acknowledge(&bo, *message).verdict(verdict).run();
    }
}
