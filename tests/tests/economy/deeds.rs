//! What people do to each other in these tests, and what the formulas say of it.

use bmail_sdk::{
    accounts::{Correspondence, Mailbox, Network, Standing, Verdict},
    pda,
};
use bmail_testing::{Outcome, Person, Stage, events::MessageAcknowledged};
use postage::{Bps, Lamports, Q32, Rules, Seconds, Timestamp, decay_down, decay_up};
use standing::{Burn, Index, Parameters, minted, weight};

/// Lamports that a letter costs whose recipient asks for more than any rules would: a hundredth of them is a SOL.
pub const DEAR: u64 = 100_000_000_000;

/// Sends 300 bytes and answers them at once.
#[track_caller]
pub fn write_and_judge(stage: &mut Stage, from: &Person, to: &Person, verdict: Verdict) -> MessageAcknowledged {
    let message = stage.send(from, to).run_and_find();
    judged(&stage.judge(to, message).verdict(verdict).run())
}

/// What the mail program says of a verdict.
#[track_caller]
pub fn judged(outcome: &Outcome) -> MessageAcknowledged {
    outcome.event()
}

/// A person's standing.
#[track_caller]
pub fn standing(stage: &Stage, person: &Person) -> Standing {
    stage.account(stage.standing_of(person))
}

/// The index of the network's reputation now.
pub fn index(stage: &Stage) -> Index {
    let reputation: bmail_sdk::accounts::Reputation = stage.account(pda::reputation(&stage.network).0);
    Index::at(Timestamp(stage.now()), Timestamp(reputation.genesis), Seconds(reputation.parameters.half_life))
}

/// How much a person's verdict weighs now, under the default constant.
pub fn weight_of(stage: &Stage, person: &Person) -> Q32 {
    weight(stage.reputation_of(person), Parameters::PERSONAL.constant)
}

/// The shares that a verdict of valuable mints now, under the default rate, after so many earlier ones.
pub fn shares_minted(stage: &Stage, cut: u64, earlier: Q32, weight: Q32) -> u64 {
    let reputation = minted(Lamports(cut), Parameters::PERSONAL.rate, earlier, weight);
    index(stage).shares(reputation).unwrap_or(0)
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

/// Puts other rules in force, after their delay.
pub fn change_rules(stage: &mut Stage, rules: Rules) {
    let network: Network = stage.account(stage.network);
    stage.propose_rules(&stage.founder(), rules).run();
    stage.advance(network.rules.rules_delay as i64);
    stage.apply_rules().run();
}

/// So many shares less the discount.
pub fn discounted(shares: u64) -> u64 {
    let counted = u64::from(Bps::WHOLE.0 - Parameters::PERSONAL.endorsement_discount.0);
    shares * counted / u64::from(Bps::WHOLE.0)
}
