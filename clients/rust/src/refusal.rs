//! Why a transaction was refused: which program refused it, and what its error means.

use num_traits::FromPrimitive;
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use solana_transaction_error::TransactionError;

use crate::{
    ASSOCIATED_TOKEN_ID, Program, Programs, Reason, SPL_TOKEN_ID, TOKEN_2022_ID,
    error::{BountyError, MailError, ReputationError},
};

/// The codes of Anchor itself, of which a program of ours gives few.
const OF_ANCHOR: std::ops::Range<u32> = 100..6_000;
/// Errors of the system program and of the token programs have codes below this.
const OF_BUILTINS: u32 = 100;

/// A transaction that was refused, with what tells who refused it. An error is a number that means something else in each
/// program.
#[derive(Clone, Copy, Debug)]
pub struct Refused<'a> {
    /// The cluster's error.
    pub error: &'a TransactionError,
    /// The transaction's instructions, with all that come before the plan's. Of their accounts, only addresses matter.
    pub instructions: &'a [Instruction],
    /// The accounts that the transaction names, in its order.
    pub accounts: &'a [Pubkey],
    /// Its logs, as far as they are known.
    pub logs: &'a [String],
}

impl Refused<'_> {
    /// The reason, for programs at these addresses.
    pub fn reason(&self, programs: &Programs) -> Reason {
        use TransactionError as E;
        match self.error {
            E::InstructionError(index, error) => {
                let culprit = self.culprit(usize::from(*index), error, programs);
                self.of_program(culprit, error, programs).unwrap_or_else(|| Reason::Other(self.error.clone()))
            }
            E::InsufficientFundsForFee | E::AccountNotFound | E::InsufficientFundsForRent { account_index: 0 } => {
                Reason::InsufficientFunds
            }
            E::InsufficientFundsForRent { account_index } => {
                let address = self.accounts.get(usize::from(*account_index));
                Reason::BelowRent { address: address.copied().unwrap_or_default() }
            }
            E::ProgramAccountNotFound | E::InvalidProgramForExecution => Reason::NoProgram,
            other => Reason::Other(other.clone()),
        }
    }

    /// The program that refused it: the first that failed, according to the logs. Without them, the one of those that the
    /// instruction can reach that has such an error, if it is the only one.
    fn culprit(&self, index: usize, error: &InstructionError, programs: &Programs) -> Option<Pubkey> {
        if let Some(failed) = self.logs.iter().find_map(|line| failed(line)) {
            return Some(failed);
        }
        let instruction = self.instructions.get(index)?;
        let named = instruction.accounts.iter().map(|meta| meta.pubkey).filter(|address| is_known(address, programs));
        let mut reached: Vec<_> = named.chain([instruction.program_id]).collect();
        reached.sort_unstable();
        reached.dedup();
        if let InstructionError::Custom(code) = error {
            reached.retain(|program| has_error(program, *code, programs));
        }
        <[Pubkey; 1]>::try_from(reached).ok().map(|[program]| program)
    }

    fn of_program(&self, program: Option<Pubkey>, error: &InstructionError, programs: &Programs) -> Option<Reason> {
        use InstructionError as E;
        Some(match error {
            E::Custom(code) => of_code(program?, *code, programs),
            E::ComputationalBudgetExceeded => Reason::OutOfUnits,
            E::ProgramFailedToComplete if self.ran_out() => Reason::OutOfUnits,
            E::InsufficientFunds if program.is_none_or(|program| is_known(&program, programs)) => {
                Reason::InsufficientFunds
            }
            E::UnsupportedProgramId => Reason::NoProgram,
            E::InvalidAccountOwner
            | E::IllegalOwner
            | E::InvalidAccountData
            | E::UninitializedAccount
            | E::AccountDataTooSmall
            | E::MissingRequiredSignature
            | E::MissingAccount
            | E::IncorrectProgramId
            | E::InvalidSeeds => Reason::Account(error.clone()),
            _ => return None,
        })
    }

    /// Whether a program that did not complete had used up its compute units. Without logs, this is likely: the
    /// transaction was simulated before, and only its budget was more than it is now.
    fn ran_out(&self) -> bool {
        let says_so = |line: &String| failed(line).is_some() && line.contains("exceeded CUs");
        self.logs.is_empty() || self.logs.iter().any(says_so)
    }
}

/// The program whose failure a line of the logs reports. Programs cannot write such a line: theirs begin otherwise.
fn failed(line: &str) -> Option<Pubkey> {
    let (program, _) = line.strip_prefix("Program ")?.split_once(" failed: ")?;
    program.parse().ok()
}

fn ours(program: &Pubkey, programs: &Programs) -> Option<Program> {
    let all = [Program::Mail, Program::Reputation, Program::Bounty];
    all.into_iter().find(|ours| programs.address(*ours) == *program)
}

fn is_of_tokens(program: &Pubkey) -> bool {
    [SPL_TOKEN_ID, TOKEN_2022_ID].contains(program)
}

fn is_system(program: &Pubkey) -> bool {
    *program == solana_system_interface::program::ID
}

fn is_known(program: &Pubkey, programs: &Programs) -> bool {
    is_system(program) || is_of_tokens(program) || *program == ASSOCIATED_TOKEN_ID || ours(program, programs).is_some()
}

fn has_error(program: &Pubkey, code: u32, programs: &Programs) -> bool {
    match ours(program, programs) {
        Some(program) => OF_ANCHOR.contains(&code) || own_error(program, code).is_some(),
        None if is_known(program, programs) => code < OF_BUILTINS,
        None => true,
    }
}

fn own_error(program: Program, code: u32) -> Option<Reason> {
    match program {
        Program::Mail => MailError::from_u32(code).map(Reason::Mail),
        Program::Reputation => ReputationError::from_u32(code).map(Reason::Reputation),
        Program::Bounty => BountyError::from_u32(code).map(Reason::Bounty),
    }
}

fn of_code(program: Pubkey, code: u32, programs: &Programs) -> Reason {
    match (ours(&program, programs), code) {
        (Some(_), 2_040) => Reason::DuplicateAccount,
        (Some(_), code) if OF_ANCHOR.contains(&code) => Reason::Anchor { program, code },
        (Some(ours), code) => own_error(ours, code).unwrap_or(Reason::Foreign { program, code }),
        (None, 0) if is_system(&program) => Reason::AlreadyExists,
        (None, 1) if is_system(&program) => Reason::InsufficientFunds,
        (None, 1) if is_of_tokens(&program) => Reason::InsufficientTokens,
        (None, 17) if is_of_tokens(&program) => Reason::FrozenTokens,
        (None, 0) if program == ASSOCIATED_TOKEN_ID => Reason::TokenAccountTaken,
        _ => Reason::Foreign { program, code },
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
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
}
