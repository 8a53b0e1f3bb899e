//! Every signature, every writable flag and every account is needed.

use std::collections::BTreeSet;

use bmail_testing::{BountyError, InstructionError, NOT_WRITABLE};

use crate::every::{Ready, every};

#[expect(deprecated, reason = "the runtime still returns it")]
const MISSING: InstructionError = InstructionError::NotEnoughAccountKeys;
const UNSIGNED: InstructionError = InstructionError::MissingRequiredSignature;

/// The positions and roles of the accounts that match.
fn places(ready: &Ready, wanted: impl Fn(usize) -> bool) -> Vec<(usize, &'static str)> {
    ready.roles.iter().copied().enumerate().filter(|(index, _)| wanted(*index)).collect()
}

/// Whether the role signs only in some cases. It is then passed as a plain wallet, and its signature is checked later.
fn signs_at_times(name: &str, role: &str) -> bool {
    (name, role) == ("withdraw_contribution", "contributor")
}

/// Shows security.md: A missing signature.
#[test]
fn every_instruction_needs_every_signature() {
    for mut ready in every() {
        for (index, role) in places(&ready, |index| ready.instruction.accounts[index].is_signer) {
            let how = format!("without the signature of its {role}");
            let refusal = match signs_at_times(ready.name, role) {
                true => InstructionError::Custom(BountyError::WrongContributor as u32),
                false => UNSIGNED,
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
    let of_contributions = ["withdraw_contribution"];
    let of_both = of_mail.into_iter().chain(of_reputation);
    assert_eq!(names, of_both.chain(of_bounties).chain(of_contributions).collect());
}

/// Whether Anchor creates the account; then it is the system program that cannot write it.
fn is_created(name: &str, role: &str) -> bool {
    let created = [
        ("create_network", "network"),
        ("create_network", "ledger"),
        ("open_mailbox", "mailbox"),
        ("create_reputation", "reputation"),
        ("open_standing", "standing"),
        ("create_treasury", "treasury"),
        ("create_treasury", "weekly_stats"),
        ("create_token_treasury", "treasury"),
    ];
    created.contains(&(name, role))
}

/// Shows security.md: A missing account, or one that is not writable.
/// Shows security.md: Without `guardrails`, nothing checks which accounts are writable.
#[test]
fn every_instruction_needs_to_write_what_it_changes() {
    for mut ready in every() {
        for (index, role) in places(&ready, |index| ready.instruction.accounts[index].is_writable) {
            let meta = ready.instruction.accounts[index].clone();
            // Anchor checks a signer's two flags at once.
            let signs = meta.is_signer && !signs_at_times(ready.name, role);
            let refusal = match (signs, is_created(ready.name, role)) {
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
