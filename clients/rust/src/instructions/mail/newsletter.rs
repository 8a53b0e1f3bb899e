//! A newsletter: one body, and a message that refers to it for each recipient, with a record that survives a crash.

use postage::Quote;
use serde::{Deserialize, Serialize};
use serde_with::{As, DisplayFromStr};
use solana_pubkey::Pubkey;

use super::{Draft, LongDraft, Mode, Recipient, Situation};
use crate::{
    BuildError,
    format::Limits,
    instructions::{Chain, Plan, Step},
    quote,
    sealing::SealError,
};

/// A long text and its recipients, with the state of each copy.
///
/// It can be serialized. It is a secret, because it contains the content key. Store it whenever
/// [`Client::deliver`](crate::Client::deliver) asks for it, or before each transaction of [`deliver`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Newsletter {
    #[serde(with = "As::<DisplayFromStr>")]
    network: Pubkey,
    long: LongDraft,
    pub(crate) deliveries: Vec<Delivery>,
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

/// What all copies share.
#[derive(Clone, Copy, Debug)]
pub struct Edition {
    /// The most that each copy may cost, in lamports.
    pub max_fee: u64,
    /// How the transactions are sent.
    pub limits: Limits,
}

/// The next transaction of a newsletter: as many copies as fit, to the recipients of the situation, in order. It also
/// updates the record: copies in the transaction are being sent, and recipients who cannot get one are refused. The plan
/// is empty if nobody gets one. The author signs, and has to have uploaded the body.
///
/// # Errors
/// [`BuildError::Price`], [`BuildError::Seal`].
pub fn deliver(
    chain: &Chain,
    newsletter: &mut Newsletter,
    situation: &mut Situation,
    edition: &Edition,
) -> Result<Plan, BuildError> {
    let mut copies = Vec::new();
    for recipient in std::mem::take(&mut situation.recipients) {
        let state = match copy(chain, newsletter, situation, &recipient, edition)? {
            Ok(draft) => {
                copies.extend(super::send(chain, &draft)?.steps);
                if copies.len() > 1 && !edition.limits.fit(&copies) {
                    copies.pop();
                    break;
                }
                situation.record_sent(&draft.quote);
                DeliveryState::Sending(draft.envelope.sequence)
            }
            Err(obstacle) => DeliveryState::Refused(obstacle),
        };
        newsletter.set_state(&recipient.wallet, state);
    }
    Ok(if copies.is_empty() { Plan::default() } else { Step::merged(copies).into() })
}

/// What a copy with `size` bytes of ciphertext would cost each recipient of the situation, in order. Each message can make
/// the next one more expensive, so the situation is updated.
///
/// # Errors
/// [`BuildError::Price`].
pub fn quote_copies(situation: &mut Situation, size: usize) -> Result<Vec<CopyQuote>, BuildError> {
    let mut quotes = Vec::new();
    for recipient in std::mem::take(&mut situation.recipients) {
        let quote = admit(situation, &recipient, size, u64::MAX)?;
        if let Ok(quote) = &quote {
            situation.record_sent(quote);
        }
        quotes.push((recipient.wallet, quote));
    }
    Ok(quotes)
}

/// The price of a recipient's copy, or why they get none.
pub type CopyQuote = (Pubkey, Result<Quote, Obstacle>);

/// The result for one recipient, or the obstacle that keeps them from getting a copy.
type Found<T> = Result<Result<T, Obstacle>, BuildError>;

fn copy(
    chain: &Chain,
    newsletter: &Newsletter,
    situation: &Situation,
    recipient: &Recipient,
    edition: &Edition,
) -> Found<Draft> {
    if let Err(obstacle) = admit(situation, recipient, newsletter.long.size(), edition.max_fee)? {
        return Ok(Err(obstacle));
    }
    match situation.draft(&chain.programs, recipient, &newsletter.long, Mode::AtOnce) {
        Err(BuildError::Seal(SealError::RefusedKey)) => Ok(Err(Obstacle::RefusedKey)),
        draft => draft.map(Ok),
    }
}

/// The price of the next message if it goes to `recipient`, unless they would refuse it or it costs too much.
fn admit(situation: &Situation, recipient: &Recipient, size: usize, max_fee: u64) -> Found<Quote> {
    if let Some(obstacle) = situation.obstacle(recipient) {
        return Ok(Err(obstacle));
    }
    let quote = situation.quote(recipient, size)?;
    Ok(if quote::max_fee(&quote) > max_fee { Err(Obstacle::TooDear) } else { Ok(quote) })
}

impl Newsletter {
    /// A newsletter that has not been sent yet. A recipient who is listed twice gets one copy.
    ///
    /// # Errors
    /// [`BuildError::WriteToSelf`] if the author is among the recipients.
    pub fn new(
        network: Pubkey,
        long: LongDraft,
        recipients: impl IntoIterator<Item = Pubkey>,
    ) -> Result<Self, BuildError> {
        let mut deliveries: Vec<Delivery> = Vec::new();
        let mut known = std::collections::HashSet::new();
        for recipient in recipients {
            if recipient == long.author() {
                return Err(BuildError::WriteToSelf);
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
    pub fn in_state(&self, is: impl Fn(&DeliveryState) -> bool) -> Vec<usize> {
        let found = self.deliveries.iter().enumerate().filter(|(_, delivery)| is(&delivery.state));
        found.map(|(index, _)| index).collect()
    }

    fn set_state(&mut self, recipient: &Pubkey, state: DeliveryState) {
        for delivery in self.deliveries.iter_mut().filter(|delivery| delivery.recipient == *recipient) {
            delivery.state = state;
        }
    }

    /// Marks all copies that were being sent as sent, once the transaction of [`deliver`] is confirmed.
    pub fn confirm(&mut self) {
        for delivery in &mut self.deliveries {
            if let DeliveryState::Sending(sequence) = delivery.state {
                delivery.state = DeliveryState::Sent(sequence);
            }
        }
    }
}
