//! The committed figures, and whether the current ones are worse.

use std::{collections::BTreeMap, fs, path::PathBuf};

use anyhow::{Context, Result};

use crate::cases::Measured;

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("snapshot.json")
}

/// Replaces the snapshot.
pub fn write(measured: &Measured) -> Result<()> {
    let text = serde_json::to_string_pretty(&measured.figures)? + "\n";
    fs::write(path(), text).context("could not write bench/snapshot.json")?;
    println!("wrote {} figures to bench/snapshot.json", measured.figures.len());
    Ok(())
}

/// Fails if a figure rose by over 2%, is new, or is gone.
pub fn check(measured: &Measured) -> Result<()> {
    let text = fs::read_to_string(path()).context("could not read bench/snapshot.json")?;
    let committed: BTreeMap<String, u64> = serde_json::from_str(&text).context("bench/snapshot.json is not valid")?;
    let complaints = compare(&committed, &measured.figures);
    for complaint in &complaints {
        eprintln!("{complaint}");
    }
    anyhow::ensure!(
        complaints.is_empty(),
        "the costs differ from bench/snapshot.json: reduce them, or run `make bench ARGS=--write` and say why in the commit"
    );
    println!("{} figures are within 2% of bench/snapshot.json", committed.len());
    Ok(())
}

fn compare(committed: &BTreeMap<String, u64>, measured: &BTreeMap<String, u64>) -> Vec<String> {
    let risen = committed.iter().filter_map(|(key, before)| match measured.get(key) {
        Some(now) if now * 100 > before * 102 => Some(format!("{key}: {before} has become {now}")),
        Some(_) => None,
        None => Some(format!("{key}: is not measured any more")),
    });
    let new = measured.keys().filter(|key| !committed.contains_key(*key));
    risen.chain(new.map(|key| format!("{key}: is new"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(pairs: &[(&str, u64)]) -> BTreeMap<String, u64> {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), *value)).collect()
    }

    #[test]
    fn a_rise_of_two_percent_passes_and_one_unit_more_does_not() {
        let committed = figures(&[("mail.send", 1_000)]);
        assert!(compare(&committed, &figures(&[("mail.send", 1_020)])).is_empty());
        assert!(compare(&committed, &figures(&[("mail.send", 1)])).is_empty());
        assert_eq!(compare(&committed, &figures(&[("mail.send", 1_021)])), ["mail.send: 1000 has become 1021"]);
    }

    #[test]
    fn a_figure_that_appears_or_disappears_is_told() {
        let complaints = compare(&figures(&[("old", 1)]), &figures(&[("new", 1)]));
        assert_eq!(complaints, ["old: is not measured any more", "new: is new"]);
    }
}
