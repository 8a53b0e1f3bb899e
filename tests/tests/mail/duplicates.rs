//! No account may be given twice where one of the two may change.

use bmail_testing::{Call, DUPLICATE, Parts, Stage};

use crate::{PERIOD, ada_wrote_to_bo};

/// Tries each pair of which one is writable, both ways; and then the right accounts.
fn refuses_pairs<P: Parts>(mut stage: Stage, call: impl for<'s> Fn(&'s mut Stage) -> Call<'s, P>) {
    let accounts = call(&mut stage).instruction().accounts;
    for (first, one) in accounts.iter().enumerate() {
        for (second, other) in accounts.iter().enumerate() {
            if first == second || !(one.is_writable || other.is_writable) {
                continue;
            }
            let what = format!("{} with its {} as its {}", P::NAME, P::ROLES[first], P::ROLES[second]);
            // Where a signer is replaced by what cannot sign, the signature is missing too: twice comes first.
            let spoiled = call(&mut stage).account(P::ROLES[second], one.pubkey);
            let spoiled = if one.is_signer { spoiled } else { spoiled.unsigned(P::ROLES[second]) };
            spoiled.attempt().failed_at(0, &what, DUPLICATE);
        }
    }
    call(&mut stage).run();
}

#[test]
fn create_network_refuses_an_account_given_twice() {
    let mut stage = Stage::new();
    let ada = stage.person("Ada");
    refuses_pairs(stage, |stage| stage.create_network(&ada));
}

#[test]
fn open_mailbox_refuses_an_account_given_twice() {
    let (mut stage, ..) = Stage::with_ada_and_bo();
    let cy = stage.person("Cy");
    refuses_pairs(stage, |stage| stage.open_mailbox(&cy));
}

#[test]
fn set_mailbox_and_rotate_key_refuse_an_account_given_twice() {
    let (stage, ada, _) = Stage::with_ada_and_bo();
    refuses_pairs(stage, |stage| stage.set_mailbox(&ada));
    let (stage, ada, _) = Stage::with_ada_and_bo();
    refuses_pairs(stage, |stage| stage.rotate_key(&ada));
}

#[test]
fn send_refuses_an_account_given_twice() {
    let (stage, ada, bo) = Stage::with_ada_and_bo();
    refuses_pairs(stage, |stage| stage.send(&ada, &bo));
    let (stage, ada, bo, _) = ada_wrote_to_bo();
    refuses_pairs(stage, |stage| stage.send(&ada, &bo));
}

#[test]
fn acknowledge_refuses_an_account_given_twice() {
    let (stage, _, bo, message) = ada_wrote_to_bo();
    refuses_pairs(stage, |stage| stage.acknowledge(&bo, message));
}

#[test]
fn expire_refuses_an_account_given_twice() {
    let (mut stage, _, _, message) = ada_wrote_to_bo();
    stage.advance(PERIOD + 1);
    refuses_pairs(stage, |stage| stage.expire(message));
}
