//! A newsletter: one body, and a message that refers to it for each recipient. This is its record, which survives a
//! crash.

use serde::{Deserialize, Serialize};
use serde_with::{As, DisplayFromStr};
use solana_pubkey::Pubkey;

use super::LongDraft;
use crate::ClientError;

/// A long text and its recipients, with the state of each copy.
///
/// It can be serialized. It is a secret, because it contains the content key. Store it whenever
/// [`Client::deliver`](crate::Client::deliver) asks for it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Newsletter {
    #[serde(with = "As::<DisplayFromStr>")]
    network: Pubkey,
    long: LongDraft,
    pub(super) deliveries: Vec<Delivery>,
}

/// One recipient, and the state of their copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// Their wallet.
    #[serde(with = "As::<DisplayFromStr>")]
    pub recipient: Pubkey,
    /// The state of their copy.
    pub state: DeliveryState,
}

/// The state of a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeliveryState {
    /// Not sent.
    Waiting,
    /// Being sent with this number, and perhaps already sent. The next delivery finds out.
    Sending(u64),
    /// Sent with this number.
    Sent(u64),
    /// Not sent, for this reason. The next delivery tries again.
    Refused(Obstacle),
}

/// Why a recipient gets no copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Obstacle {
    /// They have no mailbox on the network.
    NoMailbox,
    /// They accept no mail from strangers.
    NotAccepting,
    /// Strangers need more reputation to write to them.
    ReputationTooLow,
    /// Their encryption key is unusable.
    RefusedKey,
    /// It costs more than the maximum fee of each copy.
    TooDear,
}

impl Newsletter {
    /// A newsletter that has not been sent yet. A recipient who is listed twice gets one copy.
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

    /// The network.
    pub fn network(&self) -> Pubkey {
        self.network
    }

    /// The text. Upload it before you deliver the newsletter.
    pub fn long(&self) -> &LongDraft {
        &self.long
    }

    /// The recipients, in the order in which they were given.
    pub fn deliveries(&self) -> &[Delivery] {
        &self.deliveries
    }

    /// The number of copies that are sent.
    pub fn sent(&self) -> usize {
        self.deliveries.iter().filter(|delivery| matches!(delivery.state, DeliveryState::Sent(_))).count()
    }

    /// The indices of the deliveries in a state.
    pub(super) fn in_state(&self, is: impl Fn(&DeliveryState) -> bool) -> Vec<usize> {
        let found = self.deliveries.iter().enumerate().filter(|(_, delivery)| is(&delivery.state));
        found.map(|(index, _)| index).collect()
    }

    /// Marks all copies that were being sent as sent.
    pub(super) fn confirm(&mut self) {
        for delivery in &mut self.deliveries {
            if let DeliveryState::Sending(sequence) = delivery.state {
                delivery.state = DeliveryState::Sent(sequence);
            }
        }
    }
}
