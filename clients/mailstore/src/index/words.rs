//! The words of a text, as a search compares them: without case, accents and ligatures.

use std::collections::BTreeSet;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Longer words are cut, in characters: nobody types more, and a hostile text should cost little.
const LONGEST: usize = 40;

/// All words of a text, each once.
pub(super) fn words(text: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for run in runs(text) {
        if run.chars().any(is_unspaced) {
            unspaced(&run, &mut words);
        } else {
            words.insert(run.chars().take(LONGEST).collect());
        }
    }
    words
}

/// What a query asks for.
pub(super) struct Asked {
    /// All of these words.
    pub words: Vec<String>,
    /// Whether the last one may be the beginning of a longer one: nothing follows it.
    pub is_open: bool,
}

impl Asked {
    /// Whether a word is this one of what is asked for.
    pub fn fits(&self, place: usize, word: &[u8]) -> bool {
        let asked = self.words[place].as_bytes();
        word == asked || self.is_open && place + 1 == self.words.len() && word.starts_with(asked)
    }
}

/// What a query asks for.
pub(super) fn asked(query: &str) -> Asked {
    Asked { words: asked_words(query), is_open: query.ends_with(char::is_alphanumeric) }
}

fn asked_words(query: &str) -> Vec<String> {
    let mut asked = Vec::new();
    for run in runs(query) {
        let pairs = pairs(&run);
        match run.chars().any(is_unspaced) && !pairs.is_empty() {
            true => asked.extend(pairs),
            false => asked.push(run.chars().take(LONGEST).collect()),
        }
    }
    asked
}

/// Folded runs of letters and digits.
fn runs(text: &str) -> Vec<String> {
    let folded = fold(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty()).map(str::to_owned).collect()
}

/// Without accents and case. Upper case first, because some letters have no other way to their like: ß, ſ and final sigma.
pub(crate) fn fold(text: &str) -> String {
    let plain = text.nfkd().filter(|c| !is_combining_mark(*c));
    let cased = plain.flat_map(char::to_uppercase).flat_map(char::to_lowercase);
    cased.nfkd().filter(|c| !is_combining_mark(*c)).collect()
}

/// Whether a script puts no spaces between words: Thai, Chinese, Japanese, Khmer and their like.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c), 0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x2e80..=0x9fff | 0xf900..=0xfaff
        | 0x20000..=0x3ffff)
}

/// Its characters and each two beside each other.
fn unspaced(run: &str, words: &mut BTreeSet<String>) {
    words.extend(run.chars().map(String::from));
    words.extend(pairs(run));
}

fn pairs(run: &str) -> Vec<String> {
    let chars: Vec<_> = run.chars().collect();
    chars.windows(2).map(|pair| pair.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_ligatures_make_no_difference() {
        for (one, other) in [
            ("Straße", "STRASSE"),
            ("café", "cafe\u{301}"),
            ("CAFÉ", "cafe"),
            ("ﬁnal", "Final"),
            ("ΟΔΟΣ", "οδος"),
            ("οδός", "ΟΔΟΣ"),
            ("İstanbul", "istanbul"),
            ("Ｂｏ", "bo"),
            ("naïve", "naive"),
        ] {
            assert_eq!(words(one), words(other), "{one} {other}");
        }
    }

    #[test]
    fn words_end_where_neither_letters_nor_digits_are() {
        let found: Vec<_> = words("Dear Bo, the beans (3 kg!) are up.").into_iter().collect();
        assert_eq!(found, ["3", "are", "beans", "bo", "dear", "kg", "the", "up"]);
        assert_eq!(words("... --- \u{301}").len(), 0);
        assert_eq!(words(&"a".repeat(1_000)).pop_first().unwrap().len(), LONGEST);
    }

    #[test]
    fn without_spaces_every_two_characters_are_a_word() {
        let text = words("東京都に住む");
        assert!(asked_words("京都").iter().all(|word| text.contains(word)));
        assert!(asked_words("住").iter().all(|word| text.contains(word)));
        assert!(!asked_words("都京").iter().all(|word| text.contains(word)));
    }
}
