//! Who wins: the first accepted submissions in order of commitment. The order of the reviews does not matter.

/// The most submissions to any bounty. Terms can ask for fewer.
pub const MAX_SUBMISSIONS: u32 = 512;

const WORDS: usize = MAX_SUBMISSIONS as usize / 64;

/// The accepted submissions: one bit for each, by the number of its commitment. The layout is the account's.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ranking(pub [u64; WORDS]);

impl Ranking {
    /// Sets whether a submission is accepted. Numbers from [`MAX_SUBMISSIONS`] on are ignored.
    pub fn set(&mut self, number: u32, accepted: bool) {
        if let Some(word) = self.0.get_mut(number as usize / 64) {
            let bit = 1u64.wrapping_shl(number);
            *word = if accepted { *word | bit } else { *word & !bit };
        }
    }

    /// Whether a submission is accepted.
    pub fn is_accepted(&self, number: u32) -> bool {
        self.0.get(number as usize / 64).is_some_and(|word| word & 1u64.wrapping_shl(number) != 0)
    }

    /// How many submissions are accepted.
    pub fn count(&self) -> u32 {
        ones(&self.0, 0)
    }

    /// How many accepted submissions were committed before this one.
    pub fn rank(&self, number: u32) -> u32 {
        let (whole, before) = (number as usize / 64, 1u64.wrapping_shl(number).wrapping_sub(1));
        let (words, rest) = self.0.split_at_checked(whole).unwrap_or((&self.0, &[]));
        ones(words, rest.first().map_or(0, |word| word & before))
    }

    /// Whether a submission gets one of this many awards.
    pub fn wins(&self, number: u32, awards: u8) -> bool {
        self.is_accepted(number) && self.rank(number) < awards.into()
    }

    /// How many of this many awards have a winner.
    pub fn winners(&self, awards: u8) -> u32 {
        self.count().min(awards.into())
    }
}

/// How many bits are set. Counting the bits of a word is expensive, and most words are zero, so those are skipped.
#[inline(never)]
fn ones(words: &[u64], rest: u64) -> u32 {
    let words = words.iter().chain(core::iter::once(&rest)).filter(|word| **word != 0);
    words.fold(0, |sum, word| sum.saturating_add(word.count_ones()))
}
