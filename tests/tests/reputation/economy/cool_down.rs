//! `begin_unendorse`: the length of the cool-down, and that no one can prolong it.

use bmail_testing::{DAY, Harness, Person, REPUTATION, ReputationError};
use postage::Rules;
use reputation_core::Parameters;
use units::Seconds;

use crate::{COOL_DOWN, ada_endorsed_bo, apply_parameters::change_parameters, endorsement};

/// Seconds that a stake waits if it starts to leave now.
fn cool_down(harness: &Harness) -> i64 {
    let mut harness = harness.clone();
    let [ada, bo] = ["Ada", "Bo"].map(Person::named);
    harness.begin_unendorse(&ada, &bo).run();
    endorsement(&harness, &ada, &bo).ready_at - harness.now()
}

/// Ada has staked on Bo, on a network with these many days of answering period and of cool-down.
fn with_days(answering: u32, cool_down: u32) -> Harness {
    let mut harness = Harness::new();
    harness.network_with(Rules { answering_period: Seconds::days(answering), ..Rules::PERSONAL });
    harness.reputation(Parameters { cool_down: Seconds::days(cool_down), ..Parameters::PERSONAL });
    let (ada, bo) = (harness.citizen("Ada", 50 * REPUTATION), harness.citizen("Bo", 0));
    harness.endorse(&ada, &bo, 10 * REPUTATION).run();
    harness
}

fn change_answering_period(harness: &mut Harness, days: u32) {
    let rules = Rules { answering_period: Seconds::days(days), ..Rules::PERSONAL };
    harness.propose_rules(&harness.founder(), rules).run();
    harness.advance(Rules::PERSONAL.rules_delay.0 as i64);
    harness.apply_rules().run();
}

/// Shows reputation.begin_unendorse: The cool-down starts now, also for units that were already leaving.
#[test]
fn it_is_the_reputations_and_longer_where_a_verdict_could_come_later() {
    // Plus a day for posted messages, and the second in which the last verdict is still in time.
    let cases = [(14, 60, 60 * DAY), (14, 1, 15 * DAY + 1), (60, 60, 61 * DAY + 1), (58, 60, 60 * DAY)];
    for (answering, parameter, expected) in cases {
        assert_eq!(cool_down(&with_days(answering, parameter)), expected, "{answering}, {parameter}");
    }
    // With an answering period of 59 days, one second decides.
    assert_eq!(cool_down(&with_days(59, 60)), 60 * DAY + 1);
}

/// Shows reputation.begin_unendorse: The cool-down starts now, also for units that were already leaving.
/// Shows security.md: A cool-down shortened by new rules or parameters.
#[test]
fn it_follows_the_longest_answering_period_that_the_network_ever_had() {
    let mut harness = with_days(14, 1);
    change_answering_period(&mut harness, 90);
    assert_eq!(cool_down(&harness), 91 * DAY + 1);
    change_answering_period(&mut harness, 1);
    assert_eq!(cool_down(&harness), 91 * DAY + 1);
    change_answering_period(&mut harness, 120);
    assert_eq!(cool_down(&harness), 121 * DAY + 1);
    // Proposed rules promise nothing to anyone.
    let rules = Rules { answering_period: Seconds::days(365), ..Rules::PERSONAL };
    harness.propose_rules(&harness.founder(), rules).run();
    assert_eq!(cool_down(&harness), 121 * DAY + 1);
}

/// Shows reputation.begin_unendorse: The cool-down starts now, also for units that were already leaving.
#[test]
fn parameters_lengthen_and_shorten_it_for_what_begins_later() {
    let mut harness = with_days(14, 30);
    change_parameters(&mut harness, &Parameters { cool_down: Seconds::days(100), ..Parameters::PERSONAL });
    assert_eq!(cool_down(&harness), 100 * DAY);
    let [ada, bo] = ["Ada", "Bo"].map(Person::named);
    harness.begin_unendorse(&ada, &bo).run();
    let ready_at = endorsement(&harness, &ada, &bo).ready_at;
    change_parameters(&mut harness, &Parameters { cool_down: Seconds::days(1), ..Parameters::PERSONAL });
    assert_eq!(endorsement(&harness, &ada, &bo).ready_at, ready_at);
    harness.set_time(ready_at - 1);
    harness.finish_unendorse(&ada, &bo).expect_error(ReputationError::CoolingDown);
    harness.advance(1);
    harness.finish_unendorse(&ada, &bo).run();
}

/// Shows security.md: A cool-down shortened by new rules or parameters.
#[test]
fn a_letter_sent_under_longer_rules_burns_a_stake_that_leaves_under_shorter_ones() {
    let mut harness = with_days(300, 1);
    let [ada, bo] = ["Ada", "Bo"].map(Person::named);
    let cy = harness.citizen("Cy", 90 * REPUTATION);
    let message = harness.send(&bo, &cy).run_and_find();
    let deadline = harness.now() + 300 * DAY;
    change_answering_period(&mut harness, 1);
    harness.begin_unendorse(&ada, &bo).run();
    assert!(endorsement(&harness, &ada, &bo).ready_at > deadline);
    harness.set_time(deadline);
    harness.judge(&cy, message).verdict(bmail_sdk::accounts::Verdict::Spam).run();
    assert!(harness.standing(&bo).pool_value < 9 * REPUTATION);
}

/// Shows security.md: Sending stakes back repeatedly, to hold the endorser's reputation.
#[test]
fn the_endorsed_makes_an_endorser_wait_longer_at_most_once() {
    let (mut harness, ada, bo) = ada_endorsed_bo();
    let began = harness.now();
    harness.begin_unendorse(&ada, &bo).units(REPUTATION).run();
    harness.advance(COOL_DOWN - 1);
    // The rest leaves too, and what was about to be free waits with it.
    harness.begin_unendorse(&ada, &bo).by(&bo).run();
    for _ in 0..3 {
        for units in [1, u64::MAX] {
            let again = harness.begin_unendorse(&ada, &bo).by(&bo).units(units);
            let refusal = if units == 1 { ReputationError::AllOrNothing } else { ReputationError::TooManyUnits };
            again.expect_error(refusal);
        }
        harness.advance(COOL_DOWN / 3);
    }
    harness.finish_unendorse(&ada, &bo).run();
    assert!(harness.now() < began + 2 * COOL_DOWN);
    assert_eq!(harness.standing(&ada).own, 50 * REPUTATION);
}
