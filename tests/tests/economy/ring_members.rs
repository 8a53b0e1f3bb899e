//! Twenty wallets with one owner, who wants reputation as cheaply as possible.

use std::collections::HashMap;

use bmail_sdk::{
    PROGRAMS,
    accounts::{Correspondence, Ledger, Standing, Verdict},
};
use bmail_testing::{Harness, Person};
use postage::Rules;
use reputation_core::{Parameters, weight};
use units::{Lamports, Q32, Reputation, Timestamp, decay_up};

use crate::deeds::shares_minted;

const WALLETS: usize = 20;
/// Seconds between two rounds. In 190 rounds a pair regains two thirds of what it can earn.
const PAUSE: i64 = 6 * 3_600;

/// The ring, and its history so far.
pub struct Ring {
    pub harness: Harness,
    pub members: Vec<Person>,
    standings: Vec<Standing>,
    /// Each pair's verdicts, as of a moment.
    verdicts: HashMap<(usize, usize), (Q32, Timestamp)>,
    /// Millionths that the founder seeded.
    pub seeded: u64,
    /// Shares that verdicts minted.
    pub shares: u64,
    /// Millionths that verdicts minted, each valued at its time.
    pub minted: u64,
    /// Lamports that the treasury received.
    pub cut: u64,
    /// Lamports that all of them had.
    wealth: u64,
}

impl Ring {
    /// A ring whose first member has this many millionths of seed, and whose members all charge this fee.
    pub fn new(seed: u64, fee: u64) -> Self {
        let mut harness = Harness::new();
        harness.network();
        harness.reputation(Parameters::PERSONAL);
        let seed_of = |number| if number == 0 { seed } else { 0 };
        let members: Vec<_> =
            (0..WALLETS).map(|number| harness.citizen(&format!("wallet {number}"), seed_of(number))).collect();
        for member in &members {
            harness.set_mailbox(member).min_fee(fee).run();
        }
        let standings = members.iter().map(|member| harness.standing(member)).collect();
        let wealth = members.iter().map(|member| harness.lamports(member.address())).sum();
        Self {
            harness,
            members,
            standings,
            verdicts: HashMap::new(),
            seeded: seed,
            shares: 0,
            minted: 0,
            cut: 0,
            wealth,
        }
    }

    /// One member writes to another, who finds it valuable. Picks the pair that mints the most per lamport of cut.
    pub fn round(&mut self) {
        self.harness.advance(PAUSE);
        let (from, to) = self.best_pair();
        let (earlier, weight) = (self.earlier(from, to), self.weight(to));
        let (sender, recipient) = (&self.members[from], &self.members[to]);
        let event = self.harness.exchange(sender, recipient, Verdict::Valuable);
        let minted = event.shares_after - event.shares_before;
        assert_eq!(minted, shares_minted(&self.harness, event.cut, earlier, weight));
        self.shares += minted;
        self.minted += reputation_core::minted(Lamports(event.cut), Parameters::PERSONAL.rate, earlier, weight).0;
        self.cut += event.cut;
        self.look_at(from, to);
    }

    /// Everyone who can lends everything to the next member.
    pub fn endorse_each_other(&mut self) {
        let index = self.harness.index();
        let least = index.shares(reputation_core::MIN_STAKE).unwrap();
        for number in 0..WALLETS {
            let shares = Parameters::PERSONAL.endorsable(self.harness.standing(&self.members[number]).own, index);
            if shares >= least {
                let next = &self.members[(number + 1) % WALLETS];
                self.harness.endorse(&self.members[number], next, shares).run();
            }
        }
        self.standings = self.members.iter().map(|member| self.harness.standing(member)).collect();
    }

    fn best_pair(&self) -> (usize, usize) {
        let everybody = (0..WALLETS).flat_map(|from| (0..WALLETS).map(move |to| (from, to)));
        let weights: Vec<_> = (0..WALLETS).map(|to| self.weight(to).to_f64()).collect();
        let earlier = |&(from, to): &(usize, usize)| self.earlier(from, to);
        let worth = |pair: &(usize, usize)| weights[pair.1] * (-earlier(pair).to_f64()).exp2();
        let pairs = everybody.filter(|(from, to)| from != to);
        // Among equal pairs, the one with fewer earlier verdicts.
        let better = |one: &_, other: &_| worth(one).total_cmp(&worth(other)).then(earlier(other).cmp(&earlier(one)));
        pairs.max_by(better).unwrap()
    }

    fn weight(&self, number: usize) -> Q32 {
        weight(self.standings[number].effective(Timestamp(self.harness.now())), Parameters::PERSONAL.constant)
    }

    fn earlier(&self, one: usize, other: usize) -> Q32 {
        let Some((count, at)) = self.verdicts.get(&pair(one, other)) else { return Q32::ZERO };
        decay_up(*count, Timestamp(self.harness.now()).since(*at), Rules::PERSONAL.pair_half_life)
    }

    fn look_at(&mut self, one: usize, other: usize) {
        for number in [one, other] {
            self.standings[number] = self.harness.standing(&self.members[number]);
        }
        let address = self.harness.correspondence_of(&self.members[one], &self.members[other]);
        let stored: Correspondence = self.harness.account(address);
        self.verdicts.insert(pair(one, other), (Q32(stored.valuable), Timestamp(stored.judged_at)));
    }

    /// The shares of all members, including lent ones.
    pub fn held(&self) -> u64 {
        self.members.iter().map(|member| self.harness.standing(member).held()).sum()
    }

    /// Their total reputation today, without lending.
    pub fn reputation(&self) -> Reputation {
        self.harness.index().effective(self.held())
    }

    /// The most that they can have: what they were given, plus the rate times what the treasury received.
    pub fn bound(&self) -> u64 {
        self.seeded + ((u128::from(self.cut) * u128::from(Parameters::PERSONAL.rate.0)) >> 32) as u64
    }

    /// Sweeps the cut to the treasury and recovers every rent. Returns what the ring lost, in lamports.
    pub fn leave(&mut self) -> u64 {
        let treasury = Person::named("treasury").address();
        for member in &self.members {
            self.harness.sweep(member).run();
        }
        let ledger: Ledger = self.harness.account(PROGRAMS.ledger(&self.harness.network).0);
        assert_eq!((self.harness.lamports(treasury), ledger.unpaid), (self.cut, 0));
        self.harness.advance(bmail_testing::YEAR);
        for (one, other) in self.verdicts.keys().copied().collect::<Vec<_>>() {
            self.harness.close_correspondence(&self.members[one], &self.members[other]).run();
        }
        let left: u64 = self.members.iter().map(|member| self.harness.lamports(member.address())).sum();
        self.wealth - left
    }
}

fn pair(one: usize, other: usize) -> (usize, usize) {
    (one.min(other), one.max(other))
}
