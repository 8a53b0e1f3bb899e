//! Leftovers are neither lost nor created, and nobody spends more than the allowance.

use bounty_core::*;
use proptest::prelude::*;
use units::{Seconds, Timestamp};

const START: Timestamp = Timestamp(1_800_000_000);

fn amount() -> impl Strategy<Value = u64> {
    (1..u64::MAX >> 6, 0..58u32).prop_map(|(amount, by)| (amount >> by).max(1))
}

/// Contributions, and the amount that is left of them.
fn contributions() -> impl Strategy<Value = (Vec<u64>, u64)> {
    prop::collection::vec(amount(), 1..20).prop_flat_map(|all| {
        let sum: u64 = all.iter().sum();
        (Just(all), 0..=sum)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Shows bounties.md: Then all contributors and the treasury get their shares of what was not awarded, to the last
    ///   lamport, in any order.
    /// Shows security.md: Refunding more than was contributed, in any order.
    #[test]
    fn what_is_left_is_divided_to_the_last_lamport_in_whatever_order_it_is_taken(
        (contributions, amount) in contributions(), seed: u64,
    ) {
        let contributed: u64 = contributions.iter().sum();
        let mut order = contributions.clone();
        order.rotate_left(seed as usize % contributions.len());
        let mut left = Leftover { amount, contributed };
        let mut sum = 0u64;
        for (before, contribution) in order.into_iter().enumerate() {
            let part = left.take(contribution);
            let exact = u128::from(amount) * u128::from(contribution) / u128::from(contributed);
            prop_assert!(u128::from(part).abs_diff(exact) <= 1 + before as u128, "{part} instead of {exact}");
            prop_assert!(part <= contribution);
            sum += part;
        }
        prop_assert_eq!((sum, left), (amount, Leftover { amount: 0, contributed: 0 }));
    }

    /// Shows bounties.md: A contribution counts as invested and a claim as spent.
    #[test]
    fn the_self_funded_part_of_a_reward_is_its_share_rounded_up_and_never_more_than_all(
        reward in amount(), contributed in amount(), others in amount(),
    ) {
        let funded = contributed + others;
        let exact = (u128::from(reward) * u128::from(contributed)).div_ceil(u128::from(funded));
        prop_assert_eq!(u128::from(self_funded_part(reward, contributed, funded)), exact);
        prop_assert_eq!(self_funded_part(reward, funded, funded), reward);
        prop_assert_eq!((self_funded_part(reward, 0, funded), self_funded_part(reward, 0, 0)), (0, 0));
    }

    #[test]
    fn any_leftover_and_any_part_at_all_never_panic(numbers: [u64; 3]) {
        let [amount, contributed, contribution] = numbers;
        let mut left = Leftover { amount, contributed };
        prop_assert!(left.take(contribution) <= amount);
        prop_assert!(self_funded_part(amount, contributed, contribution) <= amount);
    }

    /// No matter what an authority tries, and when.
    ///
    /// Shows bounties.md: The authority can allocate money to bounties of the network that are not open, within an
    ///   allowance that replenishes evenly.
    /// Shows security.md: A captured authority that empties the treasury.
    #[test]
    fn in_no_period_more_than_twice_the_limit_is_spent_and_never_more_than_it_at_once(
        limit in 1..1u64 << 50, period in 1..1u64 << 32,
        tries in prop::collection::vec((0..1u64 << 31, 0..1u64 << 51), 1..100),
    ) {
        let mut allowance = Allowance { limit, period: Seconds(period), spent: 0, at: START };
        let (mut now, mut spendings) = (START, Vec::new());
        for (wait, amount) in tries {
            now = now.after(Seconds(wait));
            let available = allowance.available(now);
            prop_assert!(available <= limit);
            let result = allowance.spend(amount, now);
            prop_assert_eq!(result, if amount <= available { Ok(()) } else { Err(OverLimit { available }) });
            if result.is_ok() {
                spendings.push((now, amount));
            }
            let within = spendings.iter().filter(|(at, _)| now.since(*at).0 < period);
            prop_assert!(within.map(|(_, amount)| amount).sum::<u64>() <= 2 * limit);
        }
    }

    #[test]
    fn after_a_period_all_can_be_spent_again(limit: u64, period in 1..1u64 << 32, at in 0..1u64 << 32) {
        let mut allowance = Allowance { limit, period: Seconds(period), spent: 0, at: START };
        allowance.spend(limit, START.after(Seconds(at))).unwrap();
        prop_assert_eq!(allowance.available(START.after(Seconds(at))), 0);
        prop_assert_eq!(allowance.available(START.after(Seconds(at + period))), limit);
    }

    /// Shows bounties.md: A week is from Monday to Sunday, and its place is reused after a year.
    #[test]
    fn a_week_is_counted_in_its_place_and_forgotten_a_year_later(
        days in prop::collection::vec(0..2_000u64, 1..100),
    ) {
        let mut days = days;
        days.sort_unstable();
        let mut weeks = [Week::default(); WEEKS];
        let mut expected = std::collections::BTreeMap::<u64, u64>::new();
        let mut now = START;
        for day in days {
            now = START.after(Seconds::days(day as u32));
            week_at(&mut weeks, now).earned += 1;
            *expected.entry(week_of(now)).or_default() += 1;
        }
        let recent: Vec<_> = recent_weeks(&weeks, now).map(|week| (week.number, week.earned)).collect();
        let first = week_of(now) - (WEEKS as u64 - 1);
        prop_assert_eq!(recent, expected.range(first..).map(|(number, earned)| (*number, *earned)).collect::<Vec<_>>());
    }
}

/// Shows bounties.md: A week is from Monday to Sunday, and its place is reused after a year.
#[test]
fn a_week_is_from_monday_to_sunday() {
    let day = |days: i64| week_of(Timestamp(days * 86_400));
    // January 5, 1970 was a Monday.
    assert_eq!([day(0), day(3), day(4), day(10), day(11)], [0, 0, 1, 1, 2]);
    assert_eq!(week_of(Timestamp(4 * 86_400 - 1)), 0);
    assert_eq!(week_of(Timestamp(i64::MIN)), 0);
}

#[test]
fn a_clock_that_went_back_a_year_counts_into_the_newer_week() {
    let mut weeks = [Week::default(); WEEKS];
    week_at(&mut weeks, START).earned = 5;
    week_at(&mut weeks, Timestamp(START.0 - 364 * 86_400)).earned += 1;
    assert_eq!(week_at(&mut weeks, START).earned, 6);
}

/// Shows bounties.md: The gross product is what was earned and spent.
#[test]
fn gross_is_what_was_earned_and_spent_and_net_lacks_what_people_paid_themselves() {
    let week = Week { earned: 700, spent: 300, self_funded: 120, invested: 5_000, ..Week::default() };
    assert_eq!((week.gross(), week.net()), (1_000, 880));
}
