//! Getting a transaction in: exactly once, with no more compute units than it needs.

mod compile;
mod settle;

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use solana_commitment_config::CommitmentConfig;
use solana_instruction::Instruction;
use solana_message::Hash;
use solana_pubkey::Pubkey;
use solana_rpc_client::nonblocking::rpc_client::RpcClient;
use solana_rpc_client_api::config::RpcSimulateTransactionConfig;
use solana_signature::Signature;
use solana_signer::Signer;
use solana_transaction::versioned::VersionedTransaction;
use solana_transaction_error::TransactionError;

pub(crate) use compile::{Format, pack};
pub(crate) use settle::{RECORD, keeps_no_history};

use crate::{ClientError, Reason};
use compile::{Budget, MAX_COMPUTE_UNITS};

/// How often a transaction is signed anew when its blockhash has expired.
const ATTEMPTS: usize = 5;
/// The gate of version 1 transactions (`enable_tx_v1`), and which program's account it is.
const LARGE_TRANSACTIONS: Pubkey = Pubkey::from_str_const("txv1aq4pp281K9um3tnPgkfX8UqtFT6wcVW3hNezGLL");
const FEATURE_PROGRAM: Pubkey = Pubkey::from_str_const("Feature111111111111111111111111111111111111");

/// What is paid for being included sooner, in micro-lamports for each compute unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Priority(pub u64);

/// A transaction that is confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Its signature.
    pub signature: Signature,
    /// What its signatures and its priority cost, in lamports, apart from what the instructions moved.
    pub network_fee: u64,
    /// What it used; zero where the cluster keeps no record of it.
    pub compute_units: u64,
}

/// A cluster, and what transactions on it are like.
pub(crate) struct Cluster {
    pub rpc: RpcClient,
    pub priority: Priority,
    /// Whether it is known to take version 1 transactions. Gates open and never close, so only a yes is kept.
    takes_large: AtomicBool,
}

/// How a transaction is built, found out before it is signed. It holds for others of the same instructions, too, that
/// are no longer and no dearer.
#[derive(Clone, Copy)]
pub(crate) struct Plan {
    format: Format,
    budget: Budget,
}

impl Cluster {
    pub fn new(rpc: RpcClient) -> Self {
        Self { rpc, priority: Priority::default(), takes_large: AtomicBool::new(false) }
    }

    /// Simulates, signs and sends `instructions`, and waits until they are confirmed. The first signer pays.
    pub async fn execute(&self, instructions: &[Instruction], signers: &[&dyn Signer]) -> Result<Receipt, ClientError> {
        let plan = self.plan(instructions, signers).await?;
        self.carry_out(plan, instructions, signers).await
    }

    /// Signs and sends `instructions`, and waits until they are confirmed.
    ///
    /// A transaction can land only while its blockhash is valid. So it is sent again, unchanged, as long as it is, and
    /// signed anew only when the one before can land no more: it never lands twice.
    pub async fn carry_out(
        &self,
        plan: Plan,
        instructions: &[Instruction],
        signers: &[&dyn Signer],
    ) -> Result<Receipt, ClientError> {
        let mut last = Signature::default();
        for _ in 0..ATTEMPTS {
            let (blockhash, last_valid_height) = self.blockhash().await?;
            let transaction = sign(plan, instructions, signers, blockhash)?;
            last = transaction.signatures[0];
            if settle::settle(&self.rpc, &transaction, last_valid_height).await? {
                return Ok(settle::receipt(&self.rpc, &transaction, plan.budget).await);
            }
        }
        Err(ClientError::Unconfirmed { signature: last, attempts: ATTEMPTS })
    }

    /// Simulates `instructions`: in the format that they need, with the compute units that they need, and a tenth more
    /// of these, because state may change before they land.
    pub async fn plan(&self, instructions: &[Instruction], signers: &[&dyn Signer]) -> Result<Plan, ClientError> {
        let format = self.format_for(instructions, &signers[0].pubkey()).await?;
        let (blockhash, _) = self.blockhash().await?;
        let transaction = sign(Plan { format, budget: Budget::most(self.priority) }, instructions, signers, blockhash)?;
        let config =
            RpcSimulateTransactionConfig { commitment: Some(CommitmentConfig::confirmed()), ..Default::default() };
        let result = self.rpc.simulate_transaction_with_config(&transaction, config).await?.value;
        if let Some(refused) = result.err {
            return Err(Reason::from(TransactionError::from(refused)).into());
        }
        let units = result.units_consumed.unwrap_or(u64::from(MAX_COMPUTE_UNITS));
        let limit = u32::try_from(units + units / 10).unwrap_or(u32::MAX).min(MAX_COMPUTE_UNITS);
        Ok(Plan { format, budget: Budget { limit, priority: self.priority } })
    }

    /// The format for `instructions`: the one that every cluster takes, where they fit. Refuses what fits no
    /// transaction, before anybody is asked to sign it.
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
            // A gate's data is an option of the slot at which it opened: one byte, and eight if there is one.
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

fn sign(
    plan: Plan,
    instructions: &[Instruction],
    signers: &[&dyn Signer],
    blockhash: Hash,
) -> Result<VersionedTransaction, ClientError> {
    let message = plan.format.compile(instructions, &signers[0].pubkey(), blockhash, plan.budget)?;
    Ok(VersionedTransaction::try_new(message, signers)?)
}
