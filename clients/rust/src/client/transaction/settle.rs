//! Sends a signed transaction until its outcome is known, even if the network loses requests and responses.

use std::time::Duration;

use postage::SIGNATURE_FEE;
use solana_commitment_config::CommitmentConfig;
use solana_rpc_client::nonblocking::rpc_client::RpcClient;
use solana_rpc_client_api::{
    client_error::Error as RpcError,
    config::{RpcSendTransactionConfig, RpcTransactionConfig},
};
use solana_signature::Signature;
use solana_transaction::versioned::VersionedTransaction;
use solana_transaction_error::TransactionError;
use solana_transaction_status_client_types::UiTransactionEncoding;
use tokio::time::{Instant, sleep};

use super::Receipt;
use crate::{ClientError, Reason, format::Budget};

const POLL: Duration = Duration::from_millis(100);
const RESEND: Duration = Duration::from_secs(2);
/// How long to wait for an outcome: longer than any blockhash is valid, so only a silent cluster takes this long.
const OUTCOME: Duration = Duration::from_secs(300);
/// How long to wait for the record of a confirmed transaction.
const RECEIPT: Duration = Duration::from_secs(10);

/// How to request the record of a transaction of any version.
pub(crate) const RECORD: RpcTransactionConfig = RpcTransactionConfig {
    encoding: Some(UiTransactionEncoding::Base64),
    commitment: Some(CommitmentConfig::confirmed()),
    max_supported_transaction_version: Some(1),
};

/// Sends a transaction until it is confirmed (true), or until it can no longer land (false).
pub(super) async fn settle(
    rpc: &RpcClient,
    transaction: &VersionedTransaction,
    last_valid_height: u64,
) -> Result<bool, ClientError> {
    // It was simulated before, and a node that lags behind could refuse it in a second simulation.
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
                // Only the first copy's refusal is final: an earlier copy may still land although a later one is
                // refused.
                Err((Some(refused), _)) if !sent_before => return Err(Reason::from(refused).into()),
                // It may have arrived although the response was lost. Only its status or its expiry can tell.
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

/// Whether a transaction is confirmed (true) or can no longer land (false); `None` while that is unknown.
async fn outcome(rpc: &RpcClient, signature: &Signature, last_valid_height: u64) -> Result<Option<bool>, ClientError> {
    // Ask for the height first: a transaction that a node does not know beyond the last valid height never lands.
    let Ok(epoch) = rpc.get_epoch_info_with_commitment(CommitmentConfig::confirmed()).await else { return Ok(None) };
    let expired = epoch.block_height > last_valid_height;
    let recent = rpc.get_signature_statuses(&[*signature]).await;
    // A node forgets statuses some minutes after their blockhashes expire, but its history keeps them.
    let statuses = match &recent {
        Ok(known) if expired && known.value == [None] => {
            match rpc.get_signature_statuses_with_history(&[*signature]).await {
                Err(error) if keeps_no_history(&error) => recent,
                found => found,
            }
        }
        _ => recent,
    };
    let Ok(statuses) = statuses else { return Ok(None) };
    // One URL may lead to several nodes, and one that lags behind may not have seen the transaction yet.
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

/// Whether a node refuses to look up old transactions.
pub(crate) fn keeps_no_history(error: &RpcError) -> bool {
    use solana_rpc_client_api::{
        client_error::ErrorKind, custom_error::JSON_RPC_SERVER_ERROR_TRANSACTION_HISTORY_NOT_AVAILABLE as NO_HISTORY,
        request::RpcError as RequestError,
    };
    matches!(error.kind(), ErrorKind::RpcError(RequestError::RpcResponseError { code: NO_HISTORY, .. }))
}

/// The cost of a confirmed transaction. This never fails, because the caller would then try and pay again. If the
/// cluster has no record in time, the fee is computed from the budget, and the compute units are zero.
pub(super) async fn receipt(rpc: &RpcClient, transaction: &VersionedTransaction, budget: Budget) -> Receipt {
    let signature = transaction.signatures[0];
    let give_up_at = Instant::now() + RECEIPT;
    while Instant::now() < give_up_at {
        // The record may appear a moment after the status.
        let found = rpc.get_transaction_with_config(&signature, RECORD).await;
        if let Some(meta) = found.ok().and_then(|found| found.transaction.meta) {
            let compute_units = Option::from(meta.compute_units_consumed).unwrap_or(0);
            return Receipt { signature, network_fee: meta.fee, compute_units };
        }
        sleep(POLL).await;
    }
    let signatures = SIGNATURE_FEE.0 * transaction.signatures.len() as u64;
    Receipt { signature, network_fee: signatures.saturating_add(budget.priority_fee()), compute_units: 0 }
}
