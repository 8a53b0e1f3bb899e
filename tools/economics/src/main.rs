//! What a network's numbers lead to: the tables of docs/economics.md. Computed by the crates that the programs use, and
//! where several accounts play together, by the built programs in LiteSVM.
//!
//! Without arguments it prints them; `--check` compares them with what the document quotes, `--write` replaces that.

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

/// Prints what a network's numbers lead to.
#[derive(Parser)]
struct Arguments {
    /// Fail where docs/economics.md quotes something else
    #[arg(long)]
    check: bool,
    /// Replace what docs/economics.md quotes
    #[arg(long, conflicts_with = "check")]
    write: bool,
}

/// Bytes of the letter by which everything is compared.
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
