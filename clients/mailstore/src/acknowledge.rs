//! Acknowledging, which is the last step of all.

use bmail_sdk::{BuildError, Client, ClientError, Receipt, accounts::Verdict};
use solana_signer::Signer;

use crate::{Outcome, Store, StoreError, Stored, sync::outcome_of};

impl Store {
    /// Acknowledges a message that is stored, and earns its fee. `None` if it has ended before.
    ///
    /// ```compile_fail
    /// # async fn example(store: &bmail_mailstore::Store, client: &bmail_sdk::Client, bo: &dyn solana_signer::Signer) {
    /// // Nobody but the store can say that something is stored.
    /// let stored = bmail_mailstore::Stored { message: Default::default() };
    /// store.acknowledge(client, bo, stored, bmail_sdk::accounts::Verdict::Valuable).await;
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`StoreError::OtherCluster`], and [`StoreError::Client`] with the errors of
    /// [`Client::acknowledge`](bmail_sdk::Client::acknowledge).
    pub async fn acknowledge(
        &self,
        client: &Client,
        recipient: &dyn Signer,
        stored: Stored,
        verdict: Verdict,
    ) -> Result<Option<Receipt>, StoreError> {
        self.check_cluster(&client.genesis().await?)?;
        let message = stored.message();
        let acknowledged = client.acknowledge(recipient, &message, verdict).await;
        let (receipt, outcome) = match acknowledged {
            Ok(receipt) => (Some(receipt), outcome_of(verdict)),
            // Another process may have been faster, or this one was stopped after it had sent it.
            Err(error) => match client.message(&message).await {
                Err(ClientError::Build(BuildError::NotFound { .. })) => (None, Outcome::Ended),
                _ => return Err(error.into()),
            },
        };
        self.ended(&message, outcome)?;
        Ok(receipt)
    }
}
