//! A segment: which letters of a range have which words. It is sealed as a whole, so the database shows only its length.
//!
//! ```text
//! for each word in order: bytes shared with the word before | length of the rest | the rest
//!                         | length of the letters | the letters: each the difference from the one before
//! ```

use std::collections::BTreeMap;

use crate::StoreError;

/// Which letters have which words: the letters by their numbers, in order.
pub(super) type Postings = BTreeMap<String, Vec<i64>>;

/// The segment of these words. No letter has a number below `first`.
pub(super) fn build(first: i64, postings: &Postings) -> Vec<u8> {
    let (mut bytes, mut before) = (Vec::new(), "");
    for (word, letters) in postings {
        let shared = word.bytes().zip(before.bytes()).take_while(|(one, other)| one == other).count();
        put(&mut bytes, shared as u64);
        put(&mut bytes, (word.len() - shared) as u64);
        bytes.extend_from_slice(&word.as_bytes()[shared..]);
        let mut differences = Vec::with_capacity(letters.len());
        let mut last = first;
        for letter in letters {
            put(&mut differences, letter.wrapping_sub(last) as u64);
            last = *letter;
        }
        put(&mut bytes, differences.len() as u64);
        bytes.extend_from_slice(&differences);
        before = word;
    }
    bytes
}

/// Calls `found` with each word and its letters, until that says to stop.
pub(super) fn scan<'b>(
    mut bytes: &'b [u8],
    mut found: impl FnMut(&[u8], Letters<'b>) -> bool,
) -> Result<(), StoreError> {
    let mut word = Vec::new();
    while !bytes.is_empty() {
        let (shared, rest) = (number(&mut bytes)?, number(&mut bytes)?);
        word.truncate(shared);
        word.extend_from_slice(take(&mut bytes, rest)?);
        let letters = number(&mut bytes)?;
        if !found(&word, Letters(take(&mut bytes, letters)?)) {
            return Ok(());
        }
    }
    Ok(())
}

/// The letters that have a word.
#[derive(Clone, Copy)]
pub(super) struct Letters<'b>(&'b [u8]);

impl Letters<'_> {
    /// Their numbers, in order.
    pub fn add_to(mut self, first: i64, all: &mut Vec<i64>) -> Result<(), StoreError> {
        let mut last = first;
        while !self.0.is_empty() {
            last = last.wrapping_add(number(&mut self.0)? as i64);
            all.push(last);
        }
        Ok(())
    }
}

/// All that a segment says.
pub(super) fn postings(first: i64, bytes: &[u8], into: &mut Postings) -> Result<(), StoreError> {
    let mut outcome = Ok(());
    scan(bytes, |word, letters| {
        let word = String::from_utf8_lossy(word).into_owned();
        outcome = letters.add_to(first, into.entry(word).or_default());
        outcome.is_ok()
    })?;
    outcome
}

/// Seven bits a byte, the lowest first.
fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn number(bytes: &mut &[u8]) -> Result<usize, StoreError> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let [byte] = *take(bytes, 1)? else { break };
        number |= usize::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(number);
        }
    }
    Err(malformed())
}

fn take<'b>(bytes: &mut &'b [u8], length: usize) -> Result<&'b [u8], StoreError> {
    let (taken, rest) = bytes.split_at_checked(length).ok_or_else(malformed)?;
    *bytes = rest;
    Ok(taken)
}

fn malformed() -> StoreError {
    StoreError::damaged("the search index is malformed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_says_what_was_put_into_it() {
        let words = [("bean", vec![5, 6, 900]), ("beans", vec![7]), ("bo", vec![5]), ("ö", vec![i64::from(u32::MAX)])];
        let all: Postings = words.into_iter().map(|(word, letters)| (word.to_owned(), letters)).collect();
        let (bytes, mut again) = (build(5, &all), Postings::new());
        postings(5, &bytes, &mut again).unwrap();
        assert_eq!(again, all);
        for cut in 1..bytes.len() {
            let mut some = Postings::new();
            let _ = postings(5, &bytes[..cut], &mut some); // whatever it says, it does not panic
        }
    }
}
