//! A newsletter: one body, and a message that refers to it for each recipient, with a record that survives a crash.

use postage::Quote;
use serde::{Deserialize, Serialize};
use serde_with::{As, DisplayFromStr};
use solana_message::Hash;
use solana_pubkey::Pubkey;

use super::{Draft, LongDraft, Mode, Recipient, Situation};
use crate::{
    BuildError,
    format::Limits,
    instructions::{Chain, Plan},
    quote,
};

/// A long text and its recipients, with the state of each copy.
///
/// It can be serialized. It is a secret, because it contains the content key. Store it whenever
/// [`Client::deliver`](crate::Client::deliver) asks for it, or before each transaction of [`deliver`] and after it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Newsletter {
    #[serde(with = "As::<DisplayFromStr>")]
    network: Pubkey,
    long: LongDraft,
    /// What each copy offers its recipient, in lamports. Records of older versions have none.
    #[serde(default)]
    offer: u64,
    deliveries: Vec<Delivery>,
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
    /// Being sent with this number, and perhaps already sent. [`Client::deliver`](crate::Client::deliver) finds out.
    /// Without a client, find out yourself and call [`Newsletter::resolve`].
    Sending(u64),
    /// Sent with this number.
    Sent(u64),
    /// Not sent, for this reason. [`Client::deliver`](crate::Client::deliver) tries again. Without a client, call
    /// [`Newsletter::retry_refused`].
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
    /// It costs, or offers, more than the maximum fee of each copy.
    TooDear,
    /// The node's account of their mailbox, or of the correspondence with them, cannot be read.
    Unreadable,
}

/// What all copies share.
#[derive(Clone, Copy, Debug)]
pub struct Edition {
    /// The most that each copy may cost, in lamports.
    pub max_fee: u64,
    /// How the transactions are sent.
    pub limits: Limits,
}

/// Several copies of a newsletter in one transaction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// The transaction. The plan is empty if nobody gets a copy.
    pub plan: Plan,
    /// Who gets a copy by it: see [`Newsletter::confirm`].
    pub recipients: Vec<Pubkey>,
}

/// The next transaction of a newsletter: as many copies as fit, to the recipients of the situation, in order, whose
/// delivery is [`DeliveryState::Waiting`]. All others are skipped, so that nobody gets two copies. The author signs, and
/// has to have uploaded the body.
///
/// It also updates the record: copies in the transaction are being sent, and recipients who cannot get one are refused.
/// Store the record before you send the transaction, and again after [`Newsletter::confirm`]. If this fails, the record is
/// unchanged.
///
/// # Errors
/// [`BuildError::TooLong`] if not even one copy fits, [`BuildError::TooLongForProgram`] if the author is a program's
/// address, [`BuildError::Price`], [`BuildError::OfferTooHigh`], [`BuildError::Seal`], and [`BuildError::OtherCluster`] if
/// it was begun on another cluster.
pub fn deliver(
    chain: &Chain,
    newsletter: &mut Newsletter,
    situation: &mut Situation,
    edition: &Edition,
) -> Result<Batch, BuildError> {
    newsletter.check_cluster(&chain.genesis)?;
    let mut deliveries = newsletter.deliveries.clone();
    let (mut copies, mut recipients) = (Vec::new(), Vec::new());
    for recipient in std::mem::take(&mut situation.recipients) {
        if !is_waiting(&deliveries, &recipient.wallet) {
            continue;
        }
        let state = match copy(chain, newsletter, situation, &recipient, edition)? {
            Ok(draft) => {
                copies.extend(super::send(chain, &draft)?.steps);
                match edition.limits.check(&copies) {
                    Err(_) if copies.len() > 1 => {
                        copies.pop();
                        break;
                    }
                    fits => fits?,
                }
                situation.record_sent(&draft.quote);
                recipients.push(recipient.wallet);
                DeliveryState::Sending(draft.envelope.sequence)
            }
            Err(obstacle) => DeliveryState::Refused(obstacle),
        };
        of(&mut deliveries, &recipient.wallet).for_each(|delivery| delivery.state = state);
    }
    newsletter.deliveries = deliveries;
    Ok(Batch { plan: Plan::together(copies.into_iter().map(Plan::from)), recipients })
}

