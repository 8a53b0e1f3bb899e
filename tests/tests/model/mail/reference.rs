//! The price in floating point, straight from the formulas of docs/mail.md: the programs and the model price by
//! `postage`, so an error in that crate would not show up elsewhere (docs/decisions/0013-the-models-oracle.md).

use postage::{PairState, Quote, RecipientState, Rules, SenderState};
use units::{Q32, Seconds, Timestamp};

/// How far off floating point may be itself, relatively.
const NOISE: f64 = 1e-9;
/// How far off a count may be itself: its last bits.
const LAST_BITS: f64 = 1e-9;
/// How much the crate may round against the sender, relatively, besides a lamport.
const ROUNDING: f64 = 1e-5;

/// What someone's message of a size costs now.
pub struct Reference<'a> {
    pub rules: &'a Rules,
    pub sender: &'a SenderState,
    pub pair: &'a PairState,
    pub recipient: &'a RecipientState,
    pub size: usize,
    pub now: Timestamp,
}

impl Reference<'_> {
    /// Panics unless a quote has this price and these counts, within what it may round against the sender.
    pub fn check(&self, quote: &Quote) {
        let Self { sender, pair, .. } = self;
        let [load, sent, received] = self.counts();
        for (exact, quoted, before) in
            [(load, quote.load, sender.load), (sent, quote.sent, pair.sent), (received, quote.received, pair.received)]
        {
            let most = exact.max(number(before)) * ROUNDING + LAST_BITS;
            assert!((number(quoted) - exact).abs() <= most, "{quoted:?} is counted, and {exact} is right");
        }
        let (exact, quoted) = (self.postage(), quote.postage.0 as f64);
        assert!(quoted >= exact * (1.0 - NOISE), "{quoted} lamports are too few, {exact} are right");
        assert!(quoted <= exact * (1.0 + ROUNDING) + 1.0, "{quoted} lamports are too many, {exact} are right");
    }

    /// What the sender sent lately, and what the two sent each other, with this message.
    fn counts(&self) -> [f64; 3] {
        let Self { rules, sender, pair, now, .. } = self;
        let left = |count, since, half_life| number(count) * halves(now.since(since), half_life);
        let of_pair = |count| left(count, pair.updated_at, rules.pair_half_life);
        [
            left(sender.load, sender.load_at, rules.window_half_life) + 1.0,
            of_pair(pair.sent) + 1.0,
            of_pair(pair.received),
        ]
    }

    fn postage(&self) -> f64 {
        let Self { rules, sender, pair, recipient, size, .. } = self;
        if pair.mutual_contacts {
            return 0.0;
        }
        let [load, sent, received] = self.counts();
        let sent = sent - 1.0;
        let power = |growth: u64, count: f64| (growth as f64 / Q32::ONE.0 as f64 * count.max(0.0)).exp2();
        let rate = power(rules.window_growth.0, load - rules.window_free as f64);
        let repeat = power(rules.repeat_growth.0, sent - received);
        let balance = received / (1.0 + sent.max(received));
        let friend = 1.0 - f64::from(rules.friend_discount.0) / 10_000.0 * balance;
        let constant = rules.newcomer_constant.0 as f64;
        let lacking = constant / (constant + sender.reputation.0 as f64);
        let newcomer = 1.0 + f64::from(rules.newcomer_surcharge.0) / 10_000.0 * lacking;
        let base = rules.base_fee.0 as f64 + rules.byte_fee.0 as f64 * *size as f64;
        let product = base * rate * repeat * friend * newcomer;
        product.min(rules.cap.0 as f64).max(rules.floor.0 as f64).max(recipient.min_fee.0 as f64)
    }
}

fn number(count: Q32) -> f64 {
    count.0 as f64 / Q32::ONE.0 as f64
}

/// What is left of one after some time.
fn halves(elapsed: Seconds, half_life: Seconds) -> f64 {
    (-(elapsed.0 as f64) / half_life.0 as f64).exp2()
}

#[cfg(test)]
mod tests {
    use std::panic;

    use units::{Lamports, Reputation};

    use super::*;

    /// A check that cannot fail is worth nothing.
    ///
    /// Shows mail.md: Each factor and their product equal the formula's.
    #[test]
    fn a_price_that_is_a_little_off_is_noticed() {
        let now = Timestamp(1_800_000_000);
        let sender = SenderState { load: Q32::from_int(20), load_at: now, reputation: Reputation(3_000_000) };
        let pair = PairState { sent: Q32::from_int(2), received: Q32::from_int(1), ..PairState::new(now) };
        let (rules, recipient) = (&Rules::PERSONAL, &RecipientState::default());
        let right = postage::quote(rules, &sender, &pair, recipient, 300, now).unwrap();
        let reference = Reference { rules, sender: &sender, pair: &pair, recipient, size: 300, now };
        reference.check(&right);
        let off = |quote: Quote| panic::catch_unwind(panic::AssertUnwindSafe(|| reference.check(&quote))).is_err();
        let Lamports(postage) = right.postage;
        assert!(off(Quote { postage: Lamports(postage - 1 - postage / 1_000_000), ..right }));
        assert!(off(Quote { postage: Lamports(postage + 2 + postage / 50_000), ..right }));
        assert!(off(Quote { load: Q32(right.load.0 + right.load.0 / 50_000), ..right }));
    }
}
