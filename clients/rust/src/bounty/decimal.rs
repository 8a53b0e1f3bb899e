//! Amounts as people write them: exact decimals, never floats.

/// Converts a decimal with at most `decimals` digits after the point to the smallest units. `None` if the text has
/// another form or the number is too large.
pub(super) fn units(text: &str, decimals: usize) -> Option<u64> {
    let (whole, part) = match text.split_once('.') {
        Some((whole, part)) if !part.is_empty() => (whole, part),
        Some(_) => return None,
        None => (text, ""),
    };
    let is_number = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_digit());
    if whole.is_empty() || part.len() > decimals || !is_number(whole) || !is_number(part) {
        return None;
    }
    format!("{whole}{part:0<decimals$}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_is_exact() {
        let cases = [
            ("0.1", Some(100_000_000)),
            ("0.3", Some(300_000_000)),
            ("1", Some(1_000_000_000)),
            ("007.000000001", Some(7_000_000_001)),
            ("18446744073.709551615", Some(u64::MAX)),
            ("18446744073.709551616", None),
            ("0.0000000001", None),
        ];
        for (text, expected) in cases {
            assert_eq!(units(text, 9), expected, "{text}");
        }
    }

    #[test]
    fn without_decimals_only_whole_numbers_are_accepted() {
        assert_eq!(units("1500", 0), Some(1_500));
        assert_eq!(units("1500.0", 0), None);
    }

    #[test]
    fn anything_but_a_plain_decimal_is_refused() {
        for text in ["", ".", "1.", ".5", "-1", "+1", "1e3", "1,5", "1_000", " 1", "1 SOL", "0x1", "١", "1.2.3"] {
            assert_eq!(units(text, 9), None, "{text}");
        }
    }
}
