//! What a valuable verdict earns, by the reader and by how often they give one.

use postage::{Rules, Verdict, settle};
use reputation_core::{Parameters, minted, weight};
use units::{Lamports, Q32, Reputation, Seconds, decay_up, exp2_negative};

use crate::{
    SIZE,
    document::Section,
    price::first_letter,
    tables::{period, reputation, section, share, thousands, whole},
};

/// The treasury's cut of a newcomer's first letter under the default rules.
pub fn cut() -> Lamports {
    cut_of(first_letter(&Rules::PERSONAL, SIZE, Reputation(0)).postage)
}

fn cut_of(postage: Lamports) -> Lamports {
    settle(postage, Rules::PERSONAL.fee_split(), Verdict::Valuable).treasury
}

/// The first three verdicts of a pair at once, by the reader's reputation.
pub fn by_reader() -> Section {
    let row = |readers| {
        let weight = weight(whole(readers), Parameters::PERSONAL.constant);
        let earned = |earlier| reputation(minted(cut(), Parameters::PERSONAL.rate, Q32::from_int(earlier), weight));
        vec![thousands(readers.into()), share(weight), earned(0), earned(1), earned(2)]
    };
    let postage = first_letter(&Rules::PERSONAL, SIZE, Reputation(0)).postage;
    section(
        "earning",
        format!(
            "The reputation that a letter earns its sender, if its postage is {} lamports and the treasury gets {}:",
            thousands(postage.0),
            thousands(cut().0)
        ),
        &["the reader's reputation", "weight", "first verdict", "second, at once", "third, at once"],
        [0, 1, 10, 100, 1_000].map(row),
    )
}

/// The worth of a verdict if two people keep exchanging letters, by their rhythm and the half-life.
pub fn by_rhythm() -> Section {
    let half_lives = [1, 7, 30, 36].map(Seconds::days);
    let row = |(name, days): (&str, u32)| {
        let cells = half_lives.map(|half_life| share(exp2_negative(settled_count(Seconds::days(days), half_life))));
        std::iter::once(name.to_owned()).chain(cells).collect()
    };
    let header = half_lives.map(|half_life| format!("pair_half_life {}", period(half_life)));
    section(
        "rhythm",
        "The worth of each verdict if the same person keeps giving one to the same sender:",
        &["a verdict", &header[0], &header[1], &header[2], &header[3]],
        [("every day", 1), ("every week", 7), ("every month", 30), ("every quarter", 91)].map(row),
    )
}

/// The decayed count of earlier verdicts that a pair has each time, after many verdicts.
fn settled_count(every: Seconds, half_life: Seconds) -> Q32 {
    (0..1_000).fold(Q32::ZERO, |count, _| decay_up(count.count_one(), every, half_life))
}
