//! Who wins: the first accepted ones in order of commitment, in whatever order they were reviewed.

/// The most submissions to one bounty.
pub const MAX_SUBMISSIONS: u32 = 512;

const WORDS: usize = MAX_SUBMISSIONS as usize / 64;

/// Which submissions are accepted, a bit for each, by the number of their commitment. The layout is the account's.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ranking(pub [u64; WORDS]);

impl Ranking {
    /// Accepts a submission, or not any more. Numbers from [`MAX_SUBMISSIONS`] on are not there.
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

    /// How many are accepted.
    pub fn count(&self) -> u32 {
        ones(&self.0, 0)
    }

    /// How many were committed to before this one and are accepted.
    pub fn rank(&self, number: u32) -> u32 {
        let (whole, before) = (number as usize / 64, 1u64.wrapping_shl(number).wrapping_sub(1));
        let (words, rest) = self.0.split_at_checked(whole).unwrap_or((&self.0, &[]));
        ones(words, rest.first().map_or(0, |word| word & before))
    }

    /// Whether a submission gets one of so many awards.
    pub fn wins(&self, number: u32, awards: u8) -> bool {
        self.is_accepted(number) && self.rank(number) < awards.into()
    }

    /// How many of so many awards are given.
    pub fn winners(&self, awards: u8) -> u32 {
        self.count().min(awards.into())
    }
}

/// How many bits are set. Counting those of a word is dear, and most words have none.
#[inline(never)]
fn ones(words: &[u64], rest: u64) -> u32 {
    let words = words.iter().chain(core::iter::once(&rest)).filter(|word| **word != 0);
    words.fold(0, |sum, word| sum.saturating_add(word.count_ones()))
}
