//! Lands a transaction exactly once, with no more compute units than it needs.

mod settle;

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use solana_commitment_config::CommitmentConfig;
use solana_instruction::Instruction;
use solana_message::Hash;
use solana_pubkey::Pubkey;
use solana_rpc_client::nonblocking::rpc_client::RpcClient;
use solana_rpc_client_api::config::RpcSimulateTransactionConfig;
use solana_signature::Signature;
use solana_signer::{Signer, SignerError};
use solana_transaction::versioned::VersionedTransaction;
use solana_transaction_error::TransactionError;

pub(super) use settle::{RECORD, keeps_no_history};

use crate::{
    ClientError, Priority, Reason,
    format::{Budget, Format, MAX_COMPUTE_UNITS},
};

/// How often a transaction is signed, with a new blockhash each time.
const ATTEMPTS: usize = 5;
/// The feature gate of version 1 transactions (`enable_tx_v1`), and its program.
const LARGE_TRANSACTIONS: Pubkey = Pubkey::from_str_const("txv1aq4pp281K9um3tnPgkfX8UqtFT6wcVW3hNezGLL");
const FEATURE_PROGRAM: Pubkey = Pubkey::from_str_const("Feature111111111111111111111111111111111111");

/// A transaction that is confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Its signature.
    pub signature: Signature,
    /// The cost of its signatures and its priority, in lamports, without what the instructions moved.
    pub network_fee: u64,
    /// The compute units that it used; zero if the cluster has no record of them.
    pub compute_units: u64,
}

/// A cluster, and how to send transactions to it.
pub(super) struct Cluster {
    pub rpc: RpcClient,
    pub priority: Priority,
    /// Whether it is known to take version 1 transactions. A feature gate never closes again, so only `true` is kept.
    takes_large: AtomicBool,
}

/// How to build a transaction, determined by a simulation. It also holds for other transactions with the same
/// instructions that are not longer and do not need more compute units.
#[derive(Clone, Copy)]
pub(super) struct Fit {
    format: Format,
    budget: Budget,
}

impl Cluster {
    pub fn new(rpc: RpcClient) -> Self {
        Self { rpc, priority: Priority::default(), takes_large: AtomicBool::new(false) }
    }

    /// Simulates, signs and sends `instructions`, and waits until they are confirmed. The first signer pays.
    pub async fn execute(&self, instructions: &[Instruction], signers: &[&dyn Signer]) -> Result<Receipt, ClientError> {
        let fit = self.fit(instructions, signers).await?;
        self.carry_out(fit, instructions, signers).await
    }

    /// Signs and sends `instructions`, and waits until they are confirmed.
    ///
    /// A transaction can land only while its blockhash is valid. During that time it is sent again unchanged. It is
    /// signed again only after the previous one can no longer land. So it never lands twice.
    pub async fn carry_out(
        &self,
        fit: Fit,
        instructions: &[Instruction],
        signers: &[&dyn Signer],
    ) -> Result<Receipt, ClientError> {
        let mut last = Signature::default();
        for _ in 0..ATTEMPTS {
            let (blockhash, last_valid_height) = self.blockhash().await?;
            let transaction = sign(fit, instructions, signers, blockhash)?;
            last = transaction.signatures[0];
            if settle::settle(&self.rpc, &transaction, last_valid_height).await? {
                return Ok(settle::receipt(&self.rpc, &transaction, fit.budget).await);
            }
        }
        Err(ClientError::Unconfirmed { signature: last, attempts: ATTEMPTS })
    }

    /// Simulates `instructions` to find the format and the compute units that they need, and adds a tenth to the
    /// compute units, because state may change before they land.
    pub async fn fit(&self, instructions: &[Instruction], signers: &[&dyn Signer]) -> Result<Fit, ClientError> {
        let format = self.format_for(instructions, &payer(signers)?).await?;
        let (blockhash, _) = self.blockhash().await?;
        let transaction = sign(Fit { format, budget: Budget::most(self.priority) }, instructions, signers, blockhash)?;
        let config =
            RpcSimulateTransactionConfig { commitment: Some(CommitmentConfig::confirmed()), ..Default::default() };
        let result = self.rpc.simulate_transaction_with_config(&transaction, config).await?.value;
        if let Some(refused) = result.err {
            return Err(Reason::from(TransactionError::from(refused)).into());
        }
        let units = result.units_consumed.unwrap_or(u64::from(MAX_COMPUTE_UNITS));
        let limit = u32::try_from(units.saturating_add(units / 10)).unwrap_or(u32::MAX).min(MAX_COMPUTE_UNITS);
        Ok(Fit { format, budget: Budget { limit, priority: self.priority } })
    }

    /// The format for `instructions`: version 0, which every cluster takes, if they fit. Refuses instructions that do
    /// not fit in any format, before anyone is asked to sign.
    pub async fn format_for(&self, instructions: &[Instruction], payer: &Pubkey) -> Result<Format, ClientError> {
        if Format::V0.fits(instructions, payer, self.priority) {
            return Ok(Format::V0);
        }
        let format = self.longest_format().await?;
        format.check_length(instructions, payer, self.priority)?;
        Ok(format)
    }

    /// The longest format that the cluster takes.
    pub async fn longest_format(&self) -> Result<Format, ClientError> {
        if !self.takes_large.load(Relaxed) {
            let gate = self.rpc.get_account_with_commitment(&LARGE_TRANSACTIONS, CommitmentConfig::confirmed()).await?;
            // A gate's data is an `Option` of the slot at which it opened: one byte, and eight more for `Some`.
            let is_open = gate.value.is_some_and(|gate| {
                gate.owner == FEATURE_PROGRAM && gate.data.len() >= 9 && gate.data.first() == Some(&1)
            });
            self.takes_large.store(is_open, Relaxed);
        }
        Ok(if self.takes_large.load(Relaxed) { Format::V1 } else { Format::V0 })
    }

    async fn blockhash(&self) -> Result<(Hash, u64), ClientError> {
        Ok(self.rpc.get_latest_blockhash_with_commitment(CommitmentConfig::confirmed()).await?)
    }
}

/// The first signer.
pub(super) fn payer(signers: &[&dyn Signer]) -> Result<Pubkey, ClientError> {
    let payer = signers.first().map(|signer| signer.pubkey());
    payer.ok_or(ClientError::Sign(SignerError::NotEnoughSigners))
}

fn sign(
    fit: Fit,
    instructions: &[Instruction],
    signers: &[&dyn Signer],
    blockhash: Hash,
) -> Result<VersionedTransaction, ClientError> {
    let message = fit.format.compile(instructions, &payer(signers)?, blockhash, fit.budget)?;
    Ok(VersionedTransaction::try_new(message, signers)?)
}
