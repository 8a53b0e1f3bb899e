//! The state of a sender and of their recipients at one moment, from which letters are drafted.

use postage::Quote;
use solana_message::Hash;
use solana_pubkey::Pubkey;
use units::{Reputation, Timestamp};

use super::Obstacle;
use crate::{
    BuildError, Programs,
    accounts::{Correspondence, DecodeError, Mailbox, Network, ProgramAccount, Standing},
    quote,
    sealing::{EncryptionKey, Envelope},
};

/// A sender, their network, and the time. Read all of it from the same moment.
#[derive(Clone, Debug)]
pub struct Situation {
    /// The cluster's genesis hash.
    pub genesis: Hash,
    /// The network's address.
    pub network_address: Pubkey,
    /// The network.
    pub network: Network,
    /// The address of the sender's mailbox.
    pub mailbox_address: Pubkey,
    /// The sender's mailbox.
    pub mailbox: Mailbox,
    /// The sender's standing, if they have one.
    pub standing: Option<Standing>,
    /// The cluster's time.
    pub now: Timestamp,
    /// The recipients.
    pub recipients: Vec<Recipient>,
}

/// A recipient.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// Their wallet.
    pub wallet: Pubkey,
    /// The address of their mailbox.
    pub mailbox_address: Pubkey,
    /// Their mailbox. Without one, they cannot be written to.
    pub mailbox: Option<Mailbox>,
    /// Their correspondence with the sender, if there is one.
    pub correspondence: Option<Correspondence>,
    /// Why one of the two cannot be read, if it cannot. Then they cannot be written to.
    pub unreadable: Option<DecodeError>,
}

impl Situation {
    /// The addresses that a situation is read from: the network, the sender's mailbox and standing, and for each
    /// recipient the mailbox and the correspondence.
    pub fn addresses(programs: &Programs, network: &Pubkey, sender: &Pubkey, recipients: &[Pubkey]) -> Vec<Pubkey> {
        let own = programs.mailbox(network, sender).0;
        let mut addresses = vec![*network, own, programs.standing(network, sender).0];
        for recipient in recipients {
            let theirs = programs.mailbox(network, recipient).0;
            addresses.extend([theirs, programs.correspondence(&own, &theirs).0]);
        }
        addresses
    }

    /// The sender's reputation.
    pub fn reputation(&self) -> Reputation {
        self.standing.as_ref().map_or(Reputation(0), |standing| standing.effective(self.now))
    }

    /// The price of the next message if it goes to `recipient` and has `size` bytes of ciphertext.
    ///
    /// # Errors
    /// [`BuildError::NotFound`] if the recipient has no mailbox, [`BuildError::Price`].
    pub fn quote(&self, recipient: &Recipient, size: usize) -> Result<Quote, BuildError> {
        let (sender, other) = ((&self.mailbox_address, &self.mailbox, self.reputation()), recipient.existing()?);
        let size = u32::try_from(size).unwrap_or(u32::MAX);
        let correspondence = recipient.correspondence.as_ref();
        Ok(quote::quote(&self.network, sender, other, correspondence, size, self.now)?)
    }

    /// The envelope of the next message if it goes to `recipient`.
    pub(super) fn envelope(&self, recipient: &Recipient) -> Result<Envelope, BuildError> {
        Ok(Envelope {
            network: self.network_address,
            sender: self.mailbox.owner,
            recipient: recipient.wallet,
            sequence: self.mailbox.next_sequence,
            key_version: recipient.existing()?.key_version,
        })
    }

    /// Whether `recipient` knows the sender, because they have written or made the sender a contact. Then the sender is
    /// not refused as a stranger.
    pub fn is_known_to(&self, recipient: &Recipient) -> bool {
        let theirs = &recipient.mailbox_address;
        recipient.correspondence.as_ref().is_some_and(|pair| pair.has_written(theirs) || pair.has_contact(theirs))
    }

    /// Why `recipient` would not get the next message, if they would not.
    pub fn obstacle(&self, recipient: &Recipient) -> Option<Obstacle> {
        if recipient.unreadable.is_some() {
            return Some(Obstacle::Unreadable);
        }
        let Some(mailbox) = &recipient.mailbox else { return Some(Obstacle::NoMailbox) };
        match self.is_known_to(recipient) {
            false if mailbox.accepting == 0 => Some(Obstacle::NotAccepting),
            false if self.reputation().0 < mailbox.min_reputation => Some(Obstacle::ReputationTooLow),
            _ if recipient.encryption_key().is_err() => Some(Obstacle::RefusedKey),
            _ => None,
        }
    }

    /// Updates the sender's state as if the quoted message were sent.
    pub fn record_sent(&mut self, quote: &Quote) {
        self.mailbox.load = quote.load.0;
        self.mailbox.load_at = self.mailbox.load_at.max(self.now.0);
        self.mailbox.next_sequence = self.mailbox.next_sequence.saturating_add(1);
    }

    /// Takes the sender's state from an earlier situation if that knows more messages, because a node may lag behind.
    pub fn catch_up(&mut self, earlier: Self) {
        if earlier.mailbox.next_sequence > self.mailbox.next_sequence {
            self.mailbox = earlier.mailbox;
        }
    }
}

impl Recipient {
    /// The key that mail to them is sealed to.
    ///
    /// # Errors
    /// [`BuildError::NotFound`] if they have no mailbox, [`BuildError::Seal`] if nothing may be sealed to the key.
    pub fn encryption_key(&self) -> Result<EncryptionKey, BuildError> {
        Ok(EncryptionKey::try_from(self.existing()?.encryption_key)?)
    }

    pub(super) fn existing(&self) -> Result<&Mailbox, BuildError> {
        self.mailbox.as_ref().ok_or(BuildError::NotFound { kind: Mailbox::KIND, address: self.mailbox_address })
    }
}
