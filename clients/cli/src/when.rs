//! Moments, as people read them: local time, or UTC.

use jiff::{Timestamp, tz::TimeZone};

/// In which time zone moments are shown.
#[derive(Clone, Debug)]
pub struct Zone(TimeZone);

impl Zone {
    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    pub fn local() -> Self {
        Self(TimeZone::system())
    }

    /// A moment in unix seconds, to the minute.
    pub fn minute(&self, seconds: i64) -> String {
        self.shown(seconds, "%Y-%m-%d %H:%M")
    }

    /// A moment, with its time zone.
    pub fn exact(&self, seconds: i64) -> String {
        self.shown(seconds, "%Y-%m-%d %H:%M:%S %Z")
    }

    /// The month of a moment, such as 2026-11.
    pub fn month(&self, seconds: i64) -> String {
        self.shown(seconds, "%Y-%m")
    }

    /// When the day of a moment began, in unix seconds.
    pub fn start_of_day(&self, seconds: i64) -> i64 {
        let zoned = Timestamp::from_second(seconds).map(|at| at.to_zoned(self.0.clone()));
        let start = zoned.and_then(|at| at.start_of_day());
        start.map_or(seconds, |start| start.timestamp().as_second())
    }

    fn shown(&self, seconds: i64, format: &str) -> String {
        match Timestamp::from_second(seconds) {
            Ok(at) => at.to_zoned(self.0.clone()).strftime(format).to_string(),
            // A node can say anything.
            Err(_) => "at no real moment".to_owned(),
        }
    }
}

/// A moment, as feeds have it.
pub fn rfc3339(seconds: i64) -> String {
    Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH).to_string()
}

/// This machine's time, in unix seconds. What the chain decides goes by its own clock.
pub fn now() -> i64 {
    Timestamp::now().as_second()
}

/// How long it is until a moment, roughly: `in 6 days`, `3 hours ago`.
pub fn distance(now: i64, then: i64) -> String {
    let seconds = then.saturating_sub(now);
    let (count, unit) = match seconds.unsigned_abs() {
        n @ 0..60 => (n, "second"),
        n @ 60..3_600 => (n / 60, "minute"),
        n @ 3_600..172_800 => (n / 3_600, "hour"),
        n => (n / 86_400, "day"),
    };
    let plural = if count == 1 { "" } else { "s" };
    if seconds >= 0 { format!("in {count} {unit}{plural}") } else { format!("{count} {unit}{plural} ago") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_shown_in_their_zone_and_never_panic() {
        let utc = Zone::utc();
        assert_eq!(utc.minute(1_777_593_600), "2026-05-01 00:00");
        assert_eq!(utc.exact(0), "1970-01-01 00:00:00 UTC");
        assert_eq!(utc.start_of_day(1_777_593_600 + 7_000), 1_777_593_600);
        for moment in [i64::MIN, i64::MAX] {
            assert_eq!(utc.minute(moment), "at no real moment");
            assert_eq!(utc.start_of_day(moment), moment);
        }
    }

    #[test]
    fn distances_are_rough() {
        for (seconds, said) in [
            (0, "in 0 seconds"),
            (61, "in 1 minute"),
            (7_200, "in 2 hours"),
            (14 * 86_400, "in 14 days"),
            (-90, "1 minute ago"),
            (i64::MIN, "106751991167300 days ago"),
        ] {
            assert_eq!(distance(0, seconds), said);
        }
    }
}
