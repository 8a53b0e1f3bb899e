//! What a cluster has recorded of a transaction: its cost, or why it was refused.

use std::time::Duration;

use postage::SIGNATURE_FEE;
use solana_instruction::{AccountMeta, Instruction};
use solana_message::VersionedMessage;
use solana_rpc_client_api::config::RpcTransactionConfig;
use solana_signature::Signature;
use solana_transaction_error::TransactionError;
use solana_transaction_status_client_types::{UiTransactionEncoding, UiTransactionStatusMeta};
use tokio::time::{Instant, sleep};

use super::{Cluster, Receipt, lookup::keeps_no_history, settle::Sent};
use crate::{Programs, Reason, Refused, client::transport::CONFIRMED, format::Budget};

/// How long to wait for the record of a confirmed transaction, and the pauses between requests.
const RECORDED: Duration = Duration::from_secs(10);
const FIRST_PAUSE: Duration = Duration::from_millis(100);

/// How to request the record of a transaction of any version.
pub(super) const RECORD: RpcTransactionConfig = RpcTransactionConfig {
    encoding: Some(UiTransactionEncoding::Base64),
    commitment: Some(CONFIRMED),
    max_supported_transaction_version: Some(1),
};

/// Why a transaction was refused.
pub(super) fn refused(
    error: &TransactionError,
    message: &VersionedMessage,
    logs: &[String],
    programs: &Programs,
) -> Reason {
    let accounts = message.static_account_keys();
    let at = |place: u8| accounts.get(usize::from(place)).copied().unwrap_or_default();
    let instructions = message.instructions().iter().map(|instruction| Instruction {
        program_id: at(instruction.program_id_index),
        accounts: instruction.accounts.iter().map(|place| AccountMeta::new_readonly(at(*place), false)).collect(),
        data: Vec::new(),
    });
    let instructions: Vec<_> = instructions.collect();
    Refused { error, instructions: &instructions, accounts, logs }.reason(programs)
}

impl Cluster {
    /// The cost of a confirmed transaction. This never fails, because the caller would then try and pay again. If the
    /// cluster has no record in time, the fee is computed from the budget, and the compute units are zero.
    pub(super) async fn receipt(&self, sent: &Sent<'_>) -> Receipt {
        self.receipt_of(sent.signature(), sent.network_fee()).await
    }

    /// The cost of a confirmed transaction, which is `network_fee` if the cluster has no record of it.
    pub async fn receipt_of(&self, signature: Signature, network_fee: u64) -> Receipt {
        let Some(meta) = self.record(&signature).await else {
            return Receipt { signature, network_fee, compute_units: 0, logs: None };
        };
        let units: Option<u64> = meta.compute_units_consumed.into();
        let (compute_units, logs) = (units.unwrap_or(0), meta.log_messages.into());
        Receipt { signature, network_fee: meta.fee, compute_units, logs }
    }

    /// Why a transaction that landed failed.
    pub(super) async fn reason(&self, sent: &Sent<'_>, error: &TransactionError) -> Reason {
        let logs: Option<Vec<String>> = self.record(&sent.signature()).await.and_then(|meta| meta.log_messages.into());
        refused(error, &sent.transaction.message, &logs.unwrap_or_default(), &self.programs)
    }

    /// The record of a confirmed transaction. It may appear a moment after the status.
    async fn record(&self, signature: &Signature) -> Option<UiTransactionStatusMeta> {
        let (give_up_at, mut pause) = (Instant::now() + RECORDED, FIRST_PAUSE);
        while Instant::now() < give_up_at {
            let found = self.rpc.get_transaction_with_config(signature, RECORD).await;
            match found {
                Err(error) if keeps_no_history(&error) => return None,
                found => {
                    if let Some(meta) = found.ok().and_then(|found| found.transaction.meta) {
                        return Some(meta);
                    }
                }
            }
            sleep(pause).await;
            pause = pause.saturating_mul(2);
        }
        None
    }
}

/// What the signatures and the priority of a transaction cost, in lamports.
pub(super) fn network_fee(signatures: usize, budget: Budget) -> u64 {
    SIGNATURE_FEE.0.saturating_mul(signatures as u64).saturating_add(budget.priority_fee())
}
