//! Names of files that others chose.

use crate::text::is_hidden;

/// The most bytes of a file's name, which is what file systems take.
pub const MAX_NAME: usize = 255;

const UNNAMED: &str = "attachment";
/// Characters that no file's name can have on Windows. A colon names a drive, or a stream of a file.
const FORBIDDEN: [char; 7] = ['<', '>', ':', '"', '|', '?', '*'];
/// Names of devices on Windows, whatever follows their first dot.
const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

/// A name that a file can be saved under, in a folder that the reader chose: the last component of a path, without
/// characters that cannot be seen or that turn the text, none that is special to a file system, no dot or blank at either
/// end, no device of Windows, 1 to 255 bytes. It may still lie about what is in the file.
pub fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).find(|part| !part.is_empty()).unwrap_or_default();
    let kept: String = last
        .chars()
        .filter(|character| !is_hidden(*character))
        .map(|character| if FORBIDDEN.contains(&character) { '_' } else { character })
        .collect();
    let kept = kept.trim_matches(is_edge);
    let named = if is_device(kept) { format!("_{kept}") } else { kept.to_owned() };
    let cut = named[..named.floor_char_boundary(MAX_NAME)].trim_end_matches(is_edge);
    if cut.is_empty() { UNNAMED.to_owned() } else { cut.to_owned() }
}

/// File systems drop these at the end, and a dot at the beginning hides a file.
fn is_edge(character: char) -> bool {
    character == '.' || character.is_whitespace()
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_uppercase();
    let numbered = |prefix: &str| {
        let number = stem.strip_prefix(prefix).map(|rest| rest.chars().collect::<Vec<_>>());
        matches!(number.as_deref(), Some(['0'..='9' | '¹' | '²' | '³']))
    };
    DEVICES.contains(&stem.as_str()) || numbered("COM") || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Shows letters.md: A file's name is safe.
    /// Shows security.md: A file whose name leads elsewhere.
    #[test]
    fn names_that_lead_elsewhere_or_lie_become_safe() {
        let long = "ü".repeat(200);
        for (name, safe) in [
            ("menu.pdf", "menu.pdf"),
            ("Grüße aus Köln.pdf", "Grüße aus Köln.pdf"),
            ("../../.ssh/authorized_keys", "authorized_keys"),
            (r"C:\Windows\system32\evil.dll", "evil.dll"),
            (r"..\..\x", "x"),
            ("a/b\\c", "c"),
            ("folder/", "folder"),
            ("", "attachment"),
            (".", "attachment"),
            ("..", "attachment"),
            ("/", "attachment"),
            ("../..", "attachment"),
            (".bashrc", "bashrc"),
            ("a.exe. . ", "a.exe"),
            ("cod\u{202e}gpj.exe", "codgpj.exe"),
            ("a\0b\nc\u{200b}", "abc"),
            ("CON", "_CON"),
            ("nul.txt", "_nul.txt"),
            ("com1 .x", "_com1 .x"),
            ("lpt³", "_lpt³"),
            ("conin$", "_conin$"),
            ("console.txt", "console.txt"),
            ("file.txt:stream", "file.txt_stream"),
            ("C:evil", "C_evil"),
            ("\u{2800}\u{3164}", "attachment"),
            (&long, &"ü".repeat(127)),
        ] {
            assert_eq!(safe_name(name), safe, "{name:?}");
        }
    }

    proptest! {
        /// Shows security.md: A file whose name leads elsewhere.
        #[test]
        fn every_name_becomes_one_that_stays(name in prop_oneof![any::<String>(), "[./\\\\ :a-cCON\u{202e}0-9]{0,300}"]) {
            let safe = safe_name(&name);
            prop_assert!((1..=MAX_NAME).contains(&safe.len()), "{safe:?}");
            prop_assert!(!safe.contains(['/', '\\', ':']) && !safe.chars().any(is_hidden), "{safe:?}");
            prop_assert!(!safe.starts_with('.') && !safe.ends_with(['.', ' ']) && !is_device(&safe), "{safe:?}");
            prop_assert_eq!(safe_name(&safe), safe);
        }
    }
}
