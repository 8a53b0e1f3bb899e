//! The bounds of a bounty's terms.

use bounty_core::*;
use proptest::prelude::*;
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
    check(|t| t.bond = Lamports(MAX_SUBMISSIONS.into()), Ok(()));
    check(|t| t.bond = Lamports(u64::from(MAX_SUBMISSIONS) - 1), Err(E::Bond));
    check(|t| (t.bond, t.max_submissions) = (Lamports(1), 1), Ok(()));
    check(|t| (t.bond, t.max_submissions) = (Lamports(1), 2), Err(E::Bond));
    check(|t| t.bond = MAX_BOND, Ok(()));
    check(|t| t.bond = Lamports(MAX_BOND.0 + 1), Err(E::Bond));
    check(|t| t.max_submissions = 0, Err(E::MaxSubmissions));
    check(|t| t.max_submissions = 1, Ok(()));
    check(|t| t.max_submissions = MAX_SUBMISSIONS as u16 + 1, Err(E::MaxSubmissions));
    check(|t| t.submit_period = SHORTEST_PERIOD.0 as u32 - 1, Err(E::Periods));
    check(|t| t.reveal_period = LONGEST_PERIOD.0 as u32 + 1, Err(E::Periods));
    check(|t| t.review_period = LONGEST_PERIOD.0 as u32, Ok(()));
    check(|t| t.challenge_period = 0, Err(E::Periods));
    check(|t| t.earns_reputation = 1, Ok(()));
    check(|t| t.earns_reputation = 2, Err(E::Flags));
    check(|t| t.padding[2] = 1, Err(E::Flags));
    for (reviewers, expected) in
        [(0, Err(E::Reviewers)), (MAX_REVIEWERS, Ok(())), (MAX_REVIEWERS + 1, Err(E::Reviewers))]
    {
        assert_eq!(Terms::EXAMPLE.validate(reviewers), expected, "{reviewers}");
    }
}

/// Shows bounties.md: With a stake or a bond, each period lasts at least a day, so that a halt of the chain costs nobody
///   either.
#[test]
fn with_a_stake_or_a_bond_no_period_is_shorter_than_a_day() {
    let periods: [fn(&mut Terms) -> &mut u32; 4] = [
        |terms| &mut terms.submit_period,
        |terms| &mut terms.reveal_period,
        |terms| &mut terms.review_period,
        |terms| &mut terms.challenge_period,
    ];
    let free = (0, 0, SHORTEST_PERIOD, TermsError::Periods);
    let day = |stake, bond| (stake, bond, SHORTEST_PERIOD_AT_STAKE, TermsError::PeriodsAtStake);
    for (stake, bond, least, error) in [free, day(1, 0), day(0, 512), day(1, 512)] {
        for period in periods {
            let mut terms = Terms { stake: Lamports(stake), bond: Lamports(bond), ..Terms::EXAMPLE };
            *period(&mut terms) = least.0 as u32;
            assert_eq!(terms.validate(1), Ok(()));
            *period(&mut terms) -= 1;
            assert_eq!(terms.validate(1), Err(error), "{stake} and {bond}");
        }
    }
}

proptest! {
    /// Nobody's share depends on how many there are, and all of them together are at most the bond.
    ///
    /// Shows bounties.md: Each revealed submission that fewer reviewers have judged than must agree gets an equal share of
    ///   the bond: the bond divided by the most submissions that the terms allow.
    #[test]
    fn all_shares_of_a_bond_are_equal_and_leave_less_than_a_lamport_for_each(
        bond in 0..=MAX_BOND.0, max_submissions in 0..=u16::MAX,
    ) {
        let terms = Terms { bond: Lamports(bond), max_submissions, ..Terms::EXAMPLE };
        let (share, most) = (terms.bond_share().0, u64::from(max_submissions));
        prop_assert!(share * most <= bond && (bond - share * most < most || most == 0));
        let is_valid = terms.validate(1).is_ok();
        prop_assert!(!is_valid || bond == 0 || share > 0, "a bond that pays nothing: {terms:?}");
    }

    /// What is owed a share of the bond is revealed, was judged by fewer than must agree, and so neither wins nor forfeits.
    #[test]
    fn what_the_bond_pays_for_is_neither_accepted_nor_spam(votes: [u8; 3], threshold in 1..=MAX_REVIEWERS) {
        let [accept, reject, spam] = votes;
        let votes = Votes { accept: accept & !reject & !spam, reject: reject & !spam, spam };
        let terms = Terms { bond: Lamports(512), threshold, ..Terms::EXAMPLE };
        let judged = votes.accept.count_ones() + votes.reject.count_ones() + votes.spam.count_ones();
        let expected = if judged < threshold.into() { Lamports(1) } else { Lamports(0) };
        prop_assert_eq!(terms.owed_bond(true, votes), expected);
        prop_assert_eq!(terms.owed_bond(false, votes), Lamports(0));
        prop_assert!(expected.0 == 0 || votes.outcome(threshold) == Outcome::Open);
    }
}

/// Shows bounties.md: Nobody's money is locked for more than two years, even if nobody acts.
/// Shows security.md: Bait and switch, and not paying.
#[test]
fn whoever_does_nothing_nobodys_money_waits_for_more_than_two_years() {
    assert!(4 * LONGEST_PERIOD.0 < Seconds::days(2 * 365).0);
}
