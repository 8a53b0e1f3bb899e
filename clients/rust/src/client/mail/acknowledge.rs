//! How a message ends: its recipient acknowledges it, or it expires. And how a recipient refunds its fee.

use solana_pubkey::Pubkey;
use solana_signer::Signer;

use crate::{
    Client, ClientError, Receipt,
    accounts::{Correspondence, Reputation, Standing, Verdict},
    client::read::decode,
    instructions::{
        Plan,
        mail::{self, MessageAt},
    },
};

impl Client {
    /// Acknowledges a message with a verdict, and earns its fee.
    ///
    /// The verdict moves the sender's reputation if the network has one, both people have standings, and their
    /// correspondence still exists.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if the message is not open any more. The program refuses
    /// whoever is not the recipient, and verdicts after the deadline.
    pub async fn acknowledge(
        &self,
        recipient: &dyn Signer,
        message: &Pubkey,
        verdict: Verdict,
    ) -> Result<Receipt, ClientError> {
        let plan = self.acknowledgement(&recipient.pubkey(), message, verdict).await?;
        self.run(plan, recipient).await
    }

    /// The plan of [`Client::acknowledge`], for a recipient who signs elsewhere.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if the message is not open any more.
    pub async fn acknowledgement(
        &self,
        recipient: &Pubkey,
        message: &Pubkey,
        verdict: Verdict,
    ) -> Result<Plan, ClientError> {
        let (message, chain) = (self.message_at(message).await?, self.chain().await?);
        Ok(match self.judged_network(recipient, &message, verdict).await? {
            Some(network) => mail::acknowledge_with_reputation(&chain, &network, recipient, &message, verdict),
            None => mail::acknowledge(&chain, recipient, &message, verdict),
        })
    }

    /// Closes a message that was not acknowledged in time, or whose key was not published in time, and refunds its
    /// sender. Anyone may call and pay for this.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if the message is not open any more. The program refuses this
    /// up to the deadline.
    pub async fn expire(&self, caller: &dyn Signer, message: &Pubkey) -> Result<Receipt, ClientError> {
        let plan = mail::expire(&self.chain().await?, &self.message_at(message).await?);
        self.run(plan, caller).await
    }

    /// Refunds the fee of an open message to its sender. The message stays open, but earns nothing any more.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if the message is not open any more. The program refuses
    /// whoever is not the recipient.
    pub async fn refund(&self, recipient: &dyn Signer, message: &Pubkey) -> Result<Receipt, ClientError> {
        let message = self.message_at(message).await?;
        self.run(mail::refund(&self.chain().await?, &recipient.pubkey(), &message), recipient).await
    }

    /// What the plans of [`mail`] need to know of an open message.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if it is not open any more.
    pub async fn message_at(&self, address: &Pubkey) -> Result<MessageAt, ClientError> {
        let (message, lamports) = self.existing_with_lamports(address).await?;
        Ok(MessageAt::new(address, &message, lamports))
    }

    /// The network whose reputation a verdict moves, if it moves any. Abstaining moves none.
    async fn judged_network(
        &self,
        recipient: &Pubkey,
        message: &MessageAt,
        verdict: Verdict,
    ) -> Result<Option<Pubkey>, ClientError> {
        if verdict == Verdict::Abstain {
            return Ok(None);
        }
        let network = self.mailbox(&message.recipient_mailbox).await?.network;
        let standing = |owner| self.programs.standing(&network, owner).0;
        let reputation = self.programs.reputation(&network).0;
        let addresses = [reputation, standing(&message.sender), standing(recipient), message.correspondence];
        let accounts = self.accounts_at(&addresses).await?;
        let found = |index: usize| accounts.get(index).and_then(Option::as_ref);
        let all_there = decode::<Reputation>(&self.programs, found(0))?.is_some()
            && decode::<Standing>(&self.programs, found(1))?.is_some()
            && decode::<Standing>(&self.programs, found(2))?.is_some()
            && decode::<Correspondence>(&self.programs, found(3))?.is_some();
        Ok(all_there.then_some(network))
    }
}
