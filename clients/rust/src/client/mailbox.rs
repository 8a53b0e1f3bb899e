//! Mailboxes: opening one, its settings and key, and closing it.

use solana_pubkey::Pubkey;
use solana_signer::Signer;

use crate::{
    Client, ClientError, Receipt,
    generated::mail::instructions::{CloseMailboxBuilder, OpenMailboxBuilder, RotateKeyBuilder, SetMailboxBuilder},
    pda,
    sealing::EncryptionKey,
};

/// What a mailbox's owner requires of senders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MailboxSettings {
    /// The minimum fee of a message, in lamports.
    pub min_fee: u64,
    /// The minimum reputation of strangers, in millionths.
    pub min_reputation: u64,
    /// Whether strangers may write at all.
    pub accepting: bool,
}

impl Client {
    /// Opens the owner's mailbox and returns its address. Senders will seal their mail to `key`.
    pub async fn open_mailbox(
        &self,
        owner: &dyn Signer,
        network: &Pubkey,
        key: EncryptionKey,
    ) -> Result<(Pubkey, Receipt), ClientError> {
        let (mailbox, _) = pda::mailbox(network, &owner.pubkey());
        let instruction = OpenMailboxBuilder::new()
            .owner(owner.pubkey())
            .network(*network)
            .ledger(pda::ledger(network).0)
            .mailbox(mailbox)
            .encryption_key(key.to_bytes())
            .instruction();
        Ok((mailbox, self.run(instruction, owner).await?))
    }

    /// Changes the mailbox's settings.
    pub async fn set_mailbox(
        &self,
        owner: &dyn Signer,
        network: &Pubkey,
        settings: MailboxSettings,
    ) -> Result<Receipt, ClientError> {
        let instruction = SetMailboxBuilder::new()
            .owner(owner.pubkey())
            .mailbox(pda::mailbox(network, &owner.pubkey()).0)
            .min_fee(settings.min_fee)
            .min_reputation(settings.min_reputation)
            .accepting(settings.accepting)
            .instruction();
        self.run(instruction, owner).await
    }

    /// Replaces the mailbox's encryption key. Keep the old secret key: it still opens old mail.
    pub async fn rotate_key(
        &self,
        owner: &dyn Signer,
        network: &Pubkey,
        key: EncryptionKey,
    ) -> Result<Receipt, ClientError> {
        let instruction = RotateKeyBuilder::new()
            .owner(owner.pubkey())
            .mailbox(pda::mailbox(network, &owner.pubkey()).0)
            .encryption_key(key.to_bytes())
            .instruction();
        self.run(instruction, owner).await
    }

    /// Closes the owner's mailbox and returns its rent. Open messages to it expire, unless it is opened again in time.
    ///
    /// The program refuses this while the mailbox's load is above one message, the load of a new mailbox.
    pub async fn close_mailbox(&self, owner: &dyn Signer, network: &Pubkey) -> Result<Receipt, ClientError> {
        let instruction = CloseMailboxBuilder::new()
            .owner(owner.pubkey())
            .network(*network)
            .ledger(pda::ledger(network).0)
            .mailbox(pda::mailbox(network, &owner.pubkey()).0)
            .instruction();
        self.run(instruction, owner).await
    }
}
