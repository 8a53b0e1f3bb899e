//! The bounds of what can be promised.

use bounties::*;
use postage::{Lamports, Seconds};

#[test]
fn each_bound_of_the_terms_is_enforced_and_reached() {
    use TermsError as E;
    let check = |edit: fn(&mut Terms), expected| {
        let mut terms = Terms::EXAMPLE;
        edit(&mut terms);
        assert_eq!(terms.validate(), expected, "{terms:?}");
    };
    check(|_| (), Ok(()));
    check(|t| t.reward = 0, Err(E::Reward));
    check(|t| (t.reward, t.awards) = (u64::MAX / 64, 64), Ok(()));
    check(|t| (t.reward, t.awards) = (u64::MAX / 64 + 1, 64), Err(E::Reward));
    check(|t| t.awards = 0, Err(E::Awards));
    check(|t| t.awards = MAX_AWARDS, Ok(()));
    check(|t| t.awards = MAX_AWARDS + 1, Err(E::Awards));
    check(|t| t.reviewers = 0, Err(E::Reviewers));
    check(|t| t.reviewers = MAX_REVIEWERS, Ok(()));
    check(|t| t.reviewers = MAX_REVIEWERS + 1, Err(E::Reviewers));
    check(|t| t.threshold = 0, Err(E::Threshold));
    check(|t| (t.reviewers, t.threshold) = (7, 7), Ok(()));
    check(|t| (t.reviewers, t.threshold) = (3, 4), Err(E::Threshold));
    check(|t| t.stake = Lamports(0), Ok(()));
    check(|t| t.stake = MAX_STAKE, Ok(()));
    check(|t| t.stake = Lamports(MAX_STAKE.0 + 1), Err(E::Stake));
    check(|t| t.periods.submit = SHORTEST_PERIOD, Ok(()));
    check(|t| t.periods.submit = Seconds(SHORTEST_PERIOD.0 - 1), Err(E::Periods));
    check(|t| t.periods.reveal = Seconds(LONGEST_PERIOD.0 + 1), Err(E::Periods));
    check(|t| t.periods.review = LONGEST_PERIOD, Ok(()));
    check(|t| t.periods.challenge = Seconds(0), Err(E::Periods));
}

#[test]
fn whoever_does_nothing_nobodys_money_waits_for_more_than_two_years() {
    assert!(4 * LONGEST_PERIOD.0 < Seconds::days(2 * 365).0);
}
