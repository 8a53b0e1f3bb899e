//! Decay, which nobody can hasten or delay by looking.

use bmail_sdk::accounts::{Standing, Verdict};
use bmail_testing::{DAY, Person, REPUTATION, Stage};
use postage::{Q32, Seconds};
use standing::Parameters;

use crate::deeds::{burn, weight_of};

const HOUR: i64 = 3_600;
/// Hours of a week.
const WEEK: i64 = 168;

/// Ada has much to lend, and Bo a pool of Dee's that a mark of Ada's has left with more units than shares.
fn lender_and_endorsed() -> (Stage, Person, Person) {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    stage.reputation(Parameters { cool_down: Seconds::days(1), ..Parameters::PERSONAL });
    for (person, wealth) in [(&ada, 600), (&bo, 7)] {
        stage.open_standing(person).run();
        stage.seed(person, wealth * REPUTATION + 1).run();
        stage.open_token_account(person);
    }
    let dee = stage.citizen("Dee", 90 * REPUTATION);
    stage.endorse(&dee, &bo, 33 * REPUTATION + 7).run();
    stage.advance(HOUR);
    stage.exchange(&bo, &ada, Verdict::Spam);
    (stage, ada, bo)
}

/// Ada takes back all that she lent; returns what the two have then.
fn afterwards(stage: &mut Stage, ada: &Person, bo: &Person) -> [Standing; 2] {
    stage.begin_unendorse(ada, bo).run();
    stage.advance(30 * DAY);
    stage.finish_unendorse(ada, bo).run();
    stage.sync(ada).run();
    stage.sync(bo).run();
    assert_eq!(stage.tokens_of(ada), Some(stage.standing(ada).held()));
    [stage.standing(ada), stage.standing(bo)]
}

#[test]
fn reputation_that_is_looked_at_hourly_for_a_week_is_what_it_is_when_looked_at_once() {
    let (stage, ada, bo) = lender_and_endorsed();
    let shares = 2 * REPUTATION + 1;
    let mut once = stage.clone();
    once.advance(WEEK * HOUR);
    let untouched = (once.reputation_of(&ada), once.reputation_of(&bo));

    let mut looked_at = stage.clone();
    for _ in 0..WEEK {
        looked_at.advance(HOUR);
        looked_at.sync(&ada).run();
        looked_at.sync(&bo).run();
    }
    assert_eq!((looked_at.reputation_of(&ada), looked_at.reputation_of(&bo)), untouched);

    let mut lent = stage;
    for _ in 0..WEEK {
        lent.advance(HOUR);
        lent.endorse(&ada, &bo, shares).run();
        lent.collect(&ada, &bo).run();
        lent.sync(&bo).run();
        lent.begin_unendorse(&ada, &bo).units(1).run();
    }
    once.endorse(&ada, &bo, WEEK as u64 * shares).run();
    let (hourly, once) = (afterwards(&mut lent, &ada, &bo), afterwards(&mut once, &ada, &bo));
    // Each stake was rounded by less than a unit, and the last to leave by less than a share, in favour of Bo's pool.
    assert!(hourly[0].own <= once[0].own && once[0].own - hourly[0].own <= WEEK as u64 + 1, "{hourly:?} {once:?}");
    assert_eq!(hourly[0].own + hourly[1].pool_value, once[0].own + once[1].pool_value);
    assert_eq!(hourly[1].own, once[1].own);
}

#[test]
fn the_order_of_sync_decay_and_endorsing_does_not_matter() {
    let (stage, ada, bo) = lender_and_endorsed();
    let results = orders().map(|order| {
        let mut stage = stage.clone();
        for step in order {
            match step {
                0 => drop(stage.sync(&ada).run()),
                1 => stage.advance(100 * DAY),
                _ => drop(stage.endorse(&ada, &bo, 100 * REPUTATION + 3).run()),
            }
        }
        stage.sync(&ada).run();
        stage.sync(&bo).run();
        let reputations = (stage.reputation_of(&ada), stage.reputation_of(&bo));
        (stage.standing(&ada), stage.standing(&bo), stage.tokens_of(&ada), stage.tokens_of(&bo), reputations)
    });
    assert!(results.windows(2).all(|pair| pair[0] == pair[1]), "{results:?}");
}

/// Three things in each order.
fn orders() -> [[u8; 3]; 6] {
    [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
}

#[test]
fn a_mark_burns_as_much_whether_it_comes_before_or_after_sync_decay_and_endorsing() {
    let (stage, ada, bo) = lender_and_endorsed();
    let dee = Person::named("Dee");
    let lent = 100 * REPUTATION + 3;
    let totals = orders().map(|order| {
        let mut stage = stage.clone();
        for step in order {
            match step {
                0 => drop(stage.sync(&ada).run()),
                1 => drop(stage.endorse(&ada, &bo, lent).run()),
                _ => drop(stage.exchange(&ada, &dee, Verdict::Spam)),
            }
        }
        stage.advance(100 * DAY);
        stage.collect(&ada, &bo).run();
        stage.standing(&ada).own + stage.standing(&bo).pool_value
    });
    let own = stage.standing(&ada).own;
    let left = own - burn(Q32::ZERO, weight_of(&stage, &dee)).of(own) + stage.standing(&bo).pool_value;
    // Lent after the mark, one part burns; lent before it, two, which are rounded apart, and the second by a factor.
    for total in totals {
        assert!(total.abs_diff(left) <= 3, "{totals:?}, not {left}");
    }
}
