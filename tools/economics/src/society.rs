//! A simulation of people who write to each other, with the arithmetic of the programs.

use std::collections::HashMap;

use postage::{PairState, RecipientState, Rules, SenderState, Verdict, quote, settle};
use reputation_core::{Burn, Index, Parameters, minted, weight};
use units::{Lamports, Q32, Reputation, Seconds, Timestamp, decay_down, decay_up};

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
    /// The spam verdicts on letters of each.
    marked: [Q32; 2],
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
        let readers = self.reputation(to);
        let postage = self.send(from, to);
        let Self { rules, parameters, now, .. } = *self;
        let pair = self.pair(from, to);
        pair.judge(now, rules.pair_half_life);
        let earlier = pair.valuable;
        pair.valuable = earlier.count_one();
        let cut = settle(postage, rules.fee_split(), Verdict::Valuable).treasury;
        let earned = minted(cut, parameters.rate, earlier, weight(readers, parameters.constant));
        let shares = self.index().shares(earned).unwrap_or(0);
        let writer = &mut self.people[from];
        writer.shares = writer.shares.saturating_add(shares);
        postage
    }

    /// One person writes to another, who marks the letter as spam at once. Returns the postage.
    pub fn spam(&mut self, from: usize, to: usize) -> Lamports {
        let readers = self.reputation(to);
        let postage = self.send(from, to);
        let Self { rules, parameters, now, .. } = *self;
        let pair = self.pair(from, to);
        pair.judge(now, rules.pair_half_life);
        let marks = &mut pair.marked[usize::from(from > to)];
        let burn = Burn::new(parameters.spam_burn, weight(readers, parameters.constant), *marks);
        *marks = marks.count_one();
        let writer = &mut self.people[from];
        writer.shares -= burn.of(writer.shares);
        postage
    }

    fn pair(&mut self, one: usize, other: usize) -> &mut Pair {
        let now = self.now;
        let none = [Q32::ZERO; 2];
        let new = Pair { sent: none, updated_at: now, valuable: Q32::ZERO, marked: none, judged_at: now };
        self.pairs.entry([one.min(other), one.max(other)]).or_insert(new)
    }

    fn send(&mut self, from: usize, to: usize) -> Lamports {
        let Self { rules, size, now, .. } = *self;
        let Citizen { load, load_at, .. } = self.people[from];
        let sender = SenderState { load, load_at, reputation: self.reputation(from) };
        let pair = self.pair(from, to);
        let (own, other) = if from < to { (0, 1) } else { (1, 0) };
        let history = PairState {
            sent: pair.sent[own],
            received: pair.sent[other],
            updated_at: pair.updated_at,
            mutual_contacts: false,
        };
        let quote = quote(rules, &sender, &history, &RecipientState::default(), size, now).expect("a price");
        (pair.sent[own], pair.sent[other], pair.updated_at) = (quote.sent, quote.received, now);
        let writer = &mut self.people[from];
        (writer.load, writer.load_at) = (quote.load, now);
        quote.postage
    }
}

impl Pair {
    /// Brings the verdicts up to date: the valuable ones rounded up, the spam rounded down, as the program does.
    fn judge(&mut self, now: Timestamp, half_life: Seconds) {
        let since = now.since(self.judged_at);
        self.valuable = decay_up(self.valuable, since, half_life);
        self.marked = self.marked.map(|marks| decay_down(marks, since, half_life));
        self.judged_at = now;
    }
}

#[cfg(test)]
mod tests {
    //! Compares the simulation with the programs.

    use bmail_sdk::accounts::{Standing, Verdict};
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
            // Two turns are marks of the same reader: one after valuable letters, one after a mark.
            let spam = turn == 4 || turn == 5;
            let verdict = if spam { Verdict::Spam } else { Verdict::Valuable };
            harness.judge(&people[*to], message).verdict(verdict).run();
            let simulated = if spam { society.spam(*from, *to) } else { society.letter(*from, *to) };
            assert_eq!(simulated, fee, "turn {turn}");
        }
        let shares = |person| harness.account::<Standing>(harness.standing_of(person)).own;
        let earned: Vec<u64> = people.iter().map(shares).collect();
        assert_eq!(earned, society.people.iter().map(|citizen| citizen.shares).collect::<Vec<_>>());
    }
}
