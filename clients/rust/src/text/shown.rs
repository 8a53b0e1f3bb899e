//! How to show what others wrote.

use std::fmt;

use icu_properties::{
    CodePointMapData, CodePointSetData,
    props::{DefaultIgnorableCodePoint, ExtendedPictographic, GeneralCategory, GeneralCategoryGroup},
};

/// A text with `\u{...}` in place of each character that cannot be seen or does something else than to be seen: controls
/// (which move a terminal's cursor), characters that turn the direction of the text, invisible and private ones, and those
/// that Unicode does not know. What is left is safe in a terminal and in a text field. In HTML, it still has to be escaped.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'t> {
    text: &'t str,
    has_lines: bool,
}

/// Shows a short text of somebody else's, such as a name, in one line. Blanks that mislead are escaped, too: those around
/// the text, two in a row, and all but the usual space.
pub fn shown(text: &str) -> Shown<'_> {
    Shown { text, has_lines: false }
}

/// Shows a long text of somebody else's, such as a letter, with its lines, tabs and blanks.
pub fn shown_lines(text: &str) -> Shown<'_> {
    Shown { text, has_lines: true }
}

/// [`shown_lines`] of bytes, with U+FFFD in place of what is not UTF-8.
pub fn shown_bytes(bytes: &[u8]) -> String {
    shown_lines(&String::from_utf8_lossy(bytes)).to_string()
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write;
        let (mut before, mut rest) = (None, self.text.chars().peekable());
        while let Some(character) = rest.next() {
            if self.is_safe(before, character, rest.peek().copied()) {
                formatter.write_char(character)?;
            } else {
                write!(formatter, "{}", character.escape_unicode())?;
            }
            before = Some(character);
        }
        Ok(())
    }
}

impl Shown<'_> {
    fn is_safe(&self, before: Option<char>, character: char, after: Option<char>) -> bool {
        match character {
            '\n' | '\t' => self.has_lines,
            ' ' => self.has_lines || !matches!((before, after), (None | Some(' '), _) | (_, None)),
            _ if category(character) == GeneralCategory::SpaceSeparator => self.has_lines,
            _ => !is_hidden(character) || is_of_emoji(before, character, after),
        }
    }
}

/// Whether a character cannot be seen, or does something else than to be seen. Blanks are not meant.
pub(crate) fn is_hidden(character: char) -> bool {
    // The last two are letters and symbols to Unicode, but fonts leave them blank.
    const BLANK: [char; 2] = ['\u{2800}', '\u{fffc}'];
    let category = category(character);
    GeneralCategoryGroup::Other.contains(category)
        || matches!(category, GeneralCategory::LineSeparator | GeneralCategory::ParagraphSeparator)
        || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(character)
        || BLANK.contains(&character)
}

/// Whether an invisible character is a part of an emoji: the one that asks for its colors, and the one that joins two.
fn is_of_emoji(before: Option<char>, character: char, after: Option<char>) -> bool {
    let is_picture =
        |one: Option<char>| one.is_some_and(|one| CodePointSetData::new::<ExtendedPictographic>().contains(one));
    match character {
        '\u{fe0f}' => is_picture(before),
        '\u{200d}' => {
            (is_picture(before) || matches!(before, Some('\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}'))) && is_picture(after)
        }
        _ => false,
    }
}

pub(super) fn category(character: char) -> GeneralCategory {
    CodePointMapData::<GeneralCategory>::new().get(character)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Shows security.md: Hostile text.
    #[test]
    fn what_a_terminal_or_an_eye_would_take_for_something_else_is_escaped() {
        let cases = [
            ("pay\u{202e}001", r"pay\u{202e}001"),
            ("\u{2066}x\u{2069}\u{200f}", r"\u{2066}x\u{2069}\u{200f}"),
            ("\u{1b}[2J\u{9b}1m\u{7}\u{8}\r", r"\u{1b}[2J\u{9b}1m\u{7}\u{8}\u{d}"),
            ("a\u{200b}b\u{3164}c\u{ffa0}\u{2800}\u{34f}\u{ad}", r"a\u{200b}b\u{3164}c\u{ffa0}\u{2800}\u{34f}\u{ad}"),
            ("\u{e000}\u{f0000}\u{378}\u{ffff}\u{e0041}", r"\u{e000}\u{f0000}\u{378}\u{ffff}\u{e0041}"),
            ("\u{2028}\u{2029}\u{feff}", r"\u{2028}\u{2029}\u{feff}"),
            ("😀\u{200d}x \u{200d}😀 x\u{fe0f}", r"😀\u{200d}x \u{200d}😀 x\u{fe0f}"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text).to_string(), expected);
            assert_eq!(shown_lines(text).to_string(), expected);
        }
    }

    /// Shows security.md: Hostile text.
    #[test]
    fn lines_and_blanks_are_kept_in_letters_and_escaped_in_names() {
        let letter = "Dear Bo,\n\n\tsee you\u{a0}!  \n";
        assert_eq!(shown_lines(letter).to_string(), letter);
        assert_eq!(shown_bytes(b"Dear \xff,\n\x1b[2J"), "Dear \u{fffd},\n\\u{1b}[2J");
        assert_eq!(shown(letter).to_string(), r"Dear Bo,\u{a}\u{a}\u{9}see you\u{a0}! \u{20}\u{a}");
        assert_eq!(shown("the letters").to_string(), "the letters");
        for (name, expected) in [(" ", r"\u{20}"), (" x", r"\u{20}x"), ("x ", r"x\u{20}"), ("\u{3000}", r"\u{3000}")] {
            assert_eq!(shown(name).to_string(), expected);
        }
    }

    #[test]
    fn what_people_write_is_shown_as_it_is() {
        for text in ["Grüße, 你好, مرحبا, שלום", "e\u{301}", r"C:\path", "👩‍🚀 👍🏽 ❤️ 👩🏽‍🚀 🏳️‍🌈", "naïve — “quoted” €5"]
        {
            assert_eq!(shown(text).to_string(), text);
        }
    }

    proptest! {
        #[test]
        fn what_was_shown_is_shown_as_it_is(text: String) {
            for show in [shown, shown_lines] {
                let once = show(&text).to_string();
                prop_assert_eq!(show(&once).to_string(), once.clone());
                prop_assert!(!once.chars().any(|one| one.is_control() && !"\n\t".contains(one)));
            }
        }
    }
}
