//! The specification of `close_mailbox`: who may close it, when, and what is left. Open messages are in `reopen.rs`.

use std::slice;

use bmail_sdk::{
    PROGRAMS,
    accounts::{Ledger, Mailbox, Network, Verdict},
};
use bmail_testing::{
    FORTUNE, Harness, InstructionError, MailError, Person, at_every_rent,
    events::{MailboxClosed, MailboxSwept},
};
use postage::Rules;
use units::{Q32, Seconds, Timestamp, decay_up};

use crate::{
    LEDGER,
    sweep::{earn, ledger, with_treasury},
};

/// Seconds until a person's load has decayed to one message.
pub fn until_closable(harness: &Harness, owner: &Person) -> i64 {
    let mailbox: Mailbox = harness.account(harness.mailbox_of(owner));
    let half_life = harness.account::<Network>(harness.network).rules.window_half_life;
    let high =
        |at: i64| decay_up(Q32(mailbox.load), Timestamp(at).since(Timestamp(mailbox.load_at)), half_life) > Q32::ONE;
    let (mut low, mut up) = (mailbox.load_at, mailbox.load_at + 64 * half_life.0 as i64);
    while low < up {
        let middle = low + (up - low) / 2;
        if high(middle) { low = middle + 1 } else { up = middle }
    }
    low - harness.now()
}

/// Shows mail.md: When a mailbox closes, its owner gets back everything except the cut, which waits in the ledger.
#[test]
fn the_owner_gets_the_rent_and_whatever_else_was_given_to_the_mailbox() {
    for gift in [0, 12_345] {
        at_every_rent(|mut harness| {
            harness.network();
            let ada = harness.resident("Ada");
            let mailbox = harness.mailbox_of(&ada);
            harness.give(mailbox, gift);
            harness.close_mailbox(&ada).run();
            assert_eq!(harness.lamports(ada.address()), FORTUNE + gift);
            assert!(harness.svm.get_account(&mailbox).is_none_or(|account| account.data.is_empty()));
            assert_eq!(harness.lamports(mailbox), 0);
        });
    }
}

/// Shows mail.close_mailbox: Only the mailbox's owner may call it (`NotYourMailbox`).
#[test]
fn only_the_owner_closes_a_mailbox() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let adas = harness.mailbox_of(&ada);
    harness.close_mailbox(&bo).account("mailbox", adas).expect_error(MailError::NotYourMailbox);
    harness.close_mailbox(&ada).unsigned("owner").expect_error(InstructionError::MissingRequiredSignature);
}

/// Shows mail.close_mailbox: Only the mailbox's owner may call it (`NotYourMailbox`).
#[test]
fn network_and_ledger_are_the_mailboxes() {
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    let (here, there) = (harness.network, harness.network());
    let other_ledger = PROGRAMS.ledger(&there).0;
    harness.network = here;
    harness.close_mailbox(&ada).account("network", there).expect_error(MailError::OtherNetwork);
    harness.close_mailbox(&ada).account("ledger", other_ledger).expect_error(MailError::OtherNetwork);
    let both = harness.close_mailbox(&ada).account("network", there).account("ledger", other_ledger);
    both.expect_error(MailError::OtherNetwork);
}

/// Shows mail.close_mailbox: The load must have decayed to one message, the load of a new mailbox.
#[test]
fn a_mailbox_that_sent_nothing_closes_at_once_and_at_any_later_moment() {
    for half_life in [60, 86_400, 36 * 86_400] {
        for later in [0, 1, 2, 59, 61, 86_399] {
            let mut harness = Harness::new();
            harness.network_with(Rules { window_half_life: Seconds(half_life), ..Rules::PERSONAL });
            let ada = harness.resident("Ada");
            harness.advance(later);
            harness.close_mailbox(&ada).run();
        }
    }
}

/// Shows mail.close_mailbox: The load must have decayed to one message, the load of a new mailbox.
/// Shows mail.md: Closing and reopening saves no postage: a mailbox opens with a load of one message, and cannot close
///   with a higher load.
/// Shows security.md: Using a new identity once the old one has become expensive.
#[test]
fn a_mailbox_closes_from_the_second_on_in_which_its_load_is_one_message() {
    for half_life in [60, 86_400, 36 * 86_400] {
        for messages in [1, 2, 5, 12] {
            let mut harness = Harness::new();
            harness.network_with(Rules { window_half_life: Seconds(half_life), ..Rules::PERSONAL });
            let (ada, bo) = (harness.resident("Ada"), harness.resident("Bo"));
            for _ in 0..messages {
                harness.send(&ada, &bo).size(1).run();
                harness.advance(7);
            }
            harness.close_mailbox(&ada).expect_error(MailError::LoadTooHigh);
            harness.advance(until_closable(&harness, &ada) - 1);
            harness.close_mailbox(&ada).expect_error(MailError::LoadTooHigh);
            harness.advance(1);
            harness.close_mailbox(&ada).run();
        }
    }
}

