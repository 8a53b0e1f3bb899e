//! The course of a bounty: phases, votes and ranks.

use bounty_core::*;
use proptest::prelude::*;
use units::{Seconds, Timestamp};

const OPENED: Timestamp = Timestamp(1_800_000_000);

fn periods() -> impl Strategy<Value = Periods> {
    prop::array::uniform4(SHORTEST_PERIOD.0..=LONGEST_PERIOD.0).prop_map(|[submit, reveal, review, challenge]| {
        Periods {
            submit: Seconds(submit),
            reveal: Seconds(reveal),
            review: Seconds(review),
            challenge: Seconds(challenge),
        }
    })
}

fn votes() -> impl Strategy<Value = Vec<(u8, Opinion)>> {
    let opinion = prop::sample::select(&[Opinion::Accept, Opinion::Reject, Opinion::Spam][..]);
    prop::collection::vec((0..8u8, opinion), 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Shows bounties.md: A bounty is in exactly one phase at any time, in this order.
    #[test]
    fn each_moment_has_one_phase_and_time_never_goes_back_in_them(
        periods in periods(), times in prop::collection::vec(0..800 * 86_400u64, 1..20),
    ) {
        let schedule = Schedule { opened_at: Some(OPENED), periods };
        let mut times = times;
        times.sort_unstable();
        let phases: Vec<_> = times.iter().map(|time| schedule.phase(OPENED.after(Seconds(*time)))).collect();
        prop_assert!(phases.is_sorted() && !phases.contains(&Phase::Draft));
    }

    /// Shows bounties.md: A bounty is in exactly one phase at any time, in this order.
    #[test]
    fn each_phase_begins_with_the_second_in_which_the_one_before_is_over(periods in periods()) {
        let schedule = Schedule { opened_at: Some(OPENED), periods };
        let mut ends_at = OPENED.0;
        let lengths = [periods.submit, periods.reveal, periods.review, periods.challenge];
        let phases = [Phase::Submitting, Phase::Revealing, Phase::Reviewing, Phase::Challenging, Phase::Settled];
        for (length, pair) in lengths.into_iter().zip(phases.windows(2)) {
            ends_at += length.0 as i64;
            prop_assert_eq!(schedule.phase(Timestamp(ends_at - 1)), pair[0]);
            prop_assert_eq!(schedule.phase(Timestamp(ends_at)), pair[1]);
        }
    }

    /// Shows bounties.md: As many reviewers must agree as the terms say.
    #[test]
    fn the_outcome_does_not_depend_on_who_spoke_first(votes in votes(), threshold in 1..=7u8, seed: u64) {
        let mut shuffled = votes.clone();
        shuffled.dedup_by_key(|(reviewer, _)| *reviewer);
        let first: Vec<_> = shuffled.iter().enumerate()
            .filter(|(at, (reviewer, _))| shuffled.iter().position(|(other, _)| other == reviewer) == Some(*at))
            .map(|(_, vote)| *vote).collect();
        let mut turned = first.clone();
        let by = seed as usize % turned.len().max(1);
        turned.rotate_left(by);
        let outcome = |votes: &[(u8, Opinion)]| {
            let mut all = Votes::default();
            votes.iter().for_each(|(reviewer, opinion)| all.vote(*reviewer, *opinion).unwrap());
            (all, all.outcome(threshold))
        };
        prop_assert_eq!(outcome(&first), outcome(&turned));
    }

    #[test]
    fn a_reviewer_speaks_once_and_no_more_than_there_are_agree(votes in votes()) {
        let mut all = Votes::default();
        let mut spoken = std::collections::BTreeSet::new();
        for (reviewer, opinion) in votes {
            let before = all;
            let result = all.vote(reviewer, opinion);
            prop_assert_eq!(result, if spoken.insert(reviewer) { Ok(()) } else { Err(VoteError::Again) });
            prop_assert!(result.is_ok() || all == before);
        }
        let counted = all.accept.count_ones() + all.reject.count_ones() + all.spam.count_ones();
        prop_assert_eq!(counted as usize, spoken.len());
        prop_assert_eq!(all.vote(8, Opinion::Accept), Err(VoteError::NoReviewer));
    }

    /// The winners are the first `awards` accepted submissions, by the number of their commitment.
    ///
    /// Shows bounties.md: The winners are the first accepted submissions in order of commitment, no matter in which
    ///   order they are reviewed or claimed.
    /// Shows security.md: Being reviewed before an earlier submission.
    #[test]
    fn the_winners_are_the_first_accepted_in_order_of_commitment_in_whatever_order_they_were_reviewed(
        acts in prop::collection::vec((0..MAX_SUBMISSIONS + 8, any::<bool>()), 0..200), awards in 1..=MAX_AWARDS,
    ) {
        let (mut ranking, mut accepted) = (Ranking::default(), std::collections::BTreeSet::new());
        for (number, accepts) in acts {
            ranking.set(number, accepts);
            match accepts && number < MAX_SUBMISSIONS {
                true => accepted.insert(number),
                false => accepted.remove(&number),
            };
        }
        let expected: Vec<_> = accepted.iter().copied().take(awards.into()).collect();
        let winners: Vec<_> = (0..MAX_SUBMISSIONS + 8).filter(|number| ranking.wins(*number, awards)).collect();
        prop_assert_eq!(&winners, &expected);
        prop_assert_eq!(ranking.winners(awards) as usize, expected.len());
        prop_assert_eq!(ranking.count() as usize, accepted.len());
        for number in 0..MAX_SUBMISSIONS + 8 {
            prop_assert_eq!(ranking.is_accepted(number), accepted.contains(&number));
            prop_assert_eq!(ranking.rank(number) as usize, accepted.range(..number).count());
        }
    }
}

#[test]
fn a_bounty_that_is_not_open_is_a_draft_at_any_time() {
    let schedule = Schedule { opened_at: None, periods: Terms::EXAMPLE.periods() };
    assert_eq!(schedule.phase(Timestamp(i64::MAX)), Phase::Draft);
}

/// Shows bounties.md: A bounty is in exactly one phase at any time, in this order.
#[test]
fn a_clock_before_the_opening_counts_as_one_that_stood_still() {
    let schedule = Schedule { opened_at: Some(OPENED), periods: Terms::EXAMPLE.periods() };
    assert_eq!(schedule.phase(Timestamp(i64::MIN)), Phase::Submitting);
    assert_eq!(schedule.phase(Timestamp(i64::MAX)), Phase::Settled);
}

#[test]
fn spam_outweighs_acceptance_and_too_few_of_either_leave_it_open() {
    let mut votes = Votes::default();
    for (reviewer, opinion) in [(0, Opinion::Accept), (1, Opinion::Spam), (2, Opinion::Reject)] {
        votes.vote(reviewer, opinion).unwrap();
    }
    assert_eq!((votes.outcome(1), votes.outcome(2)), (Outcome::Spam, Outcome::Open));
    votes.vote(3, Opinion::Accept).unwrap();
    assert_eq!((votes.outcome(1), votes.outcome(2)), (Outcome::Spam, Outcome::Accepted));
}
