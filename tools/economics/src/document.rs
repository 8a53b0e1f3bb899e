//! The tables in docs/economics.md: each section is between `<!-- economics: NAME -->` and `<!-- end -->`.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, ensure};

/// A caption and its table.
pub struct Section {
    /// The name in the document's marker.
    pub name: &'static str,
    /// Markdown, without a line break at the end.
    pub text: String,
}

const BEGIN: &str = "<!-- economics: ";
const END: &str = "<!-- end -->";

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/economics.md")
}

fn read() -> Result<String> {
    fs::read_to_string(path()).context("could not read docs/economics.md")
}

/// Replaces the tables in the document.
pub fn write(sections: &[Section]) -> Result<()> {
    fs::write(path(), quoting(&read()?, sections)?).context("could not write docs/economics.md")?;
    println!("wrote {} tables to docs/economics.md", sections.len());
    Ok(())
}

/// Fails if a table in the document differs.
pub fn check(sections: &[Section]) -> Result<()> {
    let document = read()?;
    let wanted = quoting(&document, sections)?;
    for (line, (has, wants)) in document.lines().zip(wanted.lines()).enumerate().filter(|(_, (a, b))| a != b).take(10) {
        eprintln!("docs/economics.md, line {}:\n  has     {has}\n  should  {wants}", line + 1);
    }
    ensure!(
        document == wanted,
        "docs/economics.md is out of date: run `make economics ARGS=--write`, then check that its text still fits"
    );
    println!("docs/economics.md: all {} tables are up to date", sections.len());
    Ok(())
}

/// The document with each section in its place. Fails if the document and `sections` do not name the same tables.
fn quoting(document: &str, sections: &[Section]) -> Result<String> {
    let quoted = document.matches(BEGIN).count();
    ensure!(
        quoted == sections.len(),
        "docs/economics.md has {quoted} of {} tables: add or remove markers",
        sections.len()
    );
    sections.iter().try_fold(document.to_owned(), |document, Section { name, text }| {
        let begin = format!("{BEGIN}{name} -->\n");
        let (before, rest) = document.split_once(&begin).with_context(|| format!("the table {name} has no marker"))?;
        let (old, after) = rest.split_once(END).with_context(|| format!("the table {name} has no end marker"))?;
        ensure!(!old.contains(BEGIN), "the table {name} has no end marker");
        Ok(format!("{before}{begin}{text}\n{END}{after}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = "One:\n<!-- economics: one -->\n| 1 |\n<!-- end -->\nand so on.";

    fn section(name: &'static str, text: &str) -> [Section; 1] {
        [Section { name, text: text.to_owned() }]
    }

    #[test]
    fn a_table_that_is_up_to_date_stays() {
        assert_eq!(quoting(DOCUMENT, &section("one", "| 1 |")).unwrap(), DOCUMENT);
    }

    #[test]
    fn an_outdated_table_is_replaced_and_nothing_else() {
        let replaced = quoting(DOCUMENT, &section("one", "| 2 |\n| 3 |")).unwrap();
        assert_eq!(replaced, DOCUMENT.replace("| 1 |", "| 2 |\n| 3 |"));
    }

    #[test]
    fn an_empty_table_is_filled() {
        let empty = DOCUMENT.replace("| 1 |\n", "");
        assert_eq!(quoting(&empty, &section("one", "| 1 |")).unwrap(), DOCUMENT);
    }

    #[test]
    fn a_table_without_an_end_does_not_swallow_the_next_one() {
        let two = DOCUMENT.replace("<!-- end -->", "") + &DOCUMENT.replace("one", "two");
        let [one] = section("one", "| 1 |");
        let [other] = section("two", "| 1 |");
        assert!(quoting(&two, &[one, other]).is_err());
    }

    #[test]
    fn a_section_without_a_marker_and_a_marker_without_a_section_are_errors() {
        assert!(quoting(DOCUMENT, &section("two", "| 1 |")).is_err());
        assert!(quoting(DOCUMENT, &[]).is_err());
        assert!(quoting(&DOCUMENT.replace("<!-- end -->", ""), &section("one", "| 1 |")).is_err());
    }
}
