//! A network's reputation: creating it, changing its parameters, opening and closing standings, and syncing tokens.

use reputation_core::Parameters;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use units::Reputation;

use super::read::{decode, present};
use crate::{
    Client, ClientError, Receipt, TOKEN_2022_ID,
    accounts::Standing,
    generated::reputation::instructions::{
        ApplyParametersBuilder, CloseStandingBuilder, CreateReputationBuilder, OpenStandingBuilder,
        ProposeParametersBuilder, SeedBuilder, SyncBuilder,
    },
    pda, token,
};

/// The texts that wallets show for a reputation token. They never change, and have no control characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenTexts {
    /// 1 to 32 bytes.
    pub name: String,
    /// 1 to 10 bytes.
    pub symbol: String,
    /// The URI of further metadata: up to 200 bytes. May be empty.
    pub uri: String,
}

impl Client {
    /// Gives a network a reputation, and returns its address.
    pub async fn create_reputation(
        &self,
        authority: &dyn Signer,
        network: &Pubkey,
        parameters: &Parameters,
        token: &TokenTexts,
    ) -> Result<(Pubkey, Receipt), ClientError> {
        let reputation = pda::reputation(network).0;
        let instruction = CreateReputationBuilder::new()
            .authority(authority.pubkey())
            .network(*network)
            .reputation(reputation)
            .mint(pda::mint(network).0)
            .parameters(*parameters)
            .name(token.name.clone())
            .symbol(token.symbol.clone())
            .uri(token.uri.clone())
            .instruction();
        Ok((reputation, self.run(instruction, authority).await?))
    }

    /// Proposes new parameters. They replace an earlier proposal, and are due after the `rules_delay` of the network's
    /// rules. The half-life, the seed budget and the discount cannot change.
    pub async fn propose_parameters(
        &self,
        authority: &dyn Signer,
        network: &Pubkey,
        parameters: &Parameters,
    ) -> Result<Receipt, ClientError> {
        let instruction = ProposeParametersBuilder::new()
            .authority(authority.pubkey())
            .network(*network)
            .reputation(pda::reputation(network).0)
            .parameters(*parameters)
            .instruction();
        self.run(instruction, authority).await
    }

    /// Applies the proposed parameters once they are due. Anyone may call and pay for this.
    pub async fn apply_parameters(&self, payer: &dyn Signer, network: &Pubkey) -> Result<Receipt, ClientError> {
        self.run(ApplyParametersBuilder::new().reputation(pda::reputation(network).0).instruction(), payer).await
    }

    /// Gives a standing reputation from the seed budget.
    pub async fn seed(
        &self,
        authority: &dyn Signer,
        network: &Pubkey,
        citizen: &Pubkey,
        amount: Reputation,
    ) -> Result<Receipt, ClientError> {
        let standing = pda::standing(network, citizen).0;
        self.existing::<Standing>(&standing).await?;
        let instruction = SeedBuilder::new()
            .authority(authority.pubkey())
            .network(*network)
            .reputation(pda::reputation(network).0)
            .standing(standing)
            .amount(amount.0)
            .instruction();
        self.run(instruction, authority).await
    }

    /// Opens the owner's standing and returns its address. From then on, the owner's mail can earn and lose reputation.
    pub async fn open_standing(&self, owner: &dyn Signer, network: &Pubkey) -> Result<(Pubkey, Receipt), ClientError> {
        let standing = pda::standing(network, &owner.pubkey()).0;
        let instruction = OpenStandingBuilder::new()
            .owner(owner.pubkey())
            .reputation(pda::reputation(network).0)
            .standing(standing)
            .instruction();
        Ok((standing, self.run(instruction, owner).await?))
    }

    /// Closes the owner's standing and returns its rent. The owner forfeits all reputation, and the tokens that show it
    /// are burned.
    ///
    /// The program refuses this while the owner endorses someone or is endorsed.
    pub async fn close_standing(&self, owner: &dyn Signer, network: &Pubkey) -> Result<Receipt, ClientError> {
        let mint = pda::mint(network).0;
        let instruction = CloseStandingBuilder::new()
            .owner(owner.pubkey())
            .reputation(pda::reputation(network).0)
            .standing(pda::standing(network, &owner.pubkey()).0)
            .mint(mint)
            .token_account(pda::token_account(&owner.pubkey(), &mint).0)
            .instruction();
        self.run(instruction, owner).await
    }

    /// Mints or burns an owner's tokens until they match the standing. Anyone may call this and pays the signature, and
    /// the rent of the owner's token account if there is none yet.
    pub async fn sync(&self, payer: &dyn Signer, network: &Pubkey, owner: &Pubkey) -> Result<Receipt, ClientError> {
        let mint = pda::mint(network).0;
        let (token_account, bump) = pda::token_account(owner, &mint);
        let standing = pda::standing(network, owner).0;
        let accounts = self.accounts_at(&[standing, token_account], self.rpc().commitment()).await?;
        let found = |index: usize| accounts.get(index).and_then(Option::as_ref);
        present::<Standing>(decode(found(0))?, &standing)?;
        let sync = SyncBuilder::new()
            .reputation(pda::reputation(network).0)
            .standing(standing)
            .mint(mint)
            .token_account(token_account)
            .bump(bump)
            .instruction();
        let is_there = found(1).is_some_and(|account| account.owner == TOKEN_2022_ID);
        let create = (!is_there).then(|| token::create_associated(&payer.pubkey(), owner, &mint, &TOKEN_2022_ID));
        self.cluster.execute(&create.into_iter().chain([sync]).collect::<Vec<_>>(), &[payer]).await
    }
}
