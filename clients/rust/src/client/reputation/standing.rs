//! A network's reputation: creating it, changing its parameters, opening and closing standings, and syncing tokens.

use reputation_core::Parameters;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use units::Reputation;

use crate::{
    Client, ClientError, Receipt, TOKEN_2022_ID,
    accounts::Standing,
    client::read::{decode, present},
    instructions::reputation::{self, TokenTexts},
    pda,
};

impl Client {
    /// Gives a network a reputation, and returns its address.
    ///
    /// # Errors
    /// [`Reason::AlreadyExists`](crate::Reason::AlreadyExists) if it has one, and those of [`TokenTexts::check`]. The
    /// program refuses whoever is not the network's authority, and parameters that are out of bounds.
    ///
    /// ```no_run
    /// # use bmail_sdk::{Client, ClientError, accounts::Parameters, instructions::reputation::TokenTexts};
    /// # use solana_keypair::{Keypair, Signer};
    /// # use solana_pubkey::Pubkey;
    /// # use units::Reputation;
    /// # async fn example(client: Client, network: Pubkey, founder: Keypair, ada: Keypair, bo: Pubkey) -> Result<(), ClientError> {
    /// let texts = TokenTexts { name: "Letters".to_owned(), symbol: "LTR".to_owned(), uri: String::new() };
    /// client.create_reputation(&founder, &network, &Parameters::PERSONAL, &texts).await?;
    /// client.open_standing(&ada, &network).await?;
    /// client.seed(&founder, &network, &ada.pubkey(), Reputation(50_000_000)).await?;
    /// client.endorse(&ada, &network, &bo, Reputation(5_000_000)).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn create_reputation(
        &self,
        authority: &dyn Signer,
        network: &Pubkey,
        parameters: &Parameters,
        token: &TokenTexts,
    ) -> Result<(Pubkey, Receipt), ClientError> {
        token.check()?;
        let chain = self.chain().await?;
        let plan = reputation::create_reputation(&chain, network, &authority.pubkey(), parameters, token)?;
        Ok((self.programs.reputation(network).0, self.run(plan, authority).await?))
    }

    /// Proposes new parameters. They replace an earlier proposal, and are due after the `rules_delay` of the network's
    /// rules. The half-life, the seed budget and the discount cannot change.
    ///
    /// # Errors
    /// The program refuses whoever is not the network's authority, and parameters that are out of bounds.
    pub async fn propose_parameters(
        &self,
        authority: &dyn Signer,
        network: &Pubkey,
        parameters: &Parameters,
    ) -> Result<Receipt, ClientError> {
        let plan = reputation::propose_parameters(&self.chain().await?, network, &authority.pubkey(), parameters);
        self.run(plan, authority).await
    }

    /// Applies the proposed parameters once they are due. Anyone may call and pay for this.
    ///
    /// # Errors
    /// The program refuses this if none are proposed, or before they are due.
    pub async fn apply_parameters(&self, caller: &dyn Signer, network: &Pubkey) -> Result<Receipt, ClientError> {
        self.run(reputation::apply_parameters(&self.chain().await?, network), caller).await
    }

    /// Gives a standing reputation from the seed budget.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no standing. The program refuses whoever is not the
    /// network's authority, and more than the budget has left.
    pub async fn seed(
        &self,
        authority: &dyn Signer,
        network: &Pubkey,
        citizen: &Pubkey,
        amount: Reputation,
    ) -> Result<Receipt, ClientError> {
        self.existing::<Standing>(&self.programs.standing(network, citizen).0).await?;
        let plan = reputation::seed(&self.chain().await?, network, &authority.pubkey(), citizen, amount);
        self.run(plan, authority).await
    }

    /// Opens the owner's standing and returns its address. From then on, the owner's mail can earn and lose reputation.
    ///
    /// # Errors
    /// [`Reason::AlreadyExists`](crate::Reason::AlreadyExists) if the owner has one on this network.
    pub async fn open_standing(&self, owner: &dyn Signer, network: &Pubkey) -> Result<(Pubkey, Receipt), ClientError> {
        let plan = reputation::open_standing(&self.chain().await?, network, &owner.pubkey());
        Ok((self.programs.standing(network, &owner.pubkey()).0, self.run(plan, owner).await?))
    }

    /// Closes the owner's standing and returns its rent. The owner forfeits all reputation, and the tokens that show it
    /// are burned.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no standing. The program refuses this while the
    /// owner endorses someone or is endorsed.
    pub async fn close_standing(&self, owner: &dyn Signer, network: &Pubkey) -> Result<Receipt, ClientError> {
        let address = self.programs.standing(network, &owner.pubkey()).0;
        let (_, rent) = self.existing_with_lamports::<Standing>(&address).await?;
        self.run(reputation::close_standing(&self.chain().await?, network, &owner.pubkey(), rent), owner).await
    }

    /// Mints or burns an owner's tokens until they match the standing. Anyone may call this and pays the signature, and
    /// the rent of the owner's token account if there is none yet.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no standing.
    pub async fn sync(&self, caller: &dyn Signer, network: &Pubkey, owner: &Pubkey) -> Result<Receipt, ClientError> {
        let standing = self.programs.standing(network, owner).0;
        let token_account = pda::token_account(owner, &self.programs.mint(network).0).0;
        let accounts = self.accounts_at(&[standing, token_account]).await?;
        let found = |index: usize| accounts.get(index).and_then(Option::as_ref);
        present::<Standing>(decode(&self.programs, found(0))?, &standing)?;
        let is_there = found(1).is_some_and(|account| account.owner == TOKEN_2022_ID);
        let created_by = (!is_there).then(|| self.rent_payer(caller));
        self.run(reputation::sync(&self.chain().await?, network, owner, created_by.as_ref()), caller).await
    }
}
