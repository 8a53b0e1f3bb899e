//! Looks up the statuses of transactions. Those that wait at the same time share their requests.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex as Lock, PoisonError},
    time::Duration,
};

use solana_rpc_client::nonblocking::rpc_client::RpcClient;
use solana_signature::Signature;
use solana_transaction_status_client_types::TransactionStatus;
use tokio::{sync::Mutex, time::Instant};

/// The most signatures of a request.
const MOST: usize = 256;
/// How old a response may be that another transaction has asked for.
const FRESH: Duration = Duration::from_millis(300);

#[derive(Default)]
pub(super) struct Statuses {
    waiting: Lock<BTreeSet<Signature>>,
    last: Mutex<Option<Answer>>,
}

struct Answer {
    at: Instant,
    found: BTreeMap<Signature, Option<TransactionStatus>>,
}

/// A transaction whose status is looked up as long as this lives.
pub(super) struct Waiting<'s> {
    statuses: &'s Statuses,
    signature: Signature,
}

impl Statuses {
    pub fn wait_for(&self, signature: Signature) -> Waiting<'_> {
        self.waiting().insert(signature);
        Waiting { statuses: self, signature }
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, BTreeSet<Signature>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The signatures of a request: this one, and others that wait.
    fn batch(&self, first: Signature) -> Vec<Signature> {
        let others = self.waiting();
        let others = others.iter().copied().filter(|other| *other != first).take(MOST - 1);
        [first].into_iter().chain(others).collect()
    }
}

impl Waiting<'_> {
    pub fn signature(&self) -> Signature {
        self.signature
    }

    /// The status that a node remembers, if there is one and the node can be reached.
    pub async fn status(&self, rpc: &RpcClient) -> Option<TransactionStatus> {
        let mut last = self.statuses.last.lock().await;
        if let Some(answer) = last.as_ref().filter(|answer| answer.at.elapsed() < FRESH)
            && let Some(status) = answer.found.get(&self.signature)
        {
            return status.clone();
        }
        let (at, signatures) = (Instant::now(), self.statuses.batch(self.signature));
        let found = rpc.get_signature_statuses(&signatures).await.ok()?.value;
        let found: BTreeMap<_, _> = signatures.into_iter().zip(found).collect();
        let status = found.get(&self.signature).cloned().flatten();
        *last = Some(Answer { at, found });
        status
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.statuses.waiting().remove(&self.signature);
    }
}
