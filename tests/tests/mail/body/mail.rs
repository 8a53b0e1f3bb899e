//! Messages that refer to a body: sending them, ending them, and what keeps the body open meanwhile.

use bmail_sdk::accounts::{Content, StoredBody, StoredMessage};
use bmail_testing::{Harness, InstructionError, MailError, Person, at_every_rent};
use solana_pubkey::Pubkey;

use crate::{CORRESPONDENCE, PERIOD, message_rent};

/// Ada has a sealed body of this length.
fn ada_has_a_body(bytes: usize) -> (Harness, Person, Person, Pubkey) {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let body = harness.body(&ada, &vec![7; bytes]);
    (harness, ada, bo, body)
}

fn references(harness: &Harness, body: Pubkey) -> u32 {
    harness.account::<StoredBody>(body).header.references
}

#[test]
fn a_message_with_a_body_holds_its_address_and_is_as_large_as_that() {
    let (mut harness, ada, bo, body) = ada_has_a_body(5_000);
    for posted in [false, true] {
        let message = match posted {
            false => harness.send(&ada, &bo).body(body).run_and_find(),
            true => harness.post(&ada, &bo).body(body).run_and_find(),
        };
        let StoredMessage { header, content } = harness.account(message);
        assert_eq!((header.has_body, content), (1, Content::Body(body)));
        assert_eq!(harness.lamports(message), message_rent(&harness, 32) + header.fee);
    }
}

/// Shows mail.send: `body` replaces the ciphertext.
/// Shows mail.md: One body serves any number of messages, and each pays for the whole body.
#[test]
fn the_price_is_that_of_the_bodys_size() {
    at_every_rent(|mut harness| {
        let (ada, bo) = harness.ada_and_bo();
        for size in [1, 32, 5_000] {
            let body = harness.body(&ada, &vec![7; size]);
            let price = harness.quote(&ada, &bo, size as u32).postage.0;
            harness.send(&ada, &bo).body(body).max_fee(price - 1).expect_error(MailError::PriceAboveMax);
            let message = harness.send(&ada, &bo).body(body).max_fee(price).run_and_find();
            assert_eq!(harness.account::<StoredMessage>(message).header.fee, price);
        }
    });
}

/// Shows mail.send: `body` replaces the ciphertext.
#[test]
fn a_body_beside_a_ciphertext_and_neither_of_both_are_refused() {
    let (mut harness, ada, bo, body) = ada_has_a_body(10);
    harness.send(&ada, &bo).size(1).with_body(body).expect_error(MailError::InvalidLength);
    harness.post(&ada, &bo).size(1).with_body(body).expect_error(MailError::InvalidLength);
    harness.send(&ada, &bo).size(0).expect_error(MailError::InvalidLength);
    harness.post(&ada, &bo).size(0).expect_error(MailError::InvalidLength);
    assert_eq!(references(&harness, body), 0);
}

/// Shows mail.send: `body` replaces the ciphertext.
/// Shows security.md: Sending another person's body, or an incomplete one.
#[test]
fn the_body_of_somebody_else_is_refused() {
    let (mut harness, ada, bo, body) = ada_has_a_body(10);
    harness.send(&bo, &ada).body(body).expect_error(MailError::NotYourBody);
    harness.post(&bo, &ada).body(body).expect_error(MailError::NotYourBody);
}

/// Shows mail.send: `body` replaces the ciphertext.
/// Shows security.md: Sending another person's body, or an incomplete one.
#[test]
fn a_body_that_is_not_sealed_is_refused() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let call = harness.open_body(&ada, b"a body");
    let body = call.address();
    call.run();
    harness.write_body(&ada, body, 0, b"a body").run();
    harness.send(&ada, &bo).body(body).expect_error(MailError::BodyNotSealed);
    harness.post(&ada, &bo).body(body).expect_error(MailError::BodyNotSealed);
    harness.seal_body(&ada, body).run();
    harness.send(&ada, &bo).body(body).run();
}

/// Shows mail.open_body: The body belongs to no network.
/// Shows mail.send: `body` replaces the ciphertext.
/// Shows mail.md: One body serves any number of messages, and each pays for the whole body.
#[test]
fn one_body_serves_messages_on_two_networks_and_closes_after_the_last() {
    let (mut harness, ada, bo, body) = ada_has_a_body(2_000);
    let cy = harness.resident("Cy");
    let mut sent = vec![
        (harness.network, &bo, harness.send(&ada, &bo).body(body).run_and_find()),
        (harness.network, &cy, harness.post(&ada, &cy).body(body).run_and_find()),
    ];
    harness.network();
    harness.open_mailbox(&ada).run();
    harness.open_mailbox(&bo).run();
    sent.push((harness.network, &bo, harness.send(&ada, &bo).body(body).run_and_find()));
    let fees = sent.iter().map(|(_, _, message)| harness.account::<StoredMessage>(*message).header.fee);
    let single = fees.clone().next().unwrap();
    assert!(fees.clone().all(|fee| fee == single), "a stranger's first message costs the same on either network");

    for (ended, (network, recipient, message)) in sent.into_iter().enumerate() {
        assert_eq!(references(&harness, body) as usize, 3 - ended);
        harness.close_body(&ada, body).expect_error(MailError::BodyInUse);
        harness.network = network;
        if harness.account::<StoredMessage>(message).header.revealed == 0 {
            harness.reveal(&ada, recipient, message).run();
        }
        harness.acknowledge(recipient, message).run();
    }
    assert_eq!(references(&harness, body), 0);
    harness.close_body(&ada, body).run();
}

