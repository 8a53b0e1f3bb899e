//! Clocks that stand still, jump, or stop at boundaries.

use bmail_sdk::accounts::{Correspondence, Mailbox, StoredMessage};
use bmail_testing::{Harness, MailError, NOW};
use postage::Rules;
use units::Seconds;

use crate::{PERIOD, ada_wrote_to_bo};

/// Shows mail.md: At any moment a revealed message can be either acknowledged or expired, never both.
/// Shows mail.md: Every escrow ends.
/// Shows security.md: A clock at its limits, or one that stops, jumps or goes back.
#[test]
fn at_each_moment_a_message_can_either_be_acknowledged_or_expired() {
    for (offset, in_time) in [(-1, true), (0, true), (1, false)] {
        for acknowledging in [true, false] {
            let (mut harness, _, bo, message) = ada_wrote_to_bo();
            harness.set_time(harness.account::<StoredMessage>(message).header.deadline + offset);
            match (acknowledging, in_time) {
                (true, true) => harness.acknowledge(&bo, message).run(),
                (true, false) => harness.acknowledge(&bo, message).expect_error(MailError::AnswerTooLate),
                (false, true) => harness.expire(message).expect_error(MailError::NotExpired),
                (false, false) => harness.expire(message).run(),
            };
        }
    }
}

#[test]
fn a_clock_that_stands_still_changes_no_price_for_the_better() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let prices: Vec<_> = (0..8)
        .map(|_| {
            let fee = harness.quote(&ada, &bo, 300).postage.0;
            harness.send(&ada, &bo).max_fee(fee).run();
            fee
        })
        .collect();
    assert!(prices.windows(2).all(|pair| pair[0] < pair[1]), "{prices:?}");
}

/// Shows mail.md: Time is measured in unix seconds.
/// Shows security.md: A clock at its limits, or one that stops, jumps or goes back.
#[test]
fn a_clock_that_jumps_back_counts_as_one_that_stood_still_and_decays_nothing_twice() {
    for back in [1, 86_400, NOW + 1_000_000] {
        let (mut harness, ada, bo, _) = ada_wrote_to_bo();
        let still = harness.quote(&ada, &bo, 300);
        harness.set_time(NOW - back);
        assert_eq!(harness.quote(&ada, &bo, 300), still);
        let message = harness.send(&ada, &bo).max_fee(still.postage.0).run_and_find();
        let header = harness.account::<StoredMessage>(message).header;
        assert_eq!((header.sent_at, header.deadline), (NOW - back, NOW - back + PERIOD));
        // Both keep the latest time they know, so no time is counted twice when the clock moves forward again.
        assert_eq!(harness.account::<Mailbox>(harness.mailbox_of(&ada)).load_at, NOW);
        assert_eq!(harness.account::<Correspondence>(harness.correspondence_of(&ada, &bo)).updated_at, NOW);
        harness.acknowledge(&bo, message).run();
    }
}

#[test]
fn a_message_sent_before_the_clock_jumped_back_keeps_its_deadline() {
    let (mut harness, _, bo, message) = ada_wrote_to_bo();
    harness.set_time(i64::MIN);
    harness.expire(message).expect_error(MailError::NotExpired);
    harness.acknowledge(&bo, message).run();
}

/// Shows security.md: A clock at its limits, or one that stops, jumps or goes back.
#[test]
fn a_clock_at_its_ends_overflows_nothing() {
    for time in [i64::MIN, -1, 0, 1, i64::MAX - 1, i64::MAX] {
        let (mut harness, ada, bo) = Harness::with_ada_and_bo();
        harness.set_time(time);
        let fee = harness.quote(&ada, &bo, 300).postage.0;
        let message = harness.send(&ada, &bo).max_fee(fee).run_and_find();
        let header = harness.account::<StoredMessage>(message).header;
        assert_eq!((header.sent_at, header.deadline), (time, time.saturating_add(PERIOD)));
        harness.expire(message).expect_error(MailError::NotExpired);
        harness.acknowledge(&bo, message).run();
    }
}

/// Shows mail.md: Time is measured in unix seconds.
/// Shows security.md: Slots change their length.
#[test]
fn everything_decays_to_nothing_in_the_far_future() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let first = harness.quote(&ada, &bo, 300).postage;
    for _ in 0..12 {
        harness.send(&ada, &bo).run();
    }
    harness.set_time(i64::MAX);
    let later = harness.quote(&ada, &bo, 300);
    // Decaying amounts are rounded up, against the sender: the last 2^-32 of a message may remain.
    assert!(later.postage.0 - first.0 <= 1, "{later:?}");
    harness.send(&ada, &bo).max_fee(later.postage.0).run();
}

/// Shows security.md: Slots change their length.
#[test]
fn the_answering_period_is_the_networks() {
    for seconds in [3_600, 365 * 86_400] {
        let mut harness = Harness::new();
        harness.network_with(Rules { answering_period: Seconds(seconds), ..Rules::PERSONAL });
        let (ada, bo) = (harness.resident("Ada"), harness.resident("Bo"));
        let message = harness.send(&ada, &bo).run_and_find();
        harness.advance(seconds as i64);
        harness.expire(message).expect_error(MailError::NotExpired);
        harness.advance(1);
        harness.acknowledge(&bo, message).expect_error(MailError::AnswerTooLate);
        harness.expire(message).run();
    }
}

#[test]
fn a_mailbox_opened_before_the_beginning_of_time_starts_with_number_zero() {
    for time in [i64::MIN, -1, 0] {
        let (mut harness, ada, bo) = Harness::with_ada_and_bo();
        harness.network();
        harness.set_time(time);
        harness.open_mailbox(&ada).run();
        harness.open_mailbox(&bo).run();
        assert_eq!(harness.next_sequence(&ada), 0);
        let message = harness.send(&ada, &bo).run_and_find();
        harness.acknowledge(&bo, message).run();
    }
}
