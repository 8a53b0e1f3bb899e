//! The bounds of a bounty's terms.

use bounty_core::*;
use units::{Lamports, Seconds};

/// Shows bounties.md: Terms out of bounds are refused.
#[test]
fn each_bound_of_the_terms_is_enforced_and_reached() {
    use TermsError as E;
    let check = |edit: fn(&mut Terms), expected| {
        let mut terms = Terms::EXAMPLE;
        edit(&mut terms);
        assert_eq!(terms.validate(5), expected, "{terms:?}");
    };
    check(|_| (), Ok(()));
    check(|t| t.reward = 0, Err(E::Reward));
    check(|t| (t.reward, t.awards) = (u64::MAX / 64, 64), Ok(()));
    check(|t| (t.reward, t.awards) = (u64::MAX / 64 + 1, 64), Err(E::Reward));
    check(|t| t.awards = 0, Err(E::Awards));
    check(|t| t.awards = MAX_AWARDS, Ok(()));
    check(|t| t.awards = MAX_AWARDS + 1, Err(E::Awards));
    check(|t| t.threshold = 0, Err(E::Threshold));
    check(|t| t.threshold = 5, Ok(()));
    check(|t| t.threshold = 6, Err(E::Threshold));
    check(|t| t.stake = Lamports(0), Ok(()));
    check(|t| t.stake = MAX_STAKE, Ok(()));
    check(|t| t.stake = Lamports(MAX_STAKE.0 + 1), Err(E::Stake));
    check(|t| t.submit_period = SHORTEST_PERIOD.0 as u32, Ok(()));
    check(|t| t.submit_period = SHORTEST_PERIOD.0 as u32 - 1, Err(E::Periods));
    check(|t| t.reveal_period = LONGEST_PERIOD.0 as u32 + 1, Err(E::Periods));
    check(|t| t.review_period = LONGEST_PERIOD.0 as u32, Ok(()));
    check(|t| t.challenge_period = 0, Err(E::Periods));
    check(|t| t.earns_reputation = 1, Ok(()));
    check(|t| t.earns_reputation = 2, Err(E::Flags));
    check(|t| t.padding[4] = 1, Err(E::Flags));
    for (reviewers, expected) in
        [(0, Err(E::Reviewers)), (MAX_REVIEWERS, Ok(())), (MAX_REVIEWERS + 1, Err(E::Reviewers))]
    {
        assert_eq!(Terms::EXAMPLE.validate(reviewers), expected, "{reviewers}");
    }
}

/// Shows bounties.md: Nobody's money is locked for more than two years, even if nobody acts.
/// Shows security.md: Bait and switch, and not paying.
#[test]
fn whoever_does_nothing_nobodys_money_waits_for_more_than_two_years() {
    assert!(4 * LONGEST_PERIOD.0 < Seconds::days(2 * 365).0);
}
