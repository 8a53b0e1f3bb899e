//! States that no instruction makes, written behind the program's back: it refuses them rather than pay.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{InstructionError, MailError, Stage};

use crate::{PERIOD, ada_wrote_to_bo};

/// Where a mailbox keeps them.
const NEXT_SEQUENCE: usize = 136;
const CUT: usize = 144;
const KEY_VERSION: usize = 152;
/// Where a message keeps it.
const FEE: usize = 72;

#[test]
fn after_the_last_sequence_number_nothing_is_sent() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    stage.rewrite(stage.mailbox_of(&ada), NEXT_SEQUENCE, &u64::MAX.to_le_bytes());
    stage.send(&ada, &bo).expect_error(MailError::Overflow);
    stage.rewrite(stage.mailbox_of(&ada), NEXT_SEQUENCE, &(u64::MAX - 1).to_le_bytes());
    stage.send(&ada, &bo).run();
}

#[test]
fn after_the_last_version_a_key_is_not_rotated() {
    let (mut stage, ada, _) = Stage::with_ada_and_bo();
    stage.rewrite(stage.mailbox_of(&ada), KEY_VERSION, &u32::MAX.to_le_bytes());
    stage.rotate_key(&ada).expect_error(MailError::Overflow);
    stage.rewrite(stage.mailbox_of(&ada), KEY_VERSION, &(u32::MAX - 1).to_le_bytes());
    stage.rotate_key(&ada).run();
}

#[test]
fn a_cut_that_overflows_stops_the_acknowledgement() {
    let (mut stage, _, bo, message) = ada_wrote_to_bo();
    stage.rewrite(stage.mailbox_of(&bo), CUT, &u64::MAX.to_le_bytes());
    stage.acknowledge(&bo, message).verdict(Verdict::Spam).expect_error(MailError::Overflow);
}

#[test]
fn a_mailbox_that_owes_more_than_it_holds_takes_no_more_and_changes_nothing() {
    let (mut stage, _, bo, message) = ada_wrote_to_bo();
    let held = stage.lamports(stage.mailbox_of(&bo));
    stage.rewrite(stage.mailbox_of(&bo), CUT, &(held + 1).to_le_bytes());
    stage.acknowledge(&bo, message).expect_error(MailError::Insolvent);
    stage.set_mailbox(&bo).min_fee(1).expect_error(MailError::Insolvent);
}

#[test]
fn a_message_that_holds_less_than_its_fee_pays_nothing_from_elsewhere() {
    let (mut stage, ada, bo, message) = ada_wrote_to_bo();
    let held = stage.lamports(message);
    stage.rewrite(message, FEE, &(held + 1).to_le_bytes());
    stage.acknowledge(&bo, message).expect_error(InstructionError::ArithmeticOverflow);
    // What it does hold still returns to the sender.
    stage.advance(PERIOD + 1);
    let before = stage.lamports(ada.address());
    stage.expire(message).run();
    assert_eq!(stage.lamports(ada.address()), before + held);
}
