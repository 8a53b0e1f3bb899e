//! Contacts, between whom mail is free once both have each other, and closing a correspondence after a year of silence.

use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_signer::Signer;

use super::acknowledge::refund;
use crate::{
    Client, ClientError, Receipt,
    accounts::Correspondence,
    generated::mail::instructions::{CloseCorrespondenceBuilder, SetContactBuilder},
    pda,
    transaction::pack,
};

impl Client {
    /// Makes the owner of another mailbox a contact, or ends that. It applies from the next message on.
    ///
    /// If the two have no correspondence yet, the caller pays its rent.
    pub async fn set_contact(
        &self,
        owner: &dyn Signer,
        network: &Pubkey,
        other: &Pubkey,
        contact: bool,
    ) -> Result<Receipt, ClientError> {
        self.run(set_contact(&owner.pubkey(), network, other, contact), owner).await
    }

    /// Makes someone a contact. With `refund`, it also refunds what they paid for messages that are still open: as many
    /// in the same transaction as fit, and the others in further ones. If it fails, it can be called again.
    pub async fn befriend(
        &self,
        owner: &dyn Signer,
        network: &Pubkey,
        other: &Pubkey,
        refund: bool,
    ) -> Result<Vec<Receipt>, ClientError> {
        let refunds = if refund { self.refunds(&owner.pubkey(), network, other).await? } else { Vec::new() };
        let (format, payer) = (self.cluster.longest_format().await?, owner.pubkey());
        let first = vec![set_contact(&payer, network, other, true)];
        let mut receipts = Vec::new();
        for transaction in pack(first, refunds, |instructions| format.fits(instructions, &payer, self.cluster.priority))
        {
            receipts.push(self.cluster.execute(&transaction, &[owner]).await?);
        }
        Ok(receipts)
    }

    /// Closes the correspondence of two people who have not written to each other for a year. The rent goes back to the
    /// one who paid it.
    pub async fn close_correspondence(
        &self,
        owner: &dyn Signer,
        network: &Pubkey,
        other: &Pubkey,
    ) -> Result<Receipt, ClientError> {
        let (own, theirs) = (pda::mailbox(network, &owner.pubkey()).0, pda::mailbox(network, other).0);
        let address = pda::correspondence(&own, &theirs).0;
        let paid_by_other = *self.existing::<Correspondence>(&address).await?.payer() == theirs;
        let instruction = CloseCorrespondenceBuilder::new()
            .owner(owner.pubkey())
            .network(*network)
            .correspondence(address)
            .payer(paid_by_other.then_some(*other))
            .instruction();
        self.run(instruction, owner).await
    }

    /// The instructions that refund the open messages of one person to another.
    async fn refunds(
        &self,
        owner: &Pubkey,
        network: &Pubkey,
        other: &Pubkey,
    ) -> Result<Vec<Vec<Instruction>>, ClientError> {
        let messages = self.inbox(&pda::mailbox(network, owner).0).await?;
        let paid = messages.iter().filter(|(_, message)| message.header.sender == *other && message.header.fee > 0);
        Ok(paid.map(|(address, message)| vec![refund(owner, address, message)]).collect())
    }
}

fn set_contact(owner: &Pubkey, network: &Pubkey, other: &Pubkey, contact: bool) -> Instruction {
    let (own, theirs) = (pda::mailbox(network, owner).0, pda::mailbox(network, other).0);
    SetContactBuilder::new()
        .owner(*owner)
        .mailbox(own)
        .other_mailbox(theirs)
        .correspondence(pda::correspondence(&own, &theirs).0)
        .contact(contact)
        .instruction()
}
