//! Nobody gains from a pool's rounding or makes shares out of nothing.

use proptest::prelude::*;
use reputation_core::*;
use units::*;

const PEOPLE: usize = 5;

/// What a person does with the pool.
#[derive(Clone, Copy, Debug)]
enum Action {
    Endorse(usize, u64),
    /// A fraction of their units, in 256ths, rounded up.
    Unendorse(usize, u8),
    Burn(Burn),
    /// Their own spam burns what they lent.
    Spam(usize, Burn),
    Settle(usize),
}

fn stake() -> impl Strategy<Value = u64> {
    prop_oneof![1..100u64, 1..1_000_000_000u64]
}

fn moves(people: core::ops::Range<usize>) -> impl Strategy<Value = Action> {
    prop_oneof![
        (people.clone(), stake()).prop_map(|(who, shares)| Action::Endorse(who, shares)),
        (people.clone(), any::<u8>()).prop_map(|(who, part)| Action::Unendorse(who, part)),
        people.prop_map(Action::Settle),
    ]
}

fn burn() -> impl Strategy<Value = Burn> {
    (0..=10_000u32, 0..1u64 << 32).prop_map(|(bps, weight)| Burn::new(Bps(bps), Q32(weight), Q32::ZERO))
}

fn actions() -> impl Strategy<Value = Vec<Action>> {
    let spam = (0..PEOPLE, burn()).prop_map(|(who, burn)| Action::Spam(who, burn));
    let action = prop_oneof![6 => moves(0..PEOPLE), 1 => burn().prop_map(Action::Burn), 1 => spam];
    prop::collection::vec(action, 1..60)
}

/// A person's stake factor: one at first.
#[derive(Clone, Copy, Debug)]
struct Kept(Q32);

impl Default for Kept {
    fn default() -> Self {
        Self(Q32::ONE)
    }
}

/// Five people with stakes in one pool.
#[derive(Clone, Default)]
struct Table {
    pool: Pool,
    stakes: [Stake; PEOPLE],
    stake_factor: [Kept; PEOPLE],
    /// What each has taken out minus what they have put in.
    balances: [i128; PEOPLE],
    burned: i128,
    done: i128,
}

impl Table {
    fn take(&mut self, action: Action) {
        match action {
            Action::Endorse(who, shares) => {
                self.settle(who);
                if let Ok(units) = self.pool.endorse(&mut self.stakes[who], shares) {
                    assert!(units >= shares);
                    self.balances[who] -= i128::from(shares);
                    self.done += 1;
                }
            }
            Action::Unendorse(who, part) => {
                self.settle(who);
                let units = match self.stakes[who].generation == self.pool.generation {
                    true => (u128::from(self.stakes[who].units) * (u128::from(part) + 1)).div_ceil(256) as u64,
                    false => 0,
                };
                self.unendorse(who, units);
            }
            Action::Burn(burn) => self.burned += i128::from(self.pool.burn(burn)),
            Action::Spam(who, burn) => self.stake_factor[who].0 = stake_factor_after(self.stake_factor[who].0, burn),
            Action::Settle(who) => self.settle(who),
        }
        self.invariant();
    }

    fn settle(&mut self, who: usize) {
        self.burned += i128::from(self.pool.settle(&mut self.stakes[who], self.stake_factor[who].0));
    }

    fn unendorse(&mut self, who: usize, units: u64) {
        self.pool.leave(&mut self.stakes[who], units).unwrap();
        self.balances[who] += i128::from(self.pool.unendorse(&mut self.stakes[who]));
        self.done += 1;
    }

    /// Everyone takes everything out, in reverse order.
    fn everybody_leaves(&mut self) {
        for who in (0..PEOPLE).rev() {
            self.take(Action::Unendorse(who, 255));
        }
    }

