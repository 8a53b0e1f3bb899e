//! The result of a transaction.

use std::fmt::Debug;

use bmail_sdk::generated::{bounty::errors::BountyError, mail::errors::MailError, reputation::errors::ReputationError};
use litesvm::types::TransactionMetadata;
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use solana_transaction_error::TransactionError;

use crate::events::{self, Event};

/// Anchor's error if an account is passed twice and one of the two is writable.
pub const DUPLICATE: InstructionError = InstructionError::Custom(2040);
/// Anchor's error if an account must be writable and is not.
pub const NOT_WRITABLE: InstructionError = InstructionError::Custom(2000);

/// A transaction's result, with what a cluster would show about it.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Success, or why it failed.
    pub result: Result<(), TransactionError>,
    /// Compute units that it consumed.
    pub compute_units: u64,
    /// The programs' logs.
    pub logs: Vec<String>,
    /// What the fee payer paid for signatures, in lamports.
    pub fee: u64,
    /// The length of the transaction. A cluster takes 1,232 bytes; this harness takes more.
    pub bytes: usize,
}

/// The exact reason why an instruction must fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// An error of the first instruction.
    Instruction(InstructionError),
    /// An error of the transaction as a whole.
    Transaction(TransactionError),
}

impl Outcome {
    pub(crate) fn new(result: Result<(), TransactionError>, meta: TransactionMetadata, bytes: usize) -> Self {
        Self { result, compute_units: meta.compute_units_consumed, logs: meta.logs, fee: meta.fee, bytes }
    }

    /// Panics with the logs unless the transaction succeeded.
    #[track_caller]
    pub fn succeeded(self, what: &str) -> Self {
        assert!(self.result.is_ok(), "{what} should succeed, but: {:?}\n{}", self.result, self.logs.join("\n"));
        self
    }

    /// Panics with the logs unless the transaction failed for exactly this reason, in this instruction.
    #[track_caller]
    pub fn failed_at(self, instruction: u8, what: &str, refusal: impl Into<Refusal>) -> Self {
        let expected = match refusal.into() {
            Refusal::Instruction(error) => TransactionError::InstructionError(instruction, error),
            Refusal::Transaction(error) => error,
        };
        let logs = self.logs.join("\n");
        assert_eq!(self.result, Err(expected), "{what} should fail with the error on the right\n{logs}");
        self
    }

    /// The events of this kind, in order.
    pub fn events<E: Event>(&self) -> Vec<E> {
        events::decode(&self.logs)
    }

    /// Panics if there is any event.
    #[track_caller]
    pub fn without_events(&self) {
        assert_eq!(events::count(&self.logs), 0, "no event expected: {:?}", self.logs);
    }

    /// The only event, of this kind. Panics if there is none, or several, or one of another kind.
    #[track_caller]
    pub fn event<E: Event + Debug>(&self) -> E {
        let mut found = self.events::<E>();
        assert_eq!(found.len(), 1, "one {} expected: {found:?}", E::NAME);
        assert_eq!(events::count(&self.logs), 1, "no event but {} expected: {:?}", E::NAME, self.logs);
        found.remove(0)
    }
}

/// The runtime's error if an account of a lone instruction would end up with too few lamports. It names the account's
/// index in the transaction: the fee payer comes first, then signers, writable accounts and read-only accounts, each
/// sorted by address.
pub fn too_poor(instruction: &Instruction, address: Pubkey) -> TransactionError {
    let mut metas = instruction.accounts.clone();
    metas.sort_by_key(|meta| (!meta.is_signer, !meta.is_writable, meta.pubkey));
    metas.dedup_by_key(|meta| meta.pubkey);
    let place = metas.iter().position(|meta| meta.pubkey == address).unwrap();
    TransactionError::InsufficientFundsForRent { account_index: 1 + place as u8 }
}

impl From<MailError> for Refusal {
    fn from(error: MailError) -> Self {
        Self::Instruction(InstructionError::Custom(error as u32))
    }
}

impl From<BountyError> for Refusal {
    fn from(error: BountyError) -> Self {
        Self::Instruction(InstructionError::Custom(error as u32))
    }
}

impl From<ReputationError> for Refusal {
    fn from(error: ReputationError) -> Self {
        Self::Instruction(InstructionError::Custom(error as u32))
    }
}

impl From<InstructionError> for Refusal {
    fn from(error: InstructionError) -> Self {
        Self::Instruction(error)
    }
}

impl From<TransactionError> for Refusal {
    fn from(error: TransactionError) -> Self {
        Self::Transaction(error)
    }
}
