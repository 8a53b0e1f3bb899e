//! An offer beyond the price over JSON-RPC: in letters, posted letters and newsletters.

use bmail_sdk::{
    BuildError,
    accounts::Verdict,
    instructions::mail::{DeliveryState, Mode, Newsletter, Obstacle},
};
use postage::{MAX_FEE, Rules, settle};
use units::Lamports;

use crate::{
    SIGNATURE_FEE, TEXT,
    harness::Harness,
    newsletter::{deliver, restored, states},
};

/// Far above what a first letter costs.
const OFFER: u64 = 70_000_000;

/// Shows mail.md: The postage is the price or the offer, whichever is more
#[tokio::test(flavor = "multi_thread")]
async fn a_letter_costs_its_offer_to_the_lamport_and_its_reader_earns_it() {
    for mode in [Mode::AtOnce, Mode::Posted] {
        let harness = Harness::open().await;
        let client = &harness.client;
        let (ada, bo) = harness.ada_and_bo().await;
        let letter = client.draft(&ada.address(), &harness.network, &bo.address(), TEXT, mode).await.unwrap();
        let price = letter.quote.price;
        let draft = letter.clone().offering(OFFER).unwrap();
        assert_eq!(
            (draft.quote.price, draft.quote.offer, draft.quote.postage),
            (price, Lamports(OFFER), Lamports(OFFER))
        );
        assert_eq!(draft.max_fee, OFFER, "no more than is offered");
        // What is below the price changes nothing.
        let low = letter.clone().offering(price.0).unwrap();
        assert_eq!((low.max_fee, low.quote.postage), (letter.max_fee, price));
        assert_eq!(letter.clone().offering(OFFER).unwrap().offering(0).unwrap().max_fee, letter.max_fee);

        let before = harness.balance(&ada.address()).await;
        let (message, ..) = client.send_and_reveal(&ada.wallet, &draft).await.unwrap();
        let signatures = if mode == Mode::Posted { 2 } else { 1 };
        let rents = harness.message_rent(&draft).await + harness.correspondence_rent().await;
        assert_eq!(harness.balance(&ada.address()).await, before - OFFER - rents - signatures * SIGNATURE_FEE);
        assert_eq!(client.message(&message).await.unwrap().header.fee, OFFER);

        let before = harness.balance(&bo.address()).await;
        client.acknowledge(&bo.wallet, &message, Verdict::Valuable).await.unwrap();
        let earned = settle(Lamports(OFFER), Rules::PERSONAL.fee_split(), postage::Verdict::Valuable).recipient.0;
        assert_eq!(harness.balance(&bo.address()).await, before + earned - SIGNATURE_FEE);
    }
}

/// Shows mail.md: If the offer is above `max_fee`, or above 2^50 lamports, the send fails and nothing is charged.
#[tokio::test(flavor = "multi_thread")]
async fn an_offer_above_what_any_message_can_cost_is_refused_before_anything_is_sent() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    let too_much = MAX_FEE.0 + 1;
    assert!(matches!(draft.offering(too_much), Err(BuildError::OfferTooHigh(offer)) if offer == too_much));
    let (_, _, newsletter) = harness.newsletter(1).await;
    assert!(matches!(newsletter.offering(too_much), Err(BuildError::OfferTooHigh(_))));
}

/// Shows mail.md: The postage is the price or the offer, whichever is more
#[tokio::test(flavor = "multi_thread")]
async fn each_copy_of_a_newsletter_offers_the_same_also_after_it_was_stored() {
    let harness = Harness::open().await;
    let (ada, readers, newsletter) = harness.newsletter(3).await;
    let mut newsletter = restored(&newsletter.offering(OFFER).unwrap());
    assert_eq!(newsletter.offer(), OFFER);
    for (_, quote) in harness.client.quote_newsletter(&newsletter).await.unwrap() {
        assert_eq!(quote.unwrap().postage, Lamports(OFFER));
    }
    // Of a maximum below the offer, nobody gets a copy.
    let sent = harness.client.deliver(&ada.wallet, &mut newsletter, OFFER - 1, &mut |_| Ok(())).await;
    assert!(sent.unwrap().is_empty());
    assert_eq!(states(&newsletter), [DeliveryState::Refused(Obstacle::TooDear); 3]);

    let before = harness.balance(&ada.address()).await;
    let transactions = deliver(&harness.client, &ada, &mut newsletter).await;
    let mut paid = SIGNATURE_FEE * transactions as u64;
    for reader in &readers {
        let inbox = harness.client.inbox(&reader.mailbox).await.unwrap().entries;
        assert_eq!(inbox.iter().map(|header| header.fee).collect::<Vec<_>>(), [OFFER]);
        paid += harness.balance(&inbox[0].address).await + harness.correspondence_rent().await;
    }
    assert_eq!(harness.balance(&ada.address()).await, before - paid);
}

/// A record of a version before offers has none.
#[tokio::test(flavor = "multi_thread")]
async fn a_newsletter_that_was_stored_before_there_were_offers_offers_nothing() {
    let harness = Harness::open().await;
    let (_, _, newsletter) = harness.newsletter(1).await;
    let mut stored = serde_json::to_value(&newsletter).unwrap();
    assert!(stored.as_object_mut().unwrap().remove("offer").is_some());
    assert_eq!(serde_json::from_value::<Newsletter>(stored).unwrap().offer(), 0);
}
