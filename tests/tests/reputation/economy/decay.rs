//! Decay is the same no matter who touches an account, and how often.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{DAY, Harness, Person, REPUTATION};
use reputation_core::Parameters;

use crate::COOL_DOWN;

/// Ada, Bo and their holdings after thirty days in which an action ran every this many hours.
fn after_thirty_days(hours: i64, action: impl Fn(&mut Harness, &Person, &Person)) -> (Harness, Vec<u64>) {
    let (mut harness, ada, bo) = Harness::with_citizens();
    harness.endorse(&ada, &bo, 10 * REPUTATION).run();
    harness.open_token_account(&ada);
    harness.open_token_account(&bo);
    for _ in 0..30 * 24 / hours {
        harness.advance(hours * 3_600);
        action(&mut harness, &ada, &bo);
    }
    harness.sync(&ada).run();
    harness.sync(&bo).run();
    let numbers =
        [&ada, &bo].map(|person| [harness.tokens_of(person).unwrap(), harness.reputation_of(person).0]).concat();
    (harness, numbers)
}

/// Shows security.md: Gaining dust by reading, syncing or collecting often.
#[test]
fn syncing_or_collecting_hourly_or_once_leaves_everybody_with_the_same() {
    let once = after_thirty_days(720, |_, _, _| ()).1;
    let synced = after_thirty_days(1, |harness, ada, bo| {
        harness.sync(ada).run();
        harness.sync(bo).run();
    });
    let collected = after_thirty_days(1, |harness, ada, bo| drop(harness.collect(ada, bo).run()));
    assert_eq!([synced.1, collected.1], [once.clone(), once.clone()]);
    // Tokens are shares, which do not decay; their value does.
    assert_eq!([once[0], once[2]], [40 * REPUTATION, 60 * REPUTATION]);
    assert!(once[1] < 39 * REPUTATION && once[1] > 37 * REPUTATION, "{once:?}");
}

#[test]
fn a_half_life_halves_what_everybody_has_to_the_millionth() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    harness.endorse(&ada, &bo, 16 * REPUTATION).run();
    for halvings in 0..=6 {
        let effective = [&ada, &bo].map(|person| harness.reputation_of(person).0);
        assert_eq!(effective, [34, 58].map(|whole: u64| (whole * REPUTATION) >> halvings));
        harness.advance(Parameters::PERSONAL.half_life.0 as i64);
    }
}

#[test]
fn what_is_lent_decays_as_what_is_kept_and_returns_as_many_shares() {
    let (mut harness, ada, bo) = Harness::with_citizens();
    let before = harness.standing(&ada).own;
    harness.endorse(&ada, &bo, 40 * REPUTATION).run();
    harness.advance(400 * DAY);
    harness.begin_unendorse(&ada, &bo).run();
    harness.advance(COOL_DOWN);
    harness.finish_unendorse(&ada, &bo).run();
    assert_eq!(harness.standing(&ada).own, before);
}

#[test]
fn the_order_of_earning_decaying_and_syncing_does_not_matter() {
    let run = |sync_first: bool| {
        let (mut harness, ada, bo) = Harness::with_citizens();
        harness.open_token_account(&ada);
        if sync_first {
            harness.sync(&ada).run();
        }
        harness.exchange(&ada, &bo, Verdict::Valuable);
        harness.advance(100 * DAY);
        if sync_first {
            harness.sync(&ada).run();
        }
        harness.exchange(&ada, &bo, Verdict::Spam);
        harness.sync(&ada).run();
        (harness.tokens_of(&ada), harness.standing(&ada))
    };
    assert_eq!(run(true), run(false));
}
