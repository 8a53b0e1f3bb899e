//! Revealing: publishes the key of a posted message after its escrow is safe, even after a crash.

use std::time::Duration;

use sha2::{Digest, Sha256};
use solana_signer::Signer;
use tokio::time::{Instant, sleep};

use crate::{
    BuildError, Client, ClientError, Reason, Receipt,
    accounts::{Content, Mailbox, ProgramAccount, StoredMessage},
    client::read::{accounts, decode},
    error::MailError,
    instructions::mail::{self, Unrevealed},
};

const POLL: Duration = Duration::from_millis(500);
/// How long to wait for an escrow: longer than a confirmed one takes to become final.
const ESCROW: Duration = Duration::from_secs(30);
/// Attempts to seal the key, in case the recipient has just rotated theirs.
const ATTEMPTS: usize = 3;

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

impl Client {
    /// Waits until a message's escrow is safe (see [`Client::with_escrow_commitment`]), and publishes its key, sealed
    /// to the recipient's current key. It can be called any number of times, and in any state of the message.
    ///
    /// # Errors
    /// [`BuildError::OtherCluster`] if it was posted on another cluster.
    /// [`BuildError::NotFound`] if the message does not appear within half a minute. [`MailError::SequenceTaken`] if
    /// another message has, or had, its number; then this message was never posted and never will be.
    /// [`ClientError::PerhapsSent`] if the message with its number has ended, and the node does not show which one it was.
    /// [`MailError::RevealTooLate`] after a day; then expire the message to get the fee back.
    pub async fn reveal(&self, sender: &dyn Signer, unrevealed: &Unrevealed) -> Result<Revealed, ClientError> {
        unrevealed.check_cluster(&self.genesis().await?)?;
        let Some(message) = self.escrowed(unrevealed).await? else { return self.ended(unrevealed).await };
        let ciphertext = self.ciphertext(message.content).await?;
        if Sha256::digest(&ciphertext)[..] != unrevealed.hash {
            return Err(Reason::Mail(MailError::SequenceTaken).into());
        }
        if message.header.revealed != 0 {
            return Ok(Revealed::Before);
        }
        let mut published = self.publish(sender, unrevealed).await;
        for _ in 1..ATTEMPTS {
            let Err(ClientError::Refused(Reason::Mail(MailError::KeyChanged))) = published else { break };
            published = self.publish(sender, unrevealed).await;
        }
        published
    }

    /// That the message has ended, if it is what its transaction posted, rather than another one with its number.
    async fn ended(&self, unrevealed: &Unrevealed) -> Result<Revealed, ClientError> {
        let message = unrevealed.message(&self.programs);
        let Ok(Some(sent)) = self.sent_as(&message).await else { return Err(ClientError::PerhapsSent { message }) };
        let has_content = match sent.content {
            Content::Ciphertext(text) => Sha256::digest(&text)[..] == unrevealed.hash,
            Content::Body(body) => body == self.programs.body(&unrevealed.sender, &unrevealed.hash).0,
        };
        let recipient = self.programs.mailbox(&unrevealed.network, &unrevealed.recipient).0;
        if has_content && sent.recipient == recipient {
            return Ok(Revealed::Ended);
        }
        Err(Reason::Mail(MailError::SequenceTaken).into())
    }

    async fn publish(&self, sender: &dyn Signer, unrevealed: &Unrevealed) -> Result<Revealed, ClientError> {
        let recipient = self.programs.mailbox(&unrevealed.network, &unrevealed.recipient).0;
        let Mailbox { key_version, encryption_key, .. } = self.mailbox(&recipient).await?;
        let plan = mail::reveal(&self.chain().await?, unrevealed, key_version, &encryption_key.try_into()?)?;
        match self.run(plan, sender).await {
            // Another process revealed it meanwhile, or a node that lags behind hid that it was revealed.
            Err(ClientError::Refused(Reason::Mail(MailError::AlreadyRevealed))) => Ok(Revealed::Before),
            result => result.map(Revealed::Now),
        }
    }

    /// Waits for the message until its escrow is safe. `None` if the message has ended.
    async fn escrowed(&self, unrevealed: &Unrevealed) -> Result<Option<StoredMessage>, ClientError> {
        let address = unrevealed.message(&self.programs);
        let mailbox = self.programs.mailbox(&unrevealed.network, &unrevealed.sender).0;
        let give_up_at = Instant::now() + ESCROW;
        loop {
            // Both from the same moment: if the number is used, the message exists or has existed.
            let found = accounts(self.rpc(), &[address, mailbox], self.escrow).await?;
            let found = |index: usize| found.get(index).and_then(Option::as_ref);
            if let Some(message) = decode(&self.programs, found(0))? {
                return Ok(Some(message));
            }
            let mailbox: Option<Mailbox> = decode(&self.programs, found(1))?;
            if mailbox.is_some_and(|mailbox| mailbox.next_sequence > unrevealed.sequence) {
                return Ok(None);
            }
            if Instant::now() >= give_up_at {
                return Err(BuildError::NotFound { kind: StoredMessage::KIND, address }.into());
            }
            sleep(POLL).await;
        }
    }
}
