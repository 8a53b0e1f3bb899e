//! The figures of lists, and the committed ones.

use std::{collections::BTreeMap, fs, path::PathBuf};

use anyhow::{Context, Result, ensure};

use crate::crowd::MESSAGES;

/// The most milliseconds to the first screen. A machine that is busy with other work takes longer than one that is not.
const MOST: u64 = 1_000;

/// Medians, and the least time.
pub struct Figures {
    pub milliseconds: u64,
    pub least_milliseconds: u64,
    pub bytes: u64,
    pub requests: u64,
}

/// The one in the middle.
pub fn median(mut values: Vec<u64>) -> u64 {
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or_default()
}

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("lists.json")
}

impl Figures {
    /// The figures that are the same on every machine, and the bound of those that are not.
    fn committed(&self) -> BTreeMap<&'static str, u64> {
        BTreeMap::from([
            ("lists.first_screen.bytes", self.bytes),
            ("lists.first_screen.milliseconds_at_most", MOST),
            ("lists.first_screen.requests", self.requests),
            ("lists.messages", MESSAGES as u64),
        ])
    }

    /// Prints them.
    pub fn print(&self, messages: usize) -> Result<()> {
        println!("The first screen of {messages} messages:\n");
        let Self { milliseconds, least_milliseconds, bytes, requests } = self;
        println!("| milliseconds | the least | bytes on the wire | requests |\n|---|---|---|---|");
        println!("| {milliseconds} | {least_milliseconds} | {bytes} | {requests} |");
        Ok(())
    }

    /// Replaces the committed figures.
    pub fn write(&self) -> Result<()> {
        self.print(MESSAGES)?;
        let text = serde_json::to_string_pretty(&self.committed())? + "\n";
        fs::write(path(), text).context("could not write bench/lists.json")
    }

    /// Fails if a figure rose by over 2%, or if the seconds are above their bound.
    pub fn check(&self) -> Result<()> {
        self.print(MESSAGES)?;
        let text = fs::read_to_string(path()).context("could not read bench/lists.json")?;
        let before: BTreeMap<String, u64> = serde_json::from_str(&text).context("bench/lists.json is not valid")?;
        for (key, now) in self.committed() {
            let before = before.get(key).with_context(|| format!("bench/lists.json has no {key}"))?;
            ensure!(now * 100 <= before * 102, "{key}: {before} has become {now}");
        }
        ensure!(self.milliseconds <= MOST, "the first screen took {} ms, and may take {MOST}", self.milliseconds);
        Ok(())
    }
}
