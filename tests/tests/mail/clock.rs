//! Clocks that stand still, jump and stop at boundaries.

use bmail_sdk::accounts::{Correspondence, Mailbox, StoredMessage};
use bmail_testing::{MailError, NOW, Stage};
use postage::{Rules, Seconds};

use crate::{PERIOD, ada_wrote_to_bo};

#[test]
fn at_each_moment_a_message_can_either_be_acknowledged_or_expired() {
    for (offset, answerable) in [(-1, true), (0, true), (1, false)] {
        for answer in [true, false] {
            let (mut stage, _, bo, message) = ada_wrote_to_bo();
            stage.set_time(stage.account::<StoredMessage>(message).header.deadline + offset);
            match (answer, answerable) {
                (true, true) => stage.acknowledge(&bo, message).run(),
                (true, false) => stage.acknowledge(&bo, message).expect_error(MailError::AnswerTooLate),
                (false, true) => stage.expire(message).expect_error(MailError::NotExpired),
                (false, false) => stage.expire(message).run(),
            };
        }
    }
}

#[test]
fn a_clock_that_stands_still_changes_no_price_for_the_better() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let prices: Vec<_> = (0..8)
        .map(|_| {
            let fee = stage.quote(&ada, &bo, 300).postage.0;
            stage.send(&ada, &bo).max_fee(fee).run();
            fee
        })
        .collect();
    assert!(prices.windows(2).all(|pair| pair[0] < pair[1]), "{prices:?}");
}

#[test]
fn a_clock_that_jumps_back_counts_as_one_that_stood_still_and_decays_nothing_twice() {
    for back in [1, 86_400, NOW + 1_000_000] {
        let (mut stage, ada, bo, _) = ada_wrote_to_bo();
        let still = stage.quote(&ada, &bo, 300);
        stage.set_time(NOW - back);
        assert_eq!(stage.quote(&ada, &bo, 300), still);
        let message = stage.send(&ada, &bo).max_fee(still.postage.0).run_and_find();
        let header = stage.account::<StoredMessage>(message).header;
        assert_eq!((header.sent_at, header.deadline), (NOW - back, NOW - back + PERIOD));
        // Both keep the latest moment they know, so that the way forward is not gone twice.
        assert_eq!(stage.account::<Mailbox>(stage.mailbox_of(&ada)).load_at, NOW);
        assert_eq!(stage.account::<Correspondence>(stage.correspondence_of(&ada, &bo)).updated_at, NOW);
        stage.acknowledge(&bo, message).run();
    }
}

#[test]
fn a_message_sent_before_the_clock_jumped_back_keeps_its_deadline() {
    let (mut stage, _, bo, message) = ada_wrote_to_bo();
    stage.set_time(i64::MIN);
    stage.expire(message).expect_error(MailError::NotExpired);
    stage.acknowledge(&bo, message).run();
}

#[test]
fn a_clock_at_its_ends_overflows_nothing() {
    for time in [i64::MIN, -1, 0, 1, i64::MAX - 1, i64::MAX] {
        let (mut stage, ada, bo) = Stage::with_ada_and_bo();
        stage.set_time(time);
        let fee = stage.quote(&ada, &bo, 300).postage.0;
        let message = stage.send(&ada, &bo).max_fee(fee).run_and_find();
        let header = stage.account::<StoredMessage>(message).header;
        assert_eq!((header.sent_at, header.deadline), (time, time.saturating_add(PERIOD)));
        stage.expire(message).expect_error(MailError::NotExpired);
        stage.acknowledge(&bo, message).run();
    }
}

#[test]
fn everything_decays_to_nothing_in_the_far_future() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let first = stage.quote(&ada, &bo, 300).postage;
    for _ in 0..12 {
        stage.send(&ada, &bo).run();
    }
    stage.set_time(i64::MAX);
    let later = stage.quote(&ada, &bo, 300);
    // What decays is rounded up, against the sender: the last 2^-32 of a message may stay.
    assert!(later.postage.0 - first.0 <= 1, "{later:?}");
    stage.send(&ada, &bo).max_fee(later.postage.0).run();
}

#[test]
fn the_answering_period_is_the_networks() {
    for seconds in [3_600, 365 * 86_400] {
        let mut stage = Stage::new();
        stage.network_with(Rules { answering_period: Seconds(seconds), ..Rules::PERSONAL });
        let (ada, bo) = (stage.resident("Ada"), stage.resident("Bo"));
        let message = stage.send(&ada, &bo).run_and_find();
        stage.advance(seconds as i64);
        stage.expire(message).expect_error(MailError::NotExpired);
        stage.advance(1);
        stage.acknowledge(&bo, message).expect_error(MailError::AnswerTooLate);
        stage.expire(message).run();
    }
}

#[test]
fn a_mailbox_opened_before_the_beginning_of_time_starts_with_number_zero() {
    for time in [i64::MIN, -1, 0] {
        let (mut stage, ada, bo) = Stage::with_ada_and_bo();
        stage.network();
        stage.set_time(time);
        stage.open_mailbox(&ada).run();
        stage.open_mailbox(&bo).run();
        assert_eq!(stage.next_sequence(&ada), 0);
        let message = stage.send(&ada, &bo).run_and_find();
        stage.acknowledge(&bo, message).run();
    }
}
