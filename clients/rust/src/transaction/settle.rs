//! What becomes of a signed transaction, whatever the network loses.

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

use super::{Receipt, compile::Budget};
use crate::{ClientError, Reason};

const POLL: Duration = Duration::from_millis(100);
const RESEND: Duration = Duration::from_secs(2);
/// How long an outcome is waited for: longer than any blockhash lasts, so that only a silent cluster comes to it.
const OUTCOME: Duration = Duration::from_secs(300);
/// How long the record of a confirmed transaction is waited for.
const RECEIPT: Duration = Duration::from_secs(10);

/// How the record of a transaction is asked for, whichever its version.
pub(crate) const RECORD: RpcTransactionConfig = RpcTransactionConfig {
    encoding: Some(UiTransactionEncoding::Base64),
    commitment: Some(CommitmentConfig::confirmed()),
    max_supported_transaction_version: Some(1),
};

/// Sends a transaction until it is confirmed (true), or until it can land no more (false).
pub(super) async fn settle(
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

/// Whether a node refuses to look up old transactions.
pub(crate) fn keeps_no_history(error: &RpcError) -> bool {
    use solana_rpc_client_api::{
        client_error::ErrorKind, custom_error::JSON_RPC_SERVER_ERROR_TRANSACTION_HISTORY_NOT_AVAILABLE as NO_HISTORY,
        request::RpcError as Answer,
    };
    matches!(error.kind(), ErrorKind::RpcError(Answer::RpcResponseError { code: NO_HISTORY, .. }))
}

/// What a confirmed transaction cost. Never an error, because the caller would pay again: where the cluster does not
/// tell in time, the fee is what the budget gives, and the compute units are not known (zero).
pub(super) async fn receipt(rpc: &RpcClient, transaction: &VersionedTransaction, budget: Budget) -> Receipt {
    let signature = transaction.signatures[0];
    let give_up_at = Instant::now() + RECEIPT;
    while Instant::now() < give_up_at {
        // Its record may come a moment later than its status.
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
