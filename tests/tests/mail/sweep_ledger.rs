//! The specification of `sweep` without a mailbox: it moves only what closed mailboxes left in the ledger.

use bmail_sdk::{
    PROGRAMS,
    accounts::{Ledger, Verdict},
};
use bmail_testing::{Harness, MailError, Person, at_every_rent};

use crate::{
    LEDGER,
    close_mailbox::until_closable,
    sweep::{earn, ledger, treasury, with_treasury},
};

/// Bo has earned and closed his mailbox, on a network whose treasury can receive even one lamport. Returns what that
/// left in the ledger.
fn bo_left() -> (Harness, Person, Person, u64) {
    let (mut harness, ada, bo) = with_treasury();
    let (_, left) = earn(&mut harness, &ada, &bo, Verdict::Spam);
    harness.close_mailbox(&bo).run();
    (harness, ada, bo, left)
}

#[test]
fn anybody_may_call_it_because_nobody_has_to_sign() {
    let (mut harness, _, bo, _) = bo_left();
    let instruction = harness.sweep(&bo).without_mailbox().instruction();
    assert!(instruction.accounts.iter().all(|meta| !meta.is_signer));
    harness.execute(&[instruction]).succeeded("sweeping without a mailbox");
}

/// Shows mail.sweep: The mailbox and the ledger belong to the network.
/// Shows mail.md: A sweep moves what waits in the ledger to the treasury.
#[test]
fn only_what_waits_in_the_ledger_goes_and_to_the_lamport() {
    at_every_rent(|mut harness| {
        let (ada, bo) = harness.ada_and_bo();
        let cy = harness.resident("Cy");
        harness.person("treasury");
        let (_, left) = earn(&mut harness, &ada, &bo, Verdict::Spam);
        let (_, stays) = earn(&mut harness, &ada, &cy, Verdict::Valuable);
        harness.close_mailbox(&bo).run();
        let (place, treasury) = (PROGRAMS.ledger(&harness.network).0, treasury(&harness));
        let (counted, paid, before) = (ledger(&harness), harness.lamports(treasury), harness.snapshot());
        harness.sweep(&bo).without_mailbox().run();

        assert_eq!(harness.lamports(treasury), paid + left);
        assert_eq!(harness.lamports(place), harness.rent(LEDGER));
        assert_eq!(ledger(&harness), Ledger { unpaid: 0, ..counted });
        let mut changed = before.changed_to(&harness.snapshot());
        for address in [place, treasury, Person::named("fee payer").address()] {
            assert!(changed.remove(&address), "{address}");
        }
        assert!(changed.is_empty(), "{changed:?}");

        // What waits in an open mailbox is swept with that mailbox.
        harness.sweep(&cy).run();
        assert_eq!(harness.lamports(treasury), paid + left + stays);
    });
}

/// Shows mail.sweep: The mailbox and the ledger belong to the network.
/// Shows mail.md: A sweep moves what waits in the ledger to the treasury.
/// Shows security.md: Stranding the network's cut when everyone leaves.
#[test]
fn it_works_when_no_mailbox_is_left() {
    let (mut harness, ada, bo, left) = bo_left();
    harness.advance(until_closable(&harness, &ada));
    harness.close_mailbox(&ada).run();
    assert_eq!((ledger(&harness).mailboxes, ledger(&harness).unpaid), (0, left));
    let before = harness.lamports(treasury(&harness));
    harness.sweep(&bo).without_mailbox().run();
    assert_eq!(harness.lamports(treasury(&harness)), before + left);
    assert_eq!(harness.lamports(PROGRAMS.ledger(&harness.network).0), harness.rent(LEDGER));
}

/// Shows mail.sweep: The mailbox and the ledger belong to the network.
/// Shows mail.md: No order of acknowledging, expiring, refunding, revealing, sweeping and closing pays twice.
#[test]
fn where_nothing_waits_nothing_happens() {
    let (mut harness, ada, bo, _) = bo_left();
    let cy = harness.resident("Cy");
    earn(&mut harness, &cy, &ada, Verdict::Spam);
    let sweep = harness.sweep(&bo).without_mailbox().instruction();
    harness.execute(&[sweep.clone(), sweep.clone()]).succeeded("two in one transaction");
    let before = harness.snapshot();
    harness.execute(&[sweep]).succeeded("another");
    let mut changed = before.changed_to(&harness.snapshot());
    changed.remove(&Person::named("fee payer").address());
    assert!(changed.is_empty(), "{changed:?}");
}

/// Shows mail.sweep: The mailbox and the ledger belong to the network.
/// Shows mail.md: Lamports donated to any account of any instruction change no other amount.
#[test]
fn lamports_given_to_the_ledger_stay_there() {
    let (mut harness, _, bo, left) = bo_left();
    let place = PROGRAMS.ledger(&harness.network).0;
    harness.give(place, 888);
    let before = harness.lamports(treasury(&harness));
    for _ in 0..2 {
        harness.sweep(&bo).without_mailbox().run();
        assert_eq!(harness.lamports(treasury(&harness)), before + left);
        assert_eq!(harness.lamports(place), harness.rent(LEDGER) + 888);
    }
}

/// Shows mail.sweep: The mailbox and the ledger belong to the network.
#[test]
fn the_ledger_is_the_networks() {
    let (mut harness, _, bo, _) = bo_left();
    let (here, there) = (harness.network, harness.network());
    harness.network = here;
    for (role, wrong) in [("ledger", PROGRAMS.ledger(&there).0), ("network", there)] {
        harness.sweep(&bo).without_mailbox().account(role, wrong).expect_error(MailError::OtherNetwork);
    }
}

/// Shows mail.sweep: `treasury` is the address that the network names.
/// Shows security.md: Stranding the network's cut when everyone leaves.
#[test]
fn only_the_treasury_that_the_network_names_is_paid() {
    let (mut harness, ada, bo, _) = bo_left();
    for wrong in [bo.address(), harness.mailbox_of(&ada), Person::named("nobody").address()] {
        harness.sweep(&bo).without_mailbox().account("treasury", wrong).expect_error(MailError::WrongTreasury);
    }
}

/// Shows mail.sweep: Emits `MailboxSwept` if there is a mailbox.
#[test]
fn it_emits_nothing() {
    let (mut harness, _, bo, left) = bo_left();
    for waits in [left, 0] {
        assert_eq!(ledger(&harness).unpaid, waits);
        harness.sweep(&bo).without_mailbox().run().without_events();
    }
}
