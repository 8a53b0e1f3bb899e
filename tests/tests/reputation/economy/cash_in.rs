//! Lending reputation to somebody who writes spam, and taking it back before the marks arrive.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{DAY, PERIOD, Person, REPUTATION, ReputationError, Stage};
use postage::{Rules, Seconds};
use solana_pubkey::Pubkey;
use standing::Parameters;

use crate::endorsement;

/// Mallory lends to Eve, on a network of these rules and with the shortest cool-down, and Bo will mark what she writes.
fn accomplices(rules: Rules) -> (Stage, Person, Person, Person) {
    let mut stage = Stage::new();
    stage.network_with(rules);
    stage.reputation(Parameters { cool_down: Seconds::days(1), ..Parameters::PERSONAL });
    let (mallory, eve) = (stage.citizen("Mallory", 50 * REPUTATION), stage.citizen("Eve", 0));
    let bo = stage.citizen("Bo", 90 * REPUTATION);
    stage.endorse(&mallory, &eve, 40 * REPUTATION).run();
    (stage, mallory, eve, bo)
}

/// Bo marks a message, and Mallory's stake burns by about a fifth at a weight of nine tenths.
fn burns(stage: &mut Stage, [mallory, eve, bo]: [&Person; 3], message: Pubkey) {
    stage.finish_unendorse(mallory, eve).expect_error(ReputationError::CoolingDown);
    stage.judge(bo, message).verdict(Verdict::Spam).run();
    let left = stage.standing(eve).pool_value;
    assert!((32 * REPUTATION..34 * REPUTATION).contains(&left), "{left}");
    stage.set_time(endorsement(stage, mallory, eve).ready_at);
    stage.finish_unendorse(mallory, eve).run();
    assert_eq!(stage.standing(mallory).own, 10 * REPUTATION + left);
}

#[test]
fn a_stake_that_is_taken_back_in_the_second_of_the_letter_burns_at_the_last_second_of_its_answer() {
    for days in [1, 14, 365] {
        let rules = Rules { answering_period: Seconds::days(days), ..Rules::PERSONAL };
        let (mut stage, mallory, eve, bo) = accomplices(rules);
        let message = stage.send(&eve, &bo).run_and_find();
        stage.begin_unendorse(&mallory, &eve).run();
        stage.advance(days as i64 * DAY);
        burns(&mut stage, [&mallory, &eve, &bo], message);
    }
}

#[test]
fn a_letter_that_is_posted_and_revealed_a_day_later_burns_it_too() {
    let (mut stage, mallory, eve, bo) = accomplices(Rules::PERSONAL);
    let message = stage.post(&eve, &bo).run_and_find();
    stage.begin_unendorse(&mallory, &eve).run();
    stage.advance(DAY);
    stage.reveal(&eve, &bo, message).run();
    stage.advance(PERIOD);
    // A second later nobody can mark it any more, and the stake is free.
    burns(&mut stage, [&mallory, &eve, &bo], message);
    assert_eq!(stage.now(), bmail_testing::NOW + DAY + PERIOD + 1);
}

#[test]
fn lending_writing_and_taking_back_in_one_transaction_gains_no_second() {
    let (mut stage, mallory, eve, bo) = accomplices(Rules::PERSONAL);
    let mut send = stage.send(&eve, &bo);
    let message = send.address();
    let send = send.instructions();
    let begin = stage.begin_unendorse(&mallory, &eve).instruction();
    let finish = stage.finish_unendorse(&mallory, &eve).instruction();
    let all = [send, vec![begin, finish]].concat();
    let finish = all.len() - 1;
    stage.execute(&all).failed_at(finish as u8, "taking it out at once", ReputationError::CoolingDown);
    stage.execute(&all[..finish]).succeeded("beginning to take it back at once");
    stage.advance(PERIOD);
    burns(&mut stage, [&mallory, &eve, &bo], message);
}

#[test]
fn the_endorsed_who_sends_it_back_in_time_saves_nothing_either() {
    let (mut stage, mallory, eve, bo) = accomplices(Rules::PERSONAL);
    let message = stage.send(&eve, &bo).run_and_find();
    stage.begin_unendorse(&mallory, &eve).by(&eve).run();
    stage.advance(PERIOD);
    burns(&mut stage, [&mallory, &eve, &bo], message);
}

#[test]
fn whoever_takes_a_stake_back_before_the_letter_is_written_supports_it_with_nothing() {
    let (mut stage, mallory, eve, bo) = accomplices(Rules::PERSONAL);
    let supported = stage.quote(&eve, &bo, 300).postage;
    stage.begin_unendorse(&mallory, &eve).run();
    assert_eq!(stage.quote(&eve, &bo, 300).postage.0, 650_000);
    assert!(supported.0 < 320_000, "{supported:?}");
    stage.send(&eve, &bo).max_fee(649_999).expect_error(bmail_testing::MailError::PriceAboveMax);
}
