//! Periods as people write them.

use units::Seconds;

/// Converts a text such as `7d`, `12h` or `1d 12h` to seconds: whole numbers, each with one of the units s, m, h, d and
/// w. `None` if the text has another form or the period is too long.
pub(super) fn period(text: &str) -> Option<Seconds> {
    let mut parts = text.split_inclusive(|letter: char| letter.is_ascii_alphabetic()).peekable();
    parts.peek()?;
    let sum = parts.try_fold(0u64, |sum, part| {
        let part = part.trim_start_matches(' ');
        let (number, unit) = part.split_at_checked(part.len().checked_sub(1)?)?;
        let seconds = match unit {
            "s" => 1,
            "m" => 60,
            "h" => 3_600,
            "d" => 86_400,
            "w" => 7 * 86_400,
            _ => return None,
        };
        let number = number.bytes().all(|digit| digit.is_ascii_digit()).then_some(number)?;
        sum.checked_add(number.parse::<u64>().ok()?.checked_mul(seconds)?)
    });
    sum.map(Seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_read_alone_and_together() {
        let cases = [("90s", 90), ("5m", 300), ("12h", 43_200), ("7d", 604_800), ("2w", 1_209_600), ("0h", 0)];
        for (text, seconds) in cases.into_iter().chain([("1d 12h", 129_600), ("1d12h", 129_600), ("1w 1s", 604_801)]) {
            assert_eq!(period(text), Some(Seconds(seconds)), "{text}");
        }
    }

    #[test]
    fn a_period_without_a_number_or_a_unit_is_refused() {
        for text in
            ["", " ", "7", "d", "7 d", "7y", "7D", "-7d", "+7d", "1.5d", "7d ", "7d 5", "99999999999999999999d", "7ä"]
        {
            assert_eq!(period(text), None, "{text}");
        }
    }
}
