//! The specification of `reclaim`.

use bmail_sdk::{NewAccount, accounts::StoredBody};
use bmail_testing::{FORTUNE, MailError, Person, Stage, at_every_rent};
use solana_system_interface::instruction::transfer;

/// Ada created an account for a message to Bo, or for a body, and never used it.
fn unused(stage: &mut Stage, ada: &Person, bo: &Person, for_message: bool) -> NewAccount {
    let new = match for_message {
        true => stage.send(ada, bo).new_account(),
        false => stage.open_body(ada, b"a body").new_account(),
    };
    stage.create_unused(&new);
    new
}

#[test]
fn everything_in_an_account_that_never_became_a_message_or_a_body_returns_to_its_author() {
    for for_message in [true, false] {
        for gift in [0, 1, 1_000_000_000] {
            at_every_rent(|mut stage| {
                let (ada, bo) = stage.ada_and_bo();
                let before = stage.lamports(ada.address());
                let new = unused(&mut stage, &ada, &bo, for_message);
                stage.give(new.address, gift);
                stage.reclaim(&ada, &new).run().without_events();
                assert_eq!(stage.lamports(ada.address()), before + gift);
                assert_eq!(stage.lamports(new.address), 0);
            });
        }
    }
}

#[test]
fn bullet_1_a_live_message_or_body_is_not_reclaimed() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let message = stage.send(&ada, &bo).new_account();
    stage.send(&ada, &bo).run();
    let body = stage.open_body(&ada, b"a body").new_account();
    stage.open_body(&ada, b"a body").run();
    for live in [message, body] {
        stage.reclaim(&ada, &live).expect_error(MailError::NotNew);
    }
}

#[test]
fn bullet_1_nor_is_a_sealed_body_to_which_messages_refer() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let new = stage.open_body(&ada, b"a body").new_account();
    let body = stage.body(&ada, b"a body");
    stage.reclaim(&ada, &new).expect_error(MailError::NotNew);
    stage.send(&ada, &bo).body(body).run();
    stage.reclaim(&ada, &new).expect_error(MailError::NotNew);
}

#[test]
fn bullet_1_the_account_of_somebody_else_is_refused() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    for for_message in [true, false] {
        let new = unused(&mut stage, &ada, &bo, for_message);
        stage.reclaim(&bo, &new).expect_error(MailError::WrongAddress);
        stage.reclaim(&ada, &new).run();
    }
}

#[test]
fn bullet_1_another_seed_is_refused() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let new = unused(&mut stage, &ada, &bo, true);
    let other = NewAccount { seed: stage.open_body(&ada, b"a body").new_account().seed, ..new.clone() };
    stage.reclaim(&ada, &other).expect_error(MailError::WrongAddress);
    for at in 0..32 {
        stage.reclaim(&ada, &new).data(move |data| data[1 + at] ^= 1).expect_error(MailError::WrongAddress);
        // A bit that no seed has.
        stage.reclaim(&ada, &new).data(move |data| data[1 + at] |= 0x80).expect_error(MailError::WrongAddress);
    }
    stage.reclaim(&ada, &new).run();
}

#[test]
fn bullet_1_lamports_at_an_address_that_was_never_created_are_not_reclaimed_but_by_creating_it() {
    let (mut stage, ada, _) = Stage::with_ada_and_bo();
    let new = stage.open_body(&ada, b"a body").new_account();
    let gift = stage.rent(0);
    stage.give(new.address, gift);
    stage.reclaim(&ada, &new).expect_error(MailError::NotNew);
    let before = stage.lamports(ada.address());
    stage.create_unused(&new);
    stage.reclaim(&ada, &new).run();
    assert_eq!(stage.lamports(ada.address()), before + gift);
}

#[test]
fn it_is_reclaimed_once() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let new = unused(&mut stage, &ada, &bo, true);
    let reclaim = stage.reclaim(&ada, &new).instruction();
    let revive = transfer(&ada.address(), &new.address, FORTUNE / 2);
    stage.execute(&[reclaim.clone(), reclaim.clone()]).failed_at(1, "reclaiming again", MailError::NotNew);
    stage.execute(&[reclaim.clone(), revive.clone(), reclaim.clone()]).failed_at(2, "reviving it", MailError::NotNew);
    stage.execute(&[reclaim.clone(), revive]).succeeded("reclaiming, and giving to the address");
    stage.execute(&[reclaim]).failed_at(0, "reclaiming later", MailError::NotNew);
}

#[test]
fn what_was_reclaimed_makes_neither_a_message_nor_a_body_unless_it_is_created_again() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    for for_message in [true, false] {
        let new = unused(&mut stage, &ada, &bo, for_message);
        let reclaim = stage.reclaim(&ada, &new).instruction();
        let using = match for_message {
            true => stage.send(&ada, &bo).instruction(),
            false => stage.open_body(&ada, b"a body").instruction(),
        };
        let pay = transfer(&ada.address(), &new.address, 1_000_000_000);
        let unpaid = stage.execute(&[reclaim.clone(), using.clone()]);
        unpaid.failed_at(1, "using what was reclaimed", MailError::NotNew);
        let paid = stage.execute(&[reclaim.clone(), pay, using.clone()]);
        paid.failed_at(2, "using what was reclaimed, and paid", MailError::NotNew);

        let again = new.create(1_000_000_000).remove(0);
        stage.execute(&[reclaim, again, using]).succeeded("creating it again");
    }
}

#[test]
fn an_account_of_another_program_at_the_address_is_not_reclaimed() {
    let (mut stage, ada, _) = Stage::with_ada_and_bo();
    let new = stage.open_body(&ada, b"a body").new_account();
    let owner = Person::named("another program").address();
    let account = solana_account::Account {
        lamports: stage.rent(StoredBody::space(6)),
        data: vec![0; StoredBody::space(6)],
        owner,
        ..Default::default()
    };
    stage.forge(new.address, account);
    stage.reclaim(&ada, &new).expect_error(MailError::NotNew);
}
