//! Networks: creating one, changing it, and sweeping its mailboxes.

use postage::Rules;
use solana_pubkey::Pubkey;
use solana_signer::Signer;

use crate::{Client, ClientError, Receipt, instructions::mail, pda};

impl Client {
    /// Creates a network and returns its address.
    ///
    /// # Errors
    /// [`BuildError::Name`](crate::BuildError::Name), [`BuildError::Zeros`](crate::BuildError::Zeros) for the treasury,
    /// and [`Reason::AlreadyExists`](crate::Reason::AlreadyExists) if the founder has a network of this name. The program
    /// refuses rules that are out of bounds.
    ///
    /// ```no_run
    /// # use bmail_sdk::{Client, ClientError, accounts::Rules, pda, sealing::SecretKey};
    /// # use solana_keypair::{Keypair, Signer};
    /// # use units::Seconds;
    /// # async fn example(client: Client, founder: Keypair, ada: Keypair) -> Result<(), ClientError> {
    /// // A network whose cut goes to its own treasury, which pays for bounties.
    /// let name = pda::network_name("the allotments")?;
    /// let programs = client.programs();
    /// let treasury = programs.treasury(&programs.network(&founder.pubkey(), &name).0).0;
    /// let (network, _) = client.create_network(&founder, "the allotments", &treasury, &Rules::PERSONAL).await?;
    /// client.create_treasury(&founder, &network, 1_000_000_000, Seconds::days(30)).await?;
    ///
    /// let key = SecretKey::from_keypair(&ada, &network, 1).encryption_key();
    /// client.open_mailbox(&ada, &network, key).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn create_network(
        &self,
        founder: &dyn Signer,
        name: &str,
        treasury: &Pubkey,
        rules: &Rules,
    ) -> Result<(Pubkey, Receipt), ClientError> {
        let name = pda::network_name(name)?;
        let plan = mail::create_network(&self.chain().await?, &founder.pubkey(), &name, treasury, rules)?;
        Ok((self.programs.network(&founder.pubkey(), &name).0, self.run(plan, founder).await?))
    }

    /// Proposes new rules. They replace an earlier proposal, and are due after the `rules_delay` of the rules in force.
    ///
    /// # Errors
    /// The program refuses whoever is not the authority, and rules that are out of bounds.
    pub async fn propose_rules(
        &self,
        authority: &dyn Signer,
        network: &Pubkey,
        rules: &Rules,
    ) -> Result<Receipt, ClientError> {
        self.run(mail::propose_rules(&self.chain().await?, network, &authority.pubkey(), rules), authority).await
    }

    /// Applies the proposed rules once they are due. Anyone may call and pay for this.
    ///
    /// # Errors
    /// The program refuses this if none are proposed, or before they are due.
    pub async fn apply_rules(&self, caller: &dyn Signer, network: &Pubkey) -> Result<Receipt, ClientError> {
        self.run(mail::apply_rules(&self.chain().await?, network), caller).await
    }

    /// Offers the authority to a wallet, which then has to accept it. `None` takes an offer back.
    ///
    /// # Errors
    /// [`BuildError::Zeros`](crate::BuildError::Zeros) for the default address: to the program, it means `None`. The program
    /// refuses whoever is not the authority.
    pub async fn propose_authority(
        &self,
        authority: &dyn Signer,
        network: &Pubkey,
        new_authority: Option<&Pubkey>,
    ) -> Result<Receipt, ClientError> {
        let plan = mail::propose_authority(&self.chain().await?, network, &authority.pubkey(), new_authority)?;
        self.run(plan, authority).await
    }

    /// Accepts the authority that was offered to the signer.
    ///
    /// # Errors
    /// The program refuses whoever was not offered it.
    pub async fn accept_authority(&self, new_authority: &dyn Signer, network: &Pubkey) -> Result<Receipt, ClientError> {
        let plan = mail::accept_authority(&self.chain().await?, network, &new_authority.pubkey());
        self.run(plan, new_authority).await
    }

    /// Pauses or resumes sending on a network. Everything else stays possible.
    ///
    /// # Errors
    /// The program refuses whoever is not the authority.
    pub async fn set_sending(
        &self,
        authority: &dyn Signer,
        network: &Pubkey,
        paused: bool,
    ) -> Result<Receipt, ClientError> {
        self.run(mail::set_sending(&self.chain().await?, network, &authority.pubkey(), paused), authority).await
    }

    /// Sweeps a mailbox: moves its cut, and what closed mailboxes left, to the network's treasury, and its counts to
    /// the ledger. Anyone may call and pay for this.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no mailbox.
    pub async fn sweep(&self, caller: &dyn Signer, mailbox: &Pubkey) -> Result<Receipt, ClientError> {
        let network = self.mailbox(mailbox).await?.network;
        self.sweep_for(caller, &network, Some(mailbox)).await
    }

    /// Moves what closed mailboxes left to the network's treasury. Anyone may call and pay for this.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no network.
    pub async fn sweep_ledger(&self, caller: &dyn Signer, network: &Pubkey) -> Result<Receipt, ClientError> {
        self.sweep_for(caller, network, None).await
    }

    async fn sweep_for(
        &self,
        caller: &dyn Signer,
        network: &Pubkey,
        mailbox: Option<&Pubkey>,
    ) -> Result<Receipt, ClientError> {
        let treasury = self.network(network).await?.treasury;
        self.run(mail::sweep(&self.chain().await?, network, &treasury, mailbox), caller).await
    }
}
