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
mod tests;
