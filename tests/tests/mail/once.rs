//! A message ends once, in whatever order and in however many transactions somebody tries.

use bmail_sdk::accounts::{StoredMessage, Verdict};
use bmail_testing::{FORTUNE, InstructionError, MailError, Person, Stage, at_every_rent};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_system_interface::instruction::transfer;

use crate::{CORRESPONDENCE, MAILBOX, PERIOD, VERDICTS, ada_wrote_to_bo, message_rent, settle};

/// What the program says of an account without data, with or without lamports.
const GONE: InstructionError = InstructionError::AccountDataTooSmall;

/// The two ways in which a message ends, as instructions.
fn endings(stage: &mut Stage, ada: &Person, bo: &Person, message: Pubkey) -> [Instruction; 2] {
    let acknowledge = stage.acknowledge(bo, message).from(ada).instruction();
    let expire = stage.expire(message).from(ada).instruction();
    [acknowledge, expire]
}

#[test]
fn an_ended_message_cannot_end_again_in_the_next_transaction() {
    at_every_rent(|mut stage| {
        let (ada, bo) = stage.ada_and_bo();
        for late in [0, PERIOD + 1] {
            let message = stage.send(&ada, &bo).run_and_find();
            stage.advance(late);
            let all = endings(&mut stage, &ada, &bo, message);
            let first = usize::from(late > 0);
            stage.execute(&all[first..=first]).succeeded("the first ending");
            for instruction in all {
                stage.execute(&[instruction]).failed_at(0, "a second ending", GONE);
            }
        }
    });
}

#[test]
fn an_ended_message_cannot_end_again_in_the_same_transaction() {
    let (mut stage, ada, bo, message) = ada_wrote_to_bo();
    let [acknowledge, expire] = endings(&mut stage, &ada, &bo, message);
    for second in [&acknowledge, &expire] {
        let both = [acknowledge.clone(), second.clone()];
        stage.execute(&both).failed_at(1, "an ending after acknowledge", GONE);
    }
    stage.advance(PERIOD + 1);
    for second in [&acknowledge, &expire] {
        let both = [expire.clone(), second.clone()];
        stage.execute(&both).failed_at(1, "an ending after expire", GONE);
    }
}

#[test]
fn lamports_sent_to_an_ended_message_do_not_revive_it() {
    for in_one_transaction in [true, false] {
        let (mut stage, ada, bo, message) = ada_wrote_to_bo();
        let held = stage.lamports(message);
        let [acknowledge, expire] = endings(&mut stage, &ada, &bo, message);
        let revive = transfer(&ada.address(), &message, held);
        for again in [&acknowledge, &expire] {
            let all = [acknowledge.clone(), revive.clone(), again.clone()];
            if in_one_transaction {
                stage.execute(&all).failed_at(2, "an ending of a revived message", GONE);
            }
        }
        stage.execute(&[acknowledge.clone(), revive]).succeeded("acknowledging, and giving to the address");
        assert_eq!(stage.svm.get_account(&message).unwrap().data.len(), 0);
        for again in [acknowledge, expire] {
            stage.execute(&[again]).failed_at(0, "an ending of a revived message", GONE);
        }
    }
}

#[test]
fn no_message_is_sent_to_the_address_of_an_ended_one() {
    let (mut stage, ada, bo, message) = ada_wrote_to_bo();
    stage.acknowledge(&bo, message).run();
    let used = stage.next_sequence(&ada) - 1;
    assert_eq!(stage.send(&ada, &bo).sequence(used).address(), message);
    stage.send(&ada, &bo).sequence(used).expect_error(MailError::SequenceTaken);
    let next = stage.send(&ada, &bo).run_and_find();
    assert_ne!(next, message);
}

#[test]
fn sending_acknowledging_and_sending_again_in_one_transaction_moves_what_three_would() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let next = stage.next_sequence(&ada);
    let fee = stage.quote(&ada, &bo, 300).postage.0;
    let mut send = stage.send(&ada, &bo);
    let message = send.address();
    let send = send.instructions();
    let acknowledge = stage.acknowledge(&bo, message).from(&ada).instruction();
    // The price after the first is not known here; what is too much comes back.
    let mut again = stage.send(&ada, &bo).sequence(next + 1).size(10).funded(FORTUNE / 2);
    let second = again.address();
    let again = again.instructions();
    stage.execute(&[send, vec![acknowledge], again].concat()).succeeded("three in one");
    assert_eq!(stage.lamports(message), 0);
    let header = stage.account::<StoredMessage>(second).header;
    assert_eq!(header.sequence, next + 1);
    let kept = stage.rent(MAILBOX) + stage.rent(CORRESPONDENCE) + message_rent(&stage, 10) + header.fee;
    assert_eq!(stage.lamports(ada.address()), FORTUNE - kept - fee);
    assert_eq!(
        stage.lamports(bo.address()),
        FORTUNE - stage.rent(MAILBOX) + settle(fee, Verdict::Valuable).recipient.0
    );
}

#[test]
fn messages_end_in_any_order() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let sent: Vec<_> = VERDICTS.iter().map(|_| stage.send(&ada, &bo).run_and_find()).collect();
    for (message, verdict) in sent.iter().rev().zip(VERDICTS) {
        stage.acknowledge(&bo, *message).verdict(verdict).run();
    }
}
