//! What the longest half-life can do: hold up who leaves, and be forgotten with a correspondence.

use bmail_testing::{MailError, Person, Stage};
use postage::{Lamports, MAX_HALF_LIFE, Q32, Rules};

use crate::YEAR;

/// Where a mailbox keeps its load.
const LOAD: usize = 120;

/// Ada and Bo on a network with the longest half-lives.
fn with_longest() -> (Stage, Person, Person) {
    let mut stage = Stage::new();
    stage.network_with(Rules { window_half_life: MAX_HALF_LIFE, pair_half_life: MAX_HALF_LIFE, ..Rules::PERSONAL });
    let (ada, bo) = (stage.resident("Ada"), stage.resident("Bo"));
    (stage, ada, bo)
}

/// Seconds until a load has fallen to one message, but for what it is rounded up by.
fn until_one(load: f64) -> i64 {
    (MAX_HALF_LIFE.0 as f64 * load.log2()) as i64
}

#[test]
fn after_sixty_messages_in_a_row_a_mailbox_closes_within_six_half_lives() {
    let (mut stage, ada, bo) = with_longest();
    for _ in 0..60 {
        stage.send(&ada, &bo).run();
    }
    // One more, with which it opened.
    stage.advance(until_one(61.0) - 1);
    stage.close_mailbox(&ada).expect_error(MailError::LoadTooHigh);
    stage.advance(3);
    stage.close_mailbox(&ada).run();
    assert!(until_one(61.0) + 2 < 6 * MAX_HALF_LIFE.0 as i64);
}

#[test]
fn whatever_it_has_sent_a_mailbox_closes_a_second_after_sixteen_half_lives() {
    for load in [Q32::MAX_COUNT.0, u64::MAX] {
        let (mut stage, ada, _) = with_longest();
        stage.rewrite(stage.mailbox_of(&ada), LOAD, &load.to_le_bytes());
        stage.advance(16 * MAX_HALF_LIFE.0 as i64);
        stage.close_mailbox(&ada).expect_error(MailError::LoadTooHigh);
        stage.advance(1);
        stage.close_mailbox(&ada).run();
    }
}

#[test]
fn closing_a_correspondence_of_ten_unanswered_messages_saves_less_than_a_hundredth_of_the_price() {
    let (mut stage, ada, bo) = with_longest();
    for _ in 0..10 {
        stage.send(&ada, &bo).run();
    }
    assert_eq!(stage.quote(&ada, &bo, 300).unanswered, Q32::from_int(10));
    stage.advance(YEAR);
    let kept = stage.quote(&ada, &bo, 300).postage;
    stage.close_correspondence(&ada, &bo).run();
    let forgotten = stage.quote(&ada, &bo, 300).postage;
    assert_eq!([kept, forgotten], [Lamports(652_342), Lamports(650_000)]);
}
