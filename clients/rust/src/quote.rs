//! Prices from chain state: the accounts as [`postage`] wants them.

use postage::{PairState, Quote, RecipientState, SenderState};
use solana_pubkey::Pubkey;
use units::{Bps, Lamports, Q32, Reputation, Timestamp};

use crate::accounts::{Correspondence, Mailbox, Network};

/// What a message of `size` bytes of ciphertext from one mailbox to another costs at `now`, as the program will compute
/// it. The sender's `reputation` is zero where no standing is given; `correspondence` is nothing where the two never
/// wrote to each other.
///
/// # Errors
/// [`postage::Error::TooLong`].
pub fn quote(
    network: &Network,
    (sender_address, sender, reputation): (&Pubkey, &Mailbox, Reputation),
    recipient: &Mailbox,
    correspondence: Option<&Correspondence>,
    size: u32,
    now: Timestamp,
) -> Result<Quote, postage::Error> {
    let sender_state = SenderState { load: Q32(sender.load), load_at: Timestamp(sender.load_at), reputation };
    let pair = correspondence.map_or(PairState::new(now), |pair| pair_state(pair, sender_address));
    let recipient_state = RecipientState { min_fee: Lamports(recipient.min_fee) };
    postage::quote(&network.rules, &sender_state, &pair, &recipient_state, size, now)
}

/// How much dearer a message may be when it lands than when it was quoted, as part of the quote: time passes, and with
/// it the discount of friends who write to each other.
pub const MARGIN: Bps = Bps(100);

/// The most to pay for what was quoted, in lamports: the quote and [`MARGIN`], rounded up. The program takes the price
/// of the moment, and returns the rest at once.
pub fn max_fee(quote: &Quote) -> u64 {
    let postage = quote.postage.0;
    let margin = postage.saturating_mul(MARGIN.0.into()).div_ceil(Bps::WHOLE.0.into());
    postage.saturating_add(margin)
}

fn pair_state(pair: &Correspondence, sender: &Pubkey) -> PairState {
    let (sent, received) =
        if *sender == pair.low { (pair.low_sent, pair.high_sent) } else { (pair.high_sent, pair.low_sent) };
    PairState {
        sent: Q32(sent),
        received: Q32(received),
        updated_at: Timestamp(pair.updated_at),
        mutual_contacts: pair.is_mutual(),
    }
}

#[cfg(test)]
mod tests {
    use postage::{PairState, RecipientState, SenderState};

    use super::*;

    #[test]
    fn the_most_is_a_hundredth_above_the_quote_rounded_up_and_nothing_for_what_is_free() {
        let now = Timestamp(0);
        let (sender, recipient) = (SenderState::new(now), RecipientState::default());
        let quoted = postage::quote(&postage::Rules::PERSONAL, &sender, &PairState::new(now), &recipient, 1, now);
        let quoted = quoted.unwrap();
        for (postage, most) in [(0, 0), (1, 2), (100, 101), (101, 103), (1 << 50, (1 << 50) + (1 << 50) / 100 + 1)] {
            assert_eq!(max_fee(&Quote { postage: Lamports(postage), ..quoted }), most, "{postage}");
        }
    }
}
