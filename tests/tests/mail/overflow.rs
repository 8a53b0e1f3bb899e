//! States that no instruction makes, written behind the program's back: it refuses them rather than pay.

use bmail_sdk::{accounts::Verdict, pda};
use bmail_testing::{InstructionError, MailError, Person, Stage};
use solana_pubkey::Pubkey;

use crate::{
    NEXT_SEQUENCE, PERIOD, ada_wrote_to_bo,
    close_mailbox::until_closable,
    sweep::{earn, with_treasury},
};

/// Where a mailbox keeps them.
const EARNED: usize = NEXT_SEQUENCE + 16;
const CUT: usize = NEXT_SEQUENCE + 24;
const KEY_VERSION: usize = NEXT_SEQUENCE + 32;
/// Where a message keeps it.
const FEE: usize = 104;
/// Where a ledger keeps them.
const MAILBOXES: usize = 40;
const SUMS: [(&str, usize); 3] = [("messages", MAILBOXES + 8), ("earned", MAILBOXES + 16), ("cut", MAILBOXES + 24)];
const UNPAID: usize = MAILBOXES + 32;
/// Where a body keeps it.
const REFERENCES: usize = 72;

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
fn a_cut_or_earnings_that_overflow_stop_the_acknowledgement() {
    for sum in [CUT, EARNED] {
        let (mut stage, _, bo, message) = ada_wrote_to_bo();
        stage.rewrite(stage.mailbox_of(&bo), sum, &u64::MAX.to_le_bytes());
        stage.acknowledge(&bo, message).verdict(Verdict::Spam).expect_error(MailError::Overflow);
    }
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

/// Ada wrote to Bo and he to her, and both earned: there is something of everything to add.
fn both_earned() -> (Stage, Person, Pubkey) {
    let (mut stage, ada, bo) = with_treasury();
    earn(&mut stage, &ada, &bo, Verdict::Spam);
    earn(&mut stage, &bo, &ada, Verdict::Spam);
    stage.advance(until_closable(&stage, &bo));
    let ledger = pda::ledger(&stage.network).0;
    (stage, bo, ledger)
}

#[test]
fn a_sum_that_overflows_the_ledger_stops_the_sweep_and_the_closing() {
    for (what, at) in SUMS {
        let (mut stage, bo, ledger) = both_earned();
        stage.rewrite(ledger, at, &u64::MAX.to_le_bytes());
        stage.sweep(&bo).refused(what, MailError::Overflow);
        stage.close_mailbox(&bo).refused(what, MailError::Overflow);
    }
}

#[test]
fn a_ledger_that_owes_too_much_to_add_to_or_counts_no_mailbox_stops_the_closing() {
    for (at, value) in [(UNPAID, u64::MAX), (MAILBOXES, 0)] {
        let (mut stage, bo, ledger) = both_earned();
        stage.rewrite(ledger, at, &value.to_le_bytes());
        stage.close_mailbox(&bo).expect_error(MailError::Overflow);
    }
}

#[test]
fn a_ledger_that_owes_more_than_it_holds_pays_nothing_and_takes_nothing() {
    let (mut stage, bo, ledger) = both_earned();
    let held = stage.lamports(ledger);
    stage.rewrite(ledger, UNPAID, &(held + 1).to_le_bytes());
    stage.sweep(&bo).expect_error(InstructionError::ArithmeticOverflow);
    stage.sweep(&bo).without_mailbox().expect_error(InstructionError::ArithmeticOverflow);
    stage.close_mailbox(&bo).expect_error(MailError::Insolvent);
}

#[test]
fn a_mailbox_that_owes_more_than_it_holds_is_neither_swept_nor_closed() {
    let (mut stage, bo, _) = both_earned();
    let mailbox = stage.mailbox_of(&bo);
    let held = stage.lamports(mailbox);
    stage.rewrite(mailbox, CUT, &(held + 1).to_le_bytes());
    stage.sweep(&bo).expect_error(InstructionError::ArithmeticOverflow);
    stage.close_mailbox(&bo).expect_error(InstructionError::ArithmeticOverflow);
}

#[test]
fn after_the_last_mailbox_that_a_ledger_can_count_none_opens() {
    let (mut stage, ..) = Stage::with_ada_and_bo();
    let cy = stage.person("Cy");
    let ledger = pda::ledger(&stage.network).0;
    stage.rewrite(ledger, MAILBOXES, &u64::MAX.to_le_bytes());
    stage.open_mailbox(&cy).expect_error(MailError::Overflow);
    stage.rewrite(ledger, MAILBOXES, &(u64::MAX - 1).to_le_bytes());
    stage.open_mailbox(&cy).run();
}

#[test]
fn a_body_counts_no_more_references_than_it_can_and_no_fewer_than_none() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let body = stage.body(&ada, b"a body");
    stage.rewrite(body, REFERENCES, &u32::MAX.to_le_bytes());
    stage.send(&ada, &bo).body(body).expect_error(MailError::Overflow);
    stage.rewrite(body, REFERENCES, &(u32::MAX - 1).to_le_bytes());
    let message = stage.send(&ada, &bo).body(body).run_and_find();
    stage.rewrite(body, REFERENCES, &0_u32.to_le_bytes());
    stage.acknowledge(&bo, message).expect_error(MailError::Overflow);
    stage.advance(PERIOD + 1);
    stage.expire(message).expect_error(MailError::Overflow);
}
