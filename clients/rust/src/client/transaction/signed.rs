//! Sends a transaction that somebody else has signed. It is never signed anew, so it lands once or not at all.

use std::time::Duration;

use solana_message::VersionedMessage;
use solana_rpc_client_api::config::{RpcSendTransactionConfig, RpcSimulateTransactionConfig};
use solana_signature::Signature;
use solana_transaction::versioned::VersionedTransaction;
use solana_transaction_error::TransactionError;
use solana_transaction_status_client_types::TransactionStatus;
use tokio::time::{Instant, sleep};

use super::{Cluster, Receipt, record::refused};
use crate::{
    ClientError,
    client::{offline::advanced, read::account, transport::CONFIRMED},
};

/// How often to look for it, and after which time it is sent again.
const PAUSE: Duration = Duration::from_millis(500);
const RESEND: Duration = Duration::from_secs(2);
/// How long to wait for its outcome.
const OUTCOME: Duration = Duration::from_secs(90);
/// How long to look for it after it cannot land any more.
const DOUBT: Duration = Duration::from_secs(5);
/// Where a nonce account has its value.
const VALUE: std::ops::Range<usize> = 40..72;

impl Cluster {
    /// See [`Client::send_signed`](crate::Client::send_signed).
    pub async fn send_signed(&self, transaction: &VersionedTransaction) -> Result<Receipt, ClientError> {
        let signature = transaction.signatures.first().copied().unwrap_or_default();
        if let Some(status) = self.landed(&signature).await? {
            return self.told(transaction, status).await;
        }
        self.simulate_signed(transaction).await?;
        let network_fee = 0; // the record has it; without a record, nobody knows
        let unknown = || ClientError::Unknown { signature, network_fee };
        let (mut give_up_at, mut send_at) = (Instant::now() + OUTCOME, Instant::now());
        let mut can_land = true;
        while Instant::now() < give_up_at {
            if can_land && Instant::now() >= send_at {
                let config =
                    RpcSendTransactionConfig { skip_preflight: true, max_retries: Some(0), ..Default::default() };
                // Only its status tells whether it has arrived.
                let _ = self.rpc.send_transaction_with_config(transaction, config).await;
                send_at = Instant::now() + RESEND;
            }
            sleep(PAUSE).await;
            if let Ok(Some(status)) = self.landed(&signature).await {
                return self.told(transaction, status).await;
            }
            if can_land && matches!(self.can_land(&transaction.message).await, Ok(false)) {
                (can_land, give_up_at) = (false, give_up_at.min(Instant::now() + DOUBT));
            }
        }
        Err(unknown())
    }

    /// The status of a transaction that is confirmed.
    async fn landed(&self, signature: &Signature) -> Result<Option<TransactionStatus>, ClientError> {
        let found = self.rpc.get_signature_statuses_with_history(&[*signature]).await?;
        let status = found.value.into_iter().next().flatten();
        Ok(status.filter(|status| status.satisfies_commitment(CONFIRMED)))
    }

    async fn told(
        &self,
        transaction: &VersionedTransaction,
        status: TransactionStatus,
    ) -> Result<Receipt, ClientError> {
        match status.err {
            None => Ok(self.receipt_of(transaction.signatures[0], 0).await),
            Some(error) => Err(refused(&error, &transaction.message, &[], &self.programs).into()),
        }
    }

    /// Refuses what would be refused, before it is sent and costs a fee.
    async fn simulate_signed(&self, transaction: &VersionedTransaction) -> Result<(), ClientError> {
        if !self.can_land(&transaction.message).await? {
            return Err(ClientError::Expired);
        }
        let config =
            RpcSimulateTransactionConfig { sig_verify: true, commitment: Some(CONFIRMED), ..Default::default() };
        let result = self.rpc.simulate_transaction_with_config(transaction, config).await?.value;
        match result.err.map(TransactionError::from) {
            // A node can lag behind the one that gave the blockhash.
            None | Some(TransactionError::BlockhashNotFound | TransactionError::AlreadyProcessed) => Ok(()),
            Some(error) => {
                let logs = result.logs.unwrap_or_default();
                Err(refused(&error, &transaction.message, &logs, &self.programs).into())
            }
        }
    }

    /// Whether its blockhash is still good, or its nonce is still the one that it names.
    async fn can_land(&self, message: &VersionedMessage) -> Result<bool, ClientError> {
        let blockhash = message.recent_blockhash();
        match advanced(message) {
            None => Ok(self.rpc.is_blockhash_valid(blockhash, CONFIRMED).await?),
            Some(nonce) => {
                let found = account(&self.rpc, &nonce).await?;
                Ok(found.is_some_and(|account| account.data.get(VALUE) == Some(blockhash.as_ref())))
            }
        }
    }
}
