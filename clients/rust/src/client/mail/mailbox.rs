//! Mailboxes: opening one, its settings and key, and closing it.

use solana_pubkey::Pubkey;
use solana_signer::Signer;

use crate::{
    Client, ClientError, Receipt,
    accounts::Mailbox,
    instructions::mail::{self, MailboxSettings},
    sealing::EncryptionKey,
};

impl Client {
    /// Opens the owner's mailbox and returns its address. Senders will seal their mail to `key`.
    ///
    /// # Errors
    /// [`Reason::AlreadyExists`](crate::Reason::AlreadyExists) if the owner has one on this network.
    pub async fn open_mailbox(
        &self,
        owner: &dyn Signer,
        network: &Pubkey,
        key: EncryptionKey,
    ) -> Result<(Pubkey, Receipt), ClientError> {
        let plan = mail::open_mailbox(&self.chain().await?, network, &owner.pubkey(), key);
        Ok((self.programs.mailbox(network, &owner.pubkey()).0, self.run(plan, owner).await?))
    }

    /// Changes the mailbox's settings.
    ///
    /// # Errors
    /// The program refuses this if there is no mailbox.
    pub async fn set_mailbox(
        &self,
        owner: &dyn Signer,
        network: &Pubkey,
        settings: MailboxSettings,
    ) -> Result<Receipt, ClientError> {
        self.run(mail::set_mailbox(&self.chain().await?, network, &owner.pubkey(), &settings), owner).await
    }

    /// Replaces the mailbox's encryption key. Keep the old secret key: it still opens old mail.
    ///
    /// # Errors
    /// The program refuses this if there is no mailbox, and the mailbox's current key.
    pub async fn rotate_key(
        &self,
        owner: &dyn Signer,
        network: &Pubkey,
        key: EncryptionKey,
    ) -> Result<Receipt, ClientError> {
        self.run(mail::rotate_key(&self.chain().await?, network, &owner.pubkey(), key), owner).await
    }

    /// Closes the owner's mailbox and returns its rent. Open messages to it expire, unless it is opened again in time.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no mailbox. The program refuses this while the
    /// mailbox's load is above one message, the load of a new mailbox.
    pub async fn close_mailbox(&self, owner: &dyn Signer, network: &Pubkey) -> Result<Receipt, ClientError> {
        let address = self.programs.mailbox(network, &owner.pubkey()).0;
        let (mailbox, lamports) = self.existing_with_lamports::<Mailbox>(&address).await?;
        let rent = lamports.saturating_sub(mailbox.cut);
        self.run(mail::close_mailbox(&self.chain().await?, network, &owner.pubkey(), rent), owner).await
    }
}
