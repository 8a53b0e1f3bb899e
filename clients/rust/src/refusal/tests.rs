//! Which program an error is told to be of.

use solana_instruction::AccountMeta;

use super::*;
use crate::{BOUNTY_ID, MAIL_ID, PROGRAMS, REPUTATION_ID};

const SYSTEM: Pubkey = solana_system_interface::program::ID;
const STRANGER: Pubkey = Pubkey::new_from_array([7; 32]);

/// The reason of an error of the second instruction, which names these programs, with these logs.
fn reason(error: InstructionError, called: Pubkey, named: &[Pubkey], logs: &[String]) -> Reason {
    let accounts = named.iter().map(|program| AccountMeta::new_readonly(*program, false)).collect();
    let first = Instruction { program_id: SYSTEM, accounts: Vec::new(), data: Vec::new() };
    let instructions = [first, Instruction { program_id: called, accounts, data: Vec::new() }];
    let error = &TransactionError::InstructionError(1, error);
    Refused { error, instructions: &instructions, accounts: &[], logs }.reason(&PROGRAMS)
}

fn logs_of(programs: &[Pubkey], code: u32) -> Vec<String> {
    let invoked = programs.iter().enumerate().map(|(at, program)| format!("Program {program} invoke [{}]", at + 1));
    let lied = format!("Program log: hello\nProgram {STRANGER} failed: custom program error: 0x1");
    let failed =
        programs.iter().rev().map(|program| format!("Program {program} failed: custom program error: {code:#x}"));
    invoked.chain([lied]).chain(failed).collect()
}

/// Shows security.md: An error of one program that is told as another one's.
#[test]
fn an_error_is_that_of_the_program_that_gave_it_however_deep_it_was_called() {
    for (program, code, expected) in [
        (SYSTEM, 0, Reason::AlreadyExists),
        (SYSTEM, 1, Reason::InsufficientFunds),
        (SYSTEM, 3, Reason::Foreign { program: SYSTEM, code: 3 }),
        (SPL_TOKEN_ID, 0, Reason::Foreign { program: SPL_TOKEN_ID, code: 0 }),
        (SPL_TOKEN_ID, 1, Reason::InsufficientTokens),
        (TOKEN_2022_ID, 1, Reason::InsufficientTokens),
        (TOKEN_2022_ID, 17, Reason::FrozenTokens),
        (ASSOCIATED_TOKEN_ID, 0, Reason::TokenAccountTaken),
        (MAIL_ID, 6_000, Reason::Mail(MailError::InvalidName)),
        (MAIL_ID, 2_040, Reason::DuplicateAccount),
        (MAIL_ID, 2_012, Reason::Anchor { program: MAIL_ID, code: 2_012 }),
        (MAIL_ID, 0, Reason::Foreign { program: MAIL_ID, code: 0 }),
        (MAIL_ID, 7_000, Reason::Foreign { program: MAIL_ID, code: 7_000 }),
        (REPUTATION_ID, 7_000, Reason::Reputation(ReputationError::NotAuthority)),
        (BOUNTY_ID, 8_000, Reason::Bounty(BountyError::NotAuthority)),
        (STRANGER, 0, Reason::Foreign { program: STRANGER, code: 0 }),
        (STRANGER, 6_000, Reason::Foreign { program: STRANGER, code: 6_000 }),
        (STRANGER, 2_040, Reason::Foreign { program: STRANGER, code: 2_040 }),
    ] {
        for callers in [&[][..], &[BOUNTY_ID], &[STRANGER, MAIL_ID]] {
            let logs = logs_of(&[callers, &[program]].concat(), code);
            let found = reason(InstructionError::Custom(code), BOUNTY_ID, &[SYSTEM, SPL_TOKEN_ID], &logs);
            assert_eq!(found, expected, "{program} {code}");
        }
    }
}

#[test]
fn without_logs_an_error_is_that_of_the_only_program_that_can_have_given_it() {
    let found = |code, called, named: &[Pubkey]| reason(InstructionError::Custom(code), called, named, &[]);
    assert_eq!(found(0, MAIL_ID, &[SYSTEM, STRANGER]), Reason::AlreadyExists);
    assert_eq!(found(1, SYSTEM, &[]), Reason::InsufficientFunds);
    assert_eq!(found(1, SPL_TOKEN_ID, &[]), Reason::InsufficientTokens);
    assert_eq!(found(6_000, MAIL_ID, &[REPUTATION_ID]), Reason::Mail(MailError::InvalidName));
    assert_eq!(found(7_000, MAIL_ID, &[REPUTATION_ID]), Reason::Reputation(ReputationError::NotAuthority));
    assert_eq!(found(1, STRANGER, &[]), Reason::Foreign { program: STRANGER, code: 1 });
    let other = |code| Reason::Other(TransactionError::InstructionError(1, InstructionError::Custom(code)));
    assert_eq!(found(1, BOUNTY_ID, &[SYSTEM, SPL_TOKEN_ID]), other(1), "it may be either one's");
    assert_eq!(found(1, STRANGER, &[SYSTEM]), other(1), "it may be either one's");
    assert_eq!(found(2_040, MAIL_ID, &[REPUTATION_ID]), other(2_040), "it may be either one's");
    assert_eq!(found(9_999, MAIL_ID, &[SYSTEM]), other(9_999), "nobody's");
}

#[test]
fn running_out_of_compute_units_is_told_from_other_crashes() {
    let crash = |text| vec![format!("Program {MAIL_ID} failed: {text}")];
    let found = |error, logs: &[String]| reason(error, MAIL_ID, &[], logs);
    let incomplete = InstructionError::ProgramFailedToComplete;
    let out = crash("exceeded CUs meter at BPF instruction");
    assert_eq!(found(incomplete.clone(), &out), Reason::OutOfUnits);
    assert_eq!(found(incomplete.clone(), &[]), Reason::OutOfUnits);
    assert_eq!(found(InstructionError::ComputationalBudgetExceeded, &[]), Reason::OutOfUnits);
    let other = found(incomplete.clone(), &crash("Access violation in heap section"));
    assert_eq!(other, Reason::Other(TransactionError::InstructionError(1, incomplete)));
}

/// A cluster says so before it runs anything, or a program that calls another one does.
#[test]
fn a_program_that_is_not_there_is_told_from_other_reasons() {
    for error in [TransactionError::ProgramAccountNotFound, TransactionError::InvalidProgramForExecution] {
        let refused = Refused { error: &error, instructions: &[], accounts: &[], logs: &[] };
        assert_eq!(refused.reason(&PROGRAMS), Reason::NoProgram);
    }
    assert_eq!(reason(InstructionError::UnsupportedProgramId, MAIL_ID, &[], &[]), Reason::NoProgram);
}

#[test]
fn an_account_that_would_be_too_poor_to_exist_is_named_unless_it_is_the_payers() {
    let accounts = [SYSTEM, STRANGER];
    let found = |account_index| {
        let error = TransactionError::InsufficientFundsForRent { account_index };
        Refused { error: &error, instructions: &[], accounts: &accounts, logs: &[] }.reason(&PROGRAMS)
    };
    assert_eq!(found(0), Reason::InsufficientFunds);
    assert_eq!(found(1), Reason::BelowRent { address: STRANGER });
}
