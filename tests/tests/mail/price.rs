//! `send`: the price is the SDK's quote for the earlier state, and the message changes that state.

use bmail_sdk::{
    accounts::{Correspondence, Mailbox, StoredMessage},
    generated::mail::layout::fields::{self, correspondence},
};
use bmail_testing::{Harness, Person, at_every_rent};
use postage::{Growth, MAX_FEE, Quote, Rules};
use units::{Bps, Lamports, Q32};

/// Sends at exactly the quoted price, and checks everything that the quote predicts.
#[track_caller]
fn send_as_quoted(harness: &mut Harness, from: &Person, to: &Person, size: usize) -> Quote {
    let quote = harness.quote(from, to, size as u32);
    let before = harness.lamports(from.address());
    let message = harness.send(from, to).size(size).max_fee(quote.postage.0).run_and_find();
    assert_eq!(harness.account::<StoredMessage>(message).header.fee, quote.postage.0);
    assert!(before - harness.lamports(from.address()) >= harness.lamports(message));

    let own = harness.mailbox_of(from);
    let mailbox: Mailbox = harness.account(own);
    assert_eq!((mailbox.load, mailbox.load_at), (quote.load.0, harness.now()));
    let pair: Correspondence = harness.account(harness.correspondence_of(from, to));
    let (sent, received) =
        if own == pair.low { (pair.low_sent, pair.high_sent) } else { (pair.high_sent, pair.low_sent) };
    assert_eq!((sent, received, pair.updated_at), (quote.sent.0, quote.received.0, harness.now()));
    assert!(pair.has_written(&own));
    quote
}

/// Shows mail.send: The price is `postage::quote` of the current state.
/// Shows mail.md: The program charges what the SDK quotes, and the message updates load and counts as quoted.
/// Shows security.md: Using a new identity once the old one has become expensive.
#[test]
fn a_strangers_first_300_bytes_cost_650_000_lamports() {
    at_every_rent(|mut harness| {
        let (ada, bo) = harness.ada_and_bo();
        let quote = send_as_quoted(&mut harness, &ada, &bo, 300);
        assert_eq!(quote.postage, Lamports(650_000));
    });
}

/// Shows mail.send: The price is `postage::quote` of the current state.
/// Shows mail.md: The price grows with each message that is left unanswered.
#[test]
fn unanswered_messages_in_a_row_cost_more_and_more() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let prices: Vec<_> = (0..20).map(|_| send_as_quoted(&mut harness, &ada, &bo, 300).postage).collect();
    assert!(prices.windows(2).all(|pair| pair[0] < pair[1] || pair[1] == Rules::PERSONAL.cap), "{prices:?}");
    assert_eq!(prices[19], Rules::PERSONAL.cap);
}

/// Shows mail.send: The price is `postage::quote` of the current state.
/// Shows mail.md: The price falls with each message that the recipient writes back.
#[test]
fn people_who_answer_pay_less() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let mut prices = Vec::new();
    for _ in 0..4 {
        prices.push(send_as_quoted(&mut harness, &ada, &bo, 300).postage);
        send_as_quoted(&mut harness, &bo, &ada, 300);
        harness.advance(3_600);
    }
    assert!(prices.windows(2).all(|pair| pair[1] < pair[0]), "{prices:?}");
}

/// Shows mail.send: The price is `postage::quote` of the current state.
/// Shows mail.md: The price grows with the load above the free messages.
#[test]
fn load_counts_messages_to_different_people_and_fades_with_time() {
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    let people: Vec<_> = (0..9).map(|number| harness.resident(&format!("reader {number}"))).collect();
    let quotes: Vec<_> = people.iter().map(|reader| send_as_quoted(&mut harness, &ada, reader, 300)).collect();
    // Five are free: the one with which a mailbox opens, and four more.
    assert_eq!(quotes[3].rate, units::Q32::ONE);
    assert!(quotes[3..].windows(2).all(|pair| pair[0].rate < pair[1].rate), "{quotes:?}");
    harness.advance(30 * 86_400);
    let later = harness.resident("later");
    assert_eq!(send_as_quoted(&mut harness, &ada, &later, 300).rate, units::Q32::ONE);
}

