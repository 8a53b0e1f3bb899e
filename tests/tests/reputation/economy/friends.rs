//! Two friends who find each other's letters valuable.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{Harness, REPUTATION, YEAR, events::MessageAcknowledged};

use crate::COOL_DOWN;

#[test]
fn however_often_they_write_at_once_they_earn_no_more_than_twice_what_the_first_letter_did() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    // More expensive than they have to be: what does not go to the treasury goes to the friend.
    harness.set_mailbox(&ada).min_fee(10_000_000).run();
    harness.set_mailbox(&bo).min_fee(10_000_000).run();
    let earned: Vec<u64> = (0..24)
        .map(|number| {
            let (from, to) = if number % 2 == 0 { (&ada, &bo) } else { (&bo, &ada) };
            let event = harness.exchange(from, to, Verdict::Valuable);
            assert_eq!(event.cut, 2_400_000);
            event.shares_after - event.shares_before
        })
        .collect();
    // Their earnings make their verdicts weigh a little more.
    assert!(earned.windows(2).all(|pair| pair[1] <= pair[0] * 52 / 100), "{earned:?}");
    assert!(earned[0] > 4 * REPUTATION && earned.iter().sum::<u64>() < earned[0] * 21 / 10, "{earned:?}");
}

#[test]
fn contacts_of_each_other_earn_nothing_because_they_pay_nothing() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    harness.befriend(&ada, &bo);
    for (from, to) in [(&ada, &bo), (&bo, &ada)] {
        let before = harness.standing(from);
        harness.exchange(from, to, Verdict::Valuable);
        assert_eq!(harness.standing(from), before);
    }
}

#[test]
fn a_fee_that_was_given_back_earns_nothing() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    harness.set_mailbox(&bo).min_fee(500_000_000).run();
    let before = (harness.standing(&ada), harness.lamports(ada.address()));
    let message = harness.send(&ada, &bo).run_and_find();
    harness.refund(&bo, message).run();
    let event: MessageAcknowledged = harness.judge(&bo, message).run().event();
    assert_eq!((event.cut, harness.standing(&ada)), (0, before.0));
    // It cannot be refunded after it has earned something: the message is gone, and so is the treasury's cut.
    let message = harness.send(&ada, &bo).run_and_find();
    let judge = harness.judge(&bo, message).instruction();
    let refund = harness.refund(&bo, message).instruction();
    let outcome = harness.execute(&[judge, refund]);
    outcome.failed_at(1, "a refund after a verdict", bmail_testing::InstructionError::AccountDataTooSmall);
}

#[test]
fn what_the_treasury_got_for_reputation_no_sweep_or_closing_gives_back() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    harness.person("treasury");
    harness.set_mailbox(&bo).min_fee(500_000_000).run();
    let wealth = |harness: &Harness| harness.lamports(ada.address()) + harness.lamports(bo.address());
    let before = wealth(&harness);
    let event = harness.exchange(&ada, &bo, Verdict::Valuable);
    assert!(event.shares_after > event.shares_before);
    let rents = harness.rent(bmail_sdk::accounts::Mailbox::LEN);
    harness.advance(YEAR);
    harness.sweep(&bo).run();
    harness.close_mailbox(&bo).run();
    harness.close_correspondence(&ada, &bo).run();
    assert_eq!(wealth(&harness), before + rents - event.cut);
}

/// Shows security.md: Two friends who mark each other's messages as valuable.
#[test]
fn neither_closing_standings_nor_mailboxes_nor_lending_makes_two_friends_strangers_again() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let first = harness.exchange(&ada, &bo, Verdict::Valuable);
    for _ in 0..9 {
        harness.exchange(&ada, &bo, Verdict::Valuable);
    }
    harness.close_standing(&ada).run();
    harness.open_standing(&ada).run();
    harness.advance(COOL_DOWN / 2);
    harness.close_mailbox(&ada).run();
    harness.open_mailbox(&ada).run();
    let again = harness.exchange(&ada, &bo, Verdict::Valuable);
    // After a month, ten still count as five: a lamport earns a thirty-second of what it earned at first.
    let for_a_lamport =
        |event: &MessageAcknowledged| (event.shares_after - event.shares_before) as f64 / event.cut as f64;
    assert!(for_a_lamport(&again) < for_a_lamport(&first) / 16.0, "{first:?}, {again:?}");
}
