//! Messages that refer to a body: sending them, ending them, and what holds the body meanwhile.

use bmail_sdk::accounts::{Content, StoredBody, StoredMessage};
use bmail_testing::{InstructionError, MailError, Person, Stage, at_every_rent};
use solana_pubkey::Pubkey;

use crate::{CORRESPONDENCE, PERIOD, message_rent};

/// Ada has a sealed body of so many bytes.
fn ada_has_a_body(bytes: usize) -> (Stage, Person, Person, Pubkey) {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let body = stage.body(&ada, &vec![7; bytes]);
    (stage, ada, bo, body)
}

fn references(stage: &Stage, body: Pubkey) -> u32 {
    stage.account::<StoredBody>(body).header.references
}

#[test]
fn a_message_with_a_body_holds_its_address_and_is_as_large_as_that() {
    let (mut stage, ada, bo, body) = ada_has_a_body(5_000);
    for posted in [false, true] {
        let message = match posted {
            false => stage.send(&ada, &bo).body(body).run_and_find(),
            true => stage.post(&ada, &bo).body(body).run_and_find(),
        };
        let StoredMessage { header, content } = stage.account(message);
        assert_eq!((header.has_body, content), (1, Content::Body(body)));
        assert_eq!(stage.lamports(message), message_rent(&stage, 32) + header.fee);
    }
}

#[test]
fn the_price_is_that_of_the_bodys_size() {
    at_every_rent(|mut stage| {
        let (ada, bo) = stage.ada_and_bo();
        for size in [1, 32, 5_000] {
            let body = stage.body(&ada, &vec![7; size]);
            let price = stage.quote(&ada, &bo, size as u32).postage.0;
            stage.send(&ada, &bo).body(body).max_fee(price - 1).expect_error(MailError::PriceAboveMax);
            let message = stage.send(&ada, &bo).body(body).max_fee(price).run_and_find();
            assert_eq!(stage.account::<StoredMessage>(message).header.fee, price);
        }
    });
}

#[test]
fn a_body_beside_a_ciphertext_and_neither_of_both_are_refused() {
    let (mut stage, ada, bo, body) = ada_has_a_body(10);
    stage.send(&ada, &bo).size(1).with_body(body).expect_error(MailError::InvalidLength);
    stage.post(&ada, &bo).size(1).with_body(body).expect_error(MailError::InvalidLength);
    stage.send(&ada, &bo).size(0).expect_error(MailError::InvalidLength);
    stage.post(&ada, &bo).size(0).expect_error(MailError::InvalidLength);
    assert_eq!(references(&stage, body), 0);
}

#[test]
fn the_body_of_somebody_else_is_refused() {
    let (mut stage, ada, bo, body) = ada_has_a_body(10);
    stage.send(&bo, &ada).body(body).expect_error(MailError::NotYourBody);
    stage.post(&bo, &ada).body(body).expect_error(MailError::NotYourBody);
}

#[test]
fn a_body_that_is_not_sealed_is_refused() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let call = stage.open_body(&ada, b"a body");
    let body = call.address();
    call.run();
    stage.write_body(&ada, body, 0, b"a body").run();
    stage.send(&ada, &bo).body(body).expect_error(MailError::BodyNotSealed);
    stage.post(&ada, &bo).body(body).expect_error(MailError::BodyNotSealed);
    stage.seal_body(&ada, body).run();
    stage.send(&ada, &bo).body(body).run();
}

#[test]
fn one_body_serves_messages_on_two_networks_and_closes_after_the_last() {
    let (mut stage, ada, bo, body) = ada_has_a_body(2_000);
    let cy = stage.resident("Cy");
    let mut sent = vec![
        (stage.network, &bo, stage.send(&ada, &bo).body(body).run_and_find()),
        (stage.network, &cy, stage.post(&ada, &cy).body(body).run_and_find()),
    ];
    stage.network();
    stage.open_mailbox(&ada).run();
    stage.open_mailbox(&bo).run();
    sent.push((stage.network, &bo, stage.send(&ada, &bo).body(body).run_and_find()));
    let fees = sent.iter().map(|(_, _, message)| stage.account::<StoredMessage>(*message).header.fee);
    let single = fees.clone().next().unwrap();
    assert!(fees.clone().all(|fee| fee == single), "a stranger's first message on either network costs as much");

    for (ended, (network, recipient, message)) in sent.into_iter().enumerate() {
        assert_eq!(references(&stage, body) as usize, 3 - ended);
        stage.close_body(&ada, body).expect_error(MailError::BodyInUse);
        stage.network = network;
        if stage.account::<StoredMessage>(message).header.revealed == 0 {
            stage.reveal(&ada, recipient, message).run();
        }
        stage.acknowledge(recipient, message).run();
    }
    assert_eq!(references(&stage, body), 0);
    stage.close_body(&ada, body).run();
}

