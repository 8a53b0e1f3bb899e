//! What no group of people can do, and what does not depend on the order of events.

mod common;
use common::*;
use proptest::prelude::*;
use reputation_core::*;
use units::*;

/// A verdict of valuable within a group: sender, recipient, the treasury's cut in lamports, and the seconds since the
/// verdict before.
type Acknowledged = (usize, usize, u64, u64);

/// A closed group. Its members get seeds, and nothing else from outside.
struct Group {
    parameters: Parameters,
    /// The time after which a verdict counts half within its pair. It is one of the network's rules.
    pair_half_life: Seconds,
    now: Timestamp,
    shares: Vec<u64>,
    /// The decayed verdicts of each pair, and the time of that value.
    pairs: Vec<Vec<(Q32, Timestamp)>>,
    minted: u128,
    paid: u128,
}

impl Group {
    fn new((parameters, pair_half_life): (Parameters, Seconds), seeds: &[u64]) -> Self {
        let pairs = vec![vec![(Q32::ZERO, GENESIS); seeds.len()]; seeds.len()];
        Self { parameters, pair_half_life, now: GENESIS, shares: seeds.to_vec(), pairs, minted: 0, paid: 0 }
    }

    fn index(&self) -> Index {
        Index::at(self.now, GENESIS, self.parameters.half_life)
    }

    /// Does nothing if the sender is the recipient, because nobody can write to themselves.
    fn acknowledge(&mut self, (sender, recipient, cut, elapsed): Acknowledged) -> Reputation {
        let (sender, recipient) = (sender % self.shares.len(), recipient % self.shares.len());
        self.now = self.now.after(Seconds(elapsed));
        if sender == recipient {
            return Reputation(0);
        }
        let (now, index) = (self.now, self.index());
        let (count, at) = &mut self.pairs[sender.min(recipient)][sender.max(recipient)];
        let earlier = decay_up(*count, now.since(*at), self.pair_half_life);
        (*count, *at) = (Q32(earlier.0 + Q32::ONE.0).min(Q32::MAX_COUNT), now);
        let weight = weight(index.effective(self.shares[recipient]), self.parameters.constant);
        let minted = minted(Lamports(cut), self.parameters.rate, earlier, weight);
        self.shares[sender] += index.shares(minted).unwrap();
        self.minted += u128::from(minted.0);
        self.paid += u128::from(cut);
        minted
    }

    /// `rate` per lamport of cut, rounded down.
    fn bound(&self) -> u128 {
        (self.paid * u128::from(self.parameters.rate.0)) >> 32
    }
}

const DEFAULTS: (Parameters, Seconds) = (PARAMETERS, postage::Rules::PERSONAL.pair_half_life);

/// Parameters, and the half-life of a pair's verdicts.
fn parameters() -> impl Strategy<Value = (Parameters, Seconds)> {
    let any = (half_life(), 1..=MAX_RATE.0, 1..=MAX_CONSTANT.0, 60..=postage::MAX_HALF_LIFE.0).prop_map(
        |(half_life, rate, constant, pair_half_life)| {
            let half_life = Interest::for_half_life(Seconds(half_life)).unwrap().half_life;
            let (rate, constant) = (Rate(rate), Reputation(constant));
            (Parameters { half_life, rate, constant, ..PARAMETERS }, Seconds(pair_half_life))
        },
    );
    prop_oneof![Just(DEFAULTS), any]
}

