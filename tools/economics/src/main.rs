//! The consequences of a network's numbers: the tables of docs/economics.md. The crates that the programs use compute
//! them. If several accounts interact, the built programs play them in LiteSVM.
//!
//! Without arguments this prints the tables, and with `search` those of the search for the presets. `--check` compares
//! them with the document, and `--write` updates it.

mod burning;
mod career;
mod communities;
mod consequences;
mod document;
mod earning;
mod lending;
mod numbers;
mod price;
mod rate;
mod ring;
mod search;
mod seeding;
mod society;
mod tables;
mod time;

use anyhow::Result;
use clap::{Parser, Subcommand};

use document::Section;

/// Prints the consequences of a network's numbers.
#[derive(Parser)]
struct Arguments {
    /// Fail if a table in docs/economics.md differs
    #[arg(long)]
    check: bool,
    /// Update the tables in docs/economics.md
    #[arg(long, conflicts_with = "check")]
    write: bool,
    #[command(subcommand)]
    only: Option<Only>,
}

#[derive(Subcommand)]
enum Only {
    /// Print only the search for the presets' numbers: what it is given, what it tries, what is left, what it chooses,
    /// and what cannot be had together
    Search,
}

/// Bytes of the letter in all comparisons.
const SIZE: u32 = 300;

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    if let Some(Only::Search) = arguments.only {
        print(&search());
        return Ok(());
    }
    let sections = sections();
    match (arguments.check, arguments.write) {
        (true, _) => document::check(&sections),
        (_, true) => document::write(&sections),
        _ => {
            print(&sections);
            Ok(())
        }
    }
}

fn print(sections: &[Section]) {
    sections.iter().for_each(|section| println!("{}\n", section.text));
}

fn search() -> Vec<Section> {
    vec![
        search::tried(),
        search::funnel(),
        search::conditions(),
        search::by_surcharge(),
        search::by_rate(),
        numbers::rules(),
        numbers::parameters(),
    ]
}

fn sections() -> Vec<Section> {
    let tables = vec![
        price::by_reputation(),
        earning::by_reader(),
        earning::by_rhythm(),
        rate::choosing(),
        rate::by_share(),
        burning::money(),
        burning::by_marker(),
        burning::by_crowd(),
        time::decay(),
        time::room(),
        lending::endorsement(),
        lending::shield(),
        lending::many_wallets(),
        seeding::citizens(),
        seeding::after_a_year(),
        ring::of_twenty(),
        consequences::of_communities(),
    ];
    tables.into_iter().chain(search()).collect()
}
