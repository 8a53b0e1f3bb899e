//! Finds out whether copies of a newsletter that were being sent when the sender stopped have arrived.

use solana_message::VersionedMessage;
use solana_pubkey::Pubkey;

use crate::{
    Client, ClientError,
    accounts::{Mailbox, StoredMessage},
    client::{
        mail::Number,
        read::{decode, present},
    },
    instructions::mail::{Delivery, DeliveryState, Newsletter},
};

/// Messages per request: a cluster returns at most 100 accounts at once, and one of them is the sender's mailbox.
const MAX_MESSAGES: usize = 99;

/// The addresses that a sent copy names.
struct Traces {
    message: Pubkey,
    recipient: Pubkey,
    body: Pubkey,
}

impl Client {
    /// Resolves the record: a copy that was being sent is either sent or waits. A refused recipient waits again. A copy whose
    /// message cannot be read stays in doubt.
    ///
    /// If a copy was not sent so far, this returns the author's next number at that moment. As long as that is their next
    /// number, the copy has not landed.
    pub(super) async fn find_out(&self, newsletter: &mut Newsletter) -> Result<Option<u64>, ClientError> {
        newsletter.retry_refused();
        let doubtful = newsletter.in_state(|state| matches!(state, DeliveryState::Sending(_)));
        let mut unsent_at = None;
        for indices in doubtful.chunks(MAX_MESSAGES) {
            unsent_at = unsent_at.or(self.find_out_some(newsletter, indices).await?);
        }
        Ok(unsent_at)
    }

    async fn find_out_some(&self, newsletter: &mut Newsletter, indices: &[usize]) -> Result<Option<u64>, ClientError> {
        let (network, author) = (newsletter.network(), newsletter.long().author());
        let own = self.programs.mailbox(&network, &author).0;
        let mut addresses = vec![own];
        let mut sought = Vec::new();
        for index in indices {
            let Delivery { recipient: wallet, state } = newsletter.deliveries()[*index];
            let DeliveryState::Sending(sequence) = state else { continue };
            let message = self.programs.message(&author, &own, sequence).0;
            let recipient = self.programs.mailbox(&network, &wallet).0;
            addresses.push(message);
            let traces = Traces { message, recipient, body: newsletter.long().body(&self.programs) };
            sought.push((wallet, sequence, traces));
        }
        let accounts = self.accounts_at(&addresses).await?;
        // Without it nothing tells a copy that has ended from one that was never sent.
        let own: Mailbox = present(decode(&self.programs, accounts.first().and_then(Option::as_ref))?, &own)?;
        let mut unsent_at = None;
        for ((wallet, sequence, traces), account) in sought.into_iter().zip(accounts.iter().skip(1)) {
            let was_sent = match decode::<StoredMessage>(&self.programs, account.as_ref()) {
                Ok(Some(message)) => {
                    message.header.recipient == traces.recipient && message.body() == Some(traces.body)
                }
                Ok(None) if own.next_sequence <= sequence => {
                    unsent_at = Some(own.next_sequence);
                    false
                }
                Ok(None) => self.was_sent(&traces).await?,
                Err(_) => continue,
            };
            newsletter.resolve(&wallet, was_sent);
        }
        Ok(unsent_at)
    }

    /// Whether a message that no longer exists was the copy. Its number is used, but another message may have used it. If
    /// nobody can tell, the copy counts as sent, so that nobody gets two.
    async fn was_sent(&self, traces: &Traces) -> Result<bool, ClientError> {
        let carries = |transaction: &VersionedMessage| {
            let keys = transaction.static_account_keys();
            keys.contains(&traces.body) && keys.contains(&traces.recipient)
        };
        Ok(self.ended_number(&traces.message, carries).await? != Number::Taken)
    }
}
