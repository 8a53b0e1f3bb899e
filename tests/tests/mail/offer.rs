//! An offer beyond the price, in `send` and `post`.

use bmail_sdk::accounts::{Correspondence, Mailbox, StoredMessage, Verdict};
use bmail_testing::{DAY, FORTUNE, Harness, MailError, PERIOD, Person};
use postage::MAX_FEE;
use solana_pubkey::Pubkey;

use crate::{CORRESPONDENCE, MAILBOX, VERDICTS, message_rent, settle};

/// Far above what a first letter costs.
const OFFER: u64 = 70_000_000;

/// Sends or posts with an offer, for at most what it has to cost, and checks what it cost to the lamport.
#[track_caller]
fn offered(harness: &mut Harness, (from, to): (&Person, &Person), posted: bool, offer: u64) -> (Pubkey, u64) {
    let quote = harness.quote(from, to, 300);
    let fee = quote.price.0.max(offer);
    let missing = harness.find_account::<Correspondence>(harness.correspondence_of(from, to)).is_none();
    let rents = message_rent(harness, 300) + if missing { harness.rent(CORRESPONDENCE) } else { 0 };
    let before = harness.lamports(from.address());
    let message = match posted {
        true => harness.post(from, to).offering(offer).max_fee(fee).run_and_find(),
        false => harness.send(from, to).offering(offer).max_fee(fee).run_and_find(),
    };
    assert_eq!(harness.account::<StoredMessage>(message).header.fee, fee, "{offer}");
    assert_eq!(harness.lamports(message), message_rent(harness, 300) + fee);
    assert_eq!(before - harness.lamports(from.address()), rents + fee);
    (message, fee)
}

/// Shows mail.send: `offer` is what the sender offers, in lamports; zero offers nothing.
/// Shows mail.md: The postage is the price or the offer, whichever is more
#[test]
fn the_postage_is_the_price_or_the_offer_whichever_is_more() {
    for posted in [false, true] {
        let (mut harness, ada, bo) = Harness::with_ada_and_bo();
        let price = harness.quote(&ada, &bo, 300).price.0;
        assert_eq!(price, 650_000);
        let before = harness.clone();
        for (offer, fee) in [(0, price), (1, price), (price, price), (price + 1, price + 1), (OFFER, OFFER)] {
            harness = before.clone();
            assert_eq!(offered(&mut harness, (&ada, &bo), posted, offer).1, fee);
        }
    }
}

/// Shows mail.md: The postage is the price or the offer, whichever is more
#[test]
fn between_mutual_contacts_the_postage_is_the_offer() {
    for posted in [false, true] {
        let (mut harness, ada, bo) = Harness::with_ada_and_bo();
        harness.befriend(&ada, &bo);
        for offer in [0, 1, 9_999, OFFER] {
            assert_eq!(offered(&mut harness, (&ada, &bo), posted, offer).1, offer);
        }
    }
}

/// Shows mail.md: The postage is the price or the offer, whichever is more
#[test]
fn a_minimum_fee_is_not_added_to_an_offer() {
    for posted in [false, true] {
        let (mut harness, ada, bo) = Harness::with_ada_and_bo();
        harness.set_mailbox(&bo).min_fee(OFFER).run();
        for (offer, fee) in [(OFFER - 1, OFFER), (OFFER, OFFER), (OFFER + 1, OFFER + 1)] {
            assert_eq!(offered(&mut harness, (&ada, &bo), posted, offer).1, fee);
        }
    }
}

/// Shows mail.send: `offer` is what the sender offers, in lamports; zero offers nothing.
/// Shows mail.md: If the offer is above `max_fee`, or above 2^50 lamports, the send fails and nothing is charged.
/// Shows security.md: An offer that takes more than its sender agreed to.
#[test]
fn an_offer_above_max_fee_is_refused_and_nothing_charged() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    for friends in [false, true] {
        if friends {
            harness.befriend(&ada, &bo);
        }
        let before = harness.lamports(ada.address());
        for max_fee in [0, 1, OFFER - 1] {
            harness.send(&ada, &bo).offering(OFFER).max_fee(max_fee).expect_error(MailError::PriceAboveMax);
            harness.post(&ada, &bo).offering(OFFER).max_fee(max_fee).expect_error(MailError::PriceAboveMax);
        }
        // The account has to hold all of it.
        let owed = message_rent(&harness, 300) + OFFER;
        harness.send(&ada, &bo).offering(OFFER).funded(owed - 1).expect_error(MailError::Underfunded);
        harness.post(&ada, &bo).offering(OFFER).funded(owed - 1).expect_error(MailError::Underfunded);
        assert_eq!(harness.lamports(ada.address()), before);
    }
    offered(&mut harness, (&ada, &bo), false, OFFER);
}

