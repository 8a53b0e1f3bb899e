//! Prints the figures as tables.

use anyhow::Result;
use bmail_sdk::accounts::{Correspondence, Endorsement, Mailbox, Message, Network, Reputation, Standing};
use bmail_testing::{Harness, RENTS};
use comfy_table::{CellAlignment, Table, presets::ASCII_MARKDOWN};
use indicatif::HumanCount;

use crate::cases::{Measured, PROGRAMS, SIZE, program_size};

/// Bytes that the upgradeable loader stores before a program's own bytes.
const PROGRAM_DATA_HEADER: usize = 45;
/// Bytes of a program's account, which only points to its data.
const PROGRAM_ACCOUNT: usize = 36;

/// Prints everything as Markdown so that documents can quote it.
pub fn print(measured: &Measured) -> Result<()> {
    println!("Compute units (medians and extremes over 31 pairs of people):\n");
    let rows = measured.ranges.iter().map(|(case, range)| row(case, range.map(thousands)));
    table(&["case", "best", "typical", "worst"], rows);

    let sizes = PROGRAMS.map(|name| (format!("{name}.so"), program_size(name)));
    println!("\nLamports that are locked and returned, at a rent per byte of:\n");
    let mut accounts = vec![
        ("a message of 300 bytes".to_owned(), Message::LEN + SIZE),
        ("a correspondence".to_owned(), Correspondence::LEN),
        ("a mailbox".to_owned(), Mailbox::LEN),
        ("a standing".to_owned(), Standing::LEN),
        ("an endorsement".to_owned(), Endorsement::LEN),
        ("a network".to_owned(), Network::LEN),
        ("a reputation".to_owned(), Reputation::LEN),
        ("a program's address".to_owned(), PROGRAM_ACCOUNT),
    ];
    accounts
        .extend(sizes.iter().map(|(name, size)| (format!("{name}, deployed"), PROGRAM_DATA_HEADER + *size as usize)));
    let harnesses = RENTS.map(Harness::with_rent);
    let rows = accounts.into_iter().map(|(name, bytes)| {
        let mut cells = vec![name, thousands(bytes as u64)];
        cells.extend(harnesses.iter().map(|harness| thousands(harness.rent(bytes))));
        cells
    });
    let rents = RENTS.map(thousands);
    table(&["account", "bytes", &rents[0], &rents[1], &rents[2]], rows);

    println!("\nLamports that a message of 300 bytes costs its sender, beside the signature's 5,000:\n");
    table(&["message", "lamports"], prices());
    println!();
    for (name, size) in sizes {
        println!("{name} has {} bytes ({:.1} KiB).", thousands(size), size as f64 / 1024.0);
    }
    Ok(())
}

/// Postage in the cases that matter, as the program charges it.
fn prices() -> Vec<Vec<String>> {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let price = |name: &str, harness: &mut Harness, from, to| {
        let fee = harness.quote(from, to, SIZE as u32).postage.0;
        harness.send(from, to).size(SIZE).max_fee(fee).run();
        row(name, [thousands(fee)])
    };
    let mut rows = vec![price("a stranger's first", &mut harness, &ada, &bo)];
    rows.push(price("the first reply to it", &mut harness, &bo, &ada));
    for _ in 0..8 {
        harness.send(&ada, &bo).size(SIZE).run();
        harness.send(&bo, &ada).size(SIZE).run();
    }
    harness.advance(7 * 86_400);
    rows.push(price("a friend's tenth, a week later", &mut harness, &ada, &bo));
    let cy = harness.resident("Cy");
    for _ in 0..9 {
        harness.send(&cy, &bo).size(SIZE).run();
    }
    rows.push(price("a stranger's tenth unanswered in a row", &mut harness, &cy, &bo));
    rows
}

fn row<const N: usize>(name: &str, cells: [String; N]) -> Vec<String> {
    std::iter::once(name.to_owned()).chain(cells).collect()
}

fn table(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) {
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN).set_header(header).add_rows(rows);
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    println!("{table}");
}

fn thousands(number: u64) -> String {
    HumanCount(number).to_string()
}
