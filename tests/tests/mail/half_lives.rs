//! Effects of the longest half-life: it delays closing a mailbox, and closing a correspondence forgets it.

use bmail_sdk::generated::mail::layout::fields::mailbox::LOAD;
use bmail_testing::{Harness, MailError, Person};
use postage::{MAX_HALF_LIFE, Rules};
use units::{Lamports, Q32};

use crate::YEAR;

/// Ada and Bo on a network with the longest half-lives.
fn with_longest() -> (Harness, Person, Person) {
    let mut harness = Harness::new();
    harness.network_with(Rules { window_half_life: MAX_HALF_LIFE, pair_half_life: MAX_HALF_LIFE, ..Rules::PERSONAL });
    let (ada, bo) = (harness.resident("Ada"), harness.resident("Bo"));
    (harness, ada, bo)
}

/// Seconds until a load has decayed to one message, up to the rounding.
fn until_one(load: f64) -> i64 {
    (MAX_HALF_LIFE.0 as f64 * load.log2()) as i64
}

/// Shows mail.md: No rules can delay leaving for long.
/// Shows security.md: Rules that keep people from leaving.
#[test]
fn after_sixty_messages_in_a_row_a_mailbox_closes_within_six_half_lives() {
    let (mut harness, ada, bo) = with_longest();
    for _ in 0..60 {
        harness.send(&ada, &bo).run();
    }
    // Plus the one message with which it opened.
    harness.advance(until_one(61.0) - 1);
    harness.close_mailbox(&ada).expect_error(MailError::LoadTooHigh);
    harness.advance(3);
    harness.close_mailbox(&ada).run();
    assert!(until_one(61.0) + 2 < 6 * MAX_HALF_LIFE.0 as i64);
}

/// Shows mail.md: No rules can delay leaving for long.
/// Shows security.md: Rules that keep people from leaving.
#[test]
fn whatever_it_has_sent_a_mailbox_closes_a_second_after_sixteen_half_lives() {
    for load in [Q32::MAX_COUNT.0, u64::MAX] {
        let (mut harness, ada, _) = with_longest();
        harness.rewrite(harness.mailbox_of(&ada), LOAD, &load.to_le_bytes());
        harness.advance(16 * MAX_HALF_LIFE.0 as i64);
        harness.close_mailbox(&ada).expect_error(MailError::LoadTooHigh);
        harness.advance(1);
        harness.close_mailbox(&ada).run();
    }
}

/// Shows mail.md: With the default growth, closing it after a year saves less than 1% of the next price after ten
///   unanswered messages, even at the longest half-life.
/// Shows security.md: Waiting out unanswered messages, or closing the correspondence.
#[test]
fn closing_a_correspondence_of_ten_unanswered_messages_saves_less_than_a_hundredth_of_the_price() {
    let (mut harness, ada, bo) = with_longest();
    for _ in 0..10 {
        harness.send(&ada, &bo).run();
    }
    assert_eq!(harness.quote(&ada, &bo, 300).unanswered, Q32::from_int(10));
    harness.advance(YEAR);
    let kept = harness.quote(&ada, &bo, 300).postage;
    harness.close_correspondence(&ada, &bo).run();
    let forgotten = harness.quote(&ada, &bo, 300).postage;
    assert_eq!([kept, forgotten], [Lamports(652_342), Lamports(650_000)]);
}
