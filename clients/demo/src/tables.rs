//! The contents of tables: lamports, periods, and prices with their reasons.

use indicatif::HumanCount;
use postage::Quote;
use units::{Lamports, Q32, Reputation};

/// A number with thousands separators.
pub fn thousands(number: u64) -> String {
    HumanCount(number).to_string()
}

/// A difference of lamports, with its sign.
pub fn change(before: u64, after: u64) -> String {
    match after.checked_sub(before) {
        Some(0) => "0".to_owned(),
        Some(gain) => format!("+{}", thousands(gain)),
        None => format!("-{}", thousands(before - after)),
    }
}

/// A length of time, rounded up to hours or days.
pub fn period(seconds: u64) -> String {
    const HOUR: u64 = 3_600;
    match seconds.div_ceil(HOUR) {
        1 => "an hour".to_owned(),
        hours @ 0..48 => format!("{hours} hours"),
        hours => format!("{} days", hours.div_ceil(24)),
    }
}

/// A factor of a price.
pub fn factor(value: Q32) -> String {
    format!("x {:.3}", value.to_f64())
}

/// Reputation, rounded from millionths to hundredths.
pub fn reputation(amount: Reputation) -> String {
    let hundredths = amount.0.saturating_add(5_000) / 10_000;
    format!("{}.{:02}", thousands(hundredths / 100), hundredths % 100)
}

pub const BREAKDOWN: [&str; 3] = ["part", "reason", "lamports"];

/// The parts of a message's price, each with its reason.
pub fn breakdown(quote: &Quote, bytes: usize, reputation: Reputation) -> [Vec<String>; 6] {
    let row = |name: &str, because: String, value: String| vec![name.into(), because, value];
    let amount = |value: Lamports| thousands(value.0);
    let bounds = match quote.postage {
        Lamports(0) => "free between contacts",
        _ => "within the floor, the cap and the recipient's minimum",
    };
    let newcomer = match reputation {
        Reputation(0) => "no reputation yet".into(),
        some => format!("{} reputation", self::reputation(some)),
    };
    [
        row("base", format!("{} bytes when compressed and encrypted", thousands(bytes as u64)), amount(quote.base)),
        row("rate", format!("{:.2} recent messages", quote.load.to_f64()), factor(quote.rate)),
        row("repeat", format!("{:.2} unanswered", quote.unanswered.to_f64()), factor(quote.repeat)),
        row("friend", percent(quote.balance) + " answered", factor(quote.friend)),
        row("newcomer", newcomer, factor(quote.newcomer)),
        row("postage", bounds.into(), amount(quote.postage)),
    ]
}

/// A bar in proportion to the greatest value.
pub fn bar(part: u64, greatest: u64) -> String {
    const WIDTH: u64 = 60;
    let length = part.saturating_mul(WIDTH).div_ceil(greatest.max(1));
    "█".repeat(usize::try_from(length).unwrap_or(0))
}

/// A share of one, in percent.
pub fn percent(share: Q32) -> String {
    format!("{:.0}%", 100.0 * share.to_f64())
}

/// The beginning of a text.
pub fn excerpt(text: &[u8]) -> String {
    const MOST: usize = 400;
    let all = String::from_utf8_lossy(text);
    match all.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}... ({} bytes)", &all[..end], thousands(text.len() as u64)),
        None => all.into_owned(),
    }
}
