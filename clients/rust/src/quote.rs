//! Prices from chain state: converts accounts to the inputs of [`postage`].

use postage::{MAX_FEE, PairState, Quote, RecipientState, SenderState};
use solana_pubkey::Pubkey;
use units::{Bps, Lamports, Q32, Reputation, Timestamp};

use crate::{
    BuildError,
    accounts::{Correspondence, Mailbox, Network},
};

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

/// The most that a quoted message may cost, in lamports: the price plus [`MARGIN`], rounded up, or the offer if that is
/// more. The program charges the price at the moment when the message lands, or the offer, and returns the rest at once.
pub fn max_fee(quote: &Quote) -> u64 {
    let price = quote.price.0;
    let margin = price.saturating_mul(MARGIN.0.into()).div_ceil(Bps::WHOLE.0.into());
    price.saturating_add(margin).max(quote.offer.0)
}

/// The quote with an offer in lamports: see [`Quote::offering`].
///
/// # Errors
/// [`BuildError::OfferTooHigh`] above [`MAX_FEE`].
pub fn offering(quote: Quote, offer: u64) -> Result<Quote, BuildError> {
    check_offer(offer)?;
    Ok(quote.offering(Lamports(offer)))
}

/// Refuses an offer that the program would refuse.
pub(crate) fn check_offer(offer: u64) -> Result<(), BuildError> {
    if offer > MAX_FEE.0 { Err(BuildError::OfferTooHigh(offer)) } else { Ok(()) }
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
        for (price, most) in [(0, 0), (1, 2), (100, 101), (101, 103), (1 << 50, (1 << 50) + (1 << 50) / 100 + 1)] {
            let quoted = Quote { price: Lamports(price), ..quoted };
            assert_eq!(max_fee(&quoted), most, "{price}");
            for (offer, most) in [(0, most), (price, most), (most, most), (most + 1, most + 1)] {
                assert_eq!(max_fee(&quoted.offering(Lamports(offer))), most, "{price} and {offer}");
            }
        }
    }

    #[test]
    fn an_offer_above_what_any_message_can_cost_is_refused() {
        let now = Timestamp(0);
        let (sender, recipient) = (SenderState::new(now), RecipientState::default());
        let quoted = postage::quote(&postage::Rules::PERSONAL, &sender, &PairState::new(now), &recipient, 1, now);
        let quoted = quoted.unwrap();
        let most = offering(quoted, MAX_FEE.0).unwrap();
        assert_eq!((most.price, most.offer, most.postage), (quoted.price, MAX_FEE, MAX_FEE));
        assert_eq!(offering(quoted, MAX_FEE.0 + 1), Err(BuildError::OfferTooHigh(MAX_FEE.0 + 1)));
    }
}
