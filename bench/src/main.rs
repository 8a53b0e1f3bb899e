//! What b-mail costs: compute units, program size, rent. All from one run of the built program in one virtual
//! machine, beside what the cluster's own programs cost there.
//!
//! Without arguments it prints tables; `--check` compares with the committed snapshot, `--write` replaces it.

mod cases;
mod report;
mod snapshot;

use anyhow::Result;
use clap::Parser;

/// Measures the programs.
#[derive(Parser)]
struct Arguments {
    /// Fail where something costs over 2% more than in bench/snapshot.json
    #[arg(long)]
    check: bool,
    /// Replace bench/snapshot.json; say why in the commit
    #[arg(long, conflicts_with = "check")]
    write: bool,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let measured = cases::measure();
    match arguments {
        Arguments { check: true, .. } => snapshot::check(&measured),
        Arguments { write: true, .. } => snapshot::write(&measured),
        _ => report::print(&measured),
    }
}
