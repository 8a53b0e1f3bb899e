//! Finds out whether copies of a newsletter that were being sent when the sender stopped have arrived.

use solana_pubkey::Pubkey;

use crate::{
    Client, ClientError,
    accounts::{Content, Mailbox, StoredMessage},
    client::{
        mail::SentAs,
        read::{decode, present},
    },
    instructions::mail::{Delivery, DeliveryState, Newsletter},
};

/// Messages per request: a cluster returns at most 100 accounts at once, and one of them is the sender's mailbox.
const MAX_MESSAGES: usize = 99;

/// What tells a copy from other messages.
struct Expected {
    recipient: Pubkey,
    body: Pubkey,
}

impl Expected {
    fn is(&self, sent: &SentAs) -> bool {
        sent.recipient == self.recipient && sent.content == Content::Body(self.body)
    }
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
            sought.push((
                wallet,
                sequence,
                message,
                Expected { recipient, body: newsletter.long().body(&self.programs) },
            ));
        }
        let accounts = self.accounts_at(&addresses).await?;
        // Without it nothing tells a copy that has ended from one that was never sent.
        let own: Mailbox = present(decode(&self.programs, accounts.first().and_then(Option::as_ref))?, &own)?;
        let mut unsent_at = None;
        for ((wallet, sequence, message, copy), account) in sought.into_iter().zip(accounts.iter().skip(1)) {
            let was_sent = match decode::<StoredMessage>(&self.programs, account.as_ref()) {
                Ok(Some(message)) => copy.is(&message.into()),
                Ok(None) if own.next_sequence <= sequence => {
                    unsent_at = Some(own.next_sequence);
                    false
                }
                Ok(None) => self.was_sent(&message, &copy).await?,
                Err(_) => continue,
            };
            newsletter.resolve(&wallet, was_sent);
        }
        Ok(unsent_at)
    }

    /// Whether a message that no longer exists was the copy. Its number is used, but another message may have used it.
    /// Unless a node shows which one, the copy counts as sent, so that nobody gets two.
    async fn was_sent(&self, message: &Pubkey, copy: &Expected) -> Result<bool, ClientError> {
        Ok(self.sent_as(message).await?.is_none_or(|sent| copy.is(&sent)))
    }
}
