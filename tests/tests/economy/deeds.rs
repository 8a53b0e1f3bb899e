//! What people do to each other in these tests, and what the formulas say of it.

use bmail_sdk::accounts::{Correspondence, Mailbox};
use bmail_testing::{Outcome, Person, Stage, events::MessageAcknowledged};
use postage::{Bps, Lamports, Q32, Rules, Seconds, Timestamp, decay_down, decay_up};
use standing::{Burn, Parameters, minted, weight};

/// Lamports that a letter costs whose recipient asks for more than any rules would: a hundredth of them is a SOL.
pub const DEAR: u64 = 100_000_000_000;

/// What the mail program says of a verdict.
#[track_caller]
pub fn judged(outcome: &Outcome) -> MessageAcknowledged {
    outcome.event()
}

/// How much a person's verdict weighs now, under the default constant.
pub fn weight_of(stage: &Stage, person: &Person) -> Q32 {
    weight(stage.reputation_of(person), Parameters::PERSONAL.constant)
}

/// The shares that a verdict of valuable mints now, under the default rate, after so many earlier ones.
pub fn shares_minted(stage: &Stage, cut: u64, earlier: Q32, weight: Q32) -> u64 {
    let reputation = minted(Lamports(cut), Parameters::PERSONAL.rate, earlier, weight);
    stage.index().shares(reputation).unwrap_or(0)
}

/// What a mark burns under the default parameters, after so many earlier ones of the same marker.
pub fn burn(earlier: Q32, weight: Q32) -> Burn {
    Burn::new(Parameters::PERSONAL.spam_burn, weight, earlier)
}

/// The verdicts of valuable that two people gave each other, decayed to now, under default rules.
pub fn valuable_between(stage: &Stage, one: &Person, other: &Person) -> Q32 {
    let pair = stage.find_account::<Correspondence>(stage.correspondence_of(one, other));
    pair.map_or(Q32::ZERO, |pair| decay_up(Q32(pair.valuable), silence(stage, &pair), Rules::PERSONAL.pair_half_life))
}

/// The marks that one gave the other, likewise.
pub fn marks_of(stage: &Stage, marker: &Person, sender: &Person) -> Q32 {
    let pair: Correspondence = stage.account(stage.correspondence_of(marker, sender));
    let marks = if pair.low == stage.mailbox_of(marker) { pair.low_marked } else { pair.high_marked };
    decay_down(Q32(marks), silence(stage, &pair), Rules::PERSONAL.pair_half_life)
}

fn silence(stage: &Stage, pair: &Correspondence) -> Seconds {
    Timestamp(stage.now()).since(Timestamp(pair.judged_at))
}

/// The network's cut that waits in somebody's mailbox.
pub fn cut_at(stage: &Stage, person: &Person) -> u64 {
    stage.account::<Mailbox>(stage.mailbox_of(person)).cut
}

/// How a fee is divided under default rules.
pub fn settle(fee: u64, verdict: postage::Verdict) -> postage::Settlement {
    postage::settle(Lamports(fee), Rules::PERSONAL.terms(), verdict)
}

/// So many shares less the discount.
pub fn discounted(shares: u64) -> u64 {
    let counted = u64::from(Bps::WHOLE.0 - Parameters::PERSONAL.endorsement_discount.0);
    shares * counted / u64::from(Bps::WHOLE.0)
}
