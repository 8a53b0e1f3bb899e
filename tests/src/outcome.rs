//! What became of a transaction.

use std::fmt::Debug;

use bmail_sdk::generated::{bounty::errors::BountyError, mail::errors::MailError, reputation::errors::ReputationError};
use litesvm::types::TransactionMetadata;
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use solana_transaction_error::TransactionError;

use crate::events::{self, Event};

/// What Anchor answers when an account is given twice and one of the two may change.
pub const DUPLICATE: InstructionError = InstructionError::Custom(2040);
/// What Anchor answers when an account has to be writable and is not.
pub const NOT_WRITABLE: InstructionError = InstructionError::Custom(2000);

/// A transaction's result, with what a cluster would report of it.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Success, or why it was undone.
    pub result: Result<(), TransactionError>,
    /// Compute units that it used.
    pub compute_units: u64,
    /// What the programs logged.
    pub logs: Vec<String>,
    /// What the signatures cost the fee payer, in lamports.
    pub fee: u64,
    /// Length of the transaction; a cluster takes 1,232 bytes, this harness more.
    pub bytes: usize,
}

/// The exact reason for which an instruction has to fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// In the first instruction.
    Instruction(InstructionError),
    /// As a whole.
    Transaction(TransactionError),
}

impl Outcome {
    pub(crate) fn new(result: Result<(), TransactionError>, meta: TransactionMetadata, bytes: usize) -> Self {
        Self { result, compute_units: meta.compute_units_consumed, logs: meta.logs, fee: meta.fee, bytes }
    }

    /// Panics, with the logs, unless the transaction succeeded.
    #[track_caller]
    pub fn succeeded(self, what: &str) -> Self {
        assert!(self.result.is_ok(), "{what} should succeed, but: {:?}\n{}", self.result, self.logs.join("\n"));
        self
    }

    /// Panics, with the logs, unless the transaction failed for exactly this reason, in this instruction.
    #[track_caller]
    pub fn failed_at(self, instruction: u8, what: &str, refusal: impl Into<Refusal>) -> Self {
        let expected = match refusal.into() {
            Refusal::Instruction(error) => TransactionError::InstructionError(instruction, error),
            Refusal::Transaction(error) => error,
        };
        let logs = self.logs.join("\n");
        assert_eq!(self.result, Err(expected), "{what} should fail as on the right\n{logs}");
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

    /// The one event of this kind; panics if there is none, or several, or any of another kind.
    #[track_caller]
    pub fn event<E: Event + Debug>(&self) -> E {
        let mut found = self.events::<E>();
        assert_eq!(found.len(), 1, "one {} expected: {found:?}", E::NAME);
        assert_eq!(events::count(&self.logs), 1, "no event but {} expected: {:?}", E::NAME, self.logs);
        found.remove(0)
    }
}

/// What the runtime says of an account of a lone instruction that would hold too little. It names its place in the
/// transaction: after the fee payer come those who sign, those that change and those that do not, each in the order of
/// addresses.
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
