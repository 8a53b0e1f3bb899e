//! The specification of `sweep` with a mailbox. Sweeping without one is in `sweep_ledger.rs`. Treasuries that cannot
//! receive are in `poverty.rs`.

use bmail_sdk::{
    PROGRAMS,
    accounts::{Ledger, Mailbox, Network, StoredMessage, Verdict},
};
use bmail_testing::{Harness, MailError, Person, at_every_rent, events::MailboxSwept};
use solana_pubkey::Pubkey;

use crate::{LEDGER, MAILBOX, VERDICTS, settle};

/// The treasury that the harness's networks name.
pub fn treasury(harness: &Harness) -> Pubkey {
    harness.account::<Network>(harness.network).treasury
}

pub fn ledger(harness: &Harness) -> Ledger {
    harness.account(PROGRAMS.ledger(&harness.network).0)
}

/// Two people on a network whose treasury can receive even one lamport.
pub fn with_treasury() -> (Harness, Person, Person) {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.person("treasury");
    (harness, ada, bo)
}

/// Sends a message and acknowledges it. Returns what the recipient and the network earned.
pub fn earn(harness: &mut Harness, from: &Person, to: &Person, verdict: Verdict) -> (u64, u64) {
    let message = harness.send(from, to).size(301).run_and_find();
    let fee = harness.account::<StoredMessage>(message).header.fee;
    harness.acknowledge(to, message).verdict(verdict).run();
    let share = settle(fee, verdict);
    (share.recipient.0, share.treasury.0)
}

#[test]
fn anybody_may_sweep_because_nobody_has_to_sign() {
    let (mut harness, _, bo) = with_treasury();
    assert!(harness.sweep(&bo).instruction().accounts.iter().all(|meta| !meta.is_signer));
    harness.sweep(&bo).run();
}

/// Shows mail.sweep: The mailbox and the ledger belong to the network.
#[test]
fn mailbox_and_ledger_are_the_networks() {
    let (mut harness, _, bo) = with_treasury();
    let here = harness.network;
    let mailbox = harness.mailbox_of(&bo);
    let there = harness.network();
    harness.open_mailbox(&bo).run();
    let (other_mailbox, other_ledger) = (harness.mailbox_of(&bo), PROGRAMS.ledger(&there).0);
    harness.network = here;
    for wrong in [("mailbox", other_mailbox), ("ledger", other_ledger), ("network", there)] {
        harness.sweep(&bo).account(wrong.0, wrong.1).expect_error(MailError::OtherNetwork);
    }
    let both = harness.sweep(&bo).account("mailbox", other_mailbox).account("ledger", other_ledger);
    both.expect_error(MailError::OtherNetwork);
    harness.network = there;
    harness.sweep(&bo).account("mailbox", mailbox).expect_error(MailError::OtherNetwork);
}

/// Shows mail.sweep: `treasury` is the address that the network names.
/// Shows mail.md: The cut goes to the treasury that the network names, and to nobody else.
#[test]
fn the_treasury_gets_the_cut_to_the_lamport_and_nobody_else_anything() {
    at_every_rent(|mut harness| {
        let (ada, bo) = harness.ada_and_bo();
        harness.person("treasury");
        for verdict in VERDICTS {
            let (_, cut) = earn(&mut harness, &ada, &bo, verdict);
            let mailbox = harness.mailbox_of(&bo);
            let before = [treasury(&harness), bo.address(), ada.address()].map(|address| harness.lamports(address));
            harness.sweep(&bo).run();
            let after = [treasury(&harness), bo.address(), ada.address()].map(|address| harness.lamports(address));
            assert_eq!(after, [before[0] + cut, before[1], before[2]]);
            assert_eq!(harness.lamports(mailbox), harness.rent(MAILBOX));
            assert_eq!(harness.lamports(PROGRAMS.ledger(&harness.network).0), harness.rent(LEDGER));
        }
    });
}

/// Shows mail.sweep: `treasury` is the address that the network names.
/// Shows mail.md: The cut goes to the treasury that the network names, and to nobody else.
#[test]
fn only_the_treasury_that_the_network_names_is_paid() {
    let (mut harness, ada, bo) = with_treasury();
    earn(&mut harness, &ada, &bo, Verdict::Spam);
    for wrong in [bo.address(), harness.mailbox_of(&ada), Person::named("nobody").address()] {
        harness.sweep(&bo).account("treasury", wrong).expect_error(MailError::WrongTreasury);
    }
}