#[test]
fn a_body_is_held_until_its_message_ends_in_either_way_and_a_refund_is_no_end() {
    for acknowledged in [true, false] {
        let (mut stage, ada, bo, body) = ada_has_a_body(10);
        let message = stage.send(&ada, &bo).body(body).run_and_find();
        stage.refund(&bo, message).run();
        stage.close_body(&ada, body).expect_error(MailError::BodyInUse);
        if acknowledged {
            stage.acknowledge(&bo, message).run();
        } else {
            stage.advance(PERIOD + 1);
            stage.close_body(&ada, body).expect_error(MailError::BodyInUse);
            stage.expire(message).run();
        }
        stage.close_body(&ada, body).run();
    }
}

#[test]
fn a_message_ends_only_with_its_body_and_without_any_if_it_has_none() {
    for acknowledged in [true, false] {
        let (mut stage, ada, bo, body) = ada_has_a_body(10);
        let other = stage.body(&ada, b"another body");
        let with = stage.send(&ada, &bo).body(body).run_and_find();
        let second = stage.send(&ada, &bo).body(other).run_and_find();
        let without = stage.send(&ada, &bo).run_and_find();
        if !acknowledged {
            stage.advance(PERIOD + 1);
        }
        for (message, wrong) in [(with, None), (with, Some(other)), (without, Some(body)), (second, Some(body))] {
            match acknowledged {
                true => stage.acknowledge(&bo, message).body(wrong).expect_error(MailError::WrongBody),
                false => stage.expire(message).body(wrong).expect_error(MailError::WrongBody),
            };
        }
        assert_eq!((references(&stage, body), references(&stage, other)), (1, 1));
        for message in [with, second, without] {
            match acknowledged {
                true => stage.acknowledge(&bo, message).run(),
                false => stage.expire(message).run(),
            };
        }
        assert_eq!((references(&stage, body), references(&stage, other)), (0, 0));
    }
}

#[test]
fn a_message_earns_the_same_with_a_body_and_its_rent_returns() {
    at_every_rent(|mut stage| {
        let (ada, bo) = stage.ada_and_bo();
        let before = stage.lamports(ada.address());
        let body = stage.body(&ada, &[7; 300]);
        let message = stage.send(&ada, &bo).body(body).run_and_find();
        let fee = stage.account::<StoredMessage>(message).header.fee;
        let bos = stage.lamports(bo.address());
        stage.acknowledge(&bo, message).run();
        let earned = crate::settle(fee, bmail_sdk::accounts::Verdict::Valuable).recipient.0;
        assert_eq!(stage.lamports(bo.address()), bos + earned);
        stage.close_body(&ada, body).run();
        assert_eq!(stage.lamports(ada.address()), before - fee - stage.rent(CORRESPONDENCE));
    });
}

#[test]
fn a_body_that_holds_no_rent_would_vanish_under_its_message_and_is_not_opened() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let body = stage.open_body(&ada, b"a body").address();
    let rent = stage.rent(StoredBody::space(6));
    // Within one transaction an account may hold nothing; at its end it is gone.
    for lamports in [0, 1, rent - 1] {
        let mut all = stage.open_body(&ada, b"a body").funded(lamports).instructions();
        all.push(stage.write_body(&ada, body, 0, b"a body").instruction());
        all.push(stage.seal_body(&ada, body).instruction());
        all.extend(stage.send(&ada, &bo).body(body).instructions());
        stage.execute(&all).failed_at(1, "opening a body without its rent", MailError::Underfunded);
    }
    stage.open_body(&ada, b"a body").funded(rent).run();
}

#[test]
fn a_body_opened_and_used_and_released_in_one_transaction_is_whole() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let body = stage.open_body(&ada, b"a body").address();
    let mut all = stage.open_body(&ada, b"a body").instructions();
    all.push(stage.write_body(&ada, body, 0, b"a body").instruction());
    all.push(stage.seal_body(&ada, body).instruction());
    let send = stage.send(&ada, &bo).body(body).funded(1_000_000_000).instructions();
    let message = send[1].accounts[5].pubkey;
    all.extend(send);
    let close = stage.close_body(&ada, body).instruction();
    let early: Vec<_> = all.iter().cloned().chain([close.clone()]).collect();
    stage.execute(&early).failed_at(6, "closing a body in use", MailError::BodyInUse);
    all.push(stage.acknowledge(&bo, message).from(&ada).body(Some(body)).instruction());
    all.push(close);
    stage.execute(&all).succeeded("a whole life in one transaction");
    assert_eq!((stage.lamports(body), stage.lamports(message)), (0, 0));
    stage.acknowledge(&bo, message).from(&ada).expect_error(InstructionError::AccountDataTooSmall);
}