/// What a copy with `size` bytes of ciphertext and an offer in lamports would cost each recipient of the situation, in
/// order. Each message can make the next one more expensive, so the situation is updated.
///
/// # Errors
/// [`BuildError::Price`], [`BuildError::OfferTooHigh`].
pub fn quote_copies(situation: &mut Situation, size: usize, offer: u64) -> Result<Vec<CopyQuote>, BuildError> {
    let mut quotes = Vec::new();
    for recipient in std::mem::take(&mut situation.recipients) {
        let quote = admit(situation, &recipient, (size, offer), u64::MAX)?;
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
    if let Err(obstacle) = admit(situation, recipient, (newsletter.long.size(), newsletter.offer), edition.max_fee)? {
        return Ok(Err(obstacle));
    }
    let draft = situation.draft(&chain.programs, recipient, &newsletter.long, Mode::AtOnce)?;
    draft.offering(newsletter.offer).map(Ok)
}

/// The price of the next message if it goes to `recipient`, unless they would refuse it or it costs too much.
pub(super) fn admit(
    situation: &Situation,
    recipient: &Recipient,
    (size, offer): (usize, u64),
    max_fee: u64,
) -> Found<Quote> {
    if let Some(obstacle) = situation.obstacle(recipient) {
        return Ok(Err(obstacle));
    }
    let quote = quote::offering(situation.quote(recipient, size)?, offer)?;
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
        Ok(Self { network, long, offer: 0, deliveries })
    }

    /// The newsletter with an offer in lamports to each recipient, instead of any earlier one: see [`Draft::offering`].
    /// Copies that are sent, or being sent, keep theirs.
    ///
    /// # Errors
    /// [`BuildError::OfferTooHigh`] above [`postage::MAX_FEE`].
    pub fn offering(self, lamports: u64) -> Result<Self, BuildError> {
        quote::check_offer(lamports)?;
        Ok(Self { offer: lamports, ..self })
    }

    /// What each copy offers its recipient, in lamports.
    pub fn offer(&self) -> u64 {
        self.offer
    }

    /// The same newsletter for the cluster with this genesis hash. A newsletter that an older version stored has no cluster
    /// yet. One that was begun on another cluster says who got a copy there.
    pub fn bound_to(self, genesis: &Hash) -> Self {
        Self { long: self.long.bound_to(genesis), ..self }
    }

    /// Checks that it was begun on the cluster with this genesis hash.
    ///
    /// # Errors
    /// [`BuildError::OtherCluster`], [`BuildError::UnknownCluster`].
    pub fn check_cluster(&self, genesis: &Hash) -> Result<(), BuildError> {
        self.long.check_cluster(genesis)
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

    /// Marks the copies to these recipients as sent, once the transaction of their [`Batch`] is confirmed.
    pub fn confirm(&mut self, recipients: &[Pubkey]) {
        recipients.iter().for_each(|recipient| self.resolve(recipient, true));
    }

    /// Says whether a copy that was being sent has arrived: it is either sent, or it waits and is delivered again. Say that
    /// it was not sent only if its transaction can no longer land. It changes nothing for any other state.
    pub fn resolve(&mut self, recipient: &Pubkey, was_sent: bool) {
        for delivery in of(&mut self.deliveries, recipient) {
            delivery.state = match delivery.state {
                DeliveryState::Sending(sequence) if was_sent => DeliveryState::Sent(sequence),
                DeliveryState::Sending(_) => DeliveryState::Waiting,
                other => other,
            };
        }
    }

    /// Lets the recipients who were refused wait again: the obstacle may be gone.
    pub fn retry_refused(&mut self) {
        for delivery in &mut self.deliveries {
            if matches!(delivery.state, DeliveryState::Refused(_)) {
                delivery.state = DeliveryState::Waiting;
            }
        }
    }
}

/// What a stored record says of a recipient. It may list them twice if somebody edited it.
fn of<'d>(deliveries: &'d mut [Delivery], recipient: &Pubkey) -> impl Iterator<Item = &'d mut Delivery> {
    deliveries.iter_mut().filter(|delivery| delivery.recipient == *recipient)
}

/// Whether a recipient is in the record and waits for a copy.
fn is_waiting(deliveries: &[Delivery], recipient: &Pubkey) -> bool {
    let mut all = deliveries.iter().filter(|delivery| delivery.recipient == *recipient).peekable();
    all.peek().is_some() && all.all(|delivery| delivery.state == DeliveryState::Waiting)
}
