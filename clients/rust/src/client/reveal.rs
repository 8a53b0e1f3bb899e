//! Revealing: publishes the key of a posted message after its escrow is safe, even after a crash.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_with::{As, DisplayFromStr};
use sha2::{Digest, Sha256};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tokio::time::{Instant, sleep};

use super::{read::decode, stored};
use crate::{
    Client, ClientError, Reason, Receipt,
    accounts::{Mailbox, ProgramAccount, SealedKey, StoredMessage},
    error::MailError,
    generated::mail::instructions::RevealBuilder,
    pda,
    sealing::{self, ContentKey, Envelope},
};

const POLL: Duration = Duration::from_millis(500);
/// How long to wait for an escrow: longer than a confirmed one takes to become final.
const ESCROW: Duration = Duration::from_secs(30);
/// Attempts to seal the key, in case the recipient has just rotated theirs.
const ATTEMPTS: usize = 3;

/// Everything that is needed to reveal a posted message.
///
/// It can be serialized, with addresses in base58 and bytes in base64, so that the message can be revealed after a
/// crash. It is a secret, because it contains the content key. Delete it after the message is revealed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Unrevealed {
    /// The network.
    #[serde(with = "As::<DisplayFromStr>")]
    pub network: Pubkey,
    /// The sender's wallet.
    #[serde(with = "As::<DisplayFromStr>")]
    pub sender: Pubkey,
    /// The recipient's wallet.
    #[serde(with = "As::<DisplayFromStr>")]
    pub recipient: Pubkey,
    /// The message's number among all that the sender's mailbox sent.
    pub sequence: u64,
    /// SHA-256 of the ciphertext, to detect another message with the same number.
    #[serde(with = "stored::base64")]
    pub(super) hash: [u8; 32],
    #[serde(with = "stored::base64")]
    pub(super) key: ContentKey,
}

/// The result of revealing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Revealed {
    /// This call revealed it.
    Now(Receipt),
    /// It was revealed before.
    Before,
    /// There is nothing to reveal any more: the message was acknowledged, or it expired.
    Ended,
}

impl Unrevealed {
    /// The message's address.
    pub fn message(&self) -> Pubkey {
        pda::message(&self.sender, &self.sender_mailbox(), self.sequence).0
    }

    fn sender_mailbox(&self) -> Pubkey {
        pda::mailbox(&self.network, &self.sender).0
    }

    /// The instruction that publishes the key of this ciphertext, sealed to the recipient's current key.
    fn reveal(&self, ciphertext: &[u8], address: Pubkey, recipient: &Mailbox) -> Result<Instruction, ClientError> {
        let Self { network, sender, recipient: wallet, sequence, .. } = *self;
        let envelope = Envelope { network, sender, recipient: wallet, sequence, key_version: recipient.key_version };
        let sealed = sealing::seal_key(&self.key, ciphertext, &recipient.encryption_key.into(), &envelope)?;
        let (encapsulated, encrypted) = sealed.split_first_chunk().expect("32 bytes and 48 more");
        let encrypted = encrypted.try_into().expect("48 bytes");
        Ok(RevealBuilder::new()
            .sender(sender)
            .recipient_mailbox(address)
            .message(self.message())
            .key_version(recipient.key_version)
            .encryption_key(recipient.encryption_key)
            .sealed_key(SealedKey { encapsulated: *encapsulated, ciphertext: encrypted })
            .instruction())
    }
}

impl Client {
    /// Waits until a message's escrow is safe (see [`Client::with_escrow_commitment`]), and publishes its key, sealed
    /// to the recipient's current key. It can be called any number of times, and in any state of the message.
    ///
    /// # Errors
    /// [`ClientError::NotFound`] if the message does not appear within half a minute. [`MailError::SequenceTaken`] if
    /// another message has its number; then this message was never posted and never will be.
    /// [`MailError::RevealTooLate`] after a day; then expire the message to get the fee back.
    pub async fn reveal(&self, sender: &dyn Signer, unrevealed: &Unrevealed) -> Result<Revealed, ClientError> {
        let Some(message) = self.escrowed(unrevealed).await? else { return Ok(Revealed::Ended) };
        let ciphertext = self.ciphertext(message.content).await?;
        if Sha256::digest(&ciphertext)[..] != unrevealed.hash {
            return Err(Reason::Mail(MailError::SequenceTaken).into());
        }
        if message.header.revealed != 0 {
            return Ok(Revealed::Before);
        }
        let mut published = self.publish(sender, unrevealed, &ciphertext).await;
        for _ in 1..ATTEMPTS {
            let Err(ClientError::Refused(Reason::Mail(MailError::KeyChanged))) = published else { break };
            published = self.publish(sender, unrevealed, &ciphertext).await;
        }
        published
    }

    async fn publish(
        &self,
        sender: &dyn Signer,
        unrevealed: &Unrevealed,
        ciphertext: &[u8],
    ) -> Result<Revealed, ClientError> {
        let recipient = pda::mailbox(&unrevealed.network, &unrevealed.recipient).0;
        let instruction = unrevealed.reveal(ciphertext, recipient, &self.mailbox(&recipient).await?)?;
        match self.run(instruction, sender).await {
            // Another process revealed it meanwhile, or a node that lags behind hid that it was revealed.
            Err(ClientError::Refused(Reason::Mail(MailError::AlreadyRevealed))) => Ok(Revealed::Before),
            result => result.map(Revealed::Now),
        }
    }

    /// Waits for the message until its escrow is safe. `None` if the message has ended.
    async fn escrowed(&self, unrevealed: &Unrevealed) -> Result<Option<StoredMessage>, ClientError> {
        let (address, mailbox) = (unrevealed.message(), unrevealed.sender_mailbox());
        let give_up_at = Instant::now() + ESCROW;
        loop {
            // Both from the same moment: if the number is used, the message exists or has existed.
            let found = self.accounts_at(&[address, mailbox], self.escrow).await?;
            let found = |index: usize| found.get(index).and_then(Option::as_ref);
            if let Some(message) = decode(found(0))? {
                return Ok(Some(message));
            }
            let mailbox: Option<Mailbox> = decode(found(1))?;
            if mailbox.is_some_and(|mailbox| mailbox.next_sequence > unrevealed.sequence) {
                return Ok(None);
            }
            if Instant::now() >= give_up_at {
                return Err(ClientError::NotFound { kind: StoredMessage::KIND, address });
            }
            sleep(POLL).await;
        }
    }
}
