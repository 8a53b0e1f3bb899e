//! The state of a sender and of their recipients at one moment.

use postage::Quote;
use solana_pubkey::Pubkey;
use units::{Reputation, Timestamp};

use super::read::{CLOCK, decode, present, time};
use crate::{
    Client, ClientError,
    accounts::{Correspondence, Mailbox, Network, ProgramAccount, Standing},
    pda,
    sealing::{EncryptionKey, Envelope},
};

/// Recipients per request: a cluster returns at most a hundred accounts at once.
pub(super) const MAX_RECIPIENTS: usize = 48;

/// A sender, the network, and the time.
pub(super) struct Situation {
    address: Pubkey,
    network: Network,
    mailbox_address: Pubkey,
    mailbox: Mailbox,
    standing: Option<Standing>,
    now: Timestamp,
    /// In the order of the request.
    pub recipients: Vec<Recipient>,
}

/// A recipient. Without a mailbox, they cannot be written to.
pub(super) struct Recipient {
    pub wallet: Pubkey,
    pub address: Pubkey,
    pub mailbox: Option<Mailbox>,
    correspondence: Option<Correspondence>,
}

impl Client {
    /// Reads it all in one request, so that it belongs together.
    pub(super) async fn situation(
        &self,
        sender: &Pubkey,
        network: &Pubkey,
        recipients: &[Pubkey],
    ) -> Result<Situation, ClientError> {
        let own = pda::mailbox(network, sender).0;
        let theirs: Vec<_> = recipients.iter().map(|wallet| pda::mailbox(network, wallet).0).collect();
        let mut addresses = vec![*network, own, CLOCK, pda::standing(network, sender).0];
        for address in &theirs {
            addresses.extend([*address, pda::correspondence(&own, address).0]);
        }
        let accounts = self.accounts_at(&addresses, self.rpc().commitment()).await?;
        let found = |index: usize| accounts.get(index).and_then(Option::as_ref);
        let recipient = |(index, (wallet, address)): (usize, (&Pubkey, Pubkey))| {
            let mailbox = decode(found(4 + 2 * index))?;
            Ok(Recipient { wallet: *wallet, address, mailbox, correspondence: decode(found(5 + 2 * index))? })
        };
        Ok(Situation {
            address: *network,
            network: present(decode(found(0))?, network)?,
            mailbox_address: own,
            mailbox: present(decode(found(1))?, &own)?,
            standing: decode(found(3))?,
            now: time(found(2))?,
            recipients: recipients.iter().zip(theirs).enumerate().map(recipient).collect::<Result<_, ClientError>>()?,
        })
    }
}

impl Situation {
    /// The version of the rules that give the prices.
    pub fn rules_version(&self) -> u32 {
        self.network.rules_version
    }

    /// The sender's reputation.
    pub fn reputation(&self) -> Reputation {
        self.standing.as_ref().map_or(Reputation(0), |standing| standing.effective(self.now))
    }

    /// The sender's next number.
    pub fn next_sequence(&self) -> u64 {
        self.mailbox.next_sequence
    }

    /// The price of the next message if it goes to `recipient` and has `size` bytes of ciphertext.
    pub fn quote(&self, recipient: &Recipient, size: usize) -> Result<Quote, ClientError> {
        let (sender, other) = ((&self.mailbox_address, &self.mailbox, self.reputation()), recipient.existing()?);
        let size = u32::try_from(size).unwrap_or(u32::MAX);
        let correspondence = recipient.correspondence.as_ref();
        Ok(crate::quote::quote(&self.network, sender, other, correspondence, size, self.now)?)
    }

    /// The key and the envelope of the next message if it goes to `recipient`.
    pub fn envelope(&self, recipient: &Recipient) -> Result<(EncryptionKey, Envelope), ClientError> {
        let mailbox = recipient.existing()?;
        let envelope = Envelope {
            network: self.address,
            sender: self.mailbox.owner,
            recipient: recipient.wallet,
            sequence: self.mailbox.next_sequence,
            key_version: mailbox.key_version,
        };
        Ok((mailbox.encryption_key.into(), envelope))
    }

    /// Whether `recipient` knows the sender, because they have written or made the sender a contact. Then the sender is
    /// not refused as a stranger.
    pub fn is_known_to(&self, recipient: &Recipient) -> bool {
        let knows =
            |pair: &Correspondence| pair.has_written(&recipient.address) || pair.has_contact(&recipient.address);
        recipient.correspondence.as_ref().is_some_and(knows)
    }

    /// Updates the sender's state as if the quoted message were sent.
    pub fn record_sent(&mut self, quote: &Quote) {
        self.mailbox.load = quote.load.0;
        self.mailbox.load_at = self.mailbox.load_at.max(self.now.0);
        self.mailbox.next_sequence = self.mailbox.next_sequence.saturating_add(1);
    }

    /// Takes the sender's state from an earlier situation if that knows more messages, because a node may lag behind.
    pub fn catch_up(&mut self, earlier: Situation) {
        if earlier.mailbox.next_sequence > self.mailbox.next_sequence {
            self.mailbox = earlier.mailbox;
        }
    }
}

impl Recipient {
    fn existing(&self) -> Result<&Mailbox, ClientError> {
        self.mailbox.as_ref().ok_or(ClientError::NotFound { kind: Mailbox::KIND, address: self.address })
    }
}
