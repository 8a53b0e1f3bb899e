//! The specification of `sweep` with a mailbox; without one it is in `sweep_ledger.rs`. Treasuries that cannot receive are
//! in `poverty.rs`.

use bmail_sdk::{
    accounts::{Ledger, Mailbox, Network, StoredMessage, Verdict},
    pda,
};
use bmail_testing::{MailError, Person, Stage, at_every_rent, events::MailboxSwept};
use solana_pubkey::Pubkey;

use crate::{LEDGER, MAILBOX, VERDICTS, settle};

/// Whoever the stage's networks name.
pub fn treasury(stage: &Stage) -> Pubkey {
    stage.account::<Network>(stage.network).treasury
}

pub fn ledger(stage: &Stage) -> Ledger {
    stage.account(pda::ledger(&stage.network).0)
}

/// Two people on a network whose treasury can receive even a lamport.
pub fn with_treasury() -> (Stage, Person, Person) {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    stage.person("treasury");
    (stage, ada, bo)
}

/// Writes to somebody who answers with a verdict, and says what that earned them, and the network.
pub fn earn(stage: &mut Stage, from: &Person, to: &Person, verdict: Verdict) -> (u64, u64) {
    let message = stage.send(from, to).size(301).run_and_find();
    let fee = stage.account::<StoredMessage>(message).header.fee;
    stage.acknowledge(to, message).verdict(verdict).run();
    let share = settle(fee, verdict);
    (share.recipient.0, share.treasury.0)
}

#[test]
fn anybody_may_sweep_because_nobody_has_to_sign() {
    let (mut stage, _, bo) = with_treasury();
    assert!(stage.sweep(&bo).instruction().accounts.iter().all(|meta| !meta.is_signer));
    stage.sweep(&bo).run();
}

#[test]
fn bullet_1_mailbox_and_ledger_are_the_networks() {
    let (mut stage, _, bo) = with_treasury();
    let here = stage.network;
    let mailbox = stage.mailbox_of(&bo);
    let there = stage.network();
    stage.open_mailbox(&bo).run();
    let (other_mailbox, other_ledger) = (stage.mailbox_of(&bo), pda::ledger(&there).0);
    stage.network = here;
    for wrong in [("mailbox", other_mailbox), ("ledger", other_ledger), ("network", there)] {
        stage.sweep(&bo).account(wrong.0, wrong.1).expect_error(MailError::OtherNetwork);
    }
    let both = stage.sweep(&bo).account("mailbox", other_mailbox).account("ledger", other_ledger);
    both.expect_error(MailError::OtherNetwork);
    stage.network = there;
    stage.sweep(&bo).account("mailbox", mailbox).expect_error(MailError::OtherNetwork);
}

#[test]
fn bullet_2_the_treasury_gets_the_cut_to_the_lamport_and_nobody_else_anything() {
    at_every_rent(|mut stage| {
        let (ada, bo) = stage.ada_and_bo();
        stage.person("treasury");
        for verdict in VERDICTS {
            let (_, cut) = earn(&mut stage, &ada, &bo, verdict);
            let mailbox = stage.mailbox_of(&bo);
            let before = [treasury(&stage), bo.address(), ada.address()].map(|address| stage.lamports(address));
            stage.sweep(&bo).run();
            let after = [treasury(&stage), bo.address(), ada.address()].map(|address| stage.lamports(address));
            assert_eq!(after, [before[0] + cut, before[1], before[2]]);
            assert_eq!(stage.lamports(mailbox), stage.rent(MAILBOX));
            assert_eq!(stage.lamports(pda::ledger(&stage.network).0), stage.rent(LEDGER));
        }
    });
}

#[test]
fn bullet_2_only_the_treasury_that_the_network_names_is_paid() {
    let (mut stage, ada, bo) = with_treasury();
    earn(&mut stage, &ada, &bo, Verdict::Spam);
    for wrong in [bo.address(), stage.mailbox_of(&ada), Person::named("nobody").address()] {
        stage.sweep(&bo).account("treasury", wrong).expect_error(MailError::WrongTreasury);
    }
}

