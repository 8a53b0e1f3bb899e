//! What others paid lately for writing to the accounts of a transaction.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use tokio::time::{Instant, timeout};

use super::Cluster;
use crate::{Priority, PriorityFee, priority::price};

/// How long a node may take to say it. Sending does not wait any longer.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long a node that did not say it is not asked again.
const SILENCE: Duration = Duration::from_secs(60);
/// The most accounts that a node can be asked about.
const MAX_ACCOUNTS: usize = 128;

/// Until when a node is not asked.
#[derive(Default)]
pub(super) struct Unsaid(Mutex<Option<Instant>>);

impl Unsaid {
    fn until(&self) -> Option<Instant> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn since_now(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now() + SILENCE);
    }
}

impl Cluster {
    /// The price for each of so many compute units. This never fails: if a node does not say what others paid, or says
    /// something else, there is no priority.
    pub(super) async fn price(&self, instructions: &[Instruction], units: u32) -> Priority {
        match self.priority {
            PriorityFee::Off | PriorityFee::Automatic { ceiling: 0, .. } => Priority::default(),
            PriorityFee::Fixed(priority) => priority,
            PriorityFee::Automatic { percentile, ceiling } => {
                price(self.paid_lately(&written(instructions)).await, percentile, ceiling, units)
            }
        }
    }

    /// What was paid in recent slots; nothing if the node does not say.
    async fn paid_lately(&self, accounts: &[Pubkey]) -> Vec<u64> {
        if self.unsaid.until().is_some_and(|until| until > Instant::now()) {
            return Vec::new();
        }
        match timeout(PATIENCE, self.rpc.get_recent_prioritization_fees(accounts)).await {
            Ok(Ok(slots)) => slots.into_iter().map(|slot| slot.prioritization_fee).collect(),
            _ => {
                self.unsaid.since_now();
                Vec::new()
            }
        }
    }
}

/// The accounts that instructions write to, each once.
fn written(instructions: &[Instruction]) -> Vec<Pubkey> {
    let metas = instructions.iter().flat_map(|instruction| &instruction.accounts);
    let mut accounts: Vec<_> = metas.filter(|meta| meta.is_writable).map(|meta| meta.pubkey).collect();
    accounts.sort_unstable();
    accounts.dedup();
    accounts.truncate(MAX_ACCOUNTS);
    accounts
}
