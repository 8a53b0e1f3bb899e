//! What people do to each other in these tests, and what the formulas say of it.

use bmail_sdk::accounts::{Correspondence, Mailbox};
use bmail_testing::{Harness, Outcome, Person, events::MessageAcknowledged};
use postage::Rules;
use reputation_core::{Burn, Parameters, minted, weight};
use units::{Bps, Lamports, Q32, Seconds, Timestamp, decay_down, decay_up};

/// Lamports that a letter costs whose recipient asks for more than any rules would: a hundredth of them is a SOL.
pub const DEAR: u64 = 100_000_000_000;

/// What the mail program says of a verdict.
#[track_caller]
pub fn judged(outcome: &Outcome) -> MessageAcknowledged {
    outcome.event()
}

/// How much a person's verdict weighs now, under the default constant.
pub fn weight_of(harness: &Harness, person: &Person) -> Q32 {
    weight(harness.reputation_of(person), Parameters::PERSONAL.constant)
}

/// The shares that a verdict of valuable mints now, under the default rate, after so many earlier ones.
pub fn shares_minted(harness: &Harness, cut: u64, earlier: Q32, weight: Q32) -> u64 {
    let reputation = minted(Lamports(cut), Parameters::PERSONAL.rate, earlier, weight);
    harness.index().shares(reputation).unwrap_or(0)
}

/// What a mark burns under the default parameters, after so many earlier ones of the same marker.
pub fn burn(earlier: Q32, weight: Q32) -> Burn {
    Burn::new(Parameters::PERSONAL.spam_burn, weight, earlier)
}

/// The verdicts of valuable that two people gave each other, decayed to now, under default rules.
pub fn valuable_between(harness: &Harness, one: &Person, other: &Person) -> Q32 {
    let pair = harness.find_account::<Correspondence>(harness.correspondence_of(one, other));
    pair.map_or(Q32::ZERO, |pair| decay_up(Q32(pair.valuable), silence(harness, &pair), Rules::PERSONAL.pair_half_life))
}

/// The marks that one gave the other, likewise.
pub fn marks_of(harness: &Harness, marker: &Person, sender: &Person) -> Q32 {
    let pair: Correspondence = harness.account(harness.correspondence_of(marker, sender));
    let marks = if pair.low == harness.mailbox_of(marker) { pair.low_marked } else { pair.high_marked };
    decay_down(Q32(marks), silence(harness, &pair), Rules::PERSONAL.pair_half_life)
}

fn silence(harness: &Harness, pair: &Correspondence) -> Seconds {
    Timestamp(harness.now()).since(Timestamp(pair.judged_at))
}

/// The network's cut that waits in somebody's mailbox.
pub fn cut_at(harness: &Harness, person: &Person) -> u64 {
    harness.account::<Mailbox>(harness.mailbox_of(person)).cut
}

/// How a fee is divided under default rules.
pub fn settle(fee: u64, verdict: postage::Verdict) -> postage::Settlement {
    postage::settle(Lamports(fee), Rules::PERSONAL.fee_split(), verdict)
}

/// So many shares less the discount.
pub fn discounted(shares: u64) -> u64 {
    let counted = u64::from(Bps::WHOLE.0 - Parameters::PERSONAL.endorsement_discount.0);
    shares * counted / u64::from(Bps::WHOLE.0)
}
