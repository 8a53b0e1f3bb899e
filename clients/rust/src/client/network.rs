//! Networks: creating one, changing it, and sweeping its mailboxes.

use solana_pubkey::Pubkey;
use solana_signer::Signer;

use crate::{
    Client, ClientError, Receipt,
    generated::mail::instructions::{
        AcceptAuthorityBuilder, ApplyRulesBuilder, CreateNetworkBuilder, ProposeAuthorityBuilder, ProposeRulesBuilder,
        SetSendingBuilder, SweepBuilder,
    },
    pda,
};

impl Client {
    /// Creates a network and returns its address.
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
            .ledger(pda::ledger(&network).0)
            .name(name)
            .treasury(*treasury)
            .rules(*rules)
            .instruction();
        Ok((network, self.run(instruction, founder).await?))
    }

    /// Proposes new rules. They replace an earlier proposal, and are due after the `rules_delay` of the rules in force.
    pub async fn propose_rules(
        &self,
        authority: &dyn Signer,
        network: &Pubkey,
        rules: &postage::Rules,
    ) -> Result<Receipt, ClientError> {
        let instruction =
            ProposeRulesBuilder::new().authority(authority.pubkey()).network(*network).rules(*rules).instruction();
        self.run(instruction, authority).await
    }

    /// Applies the proposed rules once they are due. Anyone may call and pay for this.
    pub async fn apply_rules(&self, payer: &dyn Signer, network: &Pubkey) -> Result<Receipt, ClientError> {
        self.run(ApplyRulesBuilder::new().network(*network).instruction(), payer).await
    }

    /// Offers the authority to a wallet, which then has to accept it. `None` takes an offer back.
    pub async fn propose_authority(
        &self,
        authority: &dyn Signer,
        network: &Pubkey,
        new_authority: Option<&Pubkey>,
    ) -> Result<Receipt, ClientError> {
        let instruction = ProposeAuthorityBuilder::new()
            .authority(authority.pubkey())
            .network(*network)
            .new_authority(new_authority.copied().unwrap_or_default())
            .instruction();
        self.run(instruction, authority).await
    }

    /// Accepts the authority that was offered to the signer.
    pub async fn accept_authority(&self, new_authority: &dyn Signer, network: &Pubkey) -> Result<Receipt, ClientError> {
        let instruction =
            AcceptAuthorityBuilder::new().authority(new_authority.pubkey()).network(*network).instruction();
        self.run(instruction, new_authority).await
    }

    /// Pauses or resumes sending on a network. Everything else stays possible.
    pub async fn set_sending(
        &self,
        authority: &dyn Signer,
        network: &Pubkey,
        paused: bool,
    ) -> Result<Receipt, ClientError> {
        let instruction =
            SetSendingBuilder::new().authority(authority.pubkey()).network(*network).paused(paused).instruction();
        self.run(instruction, authority).await
    }

    /// Sweeps a mailbox: moves its cut, and what closed mailboxes left, to the network's treasury, and its counts to
    /// the ledger. Anyone may call and pay for this.
    pub async fn sweep(&self, payer: &dyn Signer, mailbox: &Pubkey) -> Result<Receipt, ClientError> {
        let network = self.mailbox(mailbox).await?.network;
        self.sweep_for(payer, &network, Some(*mailbox)).await
    }

    /// Moves what closed mailboxes left to the network's treasury. Anyone may call and pay for this.
    pub async fn sweep_ledger(&self, payer: &dyn Signer, network: &Pubkey) -> Result<Receipt, ClientError> {
        self.sweep_for(payer, network, None).await
    }

    async fn sweep_for(
        &self,
        payer: &dyn Signer,
        network: &Pubkey,
        mailbox: Option<Pubkey>,
    ) -> Result<Receipt, ClientError> {
        let instruction = SweepBuilder::new()
            .network(*network)
            .ledger(pda::ledger(network).0)
            .mailbox(mailbox)
            .treasury(self.network(network).await?.treasury)
            .instruction();
        self.run(instruction, payer).await
    }
}
