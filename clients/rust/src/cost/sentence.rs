//! A cost in a sentence.

use units::{Seconds, Timestamp};

use super::{Cost, Dollars, SetAside};
use crate::instructions::Until;

/// In what a sentence counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Lamports.
    Lamports,
    /// SOL, to the lamport.
    Sol,
    /// Dollars, at this rate. What is paid is rounded up to a cent, and what is set aside to the nearest.
    Dollars(Dollars),
}

/// How far off a date may be that is said without its year.
const THIS_YEAR: Seconds = Seconds::days(180);

impl Cost {
    /// The cost in a sentence or two, such as "Pay $0.07. Set aside $0.67: $0.49 returns when it is answered, at the latest
    /// on 14 May; $0.18 after a year of silence." Of a link, such as "Pay $5.00, and $0.32 that the reader keeps. Set aside
    /// $0.67: $0.49 returns when it is taken; $0.18 after a year of silence. Untaken by 14 May, all but $0.18 returns." Dates
    /// are in UTC.
    pub fn sentence(&self, unit: Unit, now: Timestamp) -> String {
        let keepers = match (self.is_of_links(), self.letters) {
            (false, _) => ("others", ""),
            (true, 1) => ("the reader", "s"),
            (true, _) => ("the readers", ""),
        };
        let kept = match self.kept {
            0 => String::new(),
            kept => format!(", and {} that {} keep{}", unit.paid(kept), keepers.0, keepers.1),
        };
        let paid = match self.paid() {
            0 => "nothing".to_owned(),
            paid => unit.paid(paid),
        };
        let pay = format!("Pay {paid}{kept}.");
        let untaken = self.untaken(unit, now);
        match self.set_aside.as_slice() {
            [] => pay,
            [only] => {
                let event = self.event(only.until, now);
                format!("{pay} Set aside {}, which returns {event}.{untaken}", unit.set_aside(self.total_set_aside()))
            }
            parts => {
                let parts = self.each(parts, unit, now).join("; ");
                format!("{pay} Set aside {}: {parts}.{untaken}", unit.set_aside(self.total_set_aside()))
            }
        }
    }

    /// Whether all of its letters are links.
    fn is_of_links(&self) -> bool {
        self.take_by().is_some() && self.answer_by().is_none()
    }

    /// What does not come back of links that nobody takes.
    fn untaken(&self, unit: Unit, now: Timestamp) -> String {
        let Some(by) = self.take_by().filter(|_| self.is_of_links()) else { return String::new() };
        format!(" Untaken by {}, all but {} returns.", date(by, now), unit.set_aside(self.lost_untaken()))
    }

    /// What each part is, and when it returns. The rounded parts add up to the rounded sum.
    fn each(&self, parts: &[SetAside], unit: Unit, now: Timestamp) -> Vec<String> {
        let mut before = 0;
        let each = parts.iter().enumerate().map(|(place, part)| {
            let after = part.amount.saturating_add(before);
            let amount = unit.between(before, after);
            before = after;
            let verb = if place == 0 { " returns" } else { "" };
            format!("{amount}{verb} {}", self.event(part.until, now))
        });
        each.collect()
    }

    fn event(&self, until: Until, now: Timestamp) -> String {
        match until {
            Until::Answered { by } => {
                let subject = if self.letters == 1 { "it is" } else { "they are" };
                format!("when {subject} answered, at the latest on {}", date(by, now))
            }
            Until::Taken { .. } => {
                if self.letters == 1 { "when it is taken" } else { "when they are taken" }.to_owned()
            }
            Until::TextClosed => "when the text is closed after the last answer".to_owned(),
            Until::MailboxClosed => "when the mailbox is closed".to_owned(),
            Until::Silence => "after a year of silence".to_owned(),
            Until::Closed => "when its account is closed".to_owned(),
        }
    }
}

