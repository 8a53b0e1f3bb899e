//! Every signature, every writable account and every account at all is needed.

use bmail_testing::{InstructionError, NOT_WRITABLE};

use crate::every::{Ready, every};

#[expect(deprecated, reason = "the runtime still says it")]
const MISSING: InstructionError = InstructionError::NotEnoughAccountKeys;
const UNSIGNED: InstructionError = InstructionError::MissingRequiredSignature;

/// The places of the accounts of which something holds, with their roles.
fn places(ready: &Ready, wanted: impl Fn(usize) -> bool) -> Vec<(usize, &'static str)> {
    ready.roles.iter().copied().enumerate().filter(|(index, _)| wanted(*index)).collect()
}

#[test]
fn every_instruction_needs_every_signature() {
    for mut ready in every() {
        for (index, role) in places(&ready, |index| ready.instruction.accounts[index].is_signer) {
            let how = format!("without the signature of its {role}");
            ready.refused(&how, UNSIGNED, |instruction| instruction.accounts[index].is_signer = false);
        }
        ready.run();
    }
}

#[test]
fn nobody_has_to_sign_what_anybody_may_call() {
    let free = every().filter(|ready| ready.instruction.accounts.iter().all(|meta| !meta.is_signer));
    let names: Vec<_> = free.map(|ready| ready.what).collect();
    assert_eq!(names, ["expire", "expire with a body", "apply_rules", "sweep", "sweep without a mailbox"]);
}

#[test]
fn every_instruction_needs_to_write_what_it_changes() {
    for mut ready in every() {
        for (index, role) in places(&ready, |index| ready.instruction.accounts[index].is_writable) {
            let meta = ready.instruction.accounts[index].clone();
            // A signer's two flags are one check; what Anchor creates, the system program may not write either.
            let is_created = ["create_network", "open_mailbox"].contains(&ready.name)
                && ready.stage.svm.get_account(&meta.pubkey).is_none();
            let refusal = match (meta.is_signer, is_created) {
                (true, _) => UNSIGNED,
                (false, true) => InstructionError::PrivilegeEscalation,
                (false, false) => NOT_WRITABLE,
            };
            let how = format!("with a read-only {role}");
            ready.refused(&how, refusal, |instruction| instruction.accounts[index].is_writable = false);
        }
        ready.run();
    }
}

#[test]
fn every_instruction_needs_every_account() {
    for mut ready in every() {
        assert_eq!(ready.instruction.accounts.len(), ready.roles.len(), "{}", ready.what);
        for count in 0..ready.roles.len() {
            let how = format!("with {count} accounts");
            ready.refused(&how, MISSING, |instruction| instruction.accounts.truncate(count));
        }
        ready.run();
    }
}
