//! `bmail contacts import`: names and wallets from a file, all of them or none.

use std::{collections::BTreeMap, path::Path};

use schemars::JsonSchema;
use serde::Serialize;
use solana_pubkey::Pubkey;

use super::names;
use crate::{
    context::Context,
    failure::{Failure, Outcome},
    input,
    output::Shown,
    people::People,
    sheet,
    terminal::Look,
};

/// The longest file, in bytes.
const LONGEST: usize = 1024 * 1024;
/// The most people of a file.
const MOST: usize = 1_000;

/// What a file has brought.
#[derive(Serialize, JsonSchema)]
pub struct ImportedContacts {
    /// People who had no name before.
    pub added: usize,
    /// People who had another name before.
    pub renamed: usize,
    /// People who had the same name before.
    pub unchanged: usize,
}

/// A line of a file.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    line: u64,
    name: String,
    wallet: Pubkey,
}

/// Reads a file of names and wallets. If one of them is wrong, nothing is changed.
///
/// # Errors
/// If the file cannot be read, a line is wrong, or somebody who looks like another is not agreed to.
pub async fn run(context: &Context, file: &Path) -> Outcome<ImportedContacts> {
    let rows = rows(&input::file(file, LONGEST)?)?;
    let session = context.session().await?;
    let people = People::of(context, &session.store)?;
    let mut like = Vec::new();
    for Row { line, name, wallet } in &rows {
        let looks_like = names::check(&people, wallet, name).map_err(|failure| wrong(*line, &failure.message))?;
        like.extend(looks_like.iter().map(|other| format!("{name} in line {line} looks like {other}, and is not.")));
    }
    if !like.is_empty() {
        like.iter().for_each(|words| context.terminal.say(words));
        context.terminal.confirm("Go on?")?;
    }
    let mut imported = ImportedContacts { added: 0, renamed: 0, unchanged: 0 };
    for Row { name, wallet, .. } in rows {
        let before = people.contact(&wallet).and_then(|contact| contact.petname.as_ref());
        match before {
            None => imported.added += 1,
            Some(before) if *before != name => imported.renamed += 1,
            Some(_) => {
                imported.unchanged += 1;
                continue;
            }
        }
        session.store.set_contact(&wallet, |contact| contact.petname = Some(name))?;
    }
    Ok(imported)
}

/// The lines of a file.
fn rows(bytes: &[u8]) -> Outcome<Vec<Row>> {
    let (mut rows, mut names, mut wallets) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
    for (line, record) in sheet::rows(bytes)? {
        let (Some(name), Some(said)) = (record.get(0), record.get(1)) else {
            return Err(wrong(line, "it has no name and wallet, such as bo,7Np4...; nothing was changed"));
        };
        let Ok(wallet) = said.parse() else {
            return Err(wrong(line, &format!("{said} is no address of a wallet; nothing was changed")));
        };
        let same_name = names.insert(name.to_lowercase(), line).map(|before| (before, "name"));
        let same_wallet = wallets.insert(wallet, line).map(|before| (before, "wallet"));
        if let Some((before, what)) = same_name.or(same_wallet) {
            return Err(wrong(line, &format!("its {what} is that of line {before}; nothing was changed")));
        }
        rows.push(Row { line, name: name.to_owned(), wallet });
        if rows.len() > MOST {
            return Err(wrong(line, &format!("a file has at most {MOST} people; nothing was changed: split it")));
        }
    }
    Ok(rows)
}

fn wrong(line: u64, why: &str) -> Failure {
    Failure::usage(format!("line {line}: {why}"))
}

impl Shown for ImportedContacts {
    fn shown(&self, _: &Look) -> String {
        let Self { added, renamed, unchanged } = self;
        format!("Names: {added} new, {renamed} changed, {unchanged} as they were.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_names_and_wallets_with_or_without_titles() {
        let [bo, ada] = [1, 2].map(|byte| Pubkey::new_from_array([byte; 32]));
        let expected = |first| {
            vec![
                Row { line: first, name: "Bo, the elder".to_owned(), wallet: bo },
                Row { line: first + 1, name: "Ada".to_owned(), wallet: ada },
            ]
        };
        let lines = format!("\"Bo, the elder\", {bo}\nAda,{ada},met in May\n");
        assert_eq!(rows(lines.as_bytes()).unwrap(), expected(1));
        assert_eq!(rows(format!("\u{feff}Name,Wallet\r\n{lines}").as_bytes()).unwrap(), expected(2));
        assert_eq!(rows(b"").unwrap(), []);
    }

    #[test]
    fn a_wrong_line_is_named_and_nothing_is_changed() {
        let [bo, ada] = [1, 2].map(|byte| Pubkey::new_from_array([byte; 32]));
        let many: String = (0..=MOST).map(|count| format!("p{count},{}\n", Pubkey::new_unique())).collect();
        for (text, line) in [
            ("bo".to_owned(), "line 1: "),
            (format!("bo,{bo}\nada,nobody"), "line 2: nobody"),
            (format!("bo,{bo}\nBO,{ada}"), "line 2: its name is that of line 1"),
            (format!("bo,{bo}\nada,{bo}"), "line 2: its wallet is that of line 1"),
            (many, "line 1001: "),
        ] {
            let failure = rows(text.as_bytes()).unwrap_err();
            assert!(failure.message.starts_with(line), "{}", failure.message);
            assert!(failure.message.contains("nothing was changed"), "{}", failure.message);
        }
        assert!(rows(b"bo,\xff\n").is_err());
    }
}
