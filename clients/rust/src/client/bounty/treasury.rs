//! A network's treasuries, one for SOL and one for each token: creating them, contributing to them, their allowance,
//! and tallying the week.

use solana_pubkey::Pubkey;
use solana_signer::Signer;
use units::Seconds;

use crate::{
    Client, ClientError, Receipt,
    accounts::Treasury,
    instructions::{
        bounty::{self, treasury_for},
        mail,
    },
};

impl Client {
    /// Creates a network's treasury for SOL and its weekly statistics, and returns the treasury's address. The
    /// authority pays the rent of both.
    ///
    /// The authority can allocate up to `limit` lamports at once. The allowance then refills evenly, and is full again
    /// after `period`, which is a day to a year.
    ///
    /// # Errors
    /// [`Reason::AlreadyExists`](crate::Reason::AlreadyExists) if the network has one. The program refuses whoever is not
    /// the network's authority.
    pub async fn create_treasury(
        &self,
        authority: &dyn Signer,
        network: &Pubkey,
        limit: u64,
        period: Seconds,
    ) -> Result<(Pubkey, Receipt), ClientError> {
        let plan = bounty::create_treasury(&self.chain().await?, network, &authority.pubkey(), limit, period);
        Ok((self.programs.treasury(network).0, self.run(plan, authority).await?))
    }

    /// Makes the treasury for SOL the one that receives the network's cut of the postage, for good. A network that
    /// named the treasury's address when it was created has nothing to adopt.
    ///
    /// # Errors
    /// The program refuses whoever is not the network's authority, and a network that has adopted it.
    pub async fn adopt_treasury(&self, authority: &dyn Signer, network: &Pubkey) -> Result<Receipt, ClientError> {
        self.run(mail::adopt_treasury(&self.chain().await?, network, &authority.pubkey()), authority).await
    }

    /// Creates a network's treasury for a token, and returns its address. `limit` is in base units; otherwise it is
    /// like the treasury for SOL.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no mint, and those of
    /// [`Client::create_treasury`].
    pub async fn create_token_treasury(
        &self,
        authority: &dyn Signer,
        network: &Pubkey,
        mint: &Pubkey,
        limit: u64,
        period: Seconds,
    ) -> Result<(Pubkey, Receipt), ClientError> {
        let (chain, money, wallet) = (self.chain().await?, self.money(Some(mint)).await?, authority.pubkey());
        let plan = bounty::create_token_treasury(&chain, network, &wallet, &money, limit, period);
        Ok((self.programs.token_treasury(network, mint).0, self.run(plan, authority).await?))
    }

    /// A network's treasury for SOL, or for the token of a mint, if it exists.
    ///
    /// # Errors
    /// [`ClientError::Rpc`].
    pub async fn treasury(&self, network: &Pubkey, mint: Option<&Pubkey>) -> Result<Option<Treasury>, ClientError> {
        self.account(&treasury_for(&self.programs, network, mint)).await
    }

    /// Contributes lamports to a network's treasury. They count as invested in the current week, and cannot be
    /// withdrawn.
    ///
    /// # Errors
    /// The program refuses this if the network has no treasury.
    pub async fn contribute(
        &self,
        contributor: &dyn Signer,
        network: &Pubkey,
        lamports: u64,
    ) -> Result<Receipt, ClientError> {
        let plan = bounty::contribute(&self.chain().await?, network, &contributor.pubkey(), lamports);
        self.run(plan, contributor).await
    }

    /// Contributes base units of a token to the network's treasury for it. They cannot be withdrawn.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if the treasury does not exist: nobody could move its tokens.
    pub async fn contribute_tokens(
        &self,
        contributor: &dyn Signer,
        network: &Pubkey,
        mint: &Pubkey,
        amount: u64,
    ) -> Result<Receipt, ClientError> {
        let money = self.money(Some(mint)).await?;
        self.existing::<Treasury>(&self.programs.token_treasury(network, mint).0).await?;
        let (chain, wallet, created_by) = (self.chain().await?, contributor.pubkey(), self.rent_payer(contributor));
        let plan = bounty::contribute_tokens(&chain, network, &wallet, &money, amount, Some(&created_by));
        self.run(plan, contributor).await
    }

    /// Proposes a new limit for a treasury, in lamports or in base units of the mint's token. It replaces an earlier
    /// proposal, and is due after the `rules_delay` of the network's rules.
    ///
    /// # Errors
    /// The program refuses whoever is not the network's authority.
    pub async fn propose_limit(
        &self,
        authority: &dyn Signer,
        network: &Pubkey,
        mint: Option<&Pubkey>,
        limit: u64,
    ) -> Result<Receipt, ClientError> {
        let plan = bounty::propose_limit(&self.chain().await?, network, &authority.pubkey(), mint, limit);
        self.run(plan, authority).await
    }

    /// Applies the proposed limit once it is due. Anyone may call and pay for this.
    ///
    /// # Errors
    /// The program refuses this if none is proposed, or before it is due.
    pub async fn apply_limit(
        &self,
        caller: &dyn Signer,
        network: &Pubkey,
        mint: Option<&Pubkey>,
    ) -> Result<Receipt, ClientError> {
        self.run(bounty::apply_limit(&self.chain().await?, network, mint), caller).await
    }

    /// Adds what the network's ledger has counted since the last tally to the current week. Anyone may call and pay for
    /// this. If nobody does for weeks, all of it counts for the week of the next tally.
    ///
    /// # Errors
    /// The program refuses this if the network has no treasury.
    pub async fn tally(&self, caller: &dyn Signer, network: &Pubkey) -> Result<Receipt, ClientError> {
        self.run(bounty::tally(&self.chain().await?, network), caller).await
    }
}
