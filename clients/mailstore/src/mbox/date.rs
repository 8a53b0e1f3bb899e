//! Dates as mail writes them, in UTC.

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];

/// A moment in the Gregorian calendar.
pub(super) struct Date {
    year: i64,
    month: usize,
    day: i64,
    weekday: &'static str,
    clock: String,
}

impl Date {
    /// The date of a unix time. The years are counted from March, so that a leap day comes last.
    pub fn of(seconds: i64) -> Self {
        let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        let since = days + 719_468; // 1 March of the year 0
        let (era, of_era) = (since.div_euclid(146_097), since.rem_euclid(146_097));
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * of_year + 2) / 153;
        let month = usize::try_from((from_march + 2) % 12).unwrap_or(0);
        Self {
            year: year_of_era + era * 400 + i64::from(month < 2),
            month,
            day: of_year - (153 * from_march + 2) / 5 + 1,
            weekday: DAYS[usize::try_from(days.rem_euclid(7)).unwrap_or(0)],
            clock: format!("{:02}:{:02}:{:02}", rest / 3_600, rest / 60 % 60, rest % 60),
        }
    }

    /// As the first line of a message in an mbox has it.
    pub fn line(&self) -> String {
        let Self { year, month, day, weekday, clock } = self;
        format!("{weekday} {} {day:2} {clock} {year:04}", MONTHS[*month])
    }

    /// As a header has it (RFC 5322).
    pub fn header(&self) -> String {
        let Self { year, month, day, weekday, clock } = self;
        format!("{weekday}, {day} {} {year:04} {clock} +0000", MONTHS[*month])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_calendar() {
        for (seconds, says) in [
            (0, "Thu, 1 Jan 1970 00:00:00 +0000"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 +0000"),
            (951_868_799, "Tue, 29 Feb 2000 23:59:59 +0000"),
            (951_868_800, "Wed, 1 Mar 2000 00:00:00 +0000"),
            (1_796_083_200, "Tue, 1 Dec 2026 00:00:00 +0000"),
            (4_107_542_400, "Mon, 1 Mar 2100 00:00:00 +0000"),
            (-1, "Wed, 31 Dec 1969 23:59:59 +0000"),
        ] {
            assert_eq!(Date::of(seconds).header(), says);
        }
        assert_eq!(Date::of(951_782_400).line(), "Tue Feb 29 00:00:00 2000");
    }
}