fn verdicts() -> impl Strategy<Value = Vec<Acknowledged>> {
    let cut = prop_oneof![0..100_000u64, 0..1u64 << 36];
    prop::collection::vec((0..20usize, 0..20usize, cut, 0..=86_400u64), 0..300)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Shows reputation.md: A closed group mints at most `rate` per lamport that it paid to the treasury for good, no
    ///   matter who judges whom.
    #[test]
    fn a_closed_group_mints_at_most_rate_per_lamport_that_it_paid_to_the_treasury(
        parameters in parameters(), seeds in prop::collection::vec(0..=1_000_000_000_000u64, 2..=20),
        verdicts in verdicts(),
    ) {
        let mut group = Group::new(parameters, &seeds);
        for verdict in verdicts {
            group.acknowledge(verdict);
        }
        prop_assert!(group.minted <= group.bound());
        let index = group.index();
        let held: u128 = group.shares.iter().map(|shares| u128::from(index.effective(*shares).0)).sum();
        let seeded: u128 = seeds.iter().map(|seed| u128::from(*seed)).sum();
        prop_assert!(held <= seeded + group.bound());
    }

    #[test]
    fn a_group_without_a_seed_mints_nothing(people in 2..=20usize, verdicts in verdicts()) {
        let mut group = Group::new(DEFAULTS, &vec![0; people]);
        for verdict in verdicts {
            prop_assert_eq!(group.acknowledge(verdict), Reputation(0));
        }
    }

    /// No matter who of the two writes, what they had, and how much they gain.
    ///
    /// Shows reputation.md: Two friends earn from each other at once at most twice what one verdict can earn.
    #[test]
    fn two_friends_earn_at_once_at_most_twice_what_one_verdict_can(
        parameters in parameters(), seeds: [u32; 2], cut in 0..1u64 << 36,
        order in prop::collection::vec(any::<bool>(), 1..100),
    ) {
        let mut group = Group::new(parameters, &seeds.map(u64::from));
        let most = u128::from(minted(Lamports(cut), parameters.0.rate, Q32::ZERO, Q32::ONE).0) + 1;
        for forth in order {
            group.acknowledge((forth.into(), (!forth).into(), cut, 0));
        }
        prop_assert!(group.minted <= 2 * most);
    }

    #[test]
    fn an_admirer_of_unchanged_standing_gives_at_once_at_most_twice_the_first_time(
        cut in 0..1u64 << 36, admirer in 0..1u64 << 40, times in 1..100u32,
    ) {
        let weight = weight(Reputation(admirer), PARAMETERS.constant);
        let mint = |earlier| minted(Lamports(cut), PARAMETERS.rate, Q32::from_int(earlier), weight).0;
        prop_assert!((0..times).map(mint).sum::<u64>() <= 2 * (mint(0) + 1));
    }
}

#[test]
fn friends_who_praise_each_other_daily_earn_in_a_year_less_than_twice_what_one_verdict_can() {
    let mut group = Group::new(DEFAULTS, &[10_000_000, 10_000_000]);
    let cut = 100_000_000;
    let earned: u64 = (0..365).map(|day| group.acknowledge((day % 2, (day + 1) % 2, cut, 86_400)).0).sum();
    let most = minted(Lamports(cut), PARAMETERS.rate, Q32::ZERO, Q32::ONE).0;
    assert!(earned < 2 * most && group.bound() > 364 * u128::from(most), "{earned} of {most} each");
}

const PEOPLE: usize = 4;

/// An event that changes standings.
#[derive(Clone, Copy, Debug)]
enum Event {
    Mint(usize, u64),
    Burn(usize, Burn),
    Endorse(usize, usize, u64),
    Unendorse(usize, usize),
    Collect(usize, usize),
    Wait(u64),
}

/// Standings and stakes.
#[derive(Clone, Copy, Debug, PartialEq)]
struct World {
    now: Timestamp,
    own: [u64; PEOPLE],
    pools: [Pool; PEOPLE],
    stakes: [[Stake; PEOPLE]; PEOPLE],
    /// The stake factor of each person.
    stake_factor: [Q32; PEOPLE],
    minted: u64,
    burned: u64,
}

impl World {
    fn new() -> Self {
        let stakes = [[Stake::default(); PEOPLE]; PEOPLE];
        let (own, pools) = ([1_000_000_000; PEOPLE], [Pool::default(); PEOPLE]);
        Self { now: GENESIS, own, pools, stakes, stake_factor: [Q32::ONE; PEOPLE], minted: own.iter().sum(), burned: 0 }
    }

    fn after(events: &[Event]) -> Self {
        events.iter().fold(Self::new(), |world, event| world.happen(*event))
    }

    fn index(&self) -> Index {
        Index::at(self.now, GENESIS, PARAMETERS.half_life)
    }

    fn happen(mut self, event: Event) -> Self {
        match event {
            Event::Mint(who, reputation) => {
                let shares = self.index().shares(Reputation(reputation)).unwrap();
                self.own[who] += shares;
                self.minted += shares;
            }
            Event::Burn(who, burn) => {
                let own = burn.of(self.own[who]);
                self.own[who] -= own;
                self.burned += own + self.pools[who].burn(burn);
                self.stake_factor[who] = stake_factor_after(self.stake_factor[who], burn);
            }
            Event::Collect(from, to) => self.collect(from, to),
            Event::Endorse(from, to, shares) => {
                let shares = shares.min(PARAMETERS.endorsable(self.own[from], self.index()));
                self.collect(from, to);
                let stake = &mut self.stakes[from][to];
                if self.pools[to].endorse(stake, shares).is_ok() {
                    self.own[from] -= shares;
                }
            }
            Event::Unendorse(from, to) => {
                self.collect(from, to);
                let stake = &mut self.stakes[from][to];
                let units = if stake.generation == self.pools[to].generation { stake.units } else { 0 };
                self.pools[to].leave(stake, units).unwrap();
                self.own[from] += self.pools[to].unendorse(stake);
            }
            Event::Wait(seconds) => self.now = self.now.after(Seconds(seconds)),
        }
        self
    }

