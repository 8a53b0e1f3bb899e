//! Errors. Each text says what is wrong and what to do.

use num_traits::FromPrimitive;
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use solana_transaction_error::TransactionError;

pub use crate::generated::{bounty::errors::BountyError, mail::errors::MailError, reputation::errors::ReputationError};
use crate::sealing::SealError;

/// Why an action cannot be planned. Nothing was sent, and no money moved.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// The account does not exist.
    #[error("there is no {kind} at {address}: check the address and the cluster")]
    NotFound {
        /// The kind of account.
        kind: &'static str,
        /// Its address.
        address: Pubkey,
    },
    /// Sender and recipient are the same.
    #[error("you cannot write to yourself: choose another recipient")]
    WriteToSelf,
    /// The message has no price.
    #[error(transparent)]
    Price(#[from] postage::Error),
    /// The text cannot be sealed.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The transaction would be longer than its format allows.
    #[error(
        "the transaction has {length} bytes, with those that are reserved, but at most {limit} fit: put less into it"
    )]
    TooLong {
        /// Bytes of the transaction, with those that are [reserved](crate::Limits::reserved). If it is far too long, it may
        /// have still more.
        length: usize,
        /// Bytes that fit.
        limit: usize,
    },
    /// The transaction would name more accounts or signers, or have more instructions, than its format allows.
    #[error(
        "the transaction names {accounts} accounts and has {instructions} instructions and {signers} signers, which is \
         more than its format allows: put less into it"
    )]
    TooMany {
        /// Accounts that it names.
        accounts: usize,
        /// Its instructions.
        instructions: usize,
        /// Who has to sign it.
        signers: usize,
    },
    /// The letter would make a transaction longer than its format allows. As a body, it would fit.
    #[error(
        "the letter makes a transaction of {length} bytes, with those that are reserved, {} more than fit: shorten its \
         text, or upload it as a body",
        length.saturating_sub(*limit)
    )]
    LetterTooLong {
        /// Bytes of the transaction, with those that are [reserved](crate::Limits::reserved).
        length: usize,
        /// Bytes that fit.
        limit: usize,
    },
    /// The account would be too large for its author, who is a program's address.
    #[error(
        "the text needs an account of {space} bytes, but its author is a program's address, which can create at most \
         {limit}: shorten it by {} bytes, or send it from a wallet",
        space.saturating_sub(*limit)
    )]
    TooLongForProgram {
        /// Bytes of the account.
        space: usize,
        /// Bytes that a program can create for its own address.
        limit: usize,
    },
}

/// Why a transaction was refused. All its effects are undone; at most its signature fee is lost.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// The mail program refused it.
    #[error("{0}")]
    Mail(MailError),
    /// The reputation program refused it.
    #[error("{0}")]
    Reputation(ReputationError),
    /// The bounty program refused it.
    #[error("{0}")]
    Bounty(BountyError),
    /// Anchor refused an account that was passed for two roles.
    #[error(
        "the same account was passed twice: you cannot write to or endorse yourself, and each role needs its own \
        account"
    )]
    DuplicateAccount,
    /// The account to create exists already.
    #[error(
        "the account exists already. There is one network for each founder and name; one reputation and one treasury \
        for each network; one mailbox and one standing for each person on a network; one endorsement for each pair of \
        people; one message for each number of a sender; one body for each author and content; one bounty for each \
        number of an issuer; and one submission for each person and bounty"
    )]
    AlreadyExists,
    /// The payer does not have enough lamports.
    #[error("the paying wallet has too few lamports for the fee and the rent: add SOL to it")]
    InsufficientFunds,
    /// The program does not accept an account.
    #[error("the program refused an account: {0}; check the addresses and the cluster")]
    Account(InstructionError),
    /// The cluster does not have the program.
    #[error(
        "there is no program at one of the addresses that the transaction calls: check the cluster, and the addresses of \
         the programs"
    )]
    NoProgram,
    /// Any other reason.
    #[error("the cluster refused the transaction: {0}; it moved no money, except perhaps its signature fee")]
    Other(TransactionError),
}

