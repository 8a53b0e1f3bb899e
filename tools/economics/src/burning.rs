//! What spam verdicts burn, and what they cost those who give them.

use postage::{Rules, Verdict, settle};
use reputation_core::{Burn, Parameters, weight};
use units::{Bps, Lamports, Q32, Reputation};

use crate::{
    SIZE,
    document::Section,
    price::first_letter,
    tables::{percent, section, thousands, whole},
};

/// The payments of each verdict.
pub fn money() -> Section {
    let postage = first_letter(&Rules::PERSONAL, SIZE, Reputation(0)).postage;
    let best = settle(postage, Rules::PERSONAL.fee_split(), Verdict::Valuable).recipient.0;
    let row = |(name, verdict)| {
        let paid = settle(postage, Rules::PERSONAL.fee_split(), verdict);
        let Lamports(recipient) = paid.recipient;
        vec![String::from(name), thousands(recipient), thousands(best - recipient), thousands(paid.treasury.0)]
    };
    section(
        "money",
        format!("How {} lamports of postage are divided under the default rules:", thousands(postage.0)),
        &["verdict", "reader", "reader forgoes", "treasury"],
        [("valuable", Verdict::Valuable), ("abstain", Verdict::Abstain), ("spam", Verdict::Spam)].map(row),
    )
}

/// The part that spam verdicts of the same reader burn: of the sender's own reputation, and of stakes by and on them.
pub fn by_marker() -> Section {
    let row = |markers| {
        let weight = weight(whole(markers), Parameters::PERSONAL.constant);
        let mark = |earlier| Burn::new(Parameters::PERSONAL.spam_burn, weight, Q32::from_int(earlier));
        let burned = |marks| percent(1.0 - (0..marks).map(|earlier| left_by(mark(earlier))).product::<f64>());
        let one = |earlier| percent(1.0 - left_by(mark(earlier)));
        vec![thousands(markers.into()), one(0), one(1), one(2), burned(10)]
    };
    section(
        "marks",
        format!(
            "What spam verdicts of one reader burn, by the reader's reputation. At full weight, a verdict burns {}:",
            crate::tables::bps(Parameters::PERSONAL.spam_burn)
        ),
        &["the reader's reputation", "first verdict", "second, at once", "third, at once", "ten at once, together"],
        [0, 1, 10, 100, 1_000].map(row),
    )
}

/// What spam verdicts of different readers leave.
pub fn by_crowd() -> Section {
    let row = |marks| {
        let left = |spam_burn, markers| {
            let weight = weight(whole(markers), Parameters::PERSONAL.constant);
            percent(left_by(Burn::new(Bps(spam_burn), weight, Q32::ZERO)).powi(marks))
        };
        vec![thousands(marks as u64), left(500, 10), left(2_000, 10), left(5_000, 10), left(2_000, 100)]
    };
    section(
        "crowd",
        "What is left of a sender's reputation if several readers mark one letter each as spam:",
        &["readers", "spam_burn 5%, readers at 10", "20% (default), at 10", "50%, at 10", "20% (default), at 100"],
        [1, 2, 5, 10, 20].map(row),
    )
}

/// The part of the reputation that a spam verdict leaves.
pub fn left_by(burn: Burn) -> f64 {
    1.0 - burn.fraction().to_f64()
}