    fn collect(&mut self, from: usize, to: usize) {
        self.burned += self.pools[to].settle(&mut self.stakes[from][to], self.stake_factor[from]);
    }

    fn held(&self) -> u64 {
        self.own.iter().sum::<u64>() + self.pools.iter().map(|pool| pool.value).sum::<u64>()
    }
}

fn burn() -> impl Strategy<Value = Burn> {
    (0..=10_000u32, 0..Q32::ONE.0).prop_map(|(bps, weight)| Burn::new(Bps(bps), Q32(weight), Q32::ZERO))
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let who = || 0..PEOPLE;
    let event = prop_oneof![
        (who(), 0..1_000_000_000u64).prop_map(|(who, reputation)| Event::Mint(who, reputation)),
        (who(), burn()).prop_map(|(who, burn)| Event::Burn(who, burn)),
        (who(), who(), 0..1_000_000_000u64).prop_map(|(from, to, shares)| Event::Endorse(from, to, shares)),
        (who(), who()).prop_map(|(from, to)| Event::Unendorse(from, to)),
        (who(), who()).prop_map(|(from, to)| Event::Collect(from, to)),
        (0..10_000_000u64).prop_map(Event::Wait),
    ];
    prop::collection::vec(event, 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// Shows reputation.md: Endorsing and taking back neither create nor destroy shares.
    #[test]
    fn what_is_held_is_what_was_minted_less_what_was_burned_to_the_share(events in events()) {
        let world = World::after(&events);
        prop_assert_eq!(world.held(), world.minted - world.burned);
    }

    /// So it does not matter how shares are spread over standings and pools, or when they are read.
    #[test]
    fn the_reputation_of_all_is_that_of_the_parts_to_a_millionth_each(events in events()) {
        let world = World::after(&events);
        let parts = world.own.into_iter().chain(world.pools.map(|pool| pool.value));
        let index = world.index();
        let sum: u64 = parts.map(|shares| index.effective(shares).0).sum();
        let whole = index.effective(world.held()).0;
        prop_assert!(sum <= whole && whole - sum <= 2 * PEOPLE as u64);
    }

    /// Burns and stakes are counted in shares, so the result is exactly the same whether time passes before or after
    /// them.
    ///
    /// Shows reputation.md: The order of syncing, decay, endorsing and burning makes no difference beyond rounding.
    /// Shows security.md: Gaining dust by reading, syncing or collecting often.
    #[test]
    fn burns_and_endorsements_do_not_depend_on_when_they_happen(events in events()) {
        let timeless = |event: &Event| matches!(event, Event::Burn(..) | Event::Unendorse(..));
        let (waits, others): (Vec<_>, Vec<_>) =
            events.into_iter().filter(|event| timeless(event) || matches!(event, Event::Wait(_)))
                .partition(|event| matches!(event, Event::Wait(_)));
        let staked: Vec<_> = (0..PEOPLE).map(|who| Event::Endorse(who, (who + 1) % PEOPLE, 500_000_000)).collect();
        let early = [staked.clone(), others.clone(), waits.clone()].concat();
        let late = [staked, waits, others].concat();
        prop_assert_eq!(World::after(&early), World::after(&late));
    }

    #[test]
    fn burning_before_decaying_is_decaying_before_burning_to_two_millionths(
        shares in amount(), burn in burn(), elapsed in 0..1u64 << 32,
    ) {
        let index = index(elapsed, PARAMETERS.half_life.0);
        let before = index.effective(shares - burn.of(shares)).0;
        let decayed = index.effective(shares).0;
        prop_assert!(before.abs_diff(decayed - burn.of(decayed)) <= 2);
    }

    #[test]
    fn the_order_of_burns_changes_two_shares_at_most(shares in amount(), one in burn(), other in burn()) {
        let left = |first: Burn, second: Burn| {
            let rest = shares - first.of(shares);
            rest - second.of(rest)
        };
        prop_assert!(left(one, other).abs_diff(left(other, one)) <= 2);
    }

    #[test]
    fn an_endorsement_between_others_changes_nobodys_mint_or_burn(events in events(), shares in 1..1_000_000u64) {
        // The last two people do nothing else, and the others do nothing with them.
        let rest: Vec<_> = events.into_iter().filter(|event| match event {
            Event::Mint(who, _) | Event::Burn(who, _) => *who < 2,
            Event::Endorse(from, to, _) | Event::Unendorse(from, to) | Event::Collect(from, to) => *from < 2 && *to < 2,
            Event::Wait(_) => true,
        }).collect();
        let with = [vec![Event::Endorse(2, 3, shares)], rest.clone(), vec![Event::Unendorse(2, 3)]].concat();
        let (with, without) = (World::after(&with), World::after(&rest));
        prop_assert_eq!((with.own, with.pools, with.burned), (without.own, without.pools, without.burned));
    }
}
