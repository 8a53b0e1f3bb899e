//! How reputation decays, and how long its shares fit 64 bits.

use reputation_core::{Index, Interest, YEAR};
use units::{Reputation, Seconds, Timestamp};

use crate::{
    document::Section,
    tables::{percent, period, section, whole},
};

const GENESIS: Timestamp = Timestamp(1_800_000_000);
const HALF_LIVES: [u32; 4] = [90, 180, 365, 5 * 365];

fn interest(days: u32) -> Interest {
    Interest::for_half_life(Seconds::days(days)).expect("a half-life within the bounds")
}

fn index(after: Seconds, half_life: Seconds) -> Index {
    Index::at(GENESIS.after(after), GENESIS, half_life)
}

/// What is left after some time.
pub fn decay() -> Section {
    let row = |days| {
        let Interest { rate_bps, half_life } = interest(days);
        let left = |months: u64| {
            let Reputation(left) = index(Seconds(months * YEAR.0 / 12), half_life).effective(1_000_000_000);
            percent(left as f64 / 1e9)
        };
        let mut row = vec![period(half_life), format!("{:.2}%", f64::from(rate_bps) / 100.0)];
        row.extend([1, 3, 6, 12, 24].map(left));
        row
    };
    section(
        "decay",
        "What is left of reputation if none is added:",
        &["half-life", "interest a year", "1 month", "3 months", "6 months", "12 months", "24 months"],
        HALF_LIVES.map(row),
    )
}

/// When the index runs out.
pub fn room() -> Section {
    let row = |days| {
        let half_life = interest(days).half_life;
        let mut row = vec![period(half_life)];
        row.extend([1_000_000, 10_000, 100, 1].map(|reputation| period(room_for(whole(reputation), half_life))));
        row
    };
    section(
        "room",
        "How long these amounts fit the shares' 64 bits, counted from the creation of the reputation:",
        &["half-life", "a total of 1,000,000", "a total of 10,000", "one person's 100", "one person's 1"],
        HALF_LIVES.map(row),
    )
}

/// How long this reputation can be expressed in shares.
pub fn room_for(reputation: Reputation, half_life: Seconds) -> Seconds {
    let fits = |seconds| index(Seconds(seconds), half_life).shares(reputation).is_some();
    let (mut fitting, mut too_late) = (0, 64 * half_life.0);
    while too_late - fitting > 1 {
        let middle = fitting + (too_late - fitting) / 2;
        if fits(middle) { fitting = middle } else { too_late = middle }
    }
    Seconds(fitting)
}
