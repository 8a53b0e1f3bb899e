//! Tables, and the format of their numbers.

use comfy_table::{CellAlignment, Table, presets::ASCII_MARKDOWN};
use indicatif::HumanCount;
use postage::Growth;
use reputation_core::{Rate, YEAR};
use units::{Bps, Lamports, Q32, Reputation, Seconds};

use crate::document::Section;

pub const SOL: u64 = 1_000_000_000;
const MILLION: u64 = 1_000_000;
const DAY: u64 = Seconds::days(1).0;

/// A caption and a table. The first column is left-aligned.
pub fn section(
    name: &'static str,
    caption: impl Into<String>,
    header: &[&str],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> Section {
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN).set_header(header).add_rows(rows);
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    Section { name, text: format!("{}\n\n{table}", caption.into()) }
}

/// A whole number of reputation.
pub const fn whole(reputation: u32) -> Reputation {
    Reputation(reputation as u64 * MILLION)
}

pub fn thousands(number: u64) -> String {
    HumanCount(number).to_string()
}

/// Lamports, or SOL from 0.1 SOL on.
pub fn lamports(Lamports(amount): Lamports) -> String {
    if amount < SOL / 10 { thousands(amount) } else { format!("{} SOL", sol(Lamports(amount))) }
}

/// SOL, with three digits.
pub fn sol(Lamports(amount): Lamports) -> String {
    digits(amount as f64 / SOL as f64)
}

/// Reputation, with three digits.
pub fn reputation(Reputation(millionths): Reputation) -> String {
    digits(millionths as f64 / MILLION as f64)
}

/// Reputation per SOL of the cut.
pub fn per_sol(Rate(rate): Rate) -> String {
    digits(rate as f64 / Q32::ONE.0 as f64 * (SOL / MILLION) as f64)
}

/// A share of one, in percent.
pub fn percent(share: f64) -> String {
    format!("{}%", digits(100.0 * share))
}

/// A share in bps, in percent and exact.
pub fn bps(Bps(share): Bps) -> String {
    let text = format!("{}.{:02}", thousands(u64::from(share) / 100), share % 100);
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

pub fn share(value: Q32) -> String {
    percent(value.to_f64())
}

/// A factor of a price.
pub fn factor(value: Q32) -> String {
    format!("x {:.2}", value.to_f64())
}

pub fn growth(growth: Growth) -> String {
    factor(growth.factor())
}

/// A length of time, in the usual unit.
pub fn period(Seconds(seconds): Seconds) -> String {
    let (unit, seconds_each) = match seconds {
        0..3_600 => ("minute", 60),
        3_600..DAY => ("hour", 3_600),
        _ if seconds < 2 * YEAR.0 => ("day", DAY),
        _ => ("year", YEAR.0),
    };
    let count = digits(seconds as f64 / seconds_each as f64);
    let plural = if count == "1" { "" } else { "s" };
    format!("{count} {unit}{plural}")
}

/// Three significant digits, and all digits before the point.
pub fn digits(value: f64) -> String {
    if value >= 100.0 {
        return thousands(value.round() as u64);
    }
    let before = if value > 0.0 { value.log10().floor() as i32 } else { 0 };
    let places = (2 - before).clamp(0, 9) as usize;
    let text = format!("{value:.places$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_three_digits_and_those_before_the_point() {
        let shown = [0.0, 0.003_249_6, 0.5, 4.999_999, 12.34, 99.99, 1_234.5].map(digits);
        assert_eq!(shown, ["0", "0.00325", "0.5", "5", "12.3", "100", "1,235"]);
    }

    #[test]
    fn bps_are_exact() {
        let shown = [0, 5, 100, 9_999, 1_000_000].map(|share| bps(Bps(share)));
        assert_eq!(shown, ["0%", "0.05%", "1%", "99.99%", "10,000%"]);
    }

    #[test]
    fn periods_are_in_the_usual_unit() {
        let shown = [60, 3_600, DAY, 77 * DAY + DAY / 4, 20 * YEAR.0].map(|seconds| period(Seconds(seconds)));
        assert_eq!(shown, ["1 minute", "1 hour", "1 day", "77.2 days", "20 years"]);
    }
}