    fn invariant(&self) {
        assert_eq!(i128::from(self.pool.value) + self.burned + self.balances.iter().sum::<i128>(), 0);
        let current = self.stakes.iter().filter(|stake| stake.generation == self.pool.generation);
        assert_eq!(current.clone().map(|stake| stake.units + stake.leaving).sum::<u64>(), self.pool.units);
        assert_eq!(current.map(|stake| stake.leaving).sum::<u64>(), self.pool.leaving);
        let worth: u64 = self.stakes.iter().map(|stake| self.pool.worth_of(stake)).sum();
        assert!(worth <= self.pool.value && self.pool.value - worth <= PEOPLE as u64);
        assert!(self.pool.value <= self.pool.units, "a unit costs more than a share: {:?}", self.pool);
    }
}

/// Whether a unit costs what it did before, or up to one share more.
fn hardly_dearer(before: &Pool, after: &Pool) -> bool {
    let [value, units] = [before.value, before.units].map(u128::from);
    let [new_value, new_units] = [after.value, after.units].map(u128::from);
    units == 0 || new_units == 0 || (value * new_units..=(value + units) * new_units).contains(&(new_value * units))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Shows reputation.md: Endorsing and taking back neither create nor destroy shares.
    #[test]
    fn shares_are_neither_made_nor_lost_and_the_last_one_to_leave_leaves_nothing(actions in actions()) {
        let mut table = Table::default();
        actions.into_iter().for_each(|action| table.take(action));
        table.everybody_leaves();
        prop_assert_eq!((table.pool.value, table.pool.units, table.pool.leaving), (0, 0, 0));
    }

    #[test]
    fn each_act_makes_a_unit_up_to_a_share_dearer_and_only_a_burn_cheaper(actions in actions()) {
        let mut table = Table::default();
        for action in actions {
            // Settling counts as an action of its own.
            if let Action::Endorse(who, _) | Action::Unendorse(who, _) = action {
                table.take(Action::Settle(who));
            }
            let before = table.pool;
            table.take(action);
            let exempt = matches!(action, Action::Burn(_)) || before.generation != table.pool.generation;
            prop_assert!(exempt || hardly_dearer(&before, &table.pool));
        }
    }

    /// The first-depositor attack and all of its kind: no matter what the others do before and after, the victim gets
    /// back all of the stake except for one share. So there is at most one share to gain.
    ///
    /// Shows reputation.md: Endorsing and taking back neither create nor destroy shares.
    #[test]
    fn whoever_else_is_there_first_a_stake_loses_a_share_at_most(
        before in actions(), shares in stake(),
        after in prop::collection::vec(moves(0..PEOPLE - 1), 0..40),
    ) {
        const VICTIM: usize = PEOPLE - 1;
        let mut table = Table::default();
        before.into_iter().for_each(|action| table.take(action));
        table.take(Action::Unendorse(VICTIM, 255));
        let earlier = table.balances[VICTIM];
        table.take(Action::Endorse(VICTIM, shares));
        after.into_iter().for_each(|action| table.take(action));
        table.take(Action::Unendorse(VICTIM, 255));
        prop_assert!((-1..=table.done).contains(&(table.balances[VICTIM] - earlier)));
    }

    #[test]
    fn without_a_burn_everybody_gets_back_exactly_what_they_staked(
        actions in prop::collection::vec(moves(0..PEOPLE), 1..60),
    ) {
        let mut table = Table::default();
        actions.into_iter().for_each(|action| table.take(action));
        table.everybody_leaves();
        prop_assert_eq!(table.balances, [0; PEOPLE]);
    }

    #[test]
    fn the_order_of_leaving_changes_a_share_for_each_who_left_before(actions in actions(), seed: u64) {
        let mut table = Table::default();
        actions.into_iter().for_each(|action| table.take(action));
        let (mut forwards, mut backwards) = (table.clone(), table);
        for turn in 0..PEOPLE {
            let who = (turn + seed as usize % PEOPLE) % PEOPLE;
            forwards.take(Action::Unendorse(who, 255));
        }
        backwards.everybody_leaves();
        for (one, other) in forwards.balances.iter().zip(backwards.balances) {
            prop_assert!((one - other).abs() <= PEOPLE as i128);
        }
    }

    #[test]
    fn a_burn_takes_the_same_part_from_everybody_to_the_rounding(actions in actions(), burn in burn(), leaves in 0..PEOPLE) {
        let mut table = Table::default();
        actions.into_iter().for_each(|action| table.take(action));
        let units = table.stakes[leaves].units;
        if table.stakes[leaves].generation == table.pool.generation {
            table.pool.leave(&mut table.stakes[leaves], units).unwrap();
        }
        let before = table.stakes.map(|stake| table.pool.worth_of(&stake));
        table.take(Action::Burn(burn));
        for (stake, before) in table.stakes.iter().zip(before) {
            // The difference is the stake's part of what the pool rounded up, and the rounding of its worth before and
            // after.
            let after = table.pool.worth_of(stake);
            prop_assert!(after <= before + 1 - burn.of(before).min(1));
            prop_assert!(after + burn.of(before) + 1 >= before && after + burn.of(before) <= before + 1);
        }
    }

    #[test]
    fn burning_what_is_staked_and_what_is_not_takes_a_share_more_than_burning_both_at_once(
        own in 0..1u64 << 62, staked in 0..1u64 << 62, burn in burn(),
    ) {
        let apart = burn.of(own) + burn.of(staked);
        prop_assert!(burn.of(own + staked) <= apart && apart <= burn.of(own + staked) + 1);
    }

    /// Except for rounding, spam takes the same fraction of what a person lent as of what they kept, no matter how
    /// often the stake is settled in between. Nobody else pays more than a share for it.
    #[test]
    fn spam_takes_of_what_one_lent_what_it_takes_of_what_one_kept(
        actions in actions(), spams in prop::collection::vec((burn(), any::<bool>()), 1..6), shares in stake(),
    ) {
        const SPAMMER: usize = PEOPLE - 1;
        let mut table = Table::default();
        actions.into_iter().for_each(|action| table.take(action));
        table.take(Action::Unendorse(SPAMMER, 255));
        table.stake_factor[SPAMMER] = Kept::default();
        table.take(Action::Endorse(SPAMMER, shares));
        let before = table.stakes.map(|stake| table.pool.worth_of(&stake));
        let mut own = before[SPAMMER];
        let count = spams.len() as u64;
        for (burn, settles) in spams {
            own -= burn.of(own);
            table.take(Action::Spam(SPAMMER, burn));
            if settles {
                table.take(Action::Settle(SPAMMER));
            }
        }
        table.take(Action::Settle(SPAMMER));
        let after = table.stakes.map(|stake| table.pool.worth_of(&stake));
        // A share per rounding, and what 32 fractional bits lose of a stake of up to 2^30.
        prop_assert!(after[SPAMMER].abs_diff(own) <= 3 * count + 2 + (shares >> 28), "{after:?} {own}");
        for other in 0..SPAMMER {
            prop_assert!(after[other] + 1 >= before[other] && after[other] <= before[other] + count + 1);
        }
    }

    #[test]
    fn any_pool_and_stake_at_all_never_panic(
        numbers: [u64; 6], generations: [bool; 2], stake_factor: [u64; 2], shares: u64, units: u64,
    ) {
        let mut pool = Pool {
            value: numbers[0], units: numbers[1], leaving: numbers[2], generation: generations[0].into(),
        };
        let mut stake =
            Stake { units: numbers[3], leaving: numbers[4], generation: generations[1].into(), stake_factor: Q32(stake_factor[0]) };
        let _ = pool.settle(&mut stake, Q32(stake_factor[1]));
        let _ = pool.endorse(&mut stake, shares);
        let _ = pool.leave(&mut stake, units);
        let _ = pool.unendorse(&mut stake);
        let _ = pool.support(Bps(numbers[5] as u32));
    }
}

