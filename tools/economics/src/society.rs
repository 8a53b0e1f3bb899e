//! A simulation of people who write to each other and find all of it valuable, with the arithmetic of the programs.

use std::collections::HashMap;

use postage::{PairState, RecipientState, Rules, SenderState, Verdict, quote, settle};
use reputation_core::{Index, Parameters, minted, weight};
use units::{Lamports, Q32, Reputation, Seconds, Timestamp, decay_up};

const GENESIS: Timestamp = Timestamp(1_800_000_000);

/// A network, its people, and the time.
pub struct Society<'a> {
    rules: &'a Rules,
    parameters: &'a Parameters,
    size: u32,
    now: Timestamp,
    people: Vec<Citizen>,
    pairs: HashMap<[usize; 2], Pair>,
}

/// A person's shares, and their load.
#[derive(Clone, Copy)]
struct Citizen {
    shares: u64,
    load: Q32,
    load_at: Timestamp,
}

/// What two people wrote to each other, with the lower number first, and the verdicts between them.
struct Pair {
    sent: [Q32; 2],
    updated_at: Timestamp,
    valuable: Q32,
    judged_at: Timestamp,
}

impl<'a> Society<'a> {
    /// People without reputation, who write letters of one size.
    pub fn new(rules: &'a Rules, parameters: &'a Parameters, size: u32, people: usize) -> Self {
        let newcomer = Citizen { shares: 0, load: Q32::ONE, load_at: GENESIS };
        let (people, pairs) = (vec![newcomer; people], HashMap::new());
        Self { rules, parameters, size, now: GENESIS, people, pairs }
    }

    /// Gives a person reputation.
    pub fn seed(&mut self, person: usize, reputation: Reputation) {
        self.people[person].shares += self.index().shares(reputation).expect("an index that has not run out");
    }

    pub fn advance(&mut self, period: Seconds) {
        self.now = self.now.after(period);
    }

    pub fn reputation(&self, person: usize) -> Reputation {
        self.index().effective(self.people[person].shares)
    }

    fn index(&self) -> Index {
        Index::at(self.now, GENESIS, self.parameters.half_life)
    }

    /// One person writes to another, who acknowledges the letter as valuable at once. Returns the postage.
    pub fn letter(&mut self, from: usize, to: usize) -> Lamports {
        let (now, reputation, readers) = (self.now, self.reputation(from), self.reputation(to));
        let (index, sender) = (self.index(), self.people[from]);
        let new = Pair { sent: [Q32::ZERO; 2], updated_at: now, valuable: Q32::ZERO, judged_at: now };
        let pair = self.pairs.entry([from.min(to), from.max(to)]).or_insert(new);
        let (own, other) = if from < to { (0, 1) } else { (1, 0) };
        let history = PairState {
            sent: pair.sent[own],
            received: pair.sent[other],
            updated_at: pair.updated_at,
            mutual_contacts: false,
        };
        let sender = SenderState { load: sender.load, load_at: sender.load_at, reputation };
        let quote = quote(self.rules, &sender, &history, &RecipientState::default(), self.size, now).expect("a price");
        (pair.sent[own], pair.sent[other], pair.updated_at) = (quote.sent, quote.received, now);

        let cut = settle(quote.postage, self.rules.fee_split(), Verdict::Valuable).treasury;
        let earlier = decay_up(pair.valuable, now.since(pair.judged_at), self.rules.pair_half_life);
        (pair.valuable, pair.judged_at) = (earlier.count_one(), now);
        let earned = minted(cut, self.parameters.rate, earlier, weight(readers, self.parameters.constant));
        let shares = self.people[from].shares.saturating_add(index.shares(earned).unwrap_or(0));
        self.people[from] = Citizen { shares, load: quote.load, load_at: now };
        quote.postage
    }
}

#[cfg(test)]
mod tests {
    //! Compares the simulation with the programs.

    use bmail_sdk::accounts::Standing;
    use bmail_testing::Harness;

    use super::*;
    use crate::tables::whole;

    #[test]
    fn it_agrees_with_the_programs_to_the_lamport_and_the_share() {
        let mut harness = Harness::new();
        harness.network();
        harness.reputation(Parameters::PERSONAL);
        let people = [0, 10, 3].map(|seed| harness.citizen(&format!("seeded {seed}"), whole(seed).0));
        let mut society = Society::new(&Rules::PERSONAL, &Parameters::PERSONAL, 300, people.len());
        [0, 10, 3].iter().enumerate().for_each(|(person, seed)| society.seed(person, whole(*seed)));

        for (turn, [from, to]) in [[0, 1], [0, 2], [1, 0], [2, 1], [0, 1], [0, 1], [2, 0], [1, 2]].iter().enumerate() {
            let period = Seconds::days(turn as u32);
            harness.advance(period.0 as i64);
            society.advance(period);
            let fee = harness.quote(&people[*from], &people[*to], 300).postage;
            let message = harness.send(&people[*from], &people[*to]).size(300).run_and_find();
            harness.judge(&people[*to], message).run();
            assert_eq!(society.letter(*from, *to), fee, "turn {turn}");
        }
        let shares = |person| harness.account::<Standing>(harness.standing_of(person)).own;
        let earned: Vec<u64> = people.iter().map(shares).collect();
        assert_eq!(earned, society.people.iter().map(|citizen| citizen.shares).collect::<Vec<_>>());
    }
}
