//! Prices from chain state: converts accounts to the inputs of [`postage`].

use postage::{PairState, Quote, RecipientState, SenderState};
use solana_pubkey::Pubkey;
use units::{Bps, Lamports, Q32, Reputation, Timestamp};

use crate::accounts::{Correspondence, Mailbox, Network};

/// The price of a message with `size` bytes of ciphertext at `now`, exactly as the program computes it. The sender's
/// `reputation` is zero without a standing. `correspondence` is `None` if the two have never written to each other.
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

/// How much the price may rise between the quote and the moment when the message lands, as a part of the quote. It can
/// rise because the discount for friends fades with time.
pub const MARGIN: Bps = Bps(100);

/// The most that a quoted message may cost, in lamports: the quote plus [`MARGIN`], rounded up. The program charges the
/// price at the moment when the message lands, and returns the rest at once.
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
    fn the_maximum_is_one_percent_above_the_quote_rounded_up_and_zero_for_a_free_message() {
        let now = Timestamp(0);
        let (sender, recipient) = (SenderState::new(now), RecipientState::default());
        let quoted = postage::quote(&postage::Rules::PERSONAL, &sender, &PairState::new(now), &recipient, 1, now);
        let quoted = quoted.unwrap();
        for (postage, most) in [(0, 0), (1, 2), (100, 101), (101, 103), (1 << 50, (1 << 50) + (1 << 50) / 100 + 1)] {
            assert_eq!(max_fee(&Quote { postage: Lamports(postage), ..quoted }), most, "{postage}");
        }
    }
}