#[test]
fn what_is_leaving_supports_nobody_and_still_burns() {
    let (mut pool, mut stake, mut other) = (Pool::default(), Stake::default(), Stake::default());
    assert_eq!(pool.endorse(&mut stake, 6_000), Ok(6_000));
    assert_eq!(pool.endorse(&mut other, 2_000), Ok(2_000));
    assert_eq!(pool.support(Bps(5_000)), 4_000);
    pool.leave(&mut stake, 4_000).unwrap();
    assert_eq!(pool.support(Bps(5_000)), 2_000);
    assert_eq!(pool.burn(Burn::new(Bps(5_000), Q32::ONE, Q32::ZERO)), 4_000);
    assert_eq!(pool.support(Bps(5_000)), 1_000);
    assert_eq!(pool.unendorse(&mut stake), 2_000);
    assert_eq!((pool.worth_of(&stake), pool.worth_of(&other)), (1_000, 1_000));
    assert_eq!(pool.unendorse(&mut stake), 0);
}

#[test]
fn after_a_burn_that_left_nothing_old_units_are_worth_nothing_in_the_new_pool() {
    let (mut pool, mut old, mut new) = (Pool::default(), Stake::default(), Stake::default());
    pool.endorse(&mut old, 1_000).unwrap();
    pool.leave(&mut old, 400).unwrap();
    assert_eq!(pool.burn(Burn::new(Bps::WHOLE, Q32::ONE, Q32::ZERO)), 1_000);
    assert_eq!(pool.endorse(&mut new, 500), Ok(500));
    assert_eq!(pool, Pool { value: 500, units: 500, leaving: 0, generation: 1 });
    assert_eq!(pool.worth_of(&old), 0);
    assert_eq!(pool.leave(&mut old, 1), Err(PoolError::TooManyUnits));
    assert_eq!(pool.endorse(&mut old, 100), Ok(100));
    assert_eq!(old, Stake { units: 100, leaving: 0, generation: 1, stake_factor: Q32::ZERO });
}

