//! When a transaction expires. The block height that decides it is looked up rarely: at the pace of the cluster, so that
//! hardly more than one request is made before the end.

use std::time::Duration;

use solana_rpc_client::nonblocking::rpc_client::RpcClient;
use tokio::time::Instant;

use crate::client::transport::CONFIRMED;

/// Blocks for which a blockhash is valid.
pub(super) const VALID: u64 = 150;
/// When the height is looked up first.
const FIRST: Duration = Duration::from_secs(2);
/// The shortest and the longest time between two look-ups.
const SHORTEST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(30);

pub(super) struct Expiry {
    last_valid_height: u64,
    begun: Instant,
    due: Instant,
    /// The slot at which it had expired.
    expired_at: Option<u64>,
}

impl Expiry {
    pub fn new(last_valid_height: u64) -> Self {
        let begun = Instant::now();
        Self { last_valid_height, begun, due: begun + FIRST, expired_at: None }
    }

    /// A slot at which the transaction had expired; `None` if it may still land, as far as is known.
    pub async fn slot(&mut self, rpc: &RpcClient) -> Option<u64> {
        if self.expired_at.is_none() && Instant::now() >= self.due {
            let epoch = rpc.get_epoch_info_with_commitment(CONFIRMED).await.ok();
            let pause = epoch.as_ref().map_or(SHORTEST, |epoch| self.pause(epoch.block_height));
            self.due = Instant::now() + pause;
            let expired = epoch.filter(|epoch| epoch.block_height > self.last_valid_height);
            self.expired_at = expired.map(|epoch| epoch.absolute_slot);
        }
        self.expired_at
    }

    /// The time until the transaction expires, if the cluster makes blocks as fast as since it was sent.
    fn pause(&self, height: u64) -> Duration {
        let left = self.last_valid_height.saturating_sub(height).saturating_add(1);
        let made = VALID.saturating_sub(left).max(1);
        let pause = self.begun.elapsed().mul_f64(left.min(VALID) as f64 / made as f64);
        pause.clamp(SHORTEST, LONGEST)
    }
}