/// Shows mail.send: The price is `postage::quote` of the current state.
/// Shows mail.md: Mutual contacts pay no postage that they do not offer, only the cluster's fee.
#[test]
fn between_mutual_contacts_mail_is_free_and_counts_all_the_same() {
    at_every_rent(|mut harness| {
        let (ada, bo) = harness.ada_and_bo();
        let stranger = harness.resident("Cy");
        harness.set_contact(&ada, &bo).run();
        assert!(send_as_quoted(&mut harness, &ada, &bo, 300).postage > Lamports(0));
        assert!(send_as_quoted(&mut harness, &bo, &ada, 300).postage > Lamports(0));
        harness.set_contact(&bo, &ada).run();
        // Whatever else they ask for, at any size and any number.
        harness.set_mailbox(&bo).min_fee(Rules::PERSONAL.cap.0).accepting(false).min_reputation(u64::MAX).run();
        let loads: Vec<_> = [1, 300, 528].map(|size| send_as_quoted(&mut harness, &ada, &bo, size)).into();
        assert!(loads.iter().all(|quote| quote.postage == Lamports(0) && quote.product > Lamports(0)), "{loads:?}");
        assert!(loads.windows(2).all(|pair| pair[0].load < pair[1].load && pair[0].sent < pair[1].sent));
        assert!(send_as_quoted(&mut harness, &ada, &stranger, 300).postage > Lamports(650_000));
        harness.set_contact(&ada, &bo).contact(false).run();
        assert_eq!(send_as_quoted(&mut harness, &ada, &bo, 300).postage, Rules::PERSONAL.cap);
    });
}

/// Shows mail.send: The price is `postage::quote` of the current state.
/// Shows mail.md: The program charges what the SDK quotes, and the message updates load and counts as quoted.
#[test]
fn every_size_that_fits_costs_what_is_quoted() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let free = Rules {
        repeat_growth: Growth::NONE,
        window_growth: Growth::NONE,
        newcomer_surcharge: Bps(40_000),
        ..Rules::PERSONAL
    };
    for size in [1, 100, 255, 256, 600] {
        send_as_quoted(&mut harness, &ada, &bo, size);
    }
    harness.network_with(free);
    harness.open_mailbox(&ada).run();
    harness.open_mailbox(&bo).run();
    let prices = [1, 2, 3].map(|size| send_as_quoted(&mut harness, &ada, &bo, size).postage.0);
    assert_eq!([prices[1] - prices[0], prices[2] - prices[1]], [500, 500]);
}

/// Shows mail.send: The price is `postage::quote` of the current state.
/// Shows mail.md: The floor, the cap and the recipient's minimum bound the price.
#[test]
fn floor_cap_and_minimum_bound_the_price() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let flat = Rules { base_fee: Lamports(0), byte_fee: Lamports(0), ..Rules::PERSONAL };
    let expensive = Rules { cap: Rules::PERSONAL.floor, newcomer_surcharge: Bps(1_000_000), ..Rules::PERSONAL };
    for rules in [flat, expensive] {
        harness.network_with(rules);
        harness.open_mailbox(&ada).run();
        harness.open_mailbox(&bo).run();
        assert_eq!(send_as_quoted(&mut harness, &ada, &bo, 300).postage, rules.floor);
        harness.set_mailbox(&bo).min_fee(rules.floor.0 - 1).run();
        assert_eq!(send_as_quoted(&mut harness, &ada, &bo, 300).postage, rules.floor);
        harness.set_mailbox(&bo).min_fee(rules.cap.0 + 1).run();
        assert_eq!(send_as_quoted(&mut harness, &ada, &bo, 300).postage, Lamports(rules.cap.0 + 1));
    }
}

/// A network with a base fee of a lamport, the greatest cap, the steepest growths and the greatest surcharge.
fn from_a_lamport_to_the_greatest_cap() -> Rules {
    Rules {
        base_fee: Lamports(1),
        byte_fee: Lamports(0),
        cap: MAX_FEE,
        window_free: 0,
        window_growth: Growth::per_message(Bps(160_000)),
        repeat_growth: Growth::per_message(Bps(160_000)),
        newcomer_surcharge: Bps(1_000_000),
        ..Rules::PERSONAL
    }
}

/// A base fee of a lamport, 101 times that for a newcomer, and 16 times for each message of the load and each unanswered
/// one: each message costs 256 times the one before it, far above 2^32 lamports, where the raises once stopped.
///
/// Shows mail.send: The price is `postage::quote` of the current state.
/// Shows mail.md: What saturates costs the cap: the price is the cap wherever the product is at least the cap, whatever
///   the rules.
/// Shows mail.md: Every rounding goes against the sender, by at most a hundred-thousandth and a lamport in all.
/// Shows security.md: Sending so much that a number of the price saturates.
#[test]
fn a_price_grows_from_a_lamport_to_the_greatest_cap_and_stops_nowhere_in_between() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.network_with(from_a_lamport_to_the_greatest_cap());
    harness.open_mailbox(&ada).run();
    harness.open_mailbox(&bo).run();
    harness.give(ada.address(), 4 * MAX_FEE.0);
    for doublings in [8, 16, 24, 32, 40] {
        let price = send_as_quoted(&mut harness, &ada, &bo, 300).postage.0;
        let exact = 101u64 << doublings;
        assert!(price >= exact && price <= exact + exact / 100_000 + 1, "{price} instead of {exact}");
    }
    // 101 x 2^48 lamports are above the cap.
    assert_eq!([(); 3].map(|()| send_as_quoted(&mut harness, &ada, &bo, 300).postage), [MAX_FEE; 3]);
}

