//! Which names may be given.

use icu_properties::props::GeneralCategoryGroup;
use unicode_normalization::is_nfc;
use unicode_security::{GeneralSecurityProfile, RestrictionLevel, RestrictionLevelDetection, skeleton};

use super::shown::{category, is_hidden};

/// Why a text cannot be a name. Nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// It is empty or too long.
    #[error("a name has 1 to {longest} bytes of UTF-8, and this one has {length}: choose another one")]
    Length {
        /// Bytes of the name.
        length: usize,
        /// The most that it may have.
        longest: usize,
    },
    /// It has a character that does not belong in a name: a control, an invisible one, one that turns the direction of the
    /// text, a private one, or a symbol.
    #[error(
        "a name has letters, digits and the signs of a keyboard, but this one has the character U+{:04X}: leave it out",
        u32::from(*.0)
    )]
    Character(char),
    /// It begins or ends with a space, or has two in a row.
    #[error("a name has single spaces between its words, and none around them: leave the others out")]
    Blank,
    /// Its accents are apart from their letters, or in another order than usual.
    #[error("the name is not in Unicode's normal form C, so another one could look the same: normalize it")]
    NotNormal,
    /// It mixes scripts that look alike.
    #[error("the name mixes letters of several scripts, so another one could look the same: use those of one script")]
    Mixed,
    /// It looks like another name in Latin letters.
    #[error("the name looks like {0}, but has letters of another script: choose one that cannot be mistaken")]
    LooksLike(String),
}

/// Checks that a text can be a name, of a network or a token, that people can tell from others when they see it. It has at
/// most `longest` bytes.
///
/// The rule is that of Unicode for secure identifiers (UTS #39): its characters, one script or a usual combination with
/// Latin ("highly restrictive"), and none that looks like ASCII. In addition, all that a keyboard of ASCII can type.
///
/// # Errors
/// Any [`NameError`].
pub fn check_name(name: &str, longest: usize) -> Result<(), NameError> {
    let length = name.len();
    if !(1..=longest).contains(&length) {
        return Err(NameError::Length { length, longest });
    }
    if let Some(character) = name.chars().find(|character| !belongs(*character)) {
        return Err(NameError::Character(character));
    }
    if name.split(' ').any(str::is_empty) {
        return Err(NameError::Blank);
    }
    if !is_nfc(name) {
        return Err(NameError::NotNormal);
    }
    // An accent without a letter would stand on whatever is shown before the name.
    let begins_bare = |word: &str| word.chars().next().filter(|first| is_mark(*first));
    if let Some(mark) =
        name.split(|character: char| character.is_ascii_punctuation() || character == ' ').find_map(begins_bare)
    {
        return Err(NameError::Character(mark));
    }
    check_scripts(name)
}

fn check_scripts(name: &str) -> Result<(), NameError> {
    let letters: String = name.chars().filter(|one| !one.is_ascii() || one.is_ascii_alphanumeric()).collect();
    if letters.as_str().detect_restriction_level() > RestrictionLevel::HighlyRestrictive {
        return Err(NameError::Mixed);
    }
    let looks_like: String = skeleton(&letters).collect();
    if !letters.is_ascii() && looks_like.is_ascii() {
        return Err(NameError::LooksLike(looks_like));
    }
    Ok(())
}

fn belongs(character: char) -> bool {
    let is_typed = character == ' ' || character.is_ascii_graphic();
    is_typed || !character.is_ascii() && character.identifier_allowed() && !is_hidden(character)
}

fn is_mark(character: char) -> bool {
    GeneralCategoryGroup::Mark.contains(category(character))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::shown;

    #[test]
    fn names_of_many_languages_are_names() {
        for name in [
            "x",
            "the allotments",
            "R&D #1 (north)",
            "O'Brien's",
            "Kleingärten",
            "Grüße aus Übersee",
            "Αθήνα",
            "Москва",
            "東京の庭",
            "서울 garden",
            "北京",
            "עברית",
            "العربية",
            "हिन्दी",
            "ไทย",
            "Việt Nam",
            "0123456789abcdef0123456789abcdef",
        ] {
            assert_eq!(check_name(name, 32), Ok(()), "{name}");
        }
    }

    /// Shows security.md: A name that cannot be seen, or that looks like another one.
    #[test]
    fn what_cannot_be_seen_or_turns_the_text_is_in_no_name() {
        for character in [
            '\0',
            '\n',
            '\u{7f}',
            '\u{85}',
            '\u{a0}',
            '\u{ad}',
            '\u{34f}',
            '\u{61c}',
            '\u{115f}',
            '\u{1160}',
            '\u{17b4}',
            '\u{180b}',
            '\u{180e}',
            '\u{2000}',
            '\u{200b}',
            '\u{200c}',
            '\u{200d}',
            '\u{200e}',
            '\u{200f}',
            '\u{2028}',
            '\u{2029}',
            '\u{202a}',
            '\u{202e}',
            '\u{2060}',
            '\u{2066}',
            '\u{2069}',
            '\u{206f}',
            '\u{2800}',
            '\u{3000}',
            '\u{3164}',
            '\u{e000}',
            '\u{fe0f}',
            '\u{feff}',
            '\u{ffa0}',
            '\u{fff9}',
            '\u{fffd}',
            '\u{ffff}',
            '\u{1d173}',
            '\u{e0041}',
            '\u{e0100}',
            '\u{378}',
            '\u{f0000}',
            '\u{10ffff}',
            '😀',
            '→',
        ] {
            for name in [format!("{character}"), format!("the {character}allotments"), format!("letters{character}")] {
                assert_eq!(check_name(&name, 32), Err(NameError::Character(character)), "{character:?}");
            }
        }
    }

    /// Shows security.md: A name that cannot be seen, or that looks like another one.
    #[test]
    fn blanks_lengths_and_bare_accents_are_refused() {
        for name in [" ", "  ", " letters", "letters ", "the  letters"] {
            assert_eq!(check_name(name, 32), Err(NameError::Blank), "{name:?}");
        }
        for (name, length) in [("", 0), (&"n".repeat(33)[..], 33), (&"ü".repeat(17), 34)] {
            assert_eq!(check_name(name, 32), Err(NameError::Length { length, longest: 32 }));
        }
        assert_eq!(check_name("u\u{308}ber", 32), Err(NameError::NotNormal));
        for name in ["\u{301}x", "a \u{301}x", "a-\u{301}x"] {
            assert_eq!(check_name(name, 32), Err(NameError::Character('\u{301}')), "{name:?}");
        }
    }

    /// Shows security.md: A name that cannot be seen, or that looks like another one.
    #[test]
    fn a_name_in_letters_that_look_like_others_is_refused() {
        // The first letter is Cyrillic, and so is all of the next one.
        assert_eq!(check_name("аllotments", 32), Err(NameError::Mixed));
        assert_eq!(check_name("раураӏ", 32), Err(NameError::LooksLike("paypal".to_owned())));
        assert_eq!(check_name("ΑΤΗ", 32), Err(NameError::LooksLike("ATH".to_owned())));
        assert_eq!(check_name("Ωmega", 32), Err(NameError::Mixed));
    }

    proptest! {
        #[test]
        fn every_name_is_shown_as_it_is(name in "\\PC{1,12}") {
            if check_name(&name, 32).is_ok() {
                prop_assert_eq!(shown(&name).to_string(), name);
            }
        }
    }
}
