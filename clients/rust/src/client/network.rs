//! Networks: founding one, changing it, and gathering what its people did.

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
            .ledger(pda::ledger(&network).0)
            .name(name)
            .treasury(*treasury)
            .rules(*rules)
            .instruction();
        Ok((network, self.run(instruction, founder).await?))
    }

    /// Makes new rules public, instead of any that waited. They are due after the `rules_delay` of those in force.
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

    /// Puts the proposed rules in force once they are due. Anybody may pay for it.
    pub async fn apply_rules(&self, payer: &dyn Signer, network: &Pubkey) -> Result<Receipt, ClientError> {
        self.run(ApplyRulesBuilder::new().network(*network).instruction(), payer).await
    }

    /// Offers the authority to somebody, who then has to accept it; or to nobody, which takes an offer back.
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

    /// Takes over the authority that was offered to the signer.
    pub async fn accept_authority(&self, new_authority: &dyn Signer, network: &Pubkey) -> Result<Receipt, ClientError> {
        let instruction =
            AcceptAuthorityBuilder::new().authority(new_authority.pubkey()).network(*network).instruction();
        self.run(instruction, new_authority).await
    }

    /// Pauses sending on a network, or ends the pause. Everything else goes on.
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

    /// Brings a mailbox's cut to its network's treasury, with what closed ones left behind, and what it counted to the
    /// ledger. Anybody may pay for it.
    pub async fn sweep(&self, payer: &dyn Signer, mailbox: &Pubkey) -> Result<Receipt, ClientError> {
        let network = self.mailbox(mailbox).await?.network;
        self.sweep_for(payer, &network, Some(*mailbox)).await
    }

    /// Brings what closed mailboxes left behind to the network's treasury. Anybody may pay for it.
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