impl Unit {
    fn paid(self, lamports: u64) -> String {
        match self {
            Self::Dollars(rate) => in_cents(rate.cents_up(lamports)),
            _ => self.exactly(lamports),
        }
    }

    fn set_aside(self, lamports: u64) -> String {
        self.between(0, lamports)
    }

    /// What is between two sums, such that rounded amounts add up.
    fn between(self, before: u64, after: u64) -> String {
        match self {
            Self::Dollars(rate) => in_cents(rate.cents(after).saturating_sub(rate.cents(before))),
            _ => self.exactly(after.saturating_sub(before)),
        }
    }

    fn exactly(self, lamports: u64) -> String {
        match self {
            Self::Lamports if lamports == 1 => "1 lamport".to_owned(),
            Self::Lamports => format!("{} lamports", thousands(lamports)),
            _ => format!("{} SOL", in_sol(lamports)),
        }
    }
}

fn in_cents(cents: u64) -> String {
    match cents {
        0 => "less than $0.01".to_owned(),
        _ => format!("${}.{:02}", thousands(cents / 100), cents % 100),
    }
}

fn in_sol(lamports: u64) -> String {
    const SOL: u64 = 1_000_000_000;
    let decimals = format!("{:09}", lamports % SOL);
    match decimals.trim_end_matches('0') {
        "" => thousands(lamports / SOL),
        decimals => format!("{}.{decimals}", thousands(lamports / SOL)),
    }
}

/// A number with a comma after each three digits.
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let from_the_end = |place: usize| digits.len().saturating_sub(place);
    let grouped = digits.char_indices().flat_map(|(place, digit)| {
        let comma = (place > 0 && from_the_end(place) % 3 == 0).then_some(',');
        comma.into_iter().chain([digit])
    });
    grouped.collect()
}

/// A day and its month in UTC, and the year if it is far off.
fn date(at: Timestamp, now: Timestamp) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (year, month, day) = civil(at.0.div_euclid(86_400));
    let month = MONTHS.get(month).copied().unwrap_or_default();
    if at.since(now) > THIS_YEAR { format!("{day} {month} {year}") } else { format!("{day} {month}") }
}