/// Shows mail.sweep: `treasury` is the address that the network names.
/// Shows mail.md: A sweep moves what waits in the ledger to the treasury.
/// Shows mail.md: No order of acknowledging, expiring, refunding, revealing, sweeping and closing pays twice.
#[test]
fn what_closed_mailboxes_left_goes_along_once() {
    let (mut harness, ada, bo) = with_treasury();
    let (_, left) = earn(&mut harness, &ada, &bo, Verdict::Spam);
    harness.close_mailbox(&bo).run();
    assert_eq!(ledger(&harness).unpaid, left);
    let (_, cut) = {
        let cy = harness.resident("Cy");
        earn(&mut harness, &cy, &ada, Verdict::Valuable)
    };
    let before = harness.lamports(treasury(&harness));
    harness.sweep(&ada).run();
    assert_eq!(harness.lamports(treasury(&harness)), before + left + cut);
    assert_eq!(ledger(&harness).unpaid, 0);
    harness.sweep(&ada).run();
    assert_eq!(harness.lamports(treasury(&harness)), before + left + cut);
}

/// Shows mail.md: No order of acknowledging, expiring, refunding, revealing, sweeping and closing pays twice.
/// Shows security.md: Inflated totals.
#[test]
fn a_second_sweep_pays_and_counts_nothing() {
    let (mut harness, ada, bo) = with_treasury();
    earn(&mut harness, &ada, &bo, Verdict::Valuable);
    let sweep = harness.sweep(&bo).instruction();
    let before = harness.lamports(treasury(&harness));
    harness.execute(&[sweep.clone(), sweep.clone()]).succeeded("two in one transaction");
    let (counted, paid) = (ledger(&harness), harness.lamports(treasury(&harness)));
    assert_eq!(paid, before + counted.cut);
    harness.execute(&[sweep]).succeeded("another");
    assert_eq!((ledger(&harness), harness.lamports(treasury(&harness))), (counted, paid));
}

/// Shows mail.md: A sweep of a mailbox adds its totals to the ledger.
/// Shows security.md: Inflated totals.
#[test]
fn the_ledger_adds_up_to_the_lamport_over_many_sweeps_of_many_mailboxes() {
    let (mut harness, ada, bo) = with_treasury();
    let cy = harness.resident("Cy");
    let paid = harness.lamports(treasury(&harness));
    let (mut messages, mut earned, mut cuts) = (0, 0, 0);
    for (round, verdict) in VERDICTS.into_iter().cycle().take(7).enumerate() {
        for (from, to) in [(&ada, &bo), (&bo, &cy), (&ada, &cy)].into_iter().take(1 + round % 3) {
            let (part, cut) = earn(&mut harness, from, to, verdict);
            (messages, earned, cuts) = (messages + 1, earned + part, cuts + cut);
        }
        harness.sweep([&ada, &bo, &cy][round % 3]).run();
        harness.advance(3_600);
    }
    for person in [&ada, &bo, &cy] {
        harness.sweep(person).run();
        let mailbox: Mailbox = harness.account(harness.mailbox_of(person));
        assert_eq!((mailbox.cut, mailbox.earned, mailbox.swept_sequence), (0, 0, mailbox.next_sequence));
    }
    let Ledger { mailboxes, messages: counted, earned: theirs, cut, unpaid, .. } = ledger(&harness);
    assert_eq!((mailboxes, counted, theirs, cut, unpaid), (3, messages, earned, cuts, 0));
    assert_eq!(harness.lamports(treasury(&harness)), paid + cuts);
}

/// Shows mail.md: Lamports donated to any account of any instruction change no other amount.
#[test]
fn lamports_given_to_a_mailbox_or_the_ledger_are_no_cut() {
    let (mut harness, ada, bo) = with_treasury();
    let (_, cut) = earn(&mut harness, &ada, &bo, Verdict::Valuable);
    let (mailbox, ledger) = (harness.mailbox_of(&bo), PROGRAMS.ledger(&harness.network).0);
    harness.give(mailbox, 777);
    harness.give(ledger, 888);
    let before = harness.lamports(treasury(&harness));
    harness.sweep(&bo).run();
    assert_eq!(harness.lamports(treasury(&harness)), before + cut);
    assert_eq!(harness.lamports(mailbox), harness.rent(MAILBOX) + 777);
    assert_eq!(harness.lamports(ledger), harness.rent(LEDGER) + 888);
}

/// Shows mail.sweep: Emits `MailboxSwept` if there is a mailbox.
#[test]
fn it_emits_mailbox_swept() {
    let (mut harness, ada, bo) = with_treasury();
    let (earned, cut) = earn(&mut harness, &ada, &bo, Verdict::Abstain);
    let network = harness.network;
    let (adas, bos) = (harness.mailbox_of(&ada), harness.mailbox_of(&bo));
    let event: MailboxSwept = harness.sweep(&bo).run().event();
    assert_eq!(event, MailboxSwept { mailbox: bos, network, cut, earned, messages: 0 });
    let event: MailboxSwept = harness.sweep(&ada).run().event();
    assert_eq!(event, MailboxSwept { mailbox: adas, network, cut: 0, earned: 0, messages: 1 });
}
