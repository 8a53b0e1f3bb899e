//! What docs/economics.md quotes: each section between `<!-- economics: NAME -->` and `<!-- end -->`.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, ensure};

/// A sentence and its table.
pub struct Section {
    /// What the document's marker calls it.
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

/// Replaces what the document quotes.
pub fn write(sections: &[Section]) -> Result<()> {
    fs::write(path(), quoting(&read()?, sections)?).context("could not write docs/economics.md")?;
    println!("wrote {} tables to docs/economics.md", sections.len());
    Ok(())
}

/// Fails where the document does not quote each section as it is.
pub fn check(sections: &[Section]) -> Result<()> {
    let document = read()?;
    let wanted = quoting(&document, sections)?;
    for (line, (has, wants)) in document.lines().zip(wanted.lines()).enumerate().filter(|(_, (a, b))| a != b).take(10) {
        eprintln!("docs/economics.md, line {}:\n  says  {has}\n  not   {wants}", line + 1);
    }
    ensure!(
        document == wanted,
        "docs/economics.md quotes other figures: run `make economics ARGS=--write` and read it"
    );
    println!("docs/economics.md quotes {} tables as they are", sections.len());
    Ok(())
}

/// The document with each section in its place; an error where the two do not name the same ones.
fn quoting(document: &str, sections: &[Section]) -> Result<String> {
    let quoted = document.matches(BEGIN).count();
    ensure!(quoted == sections.len(), "docs/economics.md quotes {quoted} tables of {}", sections.len());
    sections.iter().try_fold(document.to_owned(), |document, Section { name, text }| {
        let begin = format!("{BEGIN}{name} -->\n");
        let (before, rest) = document.split_once(&begin).with_context(|| format!("{name} is not quoted"))?;
        let (old, after) = rest.split_once(END).with_context(|| format!("the quotation of {name} has no end"))?;
        ensure!(!old.contains(BEGIN), "the quotation of {name} has no end");
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
    fn what_is_quoted_as_it_is_stays() {
        assert_eq!(quoting(DOCUMENT, &section("one", "| 1 |")).unwrap(), DOCUMENT);
    }

    #[test]
    fn what_is_quoted_otherwise_is_replaced_and_nothing_else() {
        let replaced = quoting(DOCUMENT, &section("one", "| 2 |\n| 3 |")).unwrap();
        assert_eq!(replaced, DOCUMENT.replace("| 1 |", "| 2 |\n| 3 |"));
    }

    #[test]
    fn what_is_not_quoted_yet_is_put_in_its_place() {
        let empty = DOCUMENT.replace("| 1 |\n", "");
        assert_eq!(quoting(&empty, &section("one", "| 1 |")).unwrap(), DOCUMENT);
    }

    #[test]
    fn a_quotation_without_an_end_does_not_swallow_the_next() {
        let two = DOCUMENT.replace("<!-- end -->", "") + &DOCUMENT.replace("one", "two");
        let [one] = section("one", "| 1 |");
        let [other] = section("two", "| 1 |");
        assert!(quoting(&two, &[one, other]).is_err());
    }

    #[test]
    fn a_section_that_is_not_quoted_and_a_quotation_that_is_no_section_are_told() {
        assert!(quoting(DOCUMENT, &section("two", "| 1 |")).is_err());
        assert!(quoting(DOCUMENT, &[]).is_err());
        assert!(quoting(&DOCUMENT.replace("<!-- end -->", ""), &section("one", "| 1 |")).is_err());
    }
}
