//! Twenty wallets of one owner, who wants reputation at the least price.

use std::collections::HashMap;

use bmail_sdk::{
    accounts::{Correspondence, Ledger, Standing, Verdict},
    pda,
};
use bmail_testing::{Harness, Person};
use postage::Rules;
use reputation_core::{Parameters, weight};
use units::{Lamports, Q32, Reputation, Timestamp, decay_up};

use crate::deeds::shares_minted;

const WALLETS: usize = 20;
/// Seconds between two rounds: in a hundred and ninety of them a pair regains two thirds of what it can earn.
const PAUSE: i64 = 6 * 3_600;

/// The ring, and what it did so far.
pub struct Ring {
    pub harness: Harness,
    pub members: Vec<Person>,
    standings: Vec<Standing>,
    /// The verdicts of each two, as of a moment.
    verdicts: HashMap<(usize, usize), (Q32, Timestamp)>,
    /// Millionths that the founder gave them.
    pub seeded: u64,
    /// Shares that verdicts minted.
    pub shares: u64,
    /// Millionths that verdicts minted, each at its time.
    pub minted: u64,
    /// Lamports that the treasury got.
    pub cut: u64,
    /// Lamports that they all had.
    wealth: u64,
}

impl Ring {
    /// The first of them has so many millionths of seed, and each asks for so dear a letter.
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

    /// One writes to another, who finds it valuable: the two by whom a lamport of cut mints most.
    pub fn round(&mut self) {
        self.harness.advance(PAUSE);
        let (from, to) = self.best_pair();
        let (earlier, weight) = (self.earlier(from, to), self.weight(to));
        let (sender, recipient) = (&self.members[from], &self.members[to]);
        let report = self.harness.exchange(sender, recipient, Verdict::Valuable);
        let minted = report.shares_after - report.shares_before;
        assert_eq!(minted, shares_minted(&self.harness, report.cut, earlier, weight));
        self.shares += minted;
        self.minted += reputation_core::minted(Lamports(report.cut), Parameters::PERSONAL.rate, earlier, weight).0;
        self.cut += report.cut;
        self.look_at(from, to);
    }

    /// Each who can lends all to the next.
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
        // Of equals those who said least to each other.
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

    /// The shares of all of them, lent ones included.
    pub fn held(&self) -> u64 {
        self.members.iter().map(|member| self.harness.standing(member).held()).sum()
    }

    /// What all of them together have today, without lending.
    pub fn reputation(&self) -> Reputation {
        self.harness.index().effective(self.held())
    }

    /// What they can have at most: what they were given, and the rate of what the treasury got.
    pub fn bound(&self) -> u64 {
        self.seeded + ((u128::from(self.cut) * u128::from(Parameters::PERSONAL.rate.0)) >> 32) as u64
    }

    /// Brings the cut to the treasury and takes back every rent; returns what they lost, in lamports.
    pub fn leave(&mut self) -> u64 {
        let treasury = Person::named("treasury").address();
        for member in &self.members {
            self.harness.sweep(member).run();
        }
        let ledger: Ledger = self.harness.account(pda::ledger(&self.harness.network).0);
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
