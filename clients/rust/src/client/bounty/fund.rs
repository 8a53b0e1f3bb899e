//! A bounty's money: contributions, allocations from the treasury, and what goes back.

use solana_pubkey::Pubkey;
use solana_signer::Signer;

use crate::{
    Client, ClientError, Receipt,
    accounts::Contribution,
    client::{bounty::life::missing_bond, execute::within},
    instructions::bounty::{self, Given, Missing},
};

impl Client {
    /// Contributes to a bounty that is not open: lamports, or base units of the token that it pays in, at most what it
    /// still needs. Lamports count as invested in the current week.
    ///
    /// The contributor can withdraw them until the bounty opens. Afterwards, the part that is not awarded goes back.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no bounty. The program refuses more than it needs.
    pub async fn fund_bounty(
        &self,
        contributor: &dyn Signer,
        bounty: &Pubkey,
        amount: u64,
    ) -> Result<Receipt, ClientError> {
        let (at, wallet) = (self.bounty_at(bounty).await?, contributor.pubkey());
        let is_new = self.is_new_contributor(bounty, &wallet).await?;
        self.run(bounty::fund(&self.chain().await?, &at, &wallet, amount, is_new), contributor).await
    }

    /// Contributes everything that a bounty still needs, at most `most` lamports or base units, puts down its bond, at most
    /// `max_bond` lamports, and opens it, in one transaction. The issuer signs.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no bounty, [`ClientError::OverLimit`] if it needs
    /// more than `most` or `max_bond`. The program refuses whoever is not the issuer.
    pub async fn fund_and_open(
        &self,
        issuer: &dyn Signer,
        bounty: &Pubkey,
        most: u64,
        max_bond: u64,
    ) -> Result<Receipt, ClientError> {
        let (chain, (at, stored, lamports)) = (self.chain().await?, self.bounty_found(bounty).await?);
        let (wallet, bond) = (issuer.pubkey(), missing_bond(&chain, &stored, lamports, max_bond)?);
        let missing = Missing { awards: stored.header.missing(), bond };
        within(missing.awards, most)?;
        let is_new = self.is_new_contributor(bounty, &wallet).await?;
        self.run(bounty::fund_and_open(&chain, &at, &wallet, missing, is_new), issuer).await
    }

    /// Allocates lamports or base units from the network's treasury to a bounty that is not open, within the treasury's
    /// allowance.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no bounty. The program refuses whoever is not the
    /// network's authority, and more than the allowance.
    pub async fn allocate(&self, authority: &dyn Signer, bounty: &Pubkey, amount: u64) -> Result<Receipt, ClientError> {
        let at = self.bounty_at(bounty).await?;
        self.run(bounty::allocate(&self.chain().await?, &at, &authority.pubkey(), amount), authority).await
    }

    /// Returns a contribution, with its rent, to its contributor. Before the bounty opens, all of it is returned, and
    /// only the contributor can call this. After the bounty is settled or cancelled, its part of what was not awarded
    /// is returned, and anyone can call this.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no bounty or no contribution. The program refuses
    /// this while the bounty is open.
    pub async fn withdraw_contribution(
        &self,
        caller: &dyn Signer,
        bounty: &Pubkey,
        contributor: &Pubkey,
    ) -> Result<Receipt, ClientError> {
        let address = self.programs.contribution(contributor, bounty).0;
        let (contribution, rent) = self.existing_with_lamports::<Contribution>(&address).await?;
        let (at, stored, _) = self.bounty_found(bounty).await?;
        let given = Given { part: stored.header.part_of(contribution.amount, self.now().await?), rent };
        let (chain, created_by) = (self.chain().await?, self.rent_payer(caller));
        let is_signed = caller.pubkey() == *contributor;
        let plan = bounty::withdraw_contribution(&chain, &at, contributor, is_signed, given, Some(&created_by));
        self.run(plan, caller).await
    }

    /// Like [`Client::withdraw_contribution`], for the treasury's allocation. Before the bounty opens, only the
    /// network's authority can call this.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no bounty. The program refuses this if nothing was
    /// allocated.
    pub async fn return_allocation(&self, caller: &dyn Signer, bounty: &Pubkey) -> Result<Receipt, ClientError> {
        let at = self.bounty_at(bounty).await?;
        let authority = self.network(&at.network).await?.authority;
        let signing = (authority == caller.pubkey()).then_some(&authority);
        let created_by = self.rent_payer(caller);
        self.run(bounty::return_allocation(&self.chain().await?, &at, signing, Some(&created_by)), caller).await
    }

    async fn is_new_contributor(&self, bounty: &Pubkey, contributor: &Pubkey) -> Result<bool, ClientError> {
        let address = self.programs.contribution(contributor, bounty).0;
        Ok(self.account::<Contribution>(&address).await?.is_none())
    }
}