/// Shows mail.close_mailbox: The load must have decayed to one message, the load of a new mailbox.
#[test]
fn free_messages_and_refunded_ones_are_load_like_any_other() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.befriend(&ada, &bo);
    let message = harness.send(&ada, &bo).run_and_find();
    harness.refund(&bo, message).run();
    harness.acknowledge(&bo, message).run();
    harness.close_mailbox(&ada).expect_error(MailError::LoadTooHigh);
    harness.close_mailbox(&bo).run();
}

/// Shows mail.close_mailbox: The load must have decayed to one message, the load of a new mailbox.
#[test]
fn a_mailbox_does_not_close_before_the_time_at_which_it_was_opened() {
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    harness.advance(-1);
    harness.close_mailbox(&ada).expect_error(MailError::LoadTooHigh);
    harness.advance(1);
    harness.close_mailbox(&ada).run();
}

/// Shows mail.close_mailbox: The load must have decayed to one message, the load of a new mailbox.
#[test]
fn the_half_life_is_that_of_the_rules_in_force() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.send(&ada, &bo).run();
    harness.change_rules(Rules { window_half_life: Seconds::days(36), ..Rules::PERSONAL });
    assert!(until_closable(&harness, &ada) > 0);
    harness.close_mailbox(&ada).expect_error(MailError::LoadTooHigh);
}

/// Shows mail.close_mailbox: The ledger counts what `sweep` would count, and one mailbox less.
/// Shows mail.md: When a mailbox closes, its owner gets back everything except the cut, which waits in the ledger.
#[test]
fn the_cut_waits_in_the_ledger_which_counts_what_a_sweep_would_and_one_mailbox_less() {
    at_every_rent(|mut harness| {
        let (ada, bo) = harness.ada_and_bo();
        harness.person("treasury");
        let (first, cut) = earn(&mut harness, &ada, &bo, Verdict::Valuable);
        harness.sweep(&bo).run();
        let (second, left) = earn(&mut harness, &ada, &bo, Verdict::Spam);
        let (address, before) = (PROGRAMS.ledger(&harness.network).0, harness.lamports(bo.address()));
        harness.close_mailbox(&bo).run();
        let Ledger { mailboxes, messages, earned, cut: cuts, unpaid, .. } = ledger(&harness);
        assert_eq!((mailboxes, messages, earned, cuts, unpaid), (1, 0, first + second, cut + left, left));
        assert_eq!(harness.lamports(address), harness.rent(LEDGER) + left);
        assert_eq!(harness.lamports(bo.address()), before + harness.rent(crate::MAILBOX));

        harness.advance(until_closable(&harness, &ada));
        harness.close_mailbox(&ada).run();
        let Ledger { mailboxes, messages, unpaid, .. } = ledger(&harness);
        assert_eq!((mailboxes, messages, unpaid), (0, 2, left));
    });
}

/// Shows mail.close_mailbox: The ledger counts what `sweep` would count, and one mailbox less.
/// Shows security.md: Blocking others with a treasury that cannot receive lamports.
#[test]
fn a_treasury_that_can_receive_nothing_keeps_nobody() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let (_, left) = earn(&mut harness, &ada, &bo, Verdict::Valuable);
    let treasury = harness.account::<Network>(harness.network).treasury;
    assert!(harness.lamports(treasury) == 0 && left < harness.rent(0));
    harness.close_mailbox(&bo).run();
    assert_eq!(ledger(&harness).unpaid, left);
}

/// Shows mail.close_mailbox: Emits `MailboxSwept` and `MailboxClosed`.
#[test]
fn it_emits_mailbox_swept_and_mailbox_closed() {
    let (mut harness, ada, bo) = with_treasury();
    let (earned, cut) = earn(&mut harness, &ada, &bo, Verdict::Valuable);
    let (network, mailbox, owner) = (harness.network, harness.mailbox_of(&bo), bo.address());
    let outcome = harness.close_mailbox(&bo).run();
    assert_eq!(outcome.events::<MailboxSwept>(), [MailboxSwept { mailbox, network, cut, earned, messages: 0 }]);
    assert_eq!(outcome.events::<MailboxClosed>(), [MailboxClosed { mailbox, network, owner }]);
}

#[test]
fn a_mailbox_closes_once() {
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    let close = harness.close_mailbox(&ada).instruction();
    let twice = harness.execute(&[close.clone(), close.clone()]);
    twice.failed_at(1, "a second closing", InstructionError::AccountDataTooSmall);
    harness.execute(slice::from_ref(&close)).succeeded("closing");
    harness.execute(&[close]).failed_at(0, "a second closing", InstructionError::AccountDataTooSmall);
}
