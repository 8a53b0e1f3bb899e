//! How reputation affects prices, compared with the pure crate.

use bmail_sdk::accounts::{Mailbox, StoredMessage};
use bmail_testing::{DAY, Harness, MailError, Person, REPUTATION};
use postage::{PairState, RecipientState, Rules, SenderState};
use units::{Lamports, Q32, Reputation, Timestamp};

use crate::deeds::discounted;

/// Sends 300 bytes to a new correspondent. Checks that the fee is what the reputation implies, and returns it.
#[track_caller]
fn price_of(harness: &mut Harness, sender: &Person, reputation: Reputation) -> Lamports {
    let recipient = harness.resident(&format!("friend of {} at {}", sender.name, harness.now()));
    let (mailbox, now): (Mailbox, _) = (harness.account(harness.mailbox_of(sender)), Timestamp(harness.now()));
    let state = SenderState { load: Q32(mailbox.load), load_at: Timestamp(mailbox.load_at), reputation };
    let (pair, asked) = (PairState::new(now), RecipientState::default());
    let price = postage::quote(&Rules::PERSONAL, &state, &pair, &asked, 300, now).unwrap().postage;
    harness.send(sender, &recipient).max_fee(price.0 - 1).expect_error(MailError::PriceAboveMax);
    let message = harness.send(sender, &recipient).max_fee(price.0).run_and_find();
    assert_eq!(harness.account::<StoredMessage>(message).header.fee, price.0);
    price
}

/// Shows reputation.md: The more reputation a sender has, the less a message to a stranger costs, exactly as quoted.
#[test]
fn a_letter_costs_what_the_senders_own_reputation_asks_for_today_and_later() {
    let (mut harness, ada, _) = Harness::with_reputation();
    let mut prices = vec![price_of(&mut harness, &ada, Reputation(0))];
    let mut seeded = 0;
    for millionths in [1, REPUTATION, 5 * REPUTATION, 10 * REPUTATION, 100 * REPUTATION, 1_000 * REPUTATION] {
        harness.advance(30 * DAY);
        let before = harness.standing(&ada).own;
        harness.seed(&ada, millionths - seeded).run();
        let own = before + harness.index().shares(Reputation(millionths - seeded)).unwrap();
        seeded = millionths;
        let reputation = harness.index().effective(own);
        prices.push(price_of(&mut harness, &ada, reputation));
    }
    assert!(prices.windows(2).all(|pair| pair[1] <= pair[0]), "{prices:?}");
    let richest = *prices.last().unwrap();
    let own = harness.standing(&ada).own;
    harness.advance(700 * DAY);
    let reputation = harness.index().effective(own);
    assert!(price_of(&mut harness, &ada, reputation) > richest);
}

/// Shows reputation.md: The more reputation a sender has, the less a message to a stranger costs, exactly as quoted.
#[test]
fn a_letter_costs_what_own_and_lent_reputation_together_ask_for() {
    let (mut harness, ada, bo) = Harness::with_reputation();
    harness.seed(&ada, 500 * REPUTATION).run();
    harness.seed(&bo, 3 * REPUTATION).run();
    let mut lent = 0;
    for shares in [2 * REPUTATION + 1, 8 * REPUTATION, 90 * REPUTATION + 7] {
        harness.advance(30 * DAY);
        harness.endorse(&ada, &bo, shares).run();
        lent += shares;
        let index = harness.index();
        price_of(&mut harness, &bo, index.effective(3 * REPUTATION + discounted(lent)));
        // What someone has lent out does not count for them.
        price_of(&mut harness, &ada, index.effective(500 * REPUTATION - lent));
    }
    harness.begin_unendorse(&ada, &bo).run();
    harness.advance(1);
    let index = harness.index();
    price_of(&mut harness, &bo, index.effective(3 * REPUTATION));
}