impl From<MailError> for Reason {
    fn from(error: MailError) -> Self {
        Self::Mail(error)
    }
}

impl From<ReputationError> for Reason {
    fn from(error: ReputationError) -> Self {
        Self::Reputation(error)
    }
}

impl From<BountyError> for Reason {
    fn from(error: BountyError) -> Self {
        Self::Bounty(error)
    }
}

impl From<TransactionError> for Reason {
    fn from(error: TransactionError) -> Self {
        use InstructionError as E;
        let TransactionError::InstructionError(_, inner) = &error else {
            return match error {
                TransactionError::InsufficientFundsForFee
                | TransactionError::InsufficientFundsForRent { .. }
                | TransactionError::AccountNotFound => Self::InsufficientFunds,
                TransactionError::ProgramAccountNotFound | TransactionError::InvalidProgramForExecution => {
                    Self::NoProgram
                }
                other => Self::Other(other),
            };
        };
        match inner {
            // The system program's "account already in use".
            E::Custom(0) => Self::AlreadyExists,
            // The system program's "result with negative lamports".
            E::Custom(1) | E::InsufficientFunds => Self::InsufficientFunds,
            E::Custom(2040) => Self::DuplicateAccount,
            // No two programs share a code, so it does not matter which program called which.
            E::Custom(code) => None
                .or_else(|| MailError::from_u32(*code).map(Self::Mail))
                .or_else(|| ReputationError::from_u32(*code).map(Self::Reputation))
                .or_else(|| BountyError::from_u32(*code).map(Self::Bounty))
                .unwrap_or(Self::Other(error)),
            E::UnsupportedProgramId => Self::NoProgram,
            E::InvalidAccountOwner
            | E::IllegalOwner
            | E::InvalidAccountData
            | E::UninitializedAccount
            | E::AccountDataTooSmall
            | E::MissingRequiredSignature
            | E::MissingAccount
            | E::IncorrectProgramId
            | E::InvalidSeeds => Self::Account(inner.clone()),
            _ => Self::Other(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(index: u8, error: InstructionError) -> Reason {
        TransactionError::InstructionError(index, error).into()
    }

    /// The system program creates the accounts of messages and bodies, in an instruction before this program's.
    #[test]
    fn a_reason_does_not_depend_on_which_instruction_of_a_transaction_gave_it() {
        for index in 0..9 {
            assert_eq!(reason(index, InstructionError::Custom(0)), Reason::AlreadyExists);
            assert_eq!(reason(index, InstructionError::Custom(1)), Reason::InsufficientFunds);
            assert_eq!(reason(index, InstructionError::Custom(2040)), Reason::DuplicateAccount);
            assert_eq!(reason(index, InstructionError::Custom(6000)), Reason::Mail(MailError::InvalidName));
            assert_eq!(reason(index, InstructionError::Custom(6055)), Reason::Mail(MailError::WrongTreasury));
            let reputation = Reason::Reputation(ReputationError::NotAuthority);
            assert_eq!(reason(index, InstructionError::Custom(7000)), reputation);
            assert_eq!(reason(index, InstructionError::Custom(8000)), Reason::Bounty(BountyError::NotAuthority));
        }
    }

    /// A cluster says so before it runs anything, or a program that calls another one does.
    #[test]
    fn a_program_that_is_not_there_is_told_from_other_reasons() {
        for error in [TransactionError::ProgramAccountNotFound, TransactionError::InvalidProgramForExecution] {
            assert_eq!(Reason::from(error), Reason::NoProgram);
        }
        assert_eq!(reason(1, InstructionError::UnsupportedProgramId), Reason::NoProgram);
    }

    #[test]
    fn an_unknown_code_is_passed_on() {
        let error = TransactionError::InstructionError(1, InstructionError::Custom(6059));
        assert_eq!(Reason::from(error.clone()), Reason::Other(error));
    }
}
