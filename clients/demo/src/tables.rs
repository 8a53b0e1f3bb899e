//! Tables on the terminal: colours only where it is one.

use bmail_sdk::Draft;
use comfy_table::{CellAlignment, ContentArrangement, Table, presets::UTF8_FULL_CONDENSED};
use console::style;
use indicatif::HumanCount;
use postage::{Lamports, Q32};

use crate::journal::{Books, Journal};

pub fn heading(text: &str) {
    println!("\n{}", style(text).bold().cyan());
}

/// A table whose columns but the first are numbers.
pub fn print(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED).set_content_arrangement(ContentArrangement::Dynamic).set_header(header);
    table.add_rows(rows);
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    println!("{table}");
}

/// Lamports with thousands apart.
pub fn lamports(amount: u64) -> String {
    HumanCount(amount).to_string()
}

/// A difference of lamports, with its sign.
pub fn change(before: u64, after: u64) -> String {
    match after.checked_sub(before) {
        Some(gain) => format!("+{}", lamports(gain)),
        None => format!("-{}", lamports(before - after)),
    }
}

/// Why a message costs what it costs.
pub fn breakdown(draft: &Draft) {
    let quote = &draft.quote;
    let factor =
        |name: &str, because: String, value: Q32| vec![name.into(), because, format!("x {:.3}", value.to_f64())];
    let amount = |name: &str, because: String, value: Lamports| vec![name.into(), because, lamports(value.0)];
    print(
        &["part", "because", "lamports"],
        [
            amount("base", format!("{} bytes of ciphertext", draft.size), quote.base),
            factor("rate", format!("{:.2} messages lately", quote.load.to_f64()), quote.rate),
            factor("repeat", format!("{:.2} unanswered", quote.unanswered.to_f64()), quote.repeat),
            factor("friend", format!("{:.0}% answered", 100.0 * quote.balance.to_f64()), quote.friend),
            factor("newcomer", "no reputation yet".into(), quote.newcomer),
            amount("postage", "within floor, cap and the recipient's minimum".into(), quote.postage),
        ],
    );
}

pub fn books(journal: &Journal) {
    let Books { before, after } = &journal.balances;
    let names = before.keys().chain(after.keys().filter(|name| !before.contains_key(*name)));
    let row = |name: &String| {
        let [before, after] = [before, after].map(|side| side.get(name).copied().unwrap_or(0));
        vec![name.clone(), lamports(before), lamports(after), change(before, after)]
    };
    let mut rows: Vec<_> = names.map(row).collect();
    let [before, after] = [before, after].map(|side| side.values().sum::<u64>());
    let charged = journal.network_fees;
    rows.push(vec!["the cluster's fees".into(), lamports(0), lamports(charged), change(0, charged)]);
    rows.push(vec!["sum".into(), lamports(before), lamports(after + charged), change(before, after + charged)]);
    print(&["lamports of", "before", "after", "change"], rows);
}