/// Shows mail.close_body: Only the author may call it (`NotYourBody`), and only if no open message refers to the body
/// Shows security.md: Changing or closing a body after it was paid for.
#[test]
fn a_body_is_held_until_its_message_ends_in_either_way_and_a_refund_is_no_end() {
    for acknowledged in [true, false] {
        let (mut harness, ada, bo, body) = ada_has_a_body(10);
        let message = harness.send(&ada, &bo).body(body).run_and_find();
        harness.refund(&bo, message).run();
        harness.close_body(&ada, body).expect_error(MailError::BodyInUse);
        if acknowledged {
            harness.acknowledge(&bo, message).run();
        } else {
            harness.advance(PERIOD + 1);
            harness.close_body(&ada, body).expect_error(MailError::BodyInUse);
            harness.expire(message).run();
        }
        harness.close_body(&ada, body).run();
    }
}

/// Shows mail.acknowledge: `body` is the body that the message refers to, or absent if it refers to none.
/// Shows mail.expire: `body` is the body that the message refers to, or absent if it refers to none.
/// Shows security.md: Ending a message with another body, to free or to hold it.
#[test]
fn a_message_ends_only_with_its_body_and_without_any_if_it_has_none() {
    for acknowledged in [true, false] {
        let (mut harness, ada, bo, body) = ada_has_a_body(10);
        let other = harness.body(&ada, b"another body");
        let with = harness.send(&ada, &bo).body(body).run_and_find();
        let second = harness.send(&ada, &bo).body(other).run_and_find();
        let without = harness.send(&ada, &bo).run_and_find();
        if !acknowledged {
            harness.advance(PERIOD + 1);
        }
        for (message, wrong) in [(with, None), (with, Some(other)), (without, Some(body)), (second, Some(body))] {
            match acknowledged {
                true => harness.acknowledge(&bo, message).body(wrong).expect_error(MailError::WrongBody),
                false => harness.expire(message).body(wrong).expect_error(MailError::WrongBody),
            };
        }
        assert_eq!((references(&harness, body), references(&harness, other)), (1, 1));
        for message in [with, second, without] {
            match acknowledged {
                true => harness.acknowledge(&bo, message).run(),
                false => harness.expire(message).run(),
            };
        }
        assert_eq!((references(&harness, body), references(&harness, other)), (0, 0));
    }
}

#[test]
fn a_message_earns_the_same_with_a_body_and_its_rent_returns() {
    at_every_rent(|mut harness| {
        let (ada, bo) = harness.ada_and_bo();
        let before = harness.lamports(ada.address());
        let body = harness.body(&ada, &[7; 300]);
        let message = harness.send(&ada, &bo).body(body).run_and_find();
        let fee = harness.account::<StoredMessage>(message).header.fee;
        let bos = harness.lamports(bo.address());
        harness.acknowledge(&bo, message).run();
        let earned = crate::settle(fee, bmail_sdk::accounts::Verdict::Valuable).recipient.0;
        assert_eq!(harness.lamports(bo.address()), bos + earned);
        harness.close_body(&ada, body).run();
        assert_eq!(harness.lamports(ada.address()), before - fee - harness.rent(CORRESPONDENCE));
    });
}

/// Shows mail.open_body: `body` is a seeded account: the signer had the system program create it for this program
/// Shows security.md: Changing or closing a body after it was paid for.
#[test]
fn a_body_that_holds_no_rent_would_vanish_under_its_message_and_is_not_opened() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let body = harness.open_body(&ada, b"a body").address();
    let rent = harness.rent(StoredBody::space(6));
    // An account may hold nothing during a transaction; it is gone at the end.
    for lamports in [0, 1, rent - 1] {
        let mut all = harness.open_body(&ada, b"a body").funded(lamports).instructions();
        all.push(harness.write_body(&ada, body, 0, b"a body").instruction());
        all.push(harness.seal_body(&ada, body).instruction());
        all.extend(harness.send(&ada, &bo).body(body).instructions());
        harness.execute(&all).failed_at(1, "opening a body without its rent", MailError::Underfunded);
    }
    harness.open_body(&ada, b"a body").funded(rent).run();
}

#[test]
fn a_body_opened_and_used_and_released_in_one_transaction_is_whole() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let body = harness.open_body(&ada, b"a body").address();
    let mut all = harness.open_body(&ada, b"a body").instructions();
    all.push(harness.write_body(&ada, body, 0, b"a body").instruction());
    all.push(harness.seal_body(&ada, body).instruction());
    let send = harness.send(&ada, &bo).body(body).funded(1_000_000_000).instructions();
    let message = send[1].accounts[5].pubkey;
    all.extend(send);
    let close = harness.close_body(&ada, body).instruction();
    let early: Vec<_> = all.iter().cloned().chain([close.clone()]).collect();
    harness.execute(&early).failed_at(6, "closing a body in use", MailError::BodyInUse);
    all.push(harness.acknowledge(&bo, message).from(&ada).body(Some(body)).instruction());
    all.push(close);
    harness.execute(&all).succeeded("a whole life in one transaction");
    assert_eq!((harness.lamports(body), harness.lamports(message)), (0, 0));
    harness.acknowledge(&bo, message).from(&ada).expect_error(InstructionError::AccountDataTooSmall);
}
