//! Announces by a feed, for readers of feeds.

use std::{
    fs,
    path::{Path, PathBuf},
};

use bmail_sdk::text::shown;

use super::notice::Notice;
use crate::{terminal::Look, when};

/// The most entries of the feed.
const ENTRIES: usize = 100;

/// Writes the feed with a new message, and with those that it had, whole or not at all. Others can read it: it says what
/// everybody can see.
///
/// # Errors
/// In words, if the file cannot be written.
pub fn write(file: &Path, new: &Notice, before: &[&Notice], cluster: &str, look: &Look) -> Result<(), String> {
    let notices = [new].into_iter().chain(before.iter().copied()).take(ENTRIES);
    let entries: String = notices.map(|notice| entry(notice, cluster, look)).collect();
    let updated = when::rfc3339(when::now());
    let feed = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n  <title>b-mail</title>\n  \
         <id>urn:b-mail:{cluster}</id>\n  <updated>{updated}</updated>\n  <author><name>bmail watch</name></author>\n\
         {entries}</feed>\n"
    );
    let mut part = PathBuf::from(file).into_os_string();
    part.push(".part");
    let says = |error: std::io::Error| format!("{} cannot be written: {error}", file.display());
    fs::write(&part, feed).map_err(says)?;
    fs::rename(&part, file).map_err(says)
}

fn entry(notice: &Notice, cluster: &str, look: &Look) -> String {
    format!(
        "  <entry>\n    <title>{}</title>\n    <id>urn:b-mail:{cluster}:{}</id>\n    <updated>{}</updated>\n    \
         <summary>{}</summary>\n  </entry>\n",
        escaped(&notice.title()),
        escaped(&notice.message),
        when::rfc3339(notice.at),
        escaped(&notice.words(look)),
    )
}

/// A text in XML. What XML has no place for is shown in another way.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in shown(text).to_string().chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_add_to_the_feed() {
        assert_eq!(escaped("<a href=\"x\">&\u{0}"), "&lt;a href=&quot;x&quot;&gt;&amp;\\u{0}");
    }
}