#[test]
fn bullet_2_what_closed_mailboxes_left_goes_along_once() {
    let (mut stage, ada, bo) = with_treasury();
    let (_, left) = earn(&mut stage, &ada, &bo, Verdict::Spam);
    stage.close_mailbox(&bo).run();
    assert_eq!(ledger(&stage).unpaid, left);
    let (_, cut) = {
        let cy = stage.resident("Cy");
        earn(&mut stage, &cy, &ada, Verdict::Valuable)
    };
    let before = stage.lamports(treasury(&stage));
    stage.sweep(&ada).run();
    assert_eq!(stage.lamports(treasury(&stage)), before + left + cut);
    assert_eq!(ledger(&stage).unpaid, 0);
    stage.sweep(&ada).run();
    assert_eq!(stage.lamports(treasury(&stage)), before + left + cut);
}

#[test]
fn a_second_sweep_pays_and_counts_nothing() {
    let (mut stage, ada, bo) = with_treasury();
    earn(&mut stage, &ada, &bo, Verdict::Valuable);
    let sweep = stage.sweep(&bo).instruction();
    let before = stage.lamports(treasury(&stage));
    stage.execute(&[sweep.clone(), sweep.clone()]).succeeded("two in one transaction");
    let (counted, paid) = (ledger(&stage), stage.lamports(treasury(&stage)));
    assert_eq!(paid, before + counted.cut);
    stage.execute(&[sweep]).succeeded("another");
    assert_eq!((ledger(&stage), stage.lamports(treasury(&stage))), (counted, paid));
}

#[test]
fn the_ledger_adds_up_to_the_lamport_over_many_sweeps_of_many_mailboxes() {
    let (mut stage, ada, bo) = with_treasury();
    let cy = stage.resident("Cy");
    let paid = stage.lamports(treasury(&stage));
    let (mut messages, mut earned, mut cuts) = (0, 0, 0);
    for (round, verdict) in VERDICTS.into_iter().cycle().take(7).enumerate() {
        for (from, to) in [(&ada, &bo), (&bo, &cy), (&ada, &cy)].into_iter().take(1 + round % 3) {
            let (part, cut) = earn(&mut stage, from, to, verdict);
            (messages, earned, cuts) = (messages + 1, earned + part, cuts + cut);
        }
        stage.sweep([&ada, &bo, &cy][round % 3]).run();
        stage.advance(3_600);
    }
    for person in [&ada, &bo, &cy] {
        stage.sweep(person).run();
        let mailbox: Mailbox = stage.account(stage.mailbox_of(person));
        assert_eq!((mailbox.cut, mailbox.earned, mailbox.swept_sequence), (0, 0, mailbox.next_sequence));
    }
    let Ledger { mailboxes, messages: counted, earned: theirs, cut, unpaid, .. } = ledger(&stage);
    assert_eq!((mailboxes, counted, theirs, cut, unpaid), (3, messages, earned, cuts, 0));
    assert_eq!(stage.lamports(treasury(&stage)), paid + cuts);
}

#[test]
fn lamports_given_to_a_mailbox_or_the_ledger_are_no_cut() {
    let (mut stage, ada, bo) = with_treasury();
    let (_, cut) = earn(&mut stage, &ada, &bo, Verdict::Valuable);
    let (mailbox, ledger) = (stage.mailbox_of(&bo), pda::ledger(&stage.network).0);
    stage.give(mailbox, 777);
    stage.give(ledger, 888);
    let before = stage.lamports(treasury(&stage));
    stage.sweep(&bo).run();
    assert_eq!(stage.lamports(treasury(&stage)), before + cut);
    assert_eq!(stage.lamports(mailbox), stage.rent(MAILBOX) + 777);
    assert_eq!(stage.lamports(ledger), stage.rent(LEDGER) + 888);
}

#[test]
fn bullet_3_it_emits_mailbox_swept() {
    let (mut stage, ada, bo) = with_treasury();
    let (earned, cut) = earn(&mut stage, &ada, &bo, Verdict::Abstain);
    let network = stage.network;
    let (adas, bos) = (stage.mailbox_of(&ada), stage.mailbox_of(&bo));
    let event: MailboxSwept = stage.sweep(&bo).run().event();
    assert_eq!(event, MailboxSwept { mailbox: bos, network, cut, earned, messages: 0 });
    let event: MailboxSwept = stage.sweep(&ada).run().event();
    assert_eq!(event, MailboxSwept { mailbox: adas, network, cut: 0, earned: 0, messages: 1 });
}
