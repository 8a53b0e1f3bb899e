//! What people do to each other in these tests, and what the formulas say about it.

use bmail_sdk::accounts::{Correspondence, Mailbox};
use bmail_testing::{Harness, Outcome, Person, events::MessageAcknowledged};
use postage::Rules;
use reputation_core::{Burn, Parameters, minted, weight};
use units::{Bps, Lamports, Q32, Seconds, Timestamp, decay_down, decay_up};

/// The lamports that a letter costs if its recipient asks for more than any rules would: a hundred SOL.
pub const HIGH_FEE: u64 = 100_000_000_000;

/// The mail program's event for a verdict.
#[track_caller]
pub fn judged(outcome: &Outcome) -> MessageAcknowledged {
    outcome.event()
}

/// The weight of a person's verdict now, under the default constant.
pub fn weight_of(harness: &Harness, person: &Person) -> Q32 {
    weight(harness.reputation_of(person), Parameters::PERSONAL.constant)
}

/// The shares that a valuable verdict mints now, under the default rate, after this many earlier ones.
pub fn shares_minted(harness: &Harness, cut: u64, earlier: Q32, weight: Q32) -> u64 {
    let reputation = minted(Lamports(cut), Parameters::PERSONAL.rate, earlier, weight);
    harness.index().shares(reputation).unwrap_or(0)
}

/// What a spam mark burns under the default parameters, after this many earlier ones by the same marker.
pub fn burn(earlier: Q32, weight: Q32) -> Burn {
    Burn::new(Parameters::PERSONAL.spam_burn, weight, earlier)
}

/// The valuable verdicts that two people have given each other, decayed to now, under default rules.
pub fn valuable_between(harness: &Harness, one: &Person, other: &Person) -> Q32 {
    let pair = harness.find_account::<Correspondence>(harness.correspondence_of(one, other));
    pair.map_or(Q32::ZERO, |pair| decay_up(Q32(pair.valuable), silence(harness, &pair), Rules::PERSONAL.pair_half_life))
}

/// The spam marks that one person has given the other, decayed to now, under default rules.
pub fn marks_of(harness: &Harness, marker: &Person, sender: &Person) -> Q32 {
    let pair: Correspondence = harness.account(harness.correspondence_of(marker, sender));
    let marks = if pair.low == harness.mailbox_of(marker) { pair.low_marked } else { pair.high_marked };
    decay_down(Q32(marks), silence(harness, &pair), Rules::PERSONAL.pair_half_life)
}

fn silence(harness: &Harness, pair: &Correspondence) -> Seconds {
    Timestamp(harness.now()).since(Timestamp(pair.judged_at))
}

/// The network's cut that waits in a person's mailbox.
pub fn cut_at(harness: &Harness, person: &Person) -> u64 {
    harness.account::<Mailbox>(harness.mailbox_of(person)).cut
}

/// How a fee is split under default rules.
pub fn settle(fee: u64, verdict: postage::Verdict) -> postage::Settlement {
    postage::settle(Lamports(fee), Rules::PERSONAL.fee_split(), verdict)
}

/// The shares minus the endorsement discount.
pub fn discounted(shares: u64) -> u64 {
    let counted = u64::from(Bps::WHOLE.0 - Parameters::PERSONAL.endorsement_discount.0);
    shares * counted / u64::from(Bps::WHOLE.0)
}
