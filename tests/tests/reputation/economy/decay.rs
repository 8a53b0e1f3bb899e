//! Decay is the same whoever looks, and however often.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{DAY, Person, REPUTATION, Stage};
use standing::Parameters;

use crate::COOL_DOWN;

/// Ada, Bo and what they hold after thirty days in which somebody did something every so many hours.
fn after_thirty_days(hours: i64, action: impl Fn(&mut Stage, &Person, &Person)) -> (Stage, Vec<u64>) {
    let (mut stage, ada, bo) = Stage::with_citizens();
    stage.endorse(&ada, &bo, 10 * REPUTATION).run();
    stage.open_token_account(&ada);
    stage.open_token_account(&bo);
    for _ in 0..30 * 24 / hours {
        stage.advance(hours * 3_600);
        action(&mut stage, &ada, &bo);
    }
    stage.sync(&ada).run();
    stage.sync(&bo).run();
    let numbers = [&ada, &bo].map(|person| [stage.tokens_of(person).unwrap(), stage.reputation_of(person).0]).concat();
    (stage, numbers)
}

#[test]
fn syncing_or_collecting_hourly_or_once_leaves_everybody_with_the_same() {
    let once = after_thirty_days(720, |_, _, _| ()).1;
    let synced = after_thirty_days(1, |stage, ada, bo| {
        stage.sync(ada).run();
        stage.sync(bo).run();
    });
    let collected = after_thirty_days(1, |stage, ada, bo| drop(stage.collect(ada, bo).run()));
    assert_eq!([synced.1, collected.1], [once.clone(), once.clone()]);
    // Tokens are shares, which do not decay; what they are worth does.
    assert_eq!([once[0], once[2]], [40 * REPUTATION, 60 * REPUTATION]);
    assert!(once[1] < 39 * REPUTATION && once[1] > 37 * REPUTATION, "{once:?}");
}

#[test]
fn a_half_life_halves_what_everybody_has_to_the_millionth() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    stage.endorse(&ada, &bo, 16 * REPUTATION).run();
    for halvings in 0..=6 {
        let effective = [&ada, &bo].map(|person| stage.reputation_of(person).0);
        assert_eq!(effective, [34, 58].map(|whole: u64| (whole * REPUTATION) >> halvings));
        stage.advance(Parameters::PERSONAL.half_life.0 as i64);
    }
}

#[test]
fn what_is_lent_decays_as_what_is_kept_and_returns_as_many_shares() {
    let (mut stage, ada, bo) = Stage::with_citizens();
    let before = stage.standing(&ada).own;
    stage.endorse(&ada, &bo, 40 * REPUTATION).run();
    stage.advance(400 * DAY);
    stage.begin_unendorse(&ada, &bo).run();
    stage.advance(COOL_DOWN);
    stage.finish_unendorse(&ada, &bo).run();
    assert_eq!(stage.standing(&ada).own, before);
}

#[test]
fn the_order_of_earning_decaying_and_syncing_does_not_matter() {
    let run = |sync_first: bool| {
        let (mut stage, ada, bo) = Stage::with_citizens();
        stage.open_token_account(&ada);
        if sync_first {
            stage.sync(&ada).run();
        }
        stage.exchange(&ada, &bo, Verdict::Valuable);
        stage.advance(100 * DAY);
        if sync_first {
            stage.sync(&ada).run();
        }
        stage.exchange(&ada, &bo, Verdict::Spam);
        stage.sync(&ada).run();
        (stage.tokens_of(&ada), stage.standing(&ada))
    };
    assert_eq!(run(true), run(false));
}
