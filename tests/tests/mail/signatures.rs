//! Every signature, every writable account and every account at all is needed.

use bmail_testing::{Call, InstructionError, NOT_WRITABLE, Parts, Stage};

use crate::{PERIOD, ada_wrote_to_bo};

#[expect(deprecated, reason = "the runtime still says it")]
const MISSING: InstructionError = InstructionError::NotEnoughAccountKeys;

/// Leaves out each signature, each permission to write and each account; and then nothing.
fn needs_all<P: Parts>(mut stage: Stage, call: impl for<'s> Fn(&'s mut Stage) -> Call<'s, P>) {
    let accounts = call(&mut stage).instruction().accounts;
    for (role, meta) in P::ROLES.iter().zip(&accounts) {
        if meta.is_signer {
            let what = format!("{} without the signature of its {role}", P::NAME);
            let outcome = call(&mut stage).unsigned(role).attempt();
            outcome.failed_at(0, &what, InstructionError::MissingRequiredSignature);
        }
        if meta.is_writable {
            let what = format!("{} with a read-only {role}", P::NAME);
            // A signer's two flags are one check; what is yet to be made, the system program may not write either.
            let is_new = stage.lamports(meta.pubkey) == 0 && P::NAME != "send";
            let refusal = match (meta.is_signer, is_new) {
                (true, _) => InstructionError::MissingRequiredSignature,
                (false, true) => InstructionError::PrivilegeEscalation,
                (false, false) => NOT_WRITABLE,
            };
            call(&mut stage).read_only(role).attempt().failed_at(0, &what, refusal);
        }
    }
    for count in 0..accounts.len() {
        let what = format!("{} with {count} accounts", P::NAME);
        let outcome = call(&mut stage).only_accounts(count).attempt();
        outcome.failed_at(0, &what, MISSING);
    }
    call(&mut stage).run();
}

#[test]
fn create_network_needs_every_signature_and_account() {
    let mut stage = Stage::new();
    let ada = stage.person("Ada");
    needs_all(stage, |stage| stage.create_network(&ada));
}

#[test]
fn open_mailbox_needs_every_signature_and_account() {
    let (mut stage, ..) = Stage::with_ada_and_bo();
    let cy = stage.person("Cy");
    needs_all(stage, |stage| stage.open_mailbox(&cy));
}

#[test]
fn set_mailbox_and_rotate_key_need_every_signature_and_account() {
    let (stage, ada, _) = Stage::with_ada_and_bo();
    needs_all(stage, |stage| stage.set_mailbox(&ada));
    let (stage, ada, _) = Stage::with_ada_and_bo();
    needs_all(stage, |stage| stage.rotate_key(&ada));
}

#[test]
fn send_needs_every_signature_and_account() {
    let (stage, ada, bo) = Stage::with_ada_and_bo();
    needs_all(stage, |stage| stage.send(&ada, &bo));
    let (stage, ada, bo, _) = ada_wrote_to_bo();
    needs_all(stage, |stage| stage.send(&ada, &bo));
}

#[test]
fn acknowledge_needs_every_signature_and_account() {
    let (stage, _, bo, message) = ada_wrote_to_bo();
    needs_all(stage, |stage| stage.acknowledge(&bo, message));
}

#[test]
fn expire_needs_every_account() {
    let (mut stage, _, _, message) = ada_wrote_to_bo();
    stage.advance(PERIOD + 1);
    needs_all(stage, |stage| stage.expire(message));
}
