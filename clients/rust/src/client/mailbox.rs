//! Networks and mailboxes: what founders and owners do.

use solana_pubkey::Pubkey;
use solana_signer::Signer;

use crate::{
    Client, ClientError, Receipt,
    generated::mail::instructions::{CreateNetworkBuilder, OpenMailboxBuilder, RotateKeyBuilder, SetMailboxBuilder},
    pda,
    sealing::EncryptionKey,
};

/// What a mailbox's owner asks of senders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Lamports that a message costs at least.
    pub min_fee: u64,
    /// Millionths of reputation that strangers need.
    pub min_reputation: u64,
    /// Whether strangers may write at all.
    pub accepting: bool,
}

impl Client {
    /// Founds a network and returns its address.
    pub async fn create_network(
        &self,
        founder: &dyn Signer,
        name: &str,
        treasury: &Pubkey,
        rules: &postage::Rules,
    ) -> Result<(Pubkey, Receipt), ClientError> {
        let name = pda::network_name(name).ok_or(ClientError::InvalidName)?;
        let (network, _) = pda::network(&founder.pubkey(), &name);
        let instruction = CreateNetworkBuilder::new()
            .founder(founder.pubkey())
            .network(network)
            .name(name)
            .treasury(*treasury)
            .rules(rules.into())
            .instruction();
        Ok((network, self.run(instruction, founder).await?))
    }

    /// Opens the owner's mailbox and returns its address. Senders will seal to `key`.
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
            .mailbox(mailbox)
            .encryption_key(key.to_bytes())
            .instruction();
        Ok((mailbox, self.run(instruction, owner).await?))
    }

    /// Sets what the owner asks of senders.
    pub async fn set_mailbox(
        &self,
        owner: &dyn Signer,
        network: &Pubkey,
        terms: Terms,
    ) -> Result<Receipt, ClientError> {
        let instruction = SetMailboxBuilder::new()
            .owner(owner.pubkey())
            .mailbox(pda::mailbox(network, &owner.pubkey()).0)
            .min_fee(terms.min_fee)
            .min_reputation(terms.min_reputation)
            .accepting(terms.accepting)
            .instruction();
        self.run(instruction, owner).await
    }

    /// Replaces the owner's key. Keep the old secret: it still opens old mail.
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
}
