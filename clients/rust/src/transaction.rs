//! Getting a transaction in: exactly once, with no more compute units than it needs.

use std::time::Duration;

use solana_commitment_config::CommitmentConfig;
use solana_compute_budget_interface::ComputeBudgetInstruction;
use solana_instruction::Instruction;
use solana_message::{Hash, VersionedMessage, v0};
use solana_pubkey::Pubkey;
use solana_rpc_client::nonblocking::rpc_client::RpcClient;
use solana_rpc_client_api::{
    client_error::Error as RpcError,
    config::{RpcSendTransactionConfig, RpcSimulateTransactionConfig, RpcTransactionConfig},
};
use solana_signature::Signature;
use solana_signer::Signer;
use solana_transaction::versioned::VersionedTransaction;
use solana_transaction_error::TransactionError;
use solana_transaction_status_client_types::UiTransactionEncoding;
use tokio::time::{Instant, sleep};

use postage::SIGNATURE_FEE;

use crate::{ClientError, Reason};

/// Bytes of a transaction that every cluster takes.
const MAX_TRANSACTION: usize = 1_232;
/// Compute units that a transaction may use at most.
const MAX_COMPUTE_UNITS: u32 = 1_400_000;
/// How often a transaction is signed anew when its blockhash has expired.
const ATTEMPTS: usize = 5;
const POLL: Duration = Duration::from_millis(100);
const RESEND: Duration = Duration::from_secs(2);
/// How long an outcome is waited for: longer than any blockhash lasts, so that only a silent cluster comes to it.
const OUTCOME: Duration = Duration::from_secs(300);
/// How long the record of a confirmed transaction is waited for.
const RECEIPT: Duration = Duration::from_secs(10);

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
            return Ok(receipt(rpc, &transaction, limit, priority).await);
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
    let give_up_at = send_at + OUTCOME;
    let mut sent_before = false;
    while Instant::now() < give_up_at {
        if Instant::now() >= send_at {
            send_at = Instant::now() + RESEND;
            let sent = rpc.send_transaction_with_config(transaction, config).await;
            match sent.map_err(|error| (error.kind().get_transaction_error(), error)) {
                Ok(_) | Err((Some(TransactionError::AlreadyProcessed), _)) => {}
                Err((Some(TransactionError::BlockhashNotFound), _)) => {}
                // Of the first copy; what becomes of one that was sent before, no other copy tells.
                Err((Some(refused), _)) if !sent_before => return Err(Reason::from(refused).into()),
                // It may have arrived although no answer did: only its status and its expiry tell.
                Err(_) => {}
            }
            sent_before = true;
        }
        if let Some(landed) = outcome(rpc, &transaction.signatures[0], last_valid_height).await? {
            return Ok(landed);
        }
        sleep(POLL).await;
    }
    Err(ClientError::Unknown { signature: transaction.signatures[0] })
}

/// Whether a transaction is confirmed (true) or can land no more (false); nothing as long as that is not known.
async fn outcome(rpc: &RpcClient, signature: &Signature, last_valid_height: u64) -> Result<Option<bool>, ClientError> {
    // The height first: what is not known to a node beyond the last valid height never lands.
    let Ok(epoch) = rpc.get_epoch_info_with_commitment(CommitmentConfig::confirmed()).await else { return Ok(None) };
    let expired = epoch.block_height > last_valid_height;
    let recent = rpc.get_signature_statuses(&[*signature]).await;
    // A node forgets statuses some minutes after blockhashes have expired; its history does not.
    let statuses = match &recent {
        Ok(known) if expired && known.value == [None] => {
            match rpc.get_signature_statuses_with_history(&[*signature]).await {
                Err(error) if keeps_no_history(&error) => recent,
                answer => answer,
            }
        }
        _ => recent,
    };
    let Ok(statuses) = statuses else { return Ok(None) };
    // Behind one address there may be several nodes: one that lags has seen nothing yet.
    let up_to_date = statuses.context.slot >= epoch.absolute_slot;
    match statuses.value.into_iter().next().flatten() {
        Some(status) if status.satisfies_commitment(CommitmentConfig::confirmed()) => match status.err {
            Some(refused) => Err(Reason::from(refused).into()),
            None => Ok(Some(true)),
        },
        None if expired && up_to_date => Ok(Some(false)),
        _ => Ok(None),
    }
}

fn keeps_no_history(error: &RpcError) -> bool {
    use solana_rpc_client_api::{
        client_error::ErrorKind, custom_error::JSON_RPC_SERVER_ERROR_TRANSACTION_HISTORY_NOT_AVAILABLE as NO_HISTORY,
        request::RpcError as Answer,
    };
    matches!(error.kind(), ErrorKind::RpcError(Answer::RpcResponseError { code: NO_HISTORY, .. }))
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
    blockhash: Hash,
) -> Result<VersionedTransaction, ClientError> {
    let message = compile(instructions, &signers[0].pubkey(), blockhash)?;
    Ok(VersionedTransaction::try_new(message, signers)?)
}

/// Refuses instructions that do not fit a transaction, before anybody is asked to sign it.
pub(crate) fn check_length(
    instructions: &[Instruction],
    payer: &Pubkey,
    priority: Priority,
) -> Result<(), ClientError> {
    compile(&with_budget(instructions, MAX_COMPUTE_UNITS, priority), payer, Hash::default()).map(drop)
}

fn compile(instructions: &[Instruction], payer: &Pubkey, blockhash: Hash) -> Result<VersionedMessage, ClientError> {
    let message = v0::Message::try_compile(payer, instructions, &[], blockhash)
        .expect("a handful of accounts and no lookup tables always compile");
    let signatures = usize::from(message.header.num_required_signatures);
    let message = VersionedMessage::V0(message);
    let length = 1 + 64 * signatures + message.serialize().len();
    match length > MAX_TRANSACTION {
        true => Err(ClientError::TooLong { length, limit: MAX_TRANSACTION }),
        false => Ok(message),
    }
}

/// What a confirmed transaction cost. Never an error, because the caller would pay again: where the cluster does not
/// tell in time, the fee is what the budget gives, and the compute units are not known (zero).
async fn receipt(rpc: &RpcClient, transaction: &VersionedTransaction, limit: u32, priority: Priority) -> Receipt {
    let signature = transaction.signatures[0];
    let config = RpcTransactionConfig {
        encoding: Some(UiTransactionEncoding::Base64),
        commitment: Some(CommitmentConfig::confirmed()),
        max_supported_transaction_version: Some(1),
    };
    let give_up_at = Instant::now() + RECEIPT;
    while Instant::now() < give_up_at {
        // Its record may come a moment later than its status.
        let found = rpc.get_transaction_with_config(&signature, config).await;
        if let Some(meta) = found.ok().and_then(|found| found.transaction.meta) {
            let compute_units = Option::from(meta.compute_units_consumed).unwrap_or(0);
            return Receipt { signature, network_fee: meta.fee, compute_units };
        }
        sleep(POLL).await;
    }
    let signatures = SIGNATURE_FEE.0 * transaction.signatures.len() as u64;
    let micro_lamports = u128::from(limit) * u128::from(priority.0);
    let priority_fee = u64::try_from(micro_lamports.div_ceil(1_000_000)).unwrap_or(u64::MAX);
    Receipt { signature, network_fee: signatures.saturating_add(priority_fee), compute_units: 0 }
}
