//! States that no instruction produces, written behind the program's back. The program refuses them instead of paying
//! out.

use bmail_sdk::{
    PROGRAMS,
    accounts::Verdict,
    generated::mail::layout::fields::{
        body::REFERENCES,
        ledger::{self, MAILBOXES, UNPAID},
        mailbox::{CUT, EARNED, KEY_VERSION, NEXT_SEQUENCE},
        message::FEE,
    },
};
use bmail_testing::{Harness, InstructionError, MailError, Person};
use solana_pubkey::Pubkey;

use crate::{
    PERIOD, ada_wrote_to_bo,
    close_mailbox::until_closable,
    sweep::{earn, with_treasury},
};

/// The sums in a ledger, with their offsets.
const SUMS: [(&str, usize); 3] = [("messages", ledger::MESSAGES), ("earned", ledger::EARNED), ("cut", ledger::CUT)];

#[test]
fn after_the_last_sequence_number_nothing_is_sent() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.rewrite(harness.mailbox_of(&ada), NEXT_SEQUENCE, &u64::MAX.to_le_bytes());
    harness.send(&ada, &bo).expect_error(MailError::Overflow);
    harness.rewrite(harness.mailbox_of(&ada), NEXT_SEQUENCE, &(u64::MAX - 1).to_le_bytes());
    harness.send(&ada, &bo).run();
}

#[test]
fn after_the_last_version_a_key_is_not_rotated() {
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    harness.rewrite(harness.mailbox_of(&ada), KEY_VERSION, &u32::MAX.to_le_bytes());
    harness.rotate_key(&ada).expect_error(MailError::Overflow);
    harness.rewrite(harness.mailbox_of(&ada), KEY_VERSION, &(u32::MAX - 1).to_le_bytes());
    harness.rotate_key(&ada).run();
}

/// Shows security.md: Overflow, and the numbers 0, 1 and MAX.
#[test]
fn a_cut_or_earnings_that_overflow_stop_the_acknowledgement() {
    for sum in [CUT, EARNED] {
        let (mut harness, _, bo, message) = ada_wrote_to_bo();
        harness.rewrite(harness.mailbox_of(&bo), sum, &u64::MAX.to_le_bytes());
        harness.acknowledge(&bo, message).verdict(Verdict::Spam).expect_error(MailError::Overflow);
    }
}

/// Shows mail.md: If an account owed more than it holds, the difference would not be paid from elsewhere.
#[test]
fn a_mailbox_that_owes_more_than_it_holds_takes_no_more_and_changes_nothing() {
    let (mut harness, _, bo, message) = ada_wrote_to_bo();
    let held = harness.lamports(harness.mailbox_of(&bo));
    harness.rewrite(harness.mailbox_of(&bo), CUT, &(held + 1).to_le_bytes());
    harness.acknowledge(&bo, message).expect_error(MailError::Insolvent);
    harness.set_mailbox(&bo).min_fee(1).expect_error(MailError::Insolvent);
}

/// Shows mail.md: If an account owed more than it holds, the difference would not be paid from elsewhere.
/// Shows security.md: Draining escrows by the refund path or a forged account.
#[test]
fn a_message_that_holds_less_than_its_fee_pays_nothing_from_elsewhere() {
    let (mut harness, ada, bo, message) = ada_wrote_to_bo();
    let held = harness.lamports(message);
    harness.rewrite(message, FEE, &(held + 1).to_le_bytes());
    harness.acknowledge(&bo, message).expect_error(InstructionError::ArithmeticOverflow);
    // What it actually holds still returns to the sender.
    harness.advance(PERIOD + 1);
    let before = harness.lamports(ada.address());
    harness.expire(message).run();
    assert_eq!(harness.lamports(ada.address()), before + held);
}

/// Ada and Bo wrote to each other and both earned, so every counter has something to add.
fn both_earned() -> (Harness, Person, Pubkey) {
    let (mut harness, ada, bo) = with_treasury();
    earn(&mut harness, &ada, &bo, Verdict::Spam);
    earn(&mut harness, &bo, &ada, Verdict::Spam);
    harness.advance(until_closable(&harness, &bo));
    let ledger = PROGRAMS.ledger(&harness.network).0;
    (harness, bo, ledger)
}

#[test]
fn a_sum_that_overflows_the_ledger_stops_the_sweep_and_the_closing() {
    for (what, at) in SUMS {
        let (mut harness, bo, ledger) = both_earned();
        harness.rewrite(ledger, at, &u64::MAX.to_le_bytes());
        harness.sweep(&bo).refused(what, MailError::Overflow);
        harness.close_mailbox(&bo).refused(what, MailError::Overflow);
    }
}

#[test]
fn a_ledger_that_owes_too_much_to_add_to_or_counts_no_mailbox_stops_the_closing() {
    for (at, value) in [(UNPAID, u64::MAX), (MAILBOXES, 0)] {
        let (mut harness, bo, ledger) = both_earned();
        harness.rewrite(ledger, at, &value.to_le_bytes());
        harness.close_mailbox(&bo).expect_error(MailError::Overflow);
    }
}

#[test]
fn a_ledger_that_owes_more_than_it_holds_pays_nothing_and_takes_nothing() {
    let (mut harness, bo, ledger) = both_earned();
    let held = harness.lamports(ledger);
    harness.rewrite(ledger, UNPAID, &(held + 1).to_le_bytes());
    harness.sweep(&bo).expect_error(InstructionError::ArithmeticOverflow);
    harness.sweep(&bo).without_mailbox().expect_error(InstructionError::ArithmeticOverflow);
    harness.close_mailbox(&bo).expect_error(MailError::Insolvent);
}

#[test]
fn a_mailbox_that_owes_more_than_it_holds_is_neither_swept_nor_closed() {
    let (mut harness, bo, _) = both_earned();
    let mailbox = harness.mailbox_of(&bo);
    let held = harness.lamports(mailbox);
    harness.rewrite(mailbox, CUT, &(held + 1).to_le_bytes());
    harness.sweep(&bo).expect_error(InstructionError::ArithmeticOverflow);
    harness.close_mailbox(&bo).expect_error(InstructionError::ArithmeticOverflow);
}

#[test]
fn after_the_last_mailbox_that_a_ledger_can_count_none_opens() {
    let (mut harness, ..) = Harness::with_ada_and_bo();
    let cy = harness.person("Cy");
    let ledger = PROGRAMS.ledger(&harness.network).0;
    harness.rewrite(ledger, MAILBOXES, &u64::MAX.to_le_bytes());
    harness.open_mailbox(&cy).expect_error(MailError::Overflow);
    harness.rewrite(ledger, MAILBOXES, &(u64::MAX - 1).to_le_bytes());
    harness.open_mailbox(&cy).run();
}

#[test]
fn a_body_counts_no_more_references_than_it_can_and_no_fewer_than_none() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let body = harness.body(&ada, b"a body");
    harness.rewrite(body, REFERENCES, &u32::MAX.to_le_bytes());
    harness.send(&ada, &bo).body(body).expect_error(MailError::Overflow);
    harness.rewrite(body, REFERENCES, &(u32::MAX - 1).to_le_bytes());
    let message = harness.send(&ada, &bo).body(body).run_and_find();
    harness.rewrite(body, REFERENCES, &0_u32.to_le_bytes());
    harness.acknowledge(&bo, message).expect_error(MailError::Overflow);
    harness.advance(PERIOD + 1);
    harness.expire(message).expect_error(MailError::Overflow);
}
