//! What can go wrong, as types that say what to do.

use num_traits::FromPrimitive;
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use solana_rpc_client_api::client_error::Error as RpcError;
use solana_signature::Signature;
use solana_transaction_error::TransactionError;

pub use crate::generated::{bounty::errors::BountyError, mail::errors::MailError, reputation::errors::ReputationError};
use crate::{
    accounts::DecodeError,
    bounty::PlanError,
    sealing::{OpenError, SealError},
};

/// Why a call of [`Client`](crate::Client) failed. Nothing was charged unless it says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The cluster cannot be reached, or answered with an error of its own.
    #[error("the cluster's RPC failed: {0}; check the URL and try again")]
    Rpc(Box<RpcError>),
    /// There is no such account.
    #[error("there is no {kind} at {address}: check the address and the cluster")]
    NotFound {
        /// What was looked for.
        kind: &'static str,
        /// Where.
        address: Pubkey,
    },
    /// An account is something else.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// A network's name is not usable.
    #[error("a network's name has 1 to 32 bytes of UTF-8 without control characters: choose another name")]
    InvalidName,
    /// Sender and recipient are the same.
    #[error("nobody writes to themselves: choose another recipient")]
    WriteToSelf,
    /// There is no price.
    #[error(transparent)]
    Price(#[from] postage::Error),
    /// The text cannot be sealed.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// No bounty can be made of a plan.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// A message cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A message's key is not public, so nobody can read it.
    #[error("the message is not readable: its sender has until {deadline} (unix seconds) to publish its key")]
    NotRevealed {
        /// The last moment for it.
        deadline: i64,
    },
    /// A body is not what it says it is, which no program allows.
    #[error("the body at {address} does not have the content that it announces: ask another RPC node")]
    WrongBody {
        /// Where.
        address: Pubkey,
    },
    /// What is to be revealed is not what was committed to. Nothing was sent.
    #[error(
        "this is not what was committed to at {submission}: reveal the very same bytes, with the key pair that committed"
    )]
    WrongContent {
        /// Where the commitment is.
        submission: Pubkey,
    },
    /// What must not be forgotten could not be stored, so nothing more was sent.
    #[error("the state could not be stored: {0}; make room for it and go on")]
    Store(std::io::Error),
    /// A transaction with this message would be longer than the cluster takes.
    #[error(
        "the message makes a transaction of {length} bytes, and at most {limit} fit: shorten it by {}, or upload it as \
         a body",
        length - limit
    )]
    TooLong {
        /// Bytes of the transaction.
        length: usize,
        /// Bytes that fit.
        limit: usize,
    },
    /// The signers do not fit the transaction.
    #[error("the transaction could not be signed: {0}; check the key pairs")]
    Sign(solana_signer::SignerError),
    /// The cluster or a program refused the transaction.
    #[error(transparent)]
    Refused(#[from] Reason),
    /// The transaction was sent, and then the cluster stopped answering. It may have landed.
    #[error("the cluster stopped answering: look up transaction {signature} before trying again, it may have landed")]
    Unknown {
        /// The transaction.
        signature: Signature,
    },
    /// Neither confirmed nor refused while its blockhashes lasted.
    #[error(
        "no confirmation after {attempts} attempts, the last was {signature}: the cluster is congested, pay a priority fee"
    )]
    Unconfirmed {
        /// The last attempt.
        signature: Signature,
        /// How many there were; none of them can land any more.
        attempts: usize,
    },
}

/// Why a transaction was refused. Whatever it would have done is undone, only its signature fee may be lost.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// The mail program.
    #[error("{0}")]
    Mail(MailError),
    /// The reputation program.
    #[error("{0}")]
    Reputation(ReputationError),
    /// The bounty program.
    #[error("{0}")]
    Bounty(BountyError),
    /// Anchor refused two accounts to be the same one.
    #[error("an account is given twice: nobody writes to or endorses themselves, and each role needs its own account")]
    DuplicateAccount,
    /// What would be created is there already.
    #[error(
        "it exists already: there is one network of a name and founder and one reputation of a network, one mailbox and \
         one standing for each person on it, one endorsement of one by another, one message of each of its numbers, one \
         body of an author and content, one treasury of a network, one bounty of each of its issuer's numbers, and one \
         submission of each person to it"
    )]
    AlreadyExists,
    /// The payer cannot pay.
    #[error("not enough lamports for the fee and the rent: add SOL to the paying wallet")]
    InsufficientFunds,
    /// An account is not what the program expects.
    #[error("the program refused an account: {0}; check the addresses")]
    Account(InstructionError),
    /// Anything else.
    #[error("the cluster refused the transaction: {0}")]
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

impl From<solana_signer::SignerError> for ClientError {
    fn from(error: solana_signer::SignerError) -> Self {
        Self::Sign(error)
    }
}

impl From<RpcError> for ClientError {
    fn from(error: RpcError) -> Self {
        match error.kind().get_transaction_error() {
            Some(refused) => Self::Refused(refused.into()),
            None => Self::Rpc(Box::new(error)),
        }
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
                other => Self::Other(other),
            };
        };
        match inner {
            // The system program's "account already in use".
            E::Custom(0) => Self::AlreadyExists,
            // The system program's "result with negative lamports".
            E::Custom(1) | E::InsufficientFunds => Self::InsufficientFunds,
            E::Custom(2040) => Self::DuplicateAccount,
            // The programs' codes differ, so that it does not matter which of them called the other.
            E::Custom(code) => None
                .or_else(|| MailError::from_u32(*code).map(Self::Mail))
                .or_else(|| ReputationError::from_u32(*code).map(Self::Reputation))
                .or_else(|| BountyError::from_u32(*code).map(Self::Bounty))
                .unwrap_or(Self::Other(error)),
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

    /// The accounts of messages and bodies are created by the system program, before the instruction of this one.
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

    #[test]
    fn a_code_that_no_program_here_has_is_given_as_it_is() {
        let error = TransactionError::InstructionError(1, InstructionError::Custom(6059));
        assert_eq!(Reason::from(error.clone()), Reason::Other(error));
    }
}
