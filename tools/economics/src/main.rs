//! The consequences of a network's numbers: the tables of docs/economics.md. The crates that the programs use compute
//! them. If several accounts interact, the built programs play them in LiteSVM.
//!
//! Without arguments this prints the tables. `--check` compares them with the document, and `--write` updates it.

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
mod seeding;
mod society;
mod tables;
mod time;

use anyhow::Result;
use clap::Parser;

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
}

/// Bytes of the letter in all comparisons.
const SIZE: u32 = 300;

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let sections = sections();
    match (arguments.check, arguments.write) {
        (true, _) => document::check(&sections),
        (_, true) => document::write(&sections),
        _ => {
            sections.iter().for_each(|section| println!("{}\n", section.text));
            Ok(())
        }
    }
}

fn sections() -> Vec<Section> {
    vec![
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
        numbers::rules(),
        numbers::parameters(),
        consequences::of_communities(),
    ]
}
