//! Contacts, between whom mail is free once both have each other, and closing a correspondence after a year of silence.

use solana_pubkey::Pubkey;
use solana_signer::Signer;

use crate::{
    Client, ClientError, Receipt,
    accounts::Correspondence,
    instructions::mail::{self, MessageAt},
};

impl Client {
    /// Makes the owner of another mailbox a contact, or ends that. It applies from the next message on.
    ///
    /// If the two have no correspondence yet, the owner pays its rent.
    ///
    /// # Errors
    /// The program refuses this unless both have mailboxes.
    pub async fn set_contact(
        &self,
        owner: &dyn Signer,
        network: &Pubkey,
        other: &Pubkey,
        contact: bool,
    ) -> Result<Receipt, ClientError> {
        let (chain, wallet) = (self.chain().await?, owner.pubkey());
        let is_new = self.correspondence_of(network, &wallet, other).await?.is_none();
        self.run(mail::set_contact(&chain, network, &wallet, other, contact, is_new), owner).await
    }

    /// Makes someone a contact. With `refund`, it also refunds what they paid for messages that are still open: as many
    /// in the same transaction as fit, and the others in further ones. If it fails, it can be called again.
    ///
    /// # Errors
    /// Like [`Client::set_contact`]. [`ClientError::Stopped`] if a further transaction fails: they are contacts then.
    pub async fn add_contact(
        &self,
        owner: &dyn Signer,
        network: &Pubkey,
        other: &Pubkey,
        refund: bool,
    ) -> Result<Vec<Receipt>, ClientError> {
        let (chain, wallet) = (self.chain().await?, owner.pubkey());
        let refunds = if refund { self.paid_messages(network, &wallet, other).await? } else { Vec::new() };
        let is_new = self.correspondence_of(network, &wallet, other).await?.is_none();
        let limits = self.limits(&wallet).await?;
        let plan = mail::add_contact(&chain, network, &wallet, other, is_new, &refunds, &limits)?;
        self.execute(&plan, &[owner]).await
    }

    /// Closes the correspondence of two people who have not written to each other for a year. The rent goes back to the
    /// one who paid it.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no correspondence.
    pub async fn close_correspondence(
        &self,
        owner: &dyn Signer,
        network: &Pubkey,
        other: &Pubkey,
    ) -> Result<Receipt, ClientError> {
        let [own, theirs] = [&owner.pubkey(), other].map(|person| self.programs.mailbox(network, person).0);
        let address = self.programs.correspondence(&own, &theirs).0;
        let (found, rent) = self.existing_with_lamports::<Correspondence>(&address).await?;
        let (chain, paid_by_other) = (self.chain().await?, *found.payer() == theirs);
        self.run(mail::close_correspondence(&chain, network, &owner.pubkey(), other, paid_by_other, rent), owner).await
    }

    async fn correspondence_of(
        &self,
        network: &Pubkey,
        one: &Pubkey,
        other: &Pubkey,
    ) -> Result<Option<Correspondence>, ClientError> {
        let [one, other] = [one, other].map(|person| self.programs.mailbox(network, person).0);
        self.correspondence(&one, &other).await
    }

    /// The open messages of one person to another that hold a fee. Their rent stays where it is, so it is left out.
    async fn paid_messages(
        &self,
        network: &Pubkey,
        owner: &Pubkey,
        other: &Pubkey,
    ) -> Result<Vec<MessageAt>, ClientError> {
        let headers = self.inbox(&self.programs.mailbox(network, owner).0).await?.entries;
        let paid = headers.iter().filter(|header| header.sender == *other && header.fee > 0);
        let addresses: Vec<_> = paid.map(|header| header.address).collect();
        let messages = self.messages(&addresses).await?.entries;
        let paid = messages.iter().filter(|(_, message)| message.header.fee > 0);
        Ok(paid.map(|(address, message)| MessageAt::new(address, message, message.header.fee)).collect())
    }
}
