//! The price of a first letter, by reputation.

use postage::{PairState, Quote, RecipientState, Rules, SenderState, quote};
use units::{Bps, Lamports, Q32, Reputation, Timestamp};

use crate::{
    SIZE,
    document::Section,
    tables::{bps, factor, reputation, section, thousands, whole},
};

const NOW: Timestamp = Timestamp(1_800_000_000);

/// The quote for a first letter to a stranger, if the sender has sent nothing recently.
pub fn first_letter(rules: &Rules, size: u32, reputation: Reputation) -> Quote {
    let sender = SenderState { reputation, ..SenderState::new(NOW) };
    // None of the sizes here is too long.
    quote(rules, &sender, &PairState::new(NOW), &RecipientState::default(), size, NOW).expect("a price")
}

/// The postage of letters that a new mailbox sends to a number of strangers at once. It opens with a load of one.
pub fn mailing(rules: &Rules, size: u32, recipients: u32) -> Lamports {
    let mut sender = SenderState { load: Q32::ONE, ..SenderState::new(NOW) };
    let prices = (0..recipients).map(|_| {
        let quote = quote(rules, &sender, &PairState::new(NOW), &RecipientState::default(), size, NOW);
        let quote = quote.expect("a price");
        sender.load = quote.load;
        quote.postage.0
    });
    Lamports(prices.sum())
}

/// Prices under the default rules, and with other surcharges and constants.
pub fn by_reputation() -> Section {
    const DEFAULTS: Rules = Rules::PERSONAL;
    let surcharge = |times: u32| Rules { newcomer_surcharge: Bps(times * Bps::WHOLE.0), ..DEFAULTS };
    let constant = |reputation| Rules { newcomer_constant: whole(reputation), ..DEFAULTS };
    let all = [DEFAULTS, surcharge(1), surcharge(4), constant(1), constant(100)];
    let row = |reputation| {
        let price = |rules: &Rules| thousands(first_letter(rules, SIZE, whole(reputation)).postage.0);
        let quote = first_letter(&DEFAULTS, SIZE, whole(reputation));
        [thousands(reputation.into()), factor(quote.newcomer)].into_iter().chain(all.iter().map(price)).collect()
    };
    section(
        "price",
        format!(
            "A first letter of {SIZE} bytes to a stranger, in lamports. By default, the surcharge is {} and K is {}:",
            bps(DEFAULTS.newcomer_surcharge),
            reputation(DEFAULTS.newcomer_constant)
        ),
        &["reputation", "factor", "by default", "surcharge 100%", "surcharge 400%", "K 1", "K 100"],
        [0, 1, 5, 10, 50, 100, 1_000].map(row),
    )
}