/// The year, the month from zero, and the day of a number of days since 1 January 1970. The arithmetic is in Howard Hinnant,
/// "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
fn civil(days: i64) -> (i64, usize, i64) {
    const ERA: i64 = 146_097;
    let shifted = days.saturating_add(719_468);
    let (era, day_of_era) = (shifted.div_euclid(ERA), shifted.rem_euclid(ERA));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = (from_march + 2) % 12;
    let year = year_of_era + era * 400 + i64::from(month < 2);
    (year, usize::try_from(month).unwrap_or_default(), day)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 1 May 2026.
    const NOW: Timestamp = Timestamp(1_777_593_600);
    /// 14 May 2026, 12:00.
    const BY: Timestamp = Timestamp(NOW.0 + 13 * 86_400 + 43_200);

    fn cost(parts: &[(u64, Until)]) -> Cost {
        let set_aside = parts.iter().map(|(amount, until)| SetAside { amount: *amount, until: *until }).collect();
        Cost { postage: 450_000, max_postage: 454_500, fees: 5_000, set_aside, letters: 1, ..Cost::default() }
    }

    fn dollars(micro_dollars: u64) -> Unit {
        Unit::Dollars(Dollars::per_sol(micro_dollars))
    }

    #[test]
    fn a_letter_to_a_stranger_is_said_as_in_the_manual() {
        let first = cost(&[(3_266_667, Until::Answered { by: BY }), (1_200_000, Until::Silence)]);
        assert_eq!(
            first.sentence(dollars(150_000_000), NOW),
            "Pay $0.07. Set aside $0.67: $0.49 returns when it is answered, at the latest on 14 May; $0.18 after a year of \
             silence."
        );
        assert_eq!(
            first.sentence(Unit::Sol, NOW),
            "Pay 0.000455 SOL. Set aside 0.004466667 SOL: 0.003266667 SOL returns when it is answered, at the latest on \
             14 May; 0.0012 SOL after a year of silence."
        );
        assert_eq!(
            first.sentence(Unit::Lamports, NOW),
            "Pay 455,000 lamports. Set aside 4,466,667 lamports: 3,266,667 lamports returns when it is answered, at the \
             latest on 14 May; 1,200,000 lamports after a year of silence."
        );
    }

    /// Shows letters.md: What a link costs is said before.
    #[test]
    fn a_link_is_said_as_in_the_manual() {
        let parts = [(3_266_667, Until::Taken { by: BY }), (1_200_000, Until::Silence)];
        let link = Cost { postage: 33_328_333, kept: 2_133_333, ..cost(&parts) };
        assert_eq!(
            link.sentence(dollars(150_000_000), NOW),
            "Pay $5.00, and $0.32 that the reader keeps. Set aside $0.67: $0.49 returns when it is taken; $0.18 after a year \
             of silence. Untaken by 14 May, all but $0.18 returns."
        );
        assert_eq!(
            link.sentence(Unit::Lamports, NOW),
            "Pay 33,333,333 lamports, and 2,133,333 lamports that the reader keeps. Set aside 4,466,667 lamports: 3,266,667 \
             lamports returns when it is taken; 1,200,000 lamports after a year of silence. Untaken by 14 May, all but \
             1,210,000 lamports returns."
        );
        let two = link.clone().and(&link);
        assert_eq!((two.take_by(), two.answer_by(), two.lost_untaken()), (Some(BY), None, 2_420_000));
        assert!(two.sentence(Unit::Sol, NOW).contains("that the readers keep. Set aside"));
    }

    #[test]
    fn rounded_parts_add_up_to_the_rounded_sum_and_what_is_paid_is_rounded_up() {
        // Each of the three parts is 0.4 cents, and all are 1.2.
        let parts = [Until::Answered { by: BY }, Until::TextClosed, Until::Silence].map(|until| (40_000, until));
        let small = Cost { postage: 1, fees: 0, ..cost(&parts) };
        assert_eq!(
            small.sentence(dollars(100_000_000), NOW),
            "Pay $0.01. Set aside $0.01: less than $0.01 returns when it is answered, at the latest on 14 May; $0.01 when \
             the text is closed after the last answer; less than $0.01 after a year of silence."
        );
    }

    #[test]
    fn several_letters_are_they_and_what_others_keep_is_said_apart() {
        let many = Cost { letters: 2, kept: 2_000_000_000, ..cost(&[(5, Until::Answered { by: BY })]) };
        assert_eq!(
            many.sentence(Unit::Sol, NOW),
            "Pay 0.000455 SOL, and 2 SOL that others keep. Set aside 0.000000005 SOL, which returns when they are answered, \
             at the latest on 14 May."
        );
        assert_eq!(Cost::default().sentence(Unit::Sol, NOW), "Pay nothing.");
    }

    #[test]
    fn a_date_that_is_far_off_has_its_year() {
        for (seconds, said) in [
            (0, "1 January"),
            (951_782_400, "29 February 2000"),
            (951_868_800, "1 March 2000"),
            (1_830_297_599, "31 December 2027"),
            (1_830_297_600, "1 January 2028"),
            (4_107_542_400, "1 March 2100"),
            (-86_401, "30 December"),
        ] {
            assert_eq!(date(Timestamp(seconds), Timestamp(0)), said, "{seconds}");
        }
        assert_eq!(date(NOW.after(THIS_YEAR), NOW), "28 October");
        assert_eq!(date(NOW.after(Seconds::days(181)), NOW), "29 October 2026");
    }

    #[test]
    fn numbers_have_commas() {
        for (number, said) in [(0, "0"), (999, "999"), (1_000, "1,000"), (u64::MAX, "18,446,744,073,709,551,615")] {
            assert_eq!(thousands(number), said);
        }
    }
}
