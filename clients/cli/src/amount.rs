//! Amounts of SOL, as people write and read them: exact decimals, never floats.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

const DECIMALS: usize = 9;

/// Lamports, written in SOL unless a unit is given: `0.01`, `0.01 SOL`, `5000 lamports`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Amount(pub u64);

impl FromStr for Amount {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong =
            || format!("{text} is no amount: say one in SOL, such as 0.01, or in lamports, such as \"5000 lamports\"");
        let text = text.trim();
        let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        let (number, unit) = (digits.trim_end(), &text[digits.len()..]);
        let decimals = match unit.to_ascii_lowercase().as_str() {
            "" | "sol" => DECIMALS,
            "lamport" | "lamports" => 0,
            _ => return Err(wrong()),
        };
        smallest(number, decimals).map(Self).ok_or_else(wrong)
    }
}

impl TryFrom<String> for Amount {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Amount> for String {
    fn from(amount: Amount) -> Self {
        sol(amount.0)
    }
}

/// A plain decimal in smallest units; `None` if it is none, or too large.
fn smallest(number: &str, decimals: usize) -> Option<u64> {
    let (whole, part) = match number.split_once('.') {
        Some((whole, part)) if !part.is_empty() => (whole, part),
        Some(_) => return None,
        None => (number, ""),
    };
    let is_number = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_digit());
    if whole.is_empty() || part.len() > decimals || !is_number(whole) || !is_number(part) {
        return None;
    }
    format!("{whole}{part:0<decimals$}").parse().ok()
}

/// Lamports in SOL, to the lamport, with the unit.
pub fn sol(lamports: u64) -> String {
    format!("{} SOL", decimal(lamports, DECIMALS))
}

/// A number of smallest units as a plain decimal.
fn decimal(number: u64, decimals: usize) -> String {
    let digits = format!("{number:0width$}", width = decimals + 1);
    let (whole, part) = digits.split_at(digits.len().saturating_sub(decimals));
    match part.trim_end_matches('0') {
        "" => whole.to_owned(),
        part => format!("{whole}.{part}"),
    }
}

/// Reputation in millionths, written in whole ones: `2.5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Points(pub u64);

/// The decimals of reputation.
const POINTS: usize = 6;

impl FromStr for Points {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        smallest(text.trim(), POINTS).map(Self).ok_or_else(|| format!("{text} is no reputation: say one such as 2.5"))
    }
}

/// Millionths of reputation in whole ones.
pub fn points(millionths: u64) -> String {
    decimal(millionths, POINTS)
}

/// Lamports in SOL with a sign: `+0.1 SOL`, `-0.1 SOL`, `0 SOL`.
pub fn signed(lamports: i128) -> String {
    let sign = if lamports > 0 { "+" } else { "" };
    format!("{sign}{} SOL", plain(lamports))
}

/// Lamports in SOL, to the lamport, as a plain number that spreadsheets read: `-0.1`.
pub fn plain(lamports: i128) -> String {
    let size = u64::try_from(lamports.unsigned_abs()).unwrap_or(u64::MAX);
    let sign = if lamports < 0 { "-" } else { "" };
    format!("{sign}{}", sol(size).trim_end_matches(" SOL"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_sol_unless_a_unit_is_given_and_exact() {
        for (text, lamports) in [
            ("0.01", 10_000_000),
            ("0.1 SOL", 100_000_000),
            ("1sol", 1_000_000_000),
            ("5000 lamports", 5_000),
            ("1 lamport", 1),
            ("0.000000001", 1),
            (" 2 ", 2_000_000_000),
        ] {
            assert_eq!(text.parse(), Ok(Amount(lamports)), "{text}");
        }
        for text in
            ["", "-1", "1e3", "0.0000000001", "1,5", ".5", "1.", "5 dollars", "0.5 lamports", "99999999999", "1 2"]
        {
            assert!(text.parse::<Amount>().is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_shown_can_be_written() {
        for lamports in [0, 1, 999, 1_000_000_000, 1_000_000_001, 123_456_789_012, u64::MAX] {
            assert_eq!(sol(lamports).parse(), Ok(Amount(lamports)));
        }
        assert_eq!(sol(632_450), "0.00063245 SOL");
        assert_eq!(sol(2_000_000_000), "2 SOL");
        for millionths in [0, 1, 2_500_000, u64::MAX] {
            assert_eq!(points(millionths).parse(), Ok(Points(millionths)));
        }
        assert_eq!(points(2_500_000), "2.5");
        assert!("1.0000001".parse::<Points>().is_err());
        assert_eq!([signed(-5_000), signed(0), signed(1)], ["-0.000005 SOL", "0 SOL", "+0.000000001 SOL"]);
        assert_eq!([plain(-1_500_000_000), plain(0)], ["-1.5", "0"]);
    }
}
