//! A vault: an address that has no key and for which this program signs, as a multisig does for its members. It runs any
//! instruction for its owner. Only tests use it.
#![cfg_attr(target_os = "solana", no_std)]

use core::array;

use pinocchio::{
    cpi::{invoke_signed_with_bounds, Seed, Signer},
    error::ProgramError,
    instruction::{InstructionAccount, InstructionView},
    AccountView, Address, ProgramResult,
};

pinocchio::program_entrypoint!(execute, { 3 + MAX_ACCOUNTS + 1 }); // one too many, to refuse it
pinocchio::no_allocator!();
pinocchio::nostd_panic_handler!();

/// The most accounts of an instruction that it runs.
const MAX_ACCOUNTS: usize = 32;

/// Runs an instruction, signed by the owner's vault.
///
/// Accounts: `[s]` the owner; their vault; the program to call; the accounts of the call.
/// Data: the bump of the vault's address, then the data of the call.
///
/// The runtime refuses the call if the vault is not the owner's: the seeds then give another address.
///
/// # Errors
/// An account or the bump is missing, the owner has not signed, or the call has too many accounts.
#[inline(never)]
pub fn execute(_: &Address, accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [owner, vault, program, accounts @ ..] = accounts else { return Err(ProgramError::NotEnoughAccountKeys) };
    let [bump, data @ ..] = data else { return Err(ProgramError::InvalidInstructionData) };
    if !owner.is_signer() {
        return Err(ProgramError::MissingRequiredSignature);
    }
    let named: [InstructionAccount; MAX_ACCOUNTS] = array::from_fn(|place| {
        let account = accounts.get(place).unwrap_or(owner);
        let signs = account.is_signer() || account.address() == vault.address();
        InstructionAccount::new(account.address(), account.is_writable(), signs)
    });
    let named = named.get(..accounts.len()).ok_or(ProgramError::InvalidArgument)?;
    let instruction = InstructionView { program_id: program.address(), data, accounts: named };
    let (owner, bump) = (owner.address().as_ref(), [*bump]);
    let seeds = [Seed::from(b"vault"), Seed::from(owner), Seed::from(&bump)];
    invoke_signed_with_bounds::<MAX_ACCOUNTS, _>(&instruction, accounts, &[Signer::from(&seeds)])
}
