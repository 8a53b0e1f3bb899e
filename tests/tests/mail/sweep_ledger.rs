//! The specification of `sweep` without a mailbox: only what closed mailboxes left in the ledger goes.

use bmail_sdk::{
    accounts::{Ledger, Verdict},
    pda,
};
use bmail_testing::{MailError, Person, Stage, at_every_rent};

use crate::{
    LEDGER,
    close_mailbox::until_closable,
    sweep::{earn, ledger, treasury, with_treasury},
};

/// Bo has earned and left, on a network whose treasury can receive even a lamport; and what that left in the ledger.
fn bo_left() -> (Stage, Person, Person, u64) {
    let (mut stage, ada, bo) = with_treasury();
    let (_, left) = earn(&mut stage, &ada, &bo, Verdict::Spam);
    stage.close_mailbox(&bo).run();
    (stage, ada, bo, left)
}

#[test]
fn anybody_may_call_it_because_nobody_has_to_sign() {
    let (mut stage, _, bo, _) = bo_left();
    let instruction = stage.sweep(&bo).without_mailbox().instruction();
    assert!(instruction.accounts.iter().all(|meta| !meta.is_signer));
    stage.execute(&[instruction]).succeeded("sweeping without a mailbox");
}

#[test]
fn bullet_1_only_what_waits_in_the_ledger_goes_and_to_the_lamport() {
    at_every_rent(|mut stage| {
        let (ada, bo) = stage.ada_and_bo();
        let cy = stage.resident("Cy");
        stage.person("treasury");
        let (_, left) = earn(&mut stage, &ada, &bo, Verdict::Spam);
        let (_, stays) = earn(&mut stage, &ada, &cy, Verdict::Valuable);
        stage.close_mailbox(&bo).run();
        let (place, treasury) = (pda::ledger(&stage.network).0, treasury(&stage));
        let (counted, paid, before) = (ledger(&stage), stage.lamports(treasury), stage.snapshot());
        stage.sweep(&bo).without_mailbox().run();

        assert_eq!(stage.lamports(treasury), paid + left);
        assert_eq!(stage.lamports(place), stage.rent(LEDGER));
        assert_eq!(ledger(&stage), Ledger { unpaid: 0, ..counted });
        let mut changed = before.changed_to(&stage.snapshot());
        for address in [place, treasury, Person::named("fee payer").address()] {
            assert!(changed.remove(&address), "{address}");
        }
        assert!(changed.is_empty(), "{changed:?}");

        // What waits in a mailbox that is open goes with that mailbox.
        stage.sweep(&cy).run();
        assert_eq!(stage.lamports(treasury), paid + left + stays);
    });
}

#[test]
fn bullet_1_it_works_when_no_mailbox_is_left() {
    let (mut stage, ada, bo, left) = bo_left();
    stage.advance(until_closable(&stage, &ada));
    stage.close_mailbox(&ada).run();
    assert_eq!((ledger(&stage).mailboxes, ledger(&stage).unpaid), (0, left));
    let before = stage.lamports(treasury(&stage));
    stage.sweep(&bo).without_mailbox().run();
    assert_eq!(stage.lamports(treasury(&stage)), before + left);
    assert_eq!(stage.lamports(pda::ledger(&stage.network).0), stage.rent(LEDGER));
}

#[test]
fn bullet_1_where_nothing_waits_nothing_happens() {
    let (mut stage, ada, bo, _) = bo_left();
    let cy = stage.resident("Cy");
    earn(&mut stage, &cy, &ada, Verdict::Spam);
    let sweep = stage.sweep(&bo).without_mailbox().instruction();
    stage.execute(&[sweep.clone(), sweep.clone()]).succeeded("two in one transaction");
    let before = stage.snapshot();
    stage.execute(&[sweep]).succeeded("another");
    let mut changed = before.changed_to(&stage.snapshot());
    changed.remove(&Person::named("fee payer").address());
    assert!(changed.is_empty(), "{changed:?}");
}

#[test]
fn bullet_1_lamports_given_to_the_ledger_stay_there() {
    let (mut stage, _, bo, left) = bo_left();
    let place = pda::ledger(&stage.network).0;
    stage.give(place, 888);
    let before = stage.lamports(treasury(&stage));
    for _ in 0..2 {
        stage.sweep(&bo).without_mailbox().run();
        assert_eq!(stage.lamports(treasury(&stage)), before + left);
        assert_eq!(stage.lamports(place), stage.rent(LEDGER) + 888);
    }
}

#[test]
fn bullet_1_the_ledger_is_the_networks() {
    let (mut stage, _, bo, _) = bo_left();
    let (here, there) = (stage.network, stage.network());
    stage.network = here;
    for (role, wrong) in [("ledger", pda::ledger(&there).0), ("network", there)] {
        stage.sweep(&bo).without_mailbox().account(role, wrong).expect_error(MailError::OtherNetwork);
    }
}

#[test]
fn bullet_2_only_the_treasury_that_the_network_names_is_paid() {
    let (mut stage, ada, bo, _) = bo_left();
    for wrong in [bo.address(), stage.mailbox_of(&ada), Person::named("nobody").address()] {
        stage.sweep(&bo).without_mailbox().account("treasury", wrong).expect_error(MailError::WrongTreasury);
    }
}

#[test]
fn bullet_3_it_emits_nothing() {
    let (mut stage, _, bo, left) = bo_left();
    for waits in [left, 0] {
        assert_eq!(ledger(&stage).unpaid, waits);
        stage.sweep(&bo).without_mailbox().run().without_events();
    }
}
