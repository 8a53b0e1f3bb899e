//! Getting a transaction in: exactly once, with no more compute units than it needs.

use std::time::Duration;

use solana_commitment_config::CommitmentConfig;
use solana_compute_budget_interface::ComputeBudgetInstruction;
use solana_instruction::Instruction;
use solana_message::{VersionedMessage, v0};
use solana_rpc_client::nonblocking::rpc_client::RpcClient;
use solana_rpc_client_api::config::{RpcSendTransactionConfig, RpcSimulateTransactionConfig, RpcTransactionConfig};
use solana_signature::Signature;
use solana_signer::Signer;
use solana_transaction::versioned::VersionedTransaction;
use solana_transaction_error::TransactionError;
use solana_transaction_status_client_types::{TransactionStatus, UiTransactionEncoding};
use tokio::time::{Instant, sleep};

use crate::{ClientError, Reason};

/// Bytes of a transaction that every cluster takes.
const MAX_TRANSACTION: usize = 1_232;
/// Compute units that a transaction may use at most.
const MAX_COMPUTE_UNITS: u32 = 1_400_000;
/// How often a transaction is signed anew when its blockhash has expired.
const ATTEMPTS: usize = 5;
const POLL: Duration = Duration::from_millis(100);
const RESEND: Duration = Duration::from_secs(2);

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
    /// What it used.
    pub compute_units: u64,
}

/// Simulates, signs and sends `instructions`, and waits until they are confirmed. The first signer pays.
///
/// A transaction can land only while its blockhash is valid. So it is sent again, unchanged, as long as it is, and
/// signed anew only when the one before can land no more: it never lands twice.
pub(crate) async fn execute(
    rpc: &RpcClient,
    instructions: &[Instruction],
    signers: &[&dyn Signer],
    priority: Priority,
) -> Result<Receipt, ClientError> {
    let limit = simulate(rpc, instructions, signers, priority).await?;
    let mut last = Signature::default();
    for _ in 0..ATTEMPTS {
        let (blockhash, last_valid_height) =
            rpc.get_latest_blockhash_with_commitment(CommitmentConfig::confirmed()).await?;
        let transaction = sign(&with_budget(instructions, limit, priority), signers, blockhash)?;
        last = transaction.signatures[0];
        if settle(rpc, &transaction, last_valid_height).await? {
            return receipt(rpc, last).await;
        }
    }
    Err(ClientError::Unconfirmed { signature: last, attempts: ATTEMPTS })
}

/// Sends a transaction until it is confirmed (true), or until it can land no more (false).
async fn settle(
    rpc: &RpcClient,
    transaction: &VersionedTransaction,
    last_valid_height: u64,
) -> Result<bool, ClientError> {
    // Simulated before; and a node that lags would refuse it in a second simulation.
    let config = RpcSendTransactionConfig { skip_preflight: true, max_retries: Some(0), ..Default::default() };
    let mut send_at = Instant::now();
    loop {
        if Instant::now() >= send_at {
            send_at = Instant::now() + RESEND;
            let sent = rpc.send_transaction_with_config(transaction, config).await;
            match sent.map_err(|error| (error.kind().get_transaction_error(), error)) {
                Ok(_) | Err((Some(TransactionError::AlreadyProcessed), _)) => {}
                Err((Some(TransactionError::BlockhashNotFound), _)) => {}
                Err((Some(refused), _)) => return Err(Reason::from(refused).into()),
                // It may have arrived although no answer did: only its status and its expiry tell.
                Err((None, _)) => {}
            }
        }
        // The height first: what is not known to a node beyond the last valid height never lands.
        let height = rpc.get_block_height_with_commitment(CommitmentConfig::confirmed()).await;
        let statuses = rpc.get_signature_statuses(&transaction.signatures[..1]).await;
        if let (Ok(height), Ok(statuses)) = (height, statuses) {
            match statuses.value.into_iter().next().flatten() {
                Some(TransactionStatus { err: Some(refused), .. }) => return Err(Reason::from(refused).into()),
                Some(status) if status.satisfies_commitment(CommitmentConfig::confirmed()) => return Ok(true),
                None if height > last_valid_height => return Ok(false),
                _ => {}
            }
        }
        sleep(POLL).await;
    }
}

/// The compute units that the instructions need, and a tenth more: state may change before they land.
async fn simulate(
    rpc: &RpcClient,
    instructions: &[Instruction],
    signers: &[&dyn Signer],
    priority: Priority,
) -> Result<u32, ClientError> {
    let (blockhash, _) = rpc.get_latest_blockhash_with_commitment(CommitmentConfig::confirmed()).await?;
    let transaction = sign(&with_budget(instructions, MAX_COMPUTE_UNITS, priority), signers, blockhash)?;
    let config = RpcSimulateTransactionConfig { commitment: Some(CommitmentConfig::confirmed()), ..Default::default() };
    let result = rpc.simulate_transaction_with_config(&transaction, config).await?.value;
    if let Some(refused) = result.err {
        return Err(Reason::from(TransactionError::from(refused)).into());
    }
    let units = result.units_consumed.unwrap_or(u64::from(MAX_COMPUTE_UNITS));
    Ok(u32::try_from(units + units / 10).unwrap_or(u32::MAX).min(MAX_COMPUTE_UNITS))
}

fn with_budget(instructions: &[Instruction], limit: u32, priority: Priority) -> Vec<Instruction> {
    let mut all = vec![ComputeBudgetInstruction::set_compute_unit_limit(limit)];
    if priority != Priority::default() {
        all.push(ComputeBudgetInstruction::set_compute_unit_price(priority.0));
    }
    all.extend_from_slice(instructions);
    all
}

fn sign(
    instructions: &[Instruction],
    signers: &[&dyn Signer],
    blockhash: solana_message::Hash,
) -> Result<VersionedTransaction, ClientError> {
    let payer = signers[0].pubkey();
    let message = v0::Message::try_compile(&payer, instructions, &[], blockhash)
        .expect("a handful of accounts and no lookup tables always compile");
    let transaction = VersionedTransaction::try_new(VersionedMessage::V0(message), signers)?;
    let length = 1 + 64 * transaction.signatures.len() + transaction.message.serialize().len();
    if length > MAX_TRANSACTION {
        return Err(ClientError::TooLong { length, limit: MAX_TRANSACTION });
    }
    Ok(transaction)
}

async fn receipt(rpc: &RpcClient, signature: Signature) -> Result<Receipt, ClientError> {
    let config = RpcTransactionConfig {
        encoding: Some(UiTransactionEncoding::Base64),
        commitment: Some(CommitmentConfig::confirmed()),
        max_supported_transaction_version: Some(1),
    };
    let transaction = rpc.get_transaction_with_config(&signature, config).await?;
    let meta = transaction.transaction.meta;
    Ok(Receipt {
        signature,
        network_fee: meta.as_ref().map_or(0, |meta| meta.fee),
        compute_units: meta.and_then(|meta| Option::from(meta.compute_units_consumed)).unwrap_or(0),
    })
}
