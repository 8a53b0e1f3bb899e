//! The specification of `reclaim`.

use bmail_sdk::{NewAccount, accounts::StoredBody, generated::mail::layout::arguments::reclaim::SEED};
use bmail_testing::{FORTUNE, Harness, MailError, Person, at_every_rent};
use solana_system_interface::instruction::transfer;

/// Ada created an account for a message to Bo or for a body, and never used it.
fn unused(harness: &mut Harness, ada: &Person, bo: &Person, for_message: bool) -> NewAccount {
    let new = match for_message {
        true => harness.send(ada, bo).new_account(),
        false => harness.open_body(ada, b"a body").new_account(),
    };
    harness.create_unused(&new);
    new
}

/// Shows mail.reclaim: Emits nothing.
/// Shows mail.md: If an account was created for a message or a body and never became one, its author can reclaim its
///   lamports.
#[test]
fn everything_in_an_account_that_never_became_a_message_or_a_body_returns_to_its_author() {
    for for_message in [true, false] {
        for gift in [0, 1, 1_000_000_000] {
            at_every_rent(|mut harness| {
                let (ada, bo) = harness.ada_and_bo();
                let before = harness.lamports(ada.address());
                let new = unused(&mut harness, &ada, &bo, for_message);
                harness.give(new.address, gift);
                harness.reclaim(&ada, &new).run().without_events();
                assert_eq!(harness.lamports(ada.address()), before + gift);
                assert_eq!(harness.lamports(new.address), 0);
            });
        }
    }
}

/// Shows mail.reclaim: `unused` is an account like `message` in `send` or `body` in `open_body`
/// Shows security.md: Reclaiming a message or a body that is in use, or another person's.
#[test]
fn a_live_message_or_body_is_not_reclaimed() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let message = harness.send(&ada, &bo).new_account();
    harness.send(&ada, &bo).run();
    let body = harness.open_body(&ada, b"a body").new_account();
    harness.open_body(&ada, b"a body").run();
    for live in [message, body] {
        harness.reclaim(&ada, &live).expect_error(MailError::NotNew);
    }
}

/// Shows mail.reclaim: `unused` is an account like `message` in `send` or `body` in `open_body`
/// Shows security.md: Reclaiming a message or a body that is in use, or another person's.
#[test]
fn a_sealed_body_to_which_messages_refer_is_not_reclaimed() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let new = harness.open_body(&ada, b"a body").new_account();
    let body = harness.body(&ada, b"a body");
    harness.reclaim(&ada, &new).expect_error(MailError::NotNew);
    harness.send(&ada, &bo).body(body).run();
    harness.reclaim(&ada, &new).expect_error(MailError::NotNew);
}

/// Shows mail.reclaim: `unused` is an account like `message` in `send` or `body` in `open_body`
/// Shows security.md: Reclaiming a message or a body that is in use, or another person's.
#[test]
fn the_account_of_somebody_else_is_refused() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    for for_message in [true, false] {
        let new = unused(&mut harness, &ada, &bo, for_message);
        harness.reclaim(&bo, &new).expect_error(MailError::WrongAddress);
        harness.reclaim(&ada, &new).run();
    }
}

/// Shows mail.reclaim: `unused` is an account like `message` in `send` or `body` in `open_body`
#[test]
fn another_seed_is_refused() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let new = unused(&mut harness, &ada, &bo, true);
    let other = NewAccount { seed: harness.open_body(&ada, b"a body").new_account().seed, ..new.clone() };
    harness.reclaim(&ada, &other).expect_error(MailError::WrongAddress);
    for at in 0..32 {
        harness.reclaim(&ada, &new).data(move |data| data[SEED + at] ^= 1).expect_error(MailError::WrongAddress);
        // A bit that no seed sets.
        harness.reclaim(&ada, &new).data(move |data| data[SEED + at] |= 0x80).expect_error(MailError::WrongAddress);
    }
    harness.reclaim(&ada, &new).run();
}

/// Shows mail.reclaim: `unused` is an account like `message` in `send` or `body` in `open_body`
#[test]
fn lamports_at_an_address_that_was_never_created_are_not_reclaimed_but_by_creating_it() {
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    let new = harness.open_body(&ada, b"a body").new_account();
    let gift = harness.rent(0);
    harness.give(new.address, gift);
    harness.reclaim(&ada, &new).expect_error(MailError::NotNew);
    let before = harness.lamports(ada.address());
    harness.create_unused(&new);
    harness.reclaim(&ada, &new).run();
    assert_eq!(harness.lamports(ada.address()), before + gift);
}

#[test]
fn it_is_reclaimed_once() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let new = unused(&mut harness, &ada, &bo, true);
    let reclaim = harness.reclaim(&ada, &new).instruction();
    let revive = transfer(&ada.address(), &new.address, FORTUNE / 2);
    harness.execute(&[reclaim.clone(), reclaim.clone()]).failed_at(1, "reclaiming again", MailError::NotNew);
    harness.execute(&[reclaim.clone(), revive.clone(), reclaim.clone()]).failed_at(2, "reviving it", MailError::NotNew);
    harness.execute(&[reclaim.clone(), revive]).succeeded("reclaiming, and giving to the address");
    harness.execute(&[reclaim]).failed_at(0, "reclaiming later", MailError::NotNew);
}

#[test]
fn what_was_reclaimed_makes_neither_a_message_nor_a_body_unless_it_is_created_again() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    for for_message in [true, false] {
        let new = unused(&mut harness, &ada, &bo, for_message);
        let reclaim = harness.reclaim(&ada, &new).instruction();
        let using = match for_message {
            true => harness.send(&ada, &bo).instruction(),
            false => harness.open_body(&ada, b"a body").instruction(),
        };
        let pay = transfer(&ada.address(), &new.address, 1_000_000_000);
        let unpaid = harness.execute(&[reclaim.clone(), using.clone()]);
        unpaid.failed_at(1, "using what was reclaimed", MailError::NotNew);
        let paid = harness.execute(&[reclaim.clone(), pay, using.clone()]);
        paid.failed_at(2, "using what was reclaimed, and paid", MailError::NotNew);

        let again = new.create(1_000_000_000).remove(0);
        harness.execute(&[reclaim, again, using]).succeeded("creating it again");
    }
}

#[test]
fn an_account_of_another_program_at_the_address_is_not_reclaimed() {
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    let new = harness.open_body(&ada, b"a body").new_account();
    let owner = Person::named("another program").address();
    let account = solana_account::Account {
        lamports: harness.rent(StoredBody::space(6)),
        data: vec![0; StoredBody::space(6)],
        owner,
        ..Default::default()
    };
    harness.forge(new.address, account);
    harness.reclaim(&ada, &new).expect_error(MailError::NotNew);
}
