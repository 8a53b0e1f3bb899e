//! Nobody acts as somebody else's vault.

use bmail_sdk::instructions::mail;
use bmail_testing::{Harness, InstructionError, MailError, Person, TransactionError, vault};
use solana_instruction::{AccountMeta, Instruction};

/// A call that closes Vera's mailbox, and Eve, who has a wallet and a vault of her own.
fn closing() -> (Harness, Person, Person, Instruction) {
    let (mut harness, ..) = Harness::with_ada_and_bo();
    let (vera, eve) = (harness.resident_vault("Vera"), harness.resident_vault("Eve"));
    let close = mail::close_mailbox(&harness.chain(), &harness.network, &vera.address(), 0).only().actions.remove(0);
    (harness, vera, eve, close)
}

#[track_caller]
fn refused(harness: &mut Harness, call: Instruction, error: InstructionError) {
    assert_eq!(harness.execute(&[call]).result, Err(TransactionError::InstructionError(0, error)));
}

/// Shows sdk.md: Nobody else acts as the vault
/// Shows security.md: Acting as somebody else's vault.
#[test]
fn only_the_owner_of_a_vault_acts_through_it() {
    let (mut harness, vera, eve, close) = closing();
    let (owner, stranger) = (vera.behind_vault().unwrap(), eve.behind_vault().unwrap());
    let call = vault::execute(&owner, &close);

    let mut unsigned = call.clone();
    unsigned.accounts[0].is_signer = false;
    refused(&mut harness, unsigned, InstructionError::MissingRequiredSignature);
    let mut of_eve = call.clone();
    of_eve.accounts[0].pubkey = stranger;
    refused(&mut harness, of_eve, InstructionError::PrivilegeEscalation);
    // Eve's own vault signs, and Vera's does not.
    let mut eves = vault::execute(&stranger, &close);
    eves.accounts.iter_mut().filter(|meta| meta.pubkey == vera.address()).for_each(|meta| meta.is_signer = false);
    refused(&mut harness, eves, InstructionError::MissingRequiredSignature);
    let mut other_bump = call.clone();
    other_bump.data[0] ^= 1;
    assert!(harness.execute(&[other_bump]).result.is_err());
    harness.execute(&[call]).succeeded("the owner's call");
}

/// The program of the tests passes on all accounts of a call, or none.
#[test]
fn a_call_with_more_accounts_than_the_program_takes_is_refused() {
    let (mut harness, vera, _, mut call) = closing();
    let other = AccountMeta::new_readonly(harness.network, false);
    call.accounts.resize(33, other);
    let owner = vera.behind_vault().unwrap();
    refused(&mut harness, vault::execute(&owner, &call), InstructionError::InvalidArgument);
    call.accounts.truncate(32);
    harness.execute(&[vault::execute(&owner, &call)]).succeeded("a call with 32 accounts");
}

/// Shows sdk.md: Nobody else acts as the vault
/// Shows security.md: Acting as somebody else's vault.
#[test]
fn a_vault_has_what_is_its_own_and_nothing_of_another_vault_or_of_its_owners_wallet() {
    let (mut harness, vera, eve, _) = closing();
    let veras = harness.mailbox_of(&vera);
    harness.close_mailbox(&eve).account("mailbox", veras).expect_error(MailError::NotYourMailbox);
    let owner = Person::named("Vera");
    harness.give(owner.address(), 1_000_000_000);
    harness.close_mailbox(&owner).account("mailbox", veras).expect_error(MailError::NotYourMailbox);
    let own = harness.resident("Vera");
    let wallets = harness.mailbox_of(&own);
    harness.close_mailbox(&vera).account("mailbox", wallets).expect_error(MailError::NotYourMailbox);
}
