//! A newsletter: one body, and a message with it to each of many recipients. This is its record, to survive a crash.

use serde::{Deserialize, Serialize};
use serde_with::{As, DisplayFromStr};
use solana_pubkey::Pubkey;

use super::LongDraft;
use crate::ClientError;

/// A long text and those to whom it goes, with what is known of each.
///
/// It serialises, and holds the content key: store it as you store a secret, and when
/// [`Client::deliver`](crate::Client::deliver) says so.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Newsletter {
    #[serde(with = "As::<DisplayFromStr>")]
    network: Pubkey,
    long: LongDraft,
    pub(super) deliveries: Vec<Delivery>,
}

/// One recipient, and how far their copy is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// Their wallet.
    #[serde(with = "As::<DisplayFromStr>")]
    pub recipient: Pubkey,
    /// How far it is.
    pub state: DeliveryState,
}

/// How far a copy is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeliveryState {
    /// Not sent.
    Waiting,
    /// About to be sent with this number, and perhaps already sent: the next delivery finds out.
    Sending(u64),
    /// Sent with this number.
    Sent(u64),
    /// Not sent, for this reason; the next delivery tries again.
    Refused(Obstacle),
}

/// Why somebody gets no copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Obstacle {
    /// They have no mailbox on the network.
    NoMailbox,
    /// They accept nothing from strangers.
    NotAccepting,
    /// They want more reputation of strangers.
    ReputationTooLow,
    /// Their encryption key is unusable.
    RefusedKey,
    /// It costs more than was allowed for each.
    TooDear,
}

impl Newsletter {
    /// A newsletter that nobody has yet. Whoever is named twice gets one copy.
    ///
    /// # Errors
    /// [`ClientError::WriteToSelf`] if the author is among the recipients.
    pub fn new(
        network: Pubkey,
        long: LongDraft,
        recipients: impl IntoIterator<Item = Pubkey>,
    ) -> Result<Self, ClientError> {
        let mut deliveries: Vec<Delivery> = Vec::new();
        let mut known = std::collections::HashSet::new();
        for recipient in recipients {
            if recipient == long.author() {
                return Err(ClientError::WriteToSelf);
            }
            if known.insert(recipient) {
                deliveries.push(Delivery { recipient, state: DeliveryState::Waiting });
            }
        }
        Ok(Self { network, long, deliveries })
    }

    /// The network on which it is sent.
    pub fn network(&self) -> Pubkey {
        self.network
    }

    /// The text, to be uploaded before it is delivered.
    pub fn long(&self) -> &LongDraft {
        &self.long
    }

    /// The recipients, in the order in which they were given.
    pub fn deliveries(&self) -> &[Delivery] {
        &self.deliveries
    }

    /// How many copies are sent.
    pub fn sent(&self) -> usize {
        self.deliveries.iter().filter(|delivery| matches!(delivery.state, DeliveryState::Sent(_))).count()
    }

    /// The places of those in a state.
    pub(super) fn in_state(&self, is: impl Fn(&DeliveryState) -> bool) -> Vec<usize> {
        let found = self.deliveries.iter().enumerate().filter(|(_, delivery)| is(&delivery.state));
        found.map(|(index, _)| index).collect()
    }

    /// What was about to be sent is sent.
    pub(super) fn confirm(&mut self) {
        for delivery in &mut self.deliveries {
            if let DeliveryState::Sending(sequence) = delivery.state {
                delivery.state = DeliveryState::Sent(sequence);
            }
        }
    }
}
