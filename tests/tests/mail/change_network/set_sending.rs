//! The specification of `set_sending`.

use bmail_sdk::{NewAccount, accounts::Network};
use bmail_testing::{InstructionError, MailError, Person, Stage, events::SendingChanged};
use postage::Rules;

use super::{DELAY, NEW};
use crate::{PERIOD, YEAR, ada_wrote_to_bo};

/// Pauses the stage's network.
fn pause(stage: &mut Stage) {
    stage.set_sending(&stage.founder(), true).run();
}

/// Nothing can be sent, and then it can.
fn is_paused_until_the_authority_ends_it(mut stage: Stage, from: &Person, to: &Person) {
    stage.send(from, to).expect_error(MailError::SendingPaused);
    stage.set_sending(&stage.founder(), false).run();
    stage.send(from, to).run();
}

#[test]
fn it_pauses_sending_and_posting_and_ends_the_pause() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let before: Network = stage.account(stage.network);
    pause(&mut stage);
    assert_eq!(stage.account::<Network>(stage.network), Network { paused: 1, ..before.clone() });
    for (from, to) in [(&ada, &bo), (&bo, &ada)] {
        stage.send(from, to).expect_error(MailError::SendingPaused);
        stage.post(from, to).expect_error(MailError::SendingPaused);
    }
    stage.set_sending(&stage.founder(), false).run();
    assert_eq!(stage.account::<Network>(stage.network), before);
    stage.send(&ada, &bo).run();
    stage.post(&ada, &bo).run();
}

#[test]
fn a_pause_stops_one_network_only() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    pause(&mut stage);
    stage.network();
    stage.open_mailbox(&ada).run();
    stage.open_mailbox(&bo).run();
    stage.send(&ada, &bo).run();
}

#[test]
fn in_a_pause_friends_do_not_send_either() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    stage.befriend(&ada, &bo);
    pause(&mut stage);
    stage.send(&ada, &bo).expect_error(MailError::SendingPaused);
}

#[test]
fn in_a_pause_messages_are_revealed_acknowledged_refunded_and_expired() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let [answered, refunded, late] = [(); 3].map(|()| stage.send(&ada, &bo).run_and_find());
    let posted = stage.post(&ada, &bo).run_and_find();
    pause(&mut stage);
    stage.reveal(&ada, &bo, posted).run();
    stage.acknowledge(&bo, posted).run();
    stage.acknowledge(&bo, answered).run();
    stage.refund(&bo, refunded).run();
    stage.advance(PERIOD + 1);
    stage.expire(refunded).run();
    stage.expire(late).run();
    is_paused_until_the_authority_ends_it(stage, &ada, &bo);
}

#[test]
fn in_a_pause_people_come_change_and_leave() {
    let (mut stage, ada, bo, message) = ada_wrote_to_bo();
    stage.person("treasury");
    stage.acknowledge(&bo, message).run();
    let mut unused = stage.send(&ada, &bo);
    let account: NewAccount = unused.new_account();
    let created = account.create(stage.rent(account.space));
    stage.execute(&created).succeeded("creating an account");
    pause(&mut stage);

    let cy = stage.resident("Cy");
    stage.set_mailbox(&cy).min_fee(1).run();
    stage.rotate_key(&cy).run();
    stage.set_contact(&cy, &ada).run();
    stage.set_contact(&ada, &cy).contact(false).run();
    stage.sweep(&bo).run();
    stage.reclaim(&ada, &account).run();
    stage.close_mailbox(&cy).run();
    stage.advance(YEAR);
    stage.close_correspondence(&ada, &bo).run();
    stage.close_mailbox(&bo).run();
    stage.sweep(&bo).without_mailbox().run();
    stage.open_mailbox(&bo).run();
    is_paused_until_the_authority_ends_it(stage, &ada, &bo);
}

#[test]
fn in_a_pause_bodies_are_opened_written_sealed_and_closed() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let first = stage.body(&ada, b"before the pause");
    let message = stage.send(&ada, &bo).body(first).run_and_find();
    pause(&mut stage);
    let second = stage.body(&ada, b"in the pause");
    stage.send(&ada, &bo).body(second).expect_error(MailError::SendingPaused);
    stage.acknowledge(&bo, message).run();
    stage.close_body(&ada, first).run();
    stage.close_body(&ada, second).run();
    is_paused_until_the_authority_ends_it(stage, &ada, &bo);
}

#[test]
fn in_a_pause_rules_and_authority_change_and_the_pause_stays() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let founder = stage.founder();
    pause(&mut stage);
    stage.propose_rules(&founder, NEW).run();
    stage.advance(DELAY);
    stage.apply_rules().run();
    stage.propose_authority(&founder, ada.address()).run();
    stage.accept_authority(&ada).run();
    let network: Network = stage.account(stage.network);
    assert_eq!((network.paused, network.authority, Rules::from(&network.rules)), (1, ada.address(), NEW));
    stage.set_sending(&founder, false).expect_error(MailError::NotAuthority);
    stage.set_sending(&ada, false).run();
    stage.send(&ada, &bo).run();
}

#[test]
fn bullet_1_only_the_authority_pauses_sending() {
    let (mut stage, ada, _) = Stage::with_ada_and_bo();
    let founder = stage.founder();
    for paused in [true, false] {
        stage.set_sending(&ada, paused).expect_error(MailError::NotAuthority);
        let unsigned = stage.set_sending(&founder, paused).unsigned("authority");
        unsigned.expect_error(InstructionError::MissingRequiredSignature);
        stage.set_sending(&founder, paused).run();
    }
}

#[test]
fn bullet_2_it_emits_sending_changed() {
    let mut stage = Stage::new();
    let network = stage.network();
    // Whether or not that is a change.
    for paused in [true, true, false, false] {
        let event: SendingChanged = stage.set_sending(&stage.founder(), paused).run().event();
        assert_eq!(event, SendingChanged { network, paused });
    }
}