/// Shows mail.send: `offer` is what the sender offers, in lamports; zero offers nothing.
/// Shows mail.md: If the offer is above `max_fee`, or above 2^50 lamports, the send fails and nothing is charged.
/// Shows security.md: Overflow, and the numbers 0, 1 and MAX.
#[test]
fn an_offer_is_at_most_what_any_message_can_cost() {
    for posted in [false, true] {
        let (mut harness, ada, bo) = Harness::with_ada_and_bo();
        for offer in [MAX_FEE.0 + 1, u64::MAX] {
            let lamports = message_rent(&harness, 300);
            match posted {
                true => harness.post(&ada, &bo).offering(offer).funded(lamports).expect_error(MailError::OfferTooHigh),
                false => harness.send(&ada, &bo).offering(offer).funded(lamports).expect_error(MailError::OfferTooHigh),
            };
        }
        assert_eq!(harness.lamports(ada.address()), FORTUNE - harness.rent(MAILBOX));
        harness.give(ada.address(), MAX_FEE.0);
        assert_eq!(offered(&mut harness, (&ada, &bo), posted, MAX_FEE.0).1, MAX_FEE.0);
    }
}

/// Shows mail.md: An offer changes no later price: neither the sender's load nor the pair's counts depend on it.
/// Shows security.md: Offering more, to make the next letter cheaper or dearer.
#[test]
fn an_offer_leaves_the_state_that_no_offer_leaves() {
    for (posted, friends) in [(false, false), (false, true), (true, false), (true, true)] {
        let (mut harness, ada, bo) = Harness::with_ada_and_bo();
        if friends {
            harness.befriend(&ada, &bo);
        }
        harness.send(&bo, &ada).run();
        let states = [0, 1, OFFER].map(|offer| {
            let mut harness = harness.clone();
            for _ in 0..3 {
                offered(&mut harness, (&ada, &bo), posted, offer);
                harness.advance(DAY / 3);
            }
            let pair: Correspondence = harness.account(harness.correspondence_of(&ada, &bo));
            let mailbox: Mailbox = harness.account(harness.mailbox_of(&ada));
            (pair, mailbox, harness.quote(&ada, &bo, 300), harness.quote(&bo, &ada, 300))
        });
        assert!(states.windows(2).all(|two| two[0] == two[1]), "{states:?}");
    }
}

/// Shows mail.md: Escrow, cut, verdicts, refund and expiry of an offer are those of any postage.
#[test]
fn an_offer_is_settled_like_any_postage() {
    for verdict in VERDICTS {
        let (mut harness, ada, bo) = Harness::with_ada_and_bo();
        harness.befriend(&ada, &bo);
        let start = [&ada, &bo].map(|person| harness.lamports(person.address()));
        let (message, fee) = offered(&mut harness, (&ada, &bo), false, OFFER);
        harness.acknowledge(&bo, message).verdict(verdict).run();
        let settled = settle(fee, verdict);
        let end = [&ada, &bo].map(|person| harness.lamports(person.address()));
        assert_eq!(end, [start[0] - OFFER, start[1] + settled.recipient.0]);
        assert_eq!(harness.account::<Mailbox>(harness.mailbox_of(&bo)).cut, settled.treasury.0);
        assert_eq!(settled.recipient.0 + settled.treasury.0, OFFER);
        if verdict != Verdict::Spam {
            assert_eq!(settled.treasury.0, OFFER / 100 * 24, "the network's share");
        }
    }
}

/// Shows mail.md: Escrow, cut, verdicts, refund and expiry of an offer are those of any postage.
/// Shows security.md: An offer that is never meant to be paid.
#[test]
fn an_offer_comes_back_whole_if_it_is_not_earned() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.befriend(&ada, &bo);
    let start = harness.lamports(ada.address());
    // Nobody but the recipient can end it before its deadline.
    let (refunded, _) = offered(&mut harness, (&ada, &bo), false, OFFER);
    harness.expire(refunded).expect_error(MailError::NotExpired);
    harness.refund(&bo, refunded).run();
    harness.acknowledge(&bo, refunded).run();
    let (silent, _) = offered(&mut harness, (&ada, &bo), false, OFFER);
    let (unrevealed, _) = offered(&mut harness, (&ada, &bo), true, OFFER);
    harness.acknowledge(&bo, unrevealed).expect_error(MailError::NotRevealed);
    harness.advance(DAY);
    harness.expire(unrevealed).expect_error(MailError::NotExpired);
    harness.advance(1);
    harness.expire(unrevealed).run();
    harness.advance(PERIOD - DAY - 1);
    harness.expire(silent).expect_error(MailError::NotExpired);
    harness.advance(1);
    harness.expire(silent).run();
    assert_eq!(harness.lamports(ada.address()), start);
}
