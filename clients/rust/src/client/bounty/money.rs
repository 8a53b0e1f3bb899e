//! The money of bounties and treasuries, looked up on the chain.

use solana_pubkey::Pubkey;

use crate::{
    BuildError, Client, ClientError,
    accounts::{Bounty, DecodeError, StoredBounty},
    instructions::bounty::BountyAt,
    token::Money,
};

impl Client {
    /// The token of a mint; SOL for `None`.
    ///
    /// # Errors
    /// [`BuildError::NotFound`] if there is no mint, [`DecodeError::WrongKind`] if neither token program owns it.
    pub async fn money(&self, mint: Option<&Pubkey>) -> Result<Money, ClientError> {
        let Some(mint) = mint else { return Ok(Money::SOL) };
        let account = self.account_at(mint).await?;
        let account = account.ok_or(BuildError::NotFound { kind: "mint", address: *mint })?;
        Ok(Money::of_mint(mint, &account).ok_or(DecodeError::WrongKind("mint"))?)
    }

    /// What a bounty pays in.
    ///
    /// # Errors
    /// Like [`Client::money`].
    pub async fn money_of(&self, bounty: &Bounty) -> Result<Money, ClientError> {
        self.money(bounty.pays_tokens().then_some(&bounty.mint)).await
    }

    /// What the plans of [`instructions::bounty`](crate::instructions::bounty) need to know of a bounty.
    ///
    /// # Errors
    /// [`BuildError::NotFound`] if there is no bounty.
    pub async fn bounty_at(&self, address: &Pubkey) -> Result<BountyAt, ClientError> {
        Ok(self.bounty_found(address).await?.0)
    }

    /// What plans need to know of a bounty, its account, and the lamports of it.
    pub(super) async fn bounty_found(&self, address: &Pubkey) -> Result<(BountyAt, StoredBounty, u64), ClientError> {
        let (stored, lamports): (StoredBounty, _) = self.existing_with_lamports(address).await?;
        let money = self.money_of(&stored.header).await?;
        Ok((BountyAt::new(address, &stored.header, money), stored, lamports))
    }
}
