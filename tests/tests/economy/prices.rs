//! What reputation does to prices, against the pure crate.

use bmail_sdk::accounts::{Mailbox, StoredMessage};
use bmail_testing::{DAY, MailError, Person, REPUTATION, Stage};
use postage::{Lamports, PairState, Q32, RecipientState, Reputation, Rules, SenderState, Timestamp};

use crate::deeds::discounted;

/// Sends 300 bytes to somebody for the first time; checks that it costs what the reputation asks for, and returns that.
#[track_caller]
fn price_of(stage: &mut Stage, sender: &Person, reputation: Reputation) -> Lamports {
    let recipient = stage.resident(&format!("friend of {} at {}", sender.name, stage.now()));
    let (mailbox, now): (Mailbox, _) = (stage.account(stage.mailbox_of(sender)), Timestamp(stage.now()));
    let state = SenderState { load: Q32(mailbox.load), load_at: Timestamp(mailbox.load_at), reputation };
    let (pair, asked) = (PairState::new(now), RecipientState::default());
    let price = postage::quote(&Rules::PERSONAL, &state, &pair, &asked, 300, now).unwrap().postage;
    stage.send(sender, &recipient).max_fee(price.0 - 1).expect_error(MailError::PriceAboveMax);
    let message = stage.send(sender, &recipient).max_fee(price.0).run_and_find();
    assert_eq!(stage.account::<StoredMessage>(message).header.fee, price.0);
    price
}

#[test]
fn a_letter_costs_what_the_senders_own_reputation_asks_for_today_and_later() {
    let (mut stage, ada, _) = Stage::with_reputation();
    let mut prices = vec![price_of(&mut stage, &ada, Reputation(0))];
    let mut seeded = 0;
    for millionths in [1, REPUTATION, 5 * REPUTATION, 10 * REPUTATION, 100 * REPUTATION, 1_000 * REPUTATION] {
        stage.advance(30 * DAY);
        let before = stage.standing(&ada).own;
        stage.seed(&ada, millionths - seeded).run();
        let own = before + stage.index().shares(Reputation(millionths - seeded)).unwrap();
        seeded = millionths;
        let reputation = stage.index().effective(own);
        prices.push(price_of(&mut stage, &ada, reputation));
    }
    assert!(prices.windows(2).all(|pair| pair[1] <= pair[0]), "{prices:?}");
    let richest = *prices.last().unwrap();
    let own = stage.standing(&ada).own;
    stage.advance(700 * DAY);
    let reputation = stage.index().effective(own);
    assert!(price_of(&mut stage, &ada, reputation) > richest);
}

#[test]
fn a_letter_costs_what_own_and_lent_reputation_together_ask_for() {
    let (mut stage, ada, bo) = Stage::with_reputation();
    stage.seed(&ada, 500 * REPUTATION).run();
    stage.seed(&bo, 3 * REPUTATION).run();
    let mut lent = 0;
    for shares in [2 * REPUTATION + 1, 8 * REPUTATION, 90 * REPUTATION + 7] {
        stage.advance(30 * DAY);
        stage.endorse(&ada, &bo, shares).run();
        lent += shares;
        let index = stage.index();
        price_of(&mut stage, &bo, index.effective(3 * REPUTATION + discounted(lent)));
        // What is lent out does not count for who lent it.
        price_of(&mut stage, &ada, index.effective(500 * REPUTATION - lent));
    }
    stage.begin_unendorse(&ada, &bo).run();
    stage.advance(1);
    let index = stage.index();
    price_of(&mut stage, &bo, index.effective(3 * REPUTATION));
}
