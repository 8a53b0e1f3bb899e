//! Every signature, every writable flag and every account is needed.

use std::collections::BTreeSet;

use bmail_testing::{InstructionError, NOT_WRITABLE};

use crate::every::{Ready, Wanted, every};

#[expect(deprecated, reason = "the runtime still returns it")]
const MISSING: InstructionError = InstructionError::NotEnoughAccountKeys;
const UNSIGNED: InstructionError = InstructionError::MissingRequiredSignature;

/// The positions and roles of the accounts that match.
fn places(ready: &Ready, wanted: impl Fn(usize) -> bool) -> Vec<(usize, &'static str)> {
    ready.roles.iter().copied().enumerate().filter(|(index, _)| wanted(*index)).collect()
}

/// Shows security.md: A missing signature.
#[test]
fn every_instruction_needs_every_signature() {
    for mut ready in every() {
        for (index, role) in places(&ready, |index| ready.instruction.accounts[index].is_signer) {
            let how = format!("without the signature of its {role}");
            let refusal = match ready.wanted()[index].1.clone() {
                // A signature that is needed only in this case is checked later.
                Wanted::Address(other) => other,
                _ => UNSIGNED.into(),
            };
            ready.refused(&how, refusal, |instruction| instruction.accounts[index].is_signer = false);
        }
        ready.run();
    }
}

/// Shows security.md: A missing signature.
#[test]
fn nobody_has_to_sign_what_anybody_may_call() {
    let free = every().filter(|ready| ready.instruction.accounts.iter().all(|meta| !meta.is_signer));
    let names: BTreeSet<_> = free.map(|ready| ready.name).collect();
    let of_mail = ["apply_rules", "expire", "sweep"];
    let of_reputation = ["apply_parameters", "collect", "finish_unendorse", "sync"];
    let of_bounties = ["apply_limit", "claim", "close_submission", "earn_reputation", "return_allocation", "tally"];
    let of_parts = ["reveal", "withdraw_contribution"];
    let of_both = of_mail.into_iter().chain(of_reputation);
    assert_eq!(names, of_both.chain(of_bounties).chain(of_parts).collect());
}

/// Shows security.md: A missing account, or one that is not writable.
/// Shows security.md: Without `guardrails`, nothing checks which accounts are writable.
#[test]
fn every_instruction_needs_to_write_what_it_changes() {
    for mut ready in every() {
        for (index, role) in places(&ready, |index| ready.instruction.accounts[index].is_writable) {
            let signs = ready.instruction.accounts[index].is_signer;
            let refusal = match &ready.wanted()[index].1 {
                // If Anchor creates the account, it is the system program that cannot write it.
                Wanted::Free => InstructionError::PrivilegeEscalation,
                Wanted::Address(_) => NOT_WRITABLE,
                // Anchor checks a signer's two flags at once.
                _ if signs => UNSIGNED,
                _ => NOT_WRITABLE,
            };
            let how = format!("with a read-only {role}");
            ready.refused(&how, refusal, |instruction| instruction.accounts[index].is_writable = false);
        }
        ready.run();
    }
}

/// Shows security.md: A missing account, or one that is not writable.
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
