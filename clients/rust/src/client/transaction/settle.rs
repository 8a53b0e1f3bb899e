//! Sends a signed transaction until its outcome is known, even if the network loses requests and responses.

use std::time::Duration;

use solana_pubkey::Pubkey;
use solana_rpc_client_api::{
    client_error::{Error as RpcError, ErrorKind},
    config::RpcSendTransactionConfig,
    custom_error::JSON_RPC_SERVER_ERROR_NODE_UNHEALTHY as NODE_UNHEALTHY,
    request::{RpcError as RequestError, RpcResponseErrorData},
};
use solana_signature::Signature;
use solana_transaction::versioned::VersionedTransaction;
use solana_transaction_error::TransactionError;
use solana_transaction_status_client_types::TransactionStatus;
use tokio::time::{Instant, sleep};

use super::{
    Cluster,
    expiry::{Expiry, VALID},
    held::Held,
    record::{network_fee, refused},
    statuses::Waiting,
};
use crate::{
    ClientError, Reason,
    client::transport::{CONFIRMED, Told},
    format::Budget,
};

/// The first and the longest pause between two looks at the status. Each is twice the one before.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_millis(1_600);
/// After which time it is sent again. The next time is twice as long.
const RESEND: Duration = Duration::from_secs(2);
/// How long to wait for an outcome: longer than any blockhash is valid, so only a silent cluster takes this long.
const OUTCOME: Duration = Duration::from_secs(300);
/// How long to wait, after it has expired, for somebody who remembers it.
const DOUBT: Duration = Duration::from_secs(10);

/// A transaction that is being sent.
pub(super) struct Sent<'t> {
    pub transaction: &'t VersionedTransaction,
    pub budget: Budget,
    /// The slot before which it cannot have landed.
    pub slot: u64,
    /// The slot before it was signed. Of two answers the older one: a node may have made up the other.
    pub told: Told,
    pub last_valid_height: u64,
    /// What its payer and the witnesses held before anything was sent.
    pub held: Held,
    /// Accounts that it changes.
    pub witnesses: &'t [Pubkey],
}

impl Sent<'_> {
    pub fn signature(&self) -> Signature {
        self.transaction.signatures[0]
    }

    fn payer(&self) -> &Pubkey {
        &self.transaction.message.static_account_keys()[0]
    }

    fn unknown(&self) -> ClientError {
        ClientError::Unknown { signature: self.signature(), network_fee: self.network_fee() }
    }

    /// What its signatures and its priority cost, in lamports.
    pub fn network_fee(&self) -> u64 {
        network_fee(self.transaction.signatures.len(), self.budget)
    }
}

impl Cluster {
    /// Sends a transaction until it is confirmed (true), or until it can no longer land and has not landed (false).
    pub(super) async fn settle(&self, sent: &Sent<'_>) -> Result<bool, ClientError> {
        let (mut expiry, status) = (Expiry::new(sent.last_valid_height), self.statuses.wait_for(sent.signature()));
        let (mut pause, mut resend, mut refusal) = (FIRST_PAUSE, RESEND, None);
        let mut send_at = Instant::now();
        let mut give_up_at = send_at + OUTCOME;
        while Instant::now() < give_up_at {
            let expired_at = expiry.slot(&self.rpc).await;
            if Instant::now() >= send_at && expired_at.is_none() {
                refusal = refusal.or(self.send(sent).await);
                (send_at, resend) = (Instant::now() + resend, resend * 2);
            }
            if let Some(status) = self.confirmed(&status, expired_at.is_some()).await {
                return self.outcome(sent, status).await;
            }
            if let Some(slot) = expired_at {
                if self.has_not_landed(sent, slot).await {
                    return refusal.map_or(Ok(false), Err);
                }
                give_up_at = give_up_at.min(Instant::now() + DOUBT);
            }
            sleep(pause).await;
            pause = LONGEST_PAUSE.min(pause * 2);
        }
        Err(sent.unknown())
    }

    /// Sends one copy. It was simulated before, and a node that lags behind could refuse it in a second simulation.
    ///
    /// Returns why it was refused. That is not final: this copy may have arrived all the same, and land, as may one whose
    /// response was lost. Only the status or the expiry can tell.
    async fn send(&self, sent: &Sent<'_>) -> Option<ClientError> {
        let config = RpcSendTransactionConfig { skip_preflight: true, max_retries: Some(0), ..Default::default() };
        let error = self.rpc.send_transaction_with_config(sent.transaction, config).await.err()?;
        match error.kind().get_transaction_error() {
            Some(TransactionError::AlreadyProcessed | TransactionError::BlockhashNotFound) => None,
            Some(refusal) => Some(refused(&refusal, &sent.transaction.message, logs(&error), &self.programs).into()),
            None => is_refused(&error).then(|| error.into()),
        }
    }

    /// The status of a transaction that is confirmed. A node forgets statuses some minutes after their blockhashes expire,
    /// but its history keeps them.
    async fn confirmed(&self, waiting: &Waiting<'_>, has_expired: bool) -> Option<TransactionStatus> {
        let mut status = waiting.status(&self.rpc).await;
        if status.is_none() && has_expired {
            let found = self.rpc.get_signature_statuses_with_history(&[waiting.signature()]).await;
            status = found.ok().and_then(|found| found.value.into_iter().next().flatten());
        }
        status.filter(|status| status.satisfies_commitment(CONFIRMED))
    }

    /// Whether a confirmed transaction succeeded. What ran out of units is going to be planned once more, so the payer's
    /// lamports have to show that it failed.
    async fn outcome(&self, sent: &Sent<'_>, status: TransactionStatus) -> Result<bool, ClientError> {
        // One made-up slot would keep all nodes from answering.
        self.seen.at_least(status.slot.min(sent.told.latest_now()));
        let Some(error) = status.err else { return Ok(true) };
        let reason = self.reason(sent, &error).await;
        if reason == Reason::OutOfUnits {
            let failed = sent.held.lamports.saturating_sub(sent.network_fee());
            let held = self.held(sent.payer(), &[]).await;
            if !held.is_ok_and(|(_, held)| held.lamports == failed) {
                return Err(sent.unknown());
            }
        }
        Err(reason.into())
    }

    /// Whether what the payer and the witnesses hold shows that an expired transaction never landed. That no node knows it
    /// shows nothing: nodes forget, and lag behind. That one node says that it has expired is not enough, either: each block
    /// has a slot of its own, so the node that tells the lamports has to be far enough, too.
    async fn has_not_landed(&self, sent: &Sent<'_>, expired_at: u64) -> bool {
        let least = expired_at.max(sent.slot.saturating_add(VALID));
        let held = self.held(sent.payer(), sent.witnesses).await;
        held.is_ok_and(|(slot, held)| slot >= least && held == sent.held)
    }
}

/// The logs of a transaction that a node has refused.
fn logs(error: &RpcError) -> &[String] {
    match error.kind() {
        ErrorKind::RpcError(RequestError::RpcResponseError {
            data: RpcResponseErrorData::SendTransactionPreflightFailure(result),
            ..
        }) => result.logs.as_deref().unwrap_or_default(),
        _ => &[],
    }
}

/// Whether a node has answered that it does not take a transaction, such as one of a format that it does not know.
fn is_refused(error: &RpcError) -> bool {
    match error.kind() {
        ErrorKind::RpcError(RequestError::RpcResponseError { code, .. }) => *code != NODE_UNHEALTHY,
        _ => false,
    }
}