/// Shows mail.send: The price is `postage::quote` of the current state.
/// Shows mail.md: A load, or a number of sent messages, that has reached its end stands for any number above it: it costs
///   the cap, unless its growth is one.
/// Shows security.md: Sending so much that a number of the price saturates.
#[test]
fn a_count_at_its_end_costs_the_cap_unless_its_growth_is_one() {
    const LOAD: usize = fields::mailbox::LOAD;
    let gentle = Growth::per_message(Bps(10_001));
    let steady = Rules { window_growth: Growth::NONE, repeat_growth: Growth::NONE, ..Rules::PERSONAL };
    for (rules, full_load, full_pair) in [
        (Rules { window_growth: gentle, ..steady }, Rules::PERSONAL.cap, Lamports(650_000)),
        (Rules { repeat_growth: gentle, ..steady }, Lamports(650_000), Rules::PERSONAL.cap),
        (steady, Lamports(650_000), Lamports(650_000)),
    ] {
        let (mut harness, ada, bo) = Harness::with_ada_and_bo();
        harness.network_with(rules);
        let mailboxes = [&ada, &bo].map(|person| {
            harness.open_mailbox(person).run();
            harness.mailbox_of(person)
        });
        // As they are after 65,535 messages, one second of which is left to decay.
        harness.rewrite(mailboxes[0], LOAD, &Q32::MAX_COUNT.0.to_le_bytes());
        assert_eq!(send_as_quoted(&mut harness, &ada, &bo, 300).postage, full_load);
        harness.rewrite(mailboxes[0], LOAD, &0u64.to_le_bytes());
        let sent = if mailboxes[0] < mailboxes[1] { correspondence::LOW_SENT } else { correspondence::HIGH_SENT };
        harness.rewrite(harness.correspondence_of(&ada, &bo), sent, &Q32::MAX_COUNT.0.to_le_bytes());
        assert_eq!(send_as_quoted(&mut harness, &ada, &bo, 300).postage, full_pair);
    }
}

/// Nothing is unanswered if the recipient has written back as often. But a count at its end stands for any number above it.
///
/// Shows mail.send: The price is `postage::quote` of the current state.
/// Shows mail.md: A load, or a number of sent messages, that has reached its end stands for any number above it: it costs
///   the cap, unless its growth is one.
#[test]
fn a_number_of_sent_messages_at_its_end_costs_the_cap_however_much_is_written_back() {
    let gentle = Growth::per_message(Bps(10_001));
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.network_with(Rules { window_growth: Growth::NONE, repeat_growth: gentle, ..Rules::PERSONAL });
    harness.open_mailbox(&ada).run();
    harness.open_mailbox(&bo).run();
    assert_eq!(send_as_quoted(&mut harness, &ada, &bo, 300).postage, Lamports(650_000));
    for sent in [correspondence::LOW_SENT, correspondence::HIGH_SENT] {
        harness.rewrite(harness.correspondence_of(&ada, &bo), sent, &Q32::MAX_COUNT.0.to_le_bytes());
    }
    let quote = send_as_quoted(&mut harness, &ada, &bo, 300);
    assert_eq!((quote.unanswered, quote.postage), (Q32::ZERO, Rules::PERSONAL.cap));
}

/// Shows mail.md: A send writes only to the sender, their mailbox, the correspondence, the message and its body.
#[test]
fn a_message_changes_nothing_of_the_recipients_mailbox_and_nothing_of_unrelated_people() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let eve = harness.resident("Eve");
    let before = harness.snapshot();
    let mut call = harness.send(&ada, &bo);
    let message = call.address();
    call.run();
    let mut changed = before.changed_to(&harness.snapshot());
    let payer = Person::named("fee payer").address();
    for address in [ada.address(), harness.mailbox_of(&ada), harness.correspondence_of(&ada, &bo), message, payer] {
        assert!(changed.remove(&address), "{address}");
    }
    assert!(changed.is_empty(), "{changed:?}; Eve is {}", eve.address());
}
