//! Lending reputation to someone who writes spam, and taking it back before the marks arrive.

use bmail_sdk::accounts::Verdict;
use bmail_testing::{DAY, Harness, PERIOD, Person, REPUTATION, ReputationError};
use postage::Rules;
use reputation_core::Parameters;
use solana_pubkey::Pubkey;
use units::Seconds;

use crate::endorsement;

/// Mallory lends to Eve on a network with these rules and the shortest cool-down, and Bo will mark what Eve writes.
fn accomplices(rules: Rules) -> (Harness, Person, Person, Person) {
    let mut harness = Harness::new();
    harness.network_with(rules);
    harness.reputation(Parameters { cool_down: Seconds::days(1), ..Parameters::PERSONAL });
    let (mallory, eve) = (harness.citizen("Mallory", 50 * REPUTATION), harness.citizen("Eve", 0));
    let bo = harness.citizen("Bo", 90 * REPUTATION);
    harness.endorse(&mallory, &eve, 40 * REPUTATION).run();
    (harness, mallory, eve, bo)
}

/// Bo marks a message. At a weight of nine tenths, about a fifth of Mallory's stake burns.
fn burns(harness: &mut Harness, [mallory, eve, bo]: [&Person; 3], message: Pubkey) {
    harness.finish_unendorse(mallory, eve).expect_error(ReputationError::CoolingDown);
    harness.judge(bo, message).verdict(Verdict::Spam).run();
    let left = harness.standing(eve).pool_value;
    assert!((32 * REPUTATION..34 * REPUTATION).contains(&left), "{left}");
    harness.set_time(endorsement(harness, mallory, eve).ready_at);
    harness.finish_unendorse(mallory, eve).run();
    assert_eq!(harness.standing(mallory).own, 10 * REPUTATION + left);
}

#[test]
fn a_stake_that_is_taken_back_in_the_second_of_the_letter_burns_at_the_last_second_of_its_answer() {
    for days in [1, 14, 365] {
        let rules = Rules { answering_period: Seconds::days(days), ..Rules::PERSONAL };
        let (mut harness, mallory, eve, bo) = accomplices(rules);
        let message = harness.send(&eve, &bo).run_and_find();
        harness.begin_unendorse(&mallory, &eve).run();
        harness.advance(days as i64 * DAY);
        burns(&mut harness, [&mallory, &eve, &bo], message);
    }
}

#[test]
fn a_letter_that_is_posted_and_revealed_a_day_later_burns_it_too() {
    let (mut harness, mallory, eve, bo) = accomplices(Rules::PERSONAL);
    let message = harness.post(&eve, &bo).run_and_find();
    harness.begin_unendorse(&mallory, &eve).run();
    harness.advance(DAY);
    harness.reveal(&eve, &bo, message).run();
    harness.advance(PERIOD);
    // A second later it can no longer be marked, and the stake is free.
    burns(&mut harness, [&mallory, &eve, &bo], message);
    assert_eq!(harness.now(), bmail_testing::NOW + DAY + PERIOD + 1);
}

/// Shows security.md: Endorsing, using the reputation, and withdrawing before the burn.
#[test]
fn lending_writing_and_taking_back_in_one_transaction_gains_no_second() {
    let (mut harness, mallory, eve, bo) = accomplices(Rules::PERSONAL);
    let mut send = harness.send(&eve, &bo);
    let message = send.address();
    let send = send.instructions();
    let begin = harness.begin_unendorse(&mallory, &eve).instruction();
    let finish = harness.finish_unendorse(&mallory, &eve).instruction();
    let all = [send, vec![begin, finish]].concat();
    let finish = all.len() - 1;
    harness.execute(&all).failed_at(finish as u8, "taking it out at once", ReputationError::CoolingDown);
    harness.execute(&all[..finish]).succeeded("beginning to take it back at once");
    harness.advance(PERIOD);
    burns(&mut harness, [&mallory, &eve, &bo], message);
}

/// Shows security.md: Endorsing, using the reputation, and withdrawing before the burn.
#[test]
fn the_endorsed_who_sends_it_back_in_time_saves_nothing_either() {
    let (mut harness, mallory, eve, bo) = accomplices(Rules::PERSONAL);
    let message = harness.send(&eve, &bo).run_and_find();
    harness.begin_unendorse(&mallory, &eve).by(&eve).run();
    harness.advance(PERIOD);
    burns(&mut harness, [&mallory, &eve, &bo], message);
}

#[test]
fn whoever_takes_a_stake_back_before_the_letter_is_written_supports_it_with_nothing() {
    let (mut harness, mallory, eve, bo) = accomplices(Rules::PERSONAL);
    let supported = harness.quote(&eve, &bo, 300).postage;
    harness.begin_unendorse(&mallory, &eve).run();
    assert_eq!(harness.quote(&eve, &bo, 300).postage.0, 650_000);
    assert!(supported.0 < 490_000, "{supported:?}");
    harness.send(&eve, &bo).max_fee(649_999).expect_error(bmail_testing::MailError::PriceAboveMax);
}
