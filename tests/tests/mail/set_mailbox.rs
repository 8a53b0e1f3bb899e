//! The specification of `set_mailbox`. Its effects on strangers are in `strangers.rs`.

use bmail_sdk::accounts::{Mailbox, StoredMessage};
use bmail_testing::{Harness, MailError, events::MailboxChanged};
use postage::MAX_FEE;

#[test]
fn it_binds_from_the_next_message_on_and_changes_nothing_else() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let sent = harness.send(&ada, &bo).run_and_find();
    let before: Mailbox = harness.account(harness.mailbox_of(&bo));
    let (message, fee) = (harness.account::<StoredMessage>(sent), 2_000_000_000);
    harness.set_mailbox(&bo).min_fee(fee).min_reputation(5).accepting(false).run();
    let after: Mailbox = harness.account(harness.mailbox_of(&bo));
    assert_eq!(after, Mailbox { min_fee: fee, min_reputation: 5, accepting: 0, ..before });
    assert_eq!(harness.account::<StoredMessage>(sent), message);

    harness.send(&bo, &ada).run();
    let next = harness.send(&ada, &bo).run_and_find();
    assert_eq!(harness.account::<StoredMessage>(next).header.fee, fee);
}

/// Shows mail.set_mailbox: Only the mailbox's owner may call it.
#[test]
fn only_the_owner_sets_a_mailbox() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let adas = harness.mailbox_of(&ada);
    harness.set_mailbox(&bo).account("mailbox", adas).expect_error(MailError::NotYourMailbox);
    harness.set_mailbox(&ada).account("owner", bo.address()).expect_error(MailError::NotYourMailbox);
}

/// Shows mail.set_mailbox: `min_fee` is the least that a message to this mailbox costs, in lamports.
#[test]
fn a_minimum_fee_is_at_most_2_to_the_50() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    for too_high in [MAX_FEE.0 + 1, u64::MAX] {
        harness.set_mailbox(&bo).min_fee(too_high).expect_error(MailError::MinFeeTooHigh);
    }
    for fee in [0, 1, MAX_FEE.0] {
        harness.set_mailbox(&bo).min_fee(fee).run();
        assert_eq!(harness.account::<Mailbox>(harness.mailbox_of(&bo)).min_fee, fee);
    }
    let message = harness.send(&ada, &bo).run_and_find();
    assert_eq!(harness.account::<StoredMessage>(message).header.fee, MAX_FEE.0);
    harness.acknowledge(&bo, message).run();
}

/// Shows mail.set_mailbox: `min_reputation` is the reputation that strangers need, in millionths.
#[test]
fn a_minimum_reputation_may_be_any_number() {
    let (mut harness, _, bo) = Harness::with_ada_and_bo();
    for millionths in [0, 1, u64::MAX] {
        harness.set_mailbox(&bo).min_reputation(millionths).run();
        assert_eq!(harness.account::<Mailbox>(harness.mailbox_of(&bo)).min_reputation, millionths);
    }
}

/// Shows mail.set_mailbox: `accepting` says whether strangers may write at all.
#[test]
fn strangers_can_be_shut_out_and_let_in_again() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.set_mailbox(&bo).accepting(false).run();
    harness.send(&ada, &bo).expect_error(MailError::NotAccepting);
    harness.set_mailbox(&bo).accepting(true).run();
    harness.send(&ada, &bo).run();
}

/// Shows mail.set_mailbox: Emits `MailboxChanged`.
#[test]
fn it_emits_mailbox_changed() {
    let (mut harness, _, bo) = Harness::with_ada_and_bo();
    let call = harness.set_mailbox(&bo).min_fee(1).min_reputation(2).accepting(false);
    let event: MailboxChanged = call.run().event();
    let mailbox = harness.mailbox_of(&bo);
    assert_eq!(event, MailboxChanged { mailbox, min_fee: 1, min_reputation: 2, accepting: false });
}
