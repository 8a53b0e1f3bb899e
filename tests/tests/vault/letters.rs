//! A vault's mail.

use bmail_sdk::accounts::{Mailbox, StoredMessage, Verdict};
use bmail_testing::{Harness, PERIOD, YEAR};
use postage::{Rules, settle};
use units::Lamports;

use crate::gained;

/// Shows sdk.md: A vault opens a mailbox, sends, acknowledges and refunds, and in the end has back what it paid
#[test]
fn a_vault_writes_answers_and_leaves_with_everything_that_is_its_own() {
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    let vera = harness.resident_vault("Vera");
    assert_eq!(harness.account::<Mailbox>(harness.mailbox_of(&vera)).owner, vera.address());
    harness.set_mailbox(&vera).min_fee(20_000).run();
    harness.rotate_key(&vera).run();

    let letter = harness.send(&vera, &ada).run_and_find();
    let paid = harness.account::<StoredMessage>(letter).header.fee;
    harness.acknowledge(&ada, letter).run();
    let answer = harness.send(&ada, &vera).run_and_find();
    let fee = Lamports(harness.account::<StoredMessage>(answer).header.fee);
    harness.acknowledge(&vera, answer).run();
    let earned = settle(fee, Rules::PERSONAL.fee_split(), Verdict::Valuable).recipient.0;
    let refunded = harness.send(&ada, &vera).run_and_find();
    harness.refund(&vera, refunded).run();
    harness.set_contact(&vera, &ada).run();

    harness.advance(YEAR);
    harness.close_correspondence(&vera, &ada).run();
    harness.close_mailbox(&vera).run();
    assert_eq!(gained(&harness, &vera), earned.cast_signed() - paid.cast_signed());
}

/// Shows sdk.md: A vault opens a mailbox, sends, acknowledges and refunds, and in the end has back what it paid
#[test]
fn a_letter_of_a_vault_that_is_not_revealed_or_not_answered_returns_to_it() {
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    let vera = harness.resident_vault("Vera");
    harness.set_contact(&vera, &ada).run(); // so that the correspondence is there
    let before = gained(&harness, &vera);
    let unrevealed = harness.post(&vera, &ada).run_and_find();
    let revealed = harness.post(&vera, &ada).run_and_find();
    harness.reveal(&vera, &ada, revealed).run();
    harness.advance(PERIOD + 1);
    for message in [unrevealed, revealed] {
        harness.expire(message).run();
    }
    assert_eq!(gained(&harness, &vera), before);
}

/// Shows sdk.md: A vault opens a mailbox, sends, acknowledges and refunds, and in the end has back what it paid
#[test]
fn a_vault_creates_its_accounts_at_addresses_that_hold_lamports_and_reclaims_what_it_did_not_use() {
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    let vera = harness.resident_vault("Vera");
    harness.set_contact(&vera, &ada).run();
    let before = gained(&harness, &vera);
    let address = harness.send(&vera, &ada).address();
    harness.give(address, 12_345);
    let message = harness.send(&vera, &ada).run_and_find();
    harness.refund(&ada, message).run();
    harness.acknowledge(&ada, message).run();
    assert_eq!(gained(&harness, &vera), before + 12_345);

    let unused = harness.send(&vera, &ada).new_account();
    harness.create_unused(&unused);
    harness.reclaim(&vera, &unused).run();
    assert_eq!(gained(&harness, &vera), before + 12_345);
}
