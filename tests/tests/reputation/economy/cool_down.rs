//! Bullet 3 of `begin_unendorse`: how long a cool-down is, and that nobody makes it last.

use bmail_testing::{DAY, Person, REPUTATION, ReputationError, Stage};
use postage::{Rules, Seconds};
use standing::Parameters;

use crate::{COOL_DOWN, ada_endorsed_bo, apply_parameters::change_parameters, endorsement};

/// Seconds that a stake waits that begins to leave now.
fn cool_down(stage: &Stage) -> i64 {
    let mut stage = stage.clone();
    let [ada, bo] = ["Ada", "Bo"].map(Person::named);
    stage.begin_unendorse(&ada, &bo).run();
    endorsement(&stage, &ada, &bo).ready_at - stage.now()
}

/// Ada has staked on Bo, where letters are answered within so many days, and a cool-down has so many.
fn with_days(answering: u32, cool_down: u32) -> Stage {
    let mut stage = Stage::new();
    stage.network_with(Rules { answering_period: Seconds::days(answering), ..Rules::PERSONAL });
    stage.reputation(Parameters { cool_down: Seconds::days(cool_down), ..Parameters::PERSONAL });
    let (ada, bo) = (stage.citizen("Ada", 50 * REPUTATION), stage.citizen("Bo", 0));
    stage.endorse(&ada, &bo, 10 * REPUTATION).run();
    stage
}

fn change_answering(stage: &mut Stage, days: u32) {
    let rules = Rules { answering_period: Seconds::days(days), ..Rules::PERSONAL };
    stage.propose_rules(&stage.founder(), rules).run();
    stage.advance(Rules::PERSONAL.rules_delay.0 as i64);
    stage.apply_rules().run();
}

#[test]
fn bullet_3_it_is_the_reputations_and_longer_where_a_verdict_could_come_later() {
    // A day for what was posted, and the second in which the last verdict is in time.
    let cases = [(14, 60, 60 * DAY), (14, 1, 15 * DAY + 1), (60, 60, 61 * DAY + 1), (58, 60, 60 * DAY)];
    for (answering, parameter, expected) in cases {
        assert_eq!(cool_down(&with_days(answering, parameter)), expected, "{answering}, {parameter}");
    }
    // At 59 days of answering, a second decides.
    assert_eq!(cool_down(&with_days(59, 60)), 60 * DAY + 1);
}

#[test]
fn bullet_3_it_follows_the_longest_answering_period_that_the_network_ever_had() {
    let mut stage = with_days(14, 1);
    change_answering(&mut stage, 90);
    assert_eq!(cool_down(&stage), 91 * DAY + 1);
    change_answering(&mut stage, 1);
    assert_eq!(cool_down(&stage), 91 * DAY + 1);
    change_answering(&mut stage, 120);
    assert_eq!(cool_down(&stage), 121 * DAY + 1);
    // What is only proposed promises nobody anything.
    let rules = Rules { answering_period: Seconds::days(365), ..Rules::PERSONAL };
    stage.propose_rules(&stage.founder(), rules).run();
    assert_eq!(cool_down(&stage), 121 * DAY + 1);
}

#[test]
fn bullet_3_parameters_lengthen_and_shorten_it_for_what_begins_later() {
    let mut stage = with_days(14, 30);
    change_parameters(&mut stage, &Parameters { cool_down: Seconds::days(100), ..Parameters::PERSONAL });
    assert_eq!(cool_down(&stage), 100 * DAY);
    let [ada, bo] = ["Ada", "Bo"].map(Person::named);
    stage.begin_unendorse(&ada, &bo).run();
    let ready_at = endorsement(&stage, &ada, &bo).ready_at;
    change_parameters(&mut stage, &Parameters { cool_down: Seconds::days(1), ..Parameters::PERSONAL });
    assert_eq!(endorsement(&stage, &ada, &bo).ready_at, ready_at);
    stage.set_time(ready_at - 1);
    stage.finish_unendorse(&ada, &bo).expect_error(ReputationError::CoolingDown);
    stage.advance(1);
    stage.finish_unendorse(&ada, &bo).run();
}

#[test]
fn a_letter_sent_under_longer_rules_burns_a_stake_that_leaves_under_shorter_ones() {
    let mut stage = with_days(300, 1);
    let [ada, bo] = ["Ada", "Bo"].map(Person::named);
    let cy = stage.citizen("Cy", 90 * REPUTATION);
    let message = stage.send(&bo, &cy).run_and_find();
    let deadline = stage.now() + 300 * DAY;
    change_answering(&mut stage, 1);
    stage.begin_unendorse(&ada, &bo).run();
    assert!(endorsement(&stage, &ada, &bo).ready_at > deadline);
    stage.set_time(deadline);
    stage.judge(&cy, message).verdict(bmail_sdk::accounts::Verdict::Spam).run();
    assert!(stage.standing(&bo).pool_value < 9 * REPUTATION);
}

#[test]
fn the_endorsed_makes_an_endorser_wait_longer_at_most_once() {
    let (mut stage, ada, bo) = ada_endorsed_bo();
    let began = stage.now();
    stage.begin_unendorse(&ada, &bo).units(REPUTATION).run();
    stage.advance(COOL_DOWN - 1);
    // The rest, and with it what was about to be free.
    stage.begin_unendorse(&ada, &bo).by(&bo).run();
    for _ in 0..3 {
        for units in [1, u64::MAX] {
            let again = stage.begin_unendorse(&ada, &bo).by(&bo).units(units);
            let refusal = if units == 1 { ReputationError::AllOrNothing } else { ReputationError::TooManyUnits };
            again.expect_error(refusal);
        }
        stage.advance(COOL_DOWN / 3);
    }
    stage.finish_unendorse(&ada, &bo).run();
    assert!(stage.now() < began + 2 * COOL_DOWN);
    assert_eq!(stage.standing(&ada).own, 50 * REPUTATION);
}