#[test]
fn down_to_the_least_stake_factor_burns_are_exact_to_a_ten_thousandth_and_fifty_of_a_fifth_lead_below_it() {
    for bps in 0..=10_000 {
        let burn = Burn::new(Bps(bps), Q32::ONE, Q32::ZERO);
        let left = stake_factor_after(MIN_STAKE_FACTOR, burn).0 as f64 / MIN_STAKE_FACTOR.0 as f64;
        assert!((left - (1.0 - f64::from(bps) / 10_000.0)).abs() < 0.0001, "{bps}: {left}");
    }
    let fifth = Burn::new(Bps(2_000), Q32::ONE, Q32::ZERO);
    let after = |burns| (0..burns).fold(Q32::ONE, |stake_factor, _| stake_factor_after(stake_factor, fifth));
    assert!(after(49) >= MIN_STAKE_FACTOR && after(50) < MIN_STAKE_FACTOR);
}

#[test]
fn what_is_refused_changes_nothing() {
    let mut pool = Pool { value: 2, units: 2, leaving: 0, generation: 0 };
    let mut stake = Stake { units: 2, leaving: 0, generation: 0, stake_factor: Q32::ONE };
    let before = (pool, stake);
    assert_eq!(pool.endorse(&mut stake, 0), Err(PoolError::TooLittle));
    assert_eq!(pool.leave(&mut stake, 3), Err(PoolError::TooManyUnits));
    assert_eq!((pool, stake), before);
    let mut diluted = Pool { value: 1, units: 1 << 40, leaving: 0, generation: 0 };
    assert_eq!(diluted.endorse(&mut Stake::default(), 1 << 30), Err(PoolError::Diluted));
    assert_eq!(diluted, Pool { value: 1, units: 1 << 40, leaving: 0, generation: 0 });
}
