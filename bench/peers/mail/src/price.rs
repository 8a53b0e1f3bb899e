//! What a message costs and how its fee is divided: the one place that uses the arithmetic of the crates.

use postage::{FeeSplit, PairState, RecipientState, Rules, SenderState, Settlement, Verdict};
pub use postage::{Quote, MAX_FEE};
use reputation_core::Index;
use units::{Bps, Lamports, Reputation, Seconds, Timestamp, Q32};

use crate::layout::{Mailbox, Message, Standing};

/// What two people wrote to each other, from the sender's side.
pub struct Pair {
    pub sent: u64,
    pub received: u64,
    pub updated_at: i64,
    pub mutual_contacts: bool,
}

/// The price; nothing for more than 64 KiB.
#[inline(always)]
pub fn quote(
    rules: &Rules,
    (sender, reputation): (&Mailbox, u64),
    pair: Pair,
    recipient: &Mailbox,
    size: u32,
    now: i64,
) -> Option<Quote> {
    let sender =
        SenderState { load: Q32(sender.load), load_at: Timestamp(sender.load_at), reputation: Reputation(reputation) };
    let pair = PairState {
        sent: Q32(pair.sent),
        received: Q32(pair.received),
        updated_at: Timestamp(pair.updated_at),
        mutual_contacts: pair.mutual_contacts,
    };
    let recipient = RecipientState { min_fee: Lamports(recipient.min_fee) };
    postage::quote(rules, &sender, &pair, &recipient, size, Timestamp(now)).ok()
}

/// The quote with what the sender offers.
#[inline(always)]
pub fn offering(quote: Quote, offer: u64) -> Quote {
    quote.offering(Lamports(offer))
}

/// The moment that lies so many seconds later.
#[inline(always)]
pub fn after(now: i64, seconds: u32) -> i64 {
    Timestamp(now).after(Seconds(seconds.into())).0
}

/// What a standing is worth, in millionths of reputation.
#[inline(always)]
pub fn effective(standing: &Standing, now: i64) -> u64 {
    let index = Index::at(Timestamp(now), Timestamp(standing.genesis), Seconds(standing.half_life));
    index.effective(standing.own.saturating_add(standing.support)).0
}

/// A message's fee, divided; nothing for what is no verdict.
#[inline(always)]
pub fn settle(message: &Message, verdict: u8) -> Option<Settlement> {
    let verdict = match verdict {
        0 => Verdict::Valuable,
        1 => Verdict::Abstain,
        2 => Verdict::Spam,
        _ => return None,
    };
    let split = FeeSplit { treasury_share: Bps(message.treasury_share), spam_forfeit: Bps(message.spam_forfeit) };
    Some(postage::settle(Lamports(message.fee), split, verdict))
}
