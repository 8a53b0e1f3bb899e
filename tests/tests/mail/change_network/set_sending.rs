//! The specification of `set_sending`.

use bmail_sdk::{NewAccount, accounts::Network};
use bmail_testing::{Harness, InstructionError, MailError, Person, events::SendingChanged};

use super::{DELAY, NEW};
use crate::{PERIOD, YEAR, ada_wrote_to_bo};

/// Pauses the harness's network.
fn pause(harness: &mut Harness) {
    harness.set_sending(&harness.founder(), true).run();
}

/// Nothing can be sent until the pause ends.
fn is_paused_until_the_authority_ends_it(mut harness: Harness, from: &Person, to: &Person) {
    harness.send(from, to).expect_error(MailError::SendingPaused);
    harness.set_sending(&harness.founder(), false).run();
    harness.send(from, to).run();
}

/// Shows mail.md: A network can pause sending and posting, for everyone including contacts.
#[test]
fn it_pauses_sending_and_posting_and_ends_the_pause() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let before: Network = harness.account(harness.network);
    pause(&mut harness);
    assert_eq!(harness.account::<Network>(harness.network), Network { paused: 1, ..before.clone() });
    for (from, to) in [(&ada, &bo), (&bo, &ada)] {
        harness.send(from, to).expect_error(MailError::SendingPaused);
        harness.post(from, to).expect_error(MailError::SendingPaused);
    }
    harness.set_sending(&harness.founder(), false).run();
    assert_eq!(harness.account::<Network>(harness.network), before);
    harness.send(&ada, &bo).run();
    harness.post(&ada, &bo).run();
}

#[test]
fn a_pause_stops_one_network_only() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    pause(&mut harness);
    harness.network();
    harness.open_mailbox(&ada).run();
    harness.open_mailbox(&bo).run();
    harness.send(&ada, &bo).run();
}

/// Shows mail.md: A network can pause sending and posting, for everyone including contacts.
#[test]
fn in_a_pause_friends_do_not_send_either() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    harness.befriend(&ada, &bo);
    pause(&mut harness);
    harness.send(&ada, &bo).expect_error(MailError::SendingPaused);
}

/// Shows mail.md: A pause does not stop revealing, acknowledging, refunding or expiring.
/// Shows security.md: A captured or mistyped authority.
#[test]
fn in_a_pause_messages_are_revealed_acknowledged_refunded_and_expired() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let [acknowledged, refunded, late] = [(); 3].map(|()| harness.send(&ada, &bo).run_and_find());
    let posted = harness.post(&ada, &bo).run_and_find();
    pause(&mut harness);
    harness.reveal(&ada, &bo, posted).run();
    harness.acknowledge(&bo, posted).run();
    harness.acknowledge(&bo, acknowledged).run();
    harness.refund(&bo, refunded).run();
    harness.advance(PERIOD + 1);
    harness.expire(refunded).run();
    harness.expire(late).run();
    is_paused_until_the_authority_ends_it(harness, &ada, &bo);
}

/// Shows mail.md: A pause does not stop sweeping, reclaiming, closing or reopening.
#[test]
fn in_a_pause_people_come_change_and_leave() {
    let (mut harness, ada, bo, message) = ada_wrote_to_bo();
    harness.person("treasury");
    harness.acknowledge(&bo, message).run();
    let unused = harness.send(&ada, &bo);
    let account: NewAccount = unused.new_account();
    let created = account.create(harness.rent(account.space));
    harness.execute(&created).succeeded("creating an account");
    pause(&mut harness);

    let cy = harness.resident("Cy");
    harness.set_mailbox(&cy).min_fee(1).run();
    harness.rotate_key(&cy).run();
    harness.set_contact(&cy, &ada).run();
    harness.set_contact(&ada, &cy).contact(false).run();
    harness.sweep(&bo).run();
    harness.reclaim(&ada, &account).run();
    harness.close_mailbox(&cy).run();
    harness.advance(YEAR);
    harness.close_correspondence(&ada, &bo).run();
    harness.close_mailbox(&bo).run();
    harness.sweep(&bo).without_mailbox().run();
    harness.open_mailbox(&bo).run();
    is_paused_until_the_authority_ends_it(harness, &ada, &bo);
}

/// Shows mail.md: A pause does not stop sweeping, reclaiming, closing or reopening.
#[test]
fn in_a_pause_bodies_are_opened_written_sealed_and_closed() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let first = harness.body(&ada, b"before the pause");
    let message = harness.send(&ada, &bo).body(first).run_and_find();
    pause(&mut harness);
    let second = harness.body(&ada, b"in the pause");
    harness.send(&ada, &bo).body(second).expect_error(MailError::SendingPaused);
    harness.acknowledge(&bo, message).run();
    harness.close_body(&ada, first).run();
    harness.close_body(&ada, second).run();
    is_paused_until_the_authority_ends_it(harness, &ada, &bo);
}

/// Shows mail.md: A pause does not stop changes of the rules or the authority.
#[test]
fn in_a_pause_rules_and_authority_change_and_the_pause_stays() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let founder = harness.founder();
    pause(&mut harness);
    harness.propose_rules(&founder, NEW).run();
    harness.advance(DELAY);
    harness.apply_rules().run();
    harness.propose_authority(&founder, ada.address()).run();
    harness.accept_authority(&ada).run();
    let network: Network = harness.account(harness.network);
    assert_eq!((network.paused, network.authority, network.rules), (1, ada.address(), NEW));
    harness.set_sending(&founder, false).expect_error(MailError::NotAuthority);
    harness.set_sending(&ada, false).run();
    harness.send(&ada, &bo).run();
}

/// Shows mail.set_sending: Only the network's authority may call it.
#[test]
fn only_the_authority_pauses_sending() {
    let (mut harness, ada, _) = Harness::with_ada_and_bo();
    let founder = harness.founder();
    for paused in [true, false] {
        harness.set_sending(&ada, paused).expect_error(MailError::NotAuthority);
        let unsigned = harness.set_sending(&founder, paused).unsigned("authority");
        unsigned.expect_error(InstructionError::MissingRequiredSignature);
        harness.set_sending(&founder, paused).run();
    }
}

/// Shows mail.set_sending: Emits `SendingChanged`.
#[test]
fn it_emits_sending_changed() {
    let mut harness = Harness::new();
    let network = harness.network();
    // Whether or not it changes anything.
    for paused in [true, true, false, false] {
        let event: SendingChanged = harness.set_sending(&harness.founder(), paused).run().event();
        assert_eq!(event, SendingChanged { network, paused });
    }
}
