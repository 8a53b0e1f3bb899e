//! How many letters an honest person needs to reach a reputation.

use postage::Rules;
use reputation_core::Parameters;
use units::{Lamports, Reputation, Seconds};

use crate::society::Society;

/// The writer is the first of a society in which all others are readers.
const WRITER: usize = 0;
/// The simulated time in half-lives. After it, reputation is lost as fast as it is earned.
const LONG: u64 = 10;

/// A person who writes to one reader after the other.
pub struct Career<'a> {
    pub rules: &'a Rules,
    pub parameters: &'a Parameters,
    pub size: u32,
    /// The reputation of each reader when they read.
    pub readers: Reputation,
    /// The number of readers.
    pub circle: usize,
    pub letters_a_week: u32,
    /// What the writer has at the beginning.
    pub start: Reputation,
    /// One of so many letters is marked as spam, and the others are valuable; zero if all are.
    pub spam_of: usize,
}

/// What it took to reach a reputation.
pub struct Reached {
    pub letters: usize,
    pub postage: Lamports,
}

impl Career<'_> {
    /// What it takes to reach this reputation; `None` if the writer never does.
    pub fn until(&self, target: Reputation) -> Option<Reached> {
        self.within(target, self.letters())
    }

    /// What it takes to reach this reputation with at most so many letters.
    pub fn within(&self, target: Reputation, most: usize) -> Option<Reached> {
        let mut postage = 0;
        self.walk(most, |letters, paid, reputation| {
            postage += paid.0;
            (reputation >= target).then_some(Reached { letters, postage: Lamports(postage) })
        })
    }

    /// The reputation in the end.
    pub fn level(&self) -> Reputation {
        self.after(self.letters())
    }

    /// The reputation after so many letters, at the time of the last one.
    pub fn after(&self, letters: usize) -> Reputation {
        self.walk(letters, |count, _, reputation| (count == letters).then_some(reputation)).unwrap_or_default()
    }

    fn letters(&self) -> usize {
        (LONG * self.parameters.half_life.0 / self.pause().0) as usize
    }

    fn pause(&self) -> Seconds {
        Seconds(Seconds::days(7).0 / u64::from(self.letters_a_week))
    }

    /// Writes letters until `done` returns something. Its arguments are the number of letters, the postage of the last
    /// one, and the reputation.
    fn walk<T>(&self, most: usize, mut done: impl FnMut(usize, Lamports, Reputation) -> Option<T>) -> Option<T> {
        let mut society = Society::new(self.rules, self.parameters, self.size, 1 + self.circle);
        society.seed(WRITER, self.start);
        (1..=most).find_map(|count| {
            let reader = 1 + count % self.circle;
            let lacking = self.readers.0.saturating_sub(society.reputation(reader).0);
            society.seed(reader, Reputation(lacking));
            let postage = match count.checked_rem(self.spam_of) {
                Some(0) => society.spam(WRITER, reader),
                _ => society.letter(WRITER, reader),
            };
            let reached = done(count, postage, society.reputation(WRITER));
            society.advance(self.pause());
            reached
        })
    }
}
