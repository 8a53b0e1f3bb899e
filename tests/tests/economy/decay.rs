//! Decay, which no one can speed up or slow down by touching accounts.

use bmail_sdk::accounts::{Standing, Verdict};
use bmail_testing::{DAY, Harness, Person, REPUTATION};
use reputation_core::Parameters;
use units::{Q32, Seconds};

use crate::deeds::{burn, weight_of};

const HOUR: i64 = 3_600;
/// Hours in a week.
const WEEK: i64 = 168;

/// Ada has a lot to lend. Dee has staked on Bo, and Ada's mark has left Bo's pool with more units than shares.
fn lender_and_endorsed() -> (Harness, Person, Person) {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.reputation(Parameters { cool_down: Seconds::days(1), ..Parameters::PERSONAL });
    for (person, wealth) in [(&ada, 600), (&bo, 7)] {
        harness.open_standing(person).run();
        harness.seed(person, wealth * REPUTATION + 1).run();
        harness.open_token_account(person);
    }
    let dee = harness.citizen("Dee", 90 * REPUTATION);
    harness.endorse(&dee, &bo, 33 * REPUTATION + 7).run();
    harness.advance(HOUR);
    harness.exchange(&bo, &ada, Verdict::Spam);
    (harness, ada, bo)
}

/// Ada takes back everything she lent. Returns the two standings.
fn afterwards(harness: &mut Harness, ada: &Person, bo: &Person) -> [Standing; 2] {
    harness.begin_unendorse(ada, bo).run();
    harness.advance(30 * DAY);
    harness.finish_unendorse(ada, bo).run();
    harness.sync(ada).run();
    harness.sync(bo).run();
    assert_eq!(harness.tokens_of(ada), Some(harness.standing(ada).held()));
    [harness.standing(ada), harness.standing(bo)]
}

/// Shows reputation.md: It is the same whether it is read every hour or once.
/// Shows security.md: Gaining dust by reading, syncing or collecting often.
#[test]
fn reputation_that_is_looked_at_hourly_for_a_week_is_what_it_is_when_looked_at_once() {
    let (harness, ada, bo) = lender_and_endorsed();
    let shares = 2 * REPUTATION + 1;
    let mut once = harness.clone();
    once.advance(WEEK * HOUR);
    let untouched = (once.reputation_of(&ada), once.reputation_of(&bo));

    let mut looked_at = harness.clone();
    for _ in 0..WEEK {
        looked_at.advance(HOUR);
        looked_at.sync(&ada).run();
        looked_at.sync(&bo).run();
    }
    assert_eq!((looked_at.reputation_of(&ada), looked_at.reputation_of(&bo)), untouched);

    let mut lent = harness;
    for _ in 0..WEEK {
        lent.advance(HOUR);
        lent.endorse(&ada, &bo, shares).run();
        lent.collect(&ada, &bo).run();
        lent.sync(&bo).run();
        lent.begin_unendorse(&ada, &bo).units(1).run();
    }
    once.endorse(&ada, &bo, WEEK as u64 * shares).run();
    let (hourly, once) = (afterwards(&mut lent, &ada, &bo), afterwards(&mut once, &ada, &bo));
    // Each stake was rounded by less than one unit, and the last to leave by less than one share, in favor of Bo's
    // pool.
    assert!(hourly[0].own <= once[0].own && once[0].own - hourly[0].own <= WEEK as u64 + 1, "{hourly:?} {once:?}");
    assert_eq!(hourly[0].own + hourly[1].pool_value, once[0].own + once[1].pool_value);
    assert_eq!(hourly[1].own, once[1].own);
}

/// Shows reputation.md: The order of syncing, decay, endorsing and burning makes no difference beyond rounding.
#[test]
fn the_order_of_sync_decay_and_endorsing_does_not_matter() {
    let (harness, ada, bo) = lender_and_endorsed();
    let results = orders().map(|order| {
        let mut harness = harness.clone();
        for step in order {
            match step {
                0 => drop(harness.sync(&ada).run()),
                1 => harness.advance(100 * DAY),
                _ => drop(harness.endorse(&ada, &bo, 100 * REPUTATION + 3).run()),
            }
        }
        harness.sync(&ada).run();
        harness.sync(&bo).run();
        let reputations = (harness.reputation_of(&ada), harness.reputation_of(&bo));
        (harness.standing(&ada), harness.standing(&bo), harness.tokens_of(&ada), harness.tokens_of(&bo), reputations)
    });
    assert!(results.windows(2).all(|pair| pair[0] == pair[1]), "{results:?}");
}

/// Three actions in every order.
fn orders() -> [[u8; 3]; 6] {
    [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
}

/// Shows reputation.md: The order of syncing, decay, endorsing and burning makes no difference beyond rounding.
#[test]
fn a_mark_burns_as_much_whether_it_comes_before_or_after_sync_decay_and_endorsing() {
    let (harness, ada, bo) = lender_and_endorsed();
    let dee = Person::named("Dee");
    let lent = 100 * REPUTATION + 3;
    let totals = orders().map(|order| {
        let mut harness = harness.clone();
        for step in order {
            match step {
                0 => drop(harness.sync(&ada).run()),
                1 => drop(harness.endorse(&ada, &bo, lent).run()),
                _ => drop(harness.exchange(&ada, &dee, Verdict::Spam)),
            }
        }
        harness.advance(100 * DAY);
        harness.collect(&ada, &bo).run();
        harness.standing(&ada).own + harness.standing(&bo).pool_value
    });
    let own = harness.standing(&ada).own;
    let left = own - burn(Q32::ZERO, weight_of(&harness, &dee)).of(own) + harness.standing(&bo).pool_value;
    // If lent after the mark, one part burns. If lent before it, two parts burn, which are rounded separately, the
    // second one by a factor.
    for total in totals {
        assert!(total.abs_diff(left) <= 3, "{totals:?}, not {left}");
    }
}
