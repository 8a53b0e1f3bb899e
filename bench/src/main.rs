//! What b-mail costs: compute units, program size and rent. Everything comes from one run of the built programs in one
//! virtual machine, beside what the cluster's own programs cost there.
//!
//! Without arguments it prints tables. `--check` compares with the committed snapshot and plot; `--write` replaces
//! them.

mod cases;
mod curves;
mod plot;
mod snapshot;
mod tables;

use anyhow::{Result, ensure};
use clap::Parser;

/// Measures the programs.
#[derive(Parser)]
struct Arguments {
    /// Fail if a cost is over 2% above bench/snapshot.json, or if docs/performance.svg shows other figures
    #[arg(long)]
    check: bool,
    /// Replace bench/snapshot.json and docs/performance.svg; say why in the commit
    #[arg(long, conflicts_with = "check")]
    write: bool,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let measured = cases::measure();
    if !arguments.check && !arguments.write {
        return tables::print(&measured);
    }

    let families = curves::measure();
    let bent = curves::complaints(&families);
    ensure!(bent.is_empty(), "these should not depend on it: {bent:?}");
    if arguments.check {
        snapshot::check(&measured)?;
        return plot::check(&families);
    }
    snapshot::write(&measured)?;
    plot::write(&families)
}
