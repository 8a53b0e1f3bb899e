//! Files of rows, as people export them (CSV).

use csv::{ReaderBuilder, StringRecord, Trim};

use crate::failure::{Failure, Outcome};

/// The rows of a file, each with the number of its line. A first row with titles, which begin with `name`, is left out.
///
/// # Errors
/// If it is no such file.
pub fn rows(bytes: &[u8]) -> Outcome<Vec<(u64, StringRecord)>> {
    // Of the two characters that end a line elsewhere, the parser counts the second one to the next line.
    let ends = |place: usize| bytes[place] == b'\r' && bytes.get(place + 1) == Some(&b'\n');
    let bytes: Vec<u8> = (0..bytes.len()).filter(|place| !ends(*place)).map(|place| bytes[place]).collect();
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).trim(Trim::All).from_reader(bytes);
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| Failure::usage(format!("{error}; nothing was done")))?;
        let is_titles = rows.is_empty() && record.get(0).is_some_and(|title| title.eq_ignore_ascii_case("name"));
        if !is_titles || record.position().is_some_and(|position| position.line() > 1) {
            rows.push((record.position().map_or(0, csv::Position::line), record));
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_have_the_numbers_of_their_lines_and_no_titles() {
        let found = |text: &str| -> Vec<_> {
            let rows = rows(text.as_bytes()).unwrap();
            rows.into_iter().map(|(line, row)| (line, row.iter().collect::<Vec<_>>().join("|"))).collect()
        };
        let row = |line, text: &str| (line, text.to_owned());
        assert_eq!(found("Zoe,1\nYan, 2 ,x\n"), [row(1, "Zoe|1"), row(2, "Yan|2|x")]);
        assert_eq!(
            found("\u{feff}Name,Amount\r\n\"Zoe, the\nelder\",1\r\nYan,2"),
            [row(2, "Zoe, the\nelder|1"), row(4, "Yan|2")]
        );
        assert_eq!(found("Zoe,1\nname,2"), [row(1, "Zoe|1"), row(2, "name|2")]);
        assert_eq!(found(""), []);
        assert!(rows(b"a,\xff\n").is_err());
    }
}
