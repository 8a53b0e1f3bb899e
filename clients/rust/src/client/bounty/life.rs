//! A bounty's beginning and end: creating, opening, cancelling and closing it.

use solana_pubkey::Pubkey;
use solana_signer::Signer;

use crate::{
    Client, ClientError, Receipt,
    accounts::StoredBounty,
    bounty::{BountyDraft, BountyPlan},
    client::{execute::within, read::MAX_ACCOUNTS},
    instructions::{
        Chain, Plan,
        bounty::{self, Remains},
    },
    token,
};

impl Client {
    /// Gives a plan an address: it takes the first number that the issuer has not used for the same promise. Nothing is
    /// charged.
    ///
    /// Store the address before [`Client::create_bounty`]. After a crash, it tells you whether the bounty was created.
    ///
    /// # Errors
    /// [`ClientError::Plan`] if the plan is invalid, or the issuer among its reviewers.
    pub async fn draft_bounty(
        &self,
        issuer: &Pubkey,
        network: &Pubkey,
        plan: BountyPlan,
    ) -> Result<BountyDraft, ClientError> {
        let mut draft = BountyDraft { network: *network, issuer: *issuer, number: 0, plan };
        draft.validate()?;
        loop {
            let numbers = draft.number..draft.number.saturating_add(MAX_ACCOUNTS as u64);
            let places: Vec<_> =
                numbers.map(|number| BountyDraft { number, ..draft.clone() }.address(&self.programs)).collect();
            let accounts = self.accounts_at(&places).await?;
            // An address that only received lamports is free.
            let is_free = accounts.iter().map(|account| account.as_ref().is_none_or(|found| found.data.is_empty()));
            let free = is_free.into_iter().position(|is_free| is_free);
            draft.number = draft.number.saturating_add(free.unwrap_or(accounts.len()) as u64);
            if free.is_some() || accounts.is_empty() {
                return Ok(draft);
            }
        }
    }

    /// Creates a bounty from a draft. The issuer pays the rent, and gets it back when the bounty is closed. The network
    /// must have a treasury. A bounty that pays in a token gets its vault in the same transaction.
    ///
    /// # Errors
    /// [`ClientError::Plan`] if the draft is invalid. [`Reason::AlreadyExists`](crate::Reason::AlreadyExists) if it was
    /// created before.
    pub async fn create_bounty(
        &self,
        issuer: &dyn Signer,
        draft: &BountyDraft,
    ) -> Result<(Pubkey, Receipt), ClientError> {
        draft.validate()?;
        let (chain, address) = (self.chain().await?, draft.address(&self.programs));
        let mut plan = bounty::create_bounty(&chain, draft);
        if let Some(mint) = &draft.plan.mint {
            let money = self.money(Some(mint)).await?;
            plan = Plan::together([plan, bounty::create_vault(&chain, &address, &draft.issuer, &money)]);
        }
        Ok((address, self.run(plan, issuer).await?))
    }

    /// Opens a fully funded bounty for submissions. Its periods start to run, one after the other. The issuer puts down
    /// the bond that the terms ask for, at most `max_bond` lamports.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no bounty, [`ClientError::OverLimit`] if the bond
    /// is more than `max_bond`. The program refuses whoever is not the issuer, and a bounty that is not fully funded.
    pub async fn open_bounty(
        &self,
        issuer: &dyn Signer,
        bounty: &Pubkey,
        max_bond: u64,
    ) -> Result<Receipt, ClientError> {
        let (chain, (stored, lamports)) = (self.chain().await?, self.existing_with_lamports(bounty).await?);
        let bond = missing_bond(&chain, &stored, lamports, max_bond)?;
        self.run(bounty::open(&chain, bounty, &issuer.pubkey(), bond), issuer).await
    }

    /// Cancels a bounty, so that everyone gets back what they paid. The issuer can cancel before the first commitment,
    /// and the network's authority before the review ends.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no bounty. The program refuses anybody else, and
    /// later cancellations.
    pub async fn cancel_bounty(&self, signer: &dyn Signer, bounty: &Pubkey) -> Result<Receipt, ClientError> {
        let network = self.bounty(bounty).await?.header.network;
        self.run(bounty::cancel(&self.chain().await?, bounty, &network, &signer.pubkey()), signer).await
    }

    /// Closes a bounty, with its vault, after everyone has taken what is theirs. The issuer gets the rent, what is left
    /// of the bond, and anything that was sent to the bounty but belongs to no contribution.
    ///
    /// A winner or a contributor who lets others spend from their token account has to sign for what is theirs, and the rent
    /// waits until they do. What is left of the bond need not: see [`Client::return_bond`].
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no bounty. The program refuses this while something
    /// is left in it.
    pub async fn close_bounty(&self, issuer: &dyn Signer, bounty: &Pubkey) -> Result<Receipt, ClientError> {
        let (chain, wallet) = (self.chain().await?, issuer.pubkey());
        let (at, StoredBounty { header, .. }, lamports) = self.bounty_found(bounty).await?;
        let mut plan = bounty::close_bounty(&chain, bounty, &wallet, Remains::new(&header, lamports));
        if header.vault_bump != 0 {
            let found = self.accounts_at(&[self.programs.vault(bounty).0]).await?;
            let vault = found.first().and_then(Option::as_ref);
            let given = vault.and_then(|vault| token::balance(&vault.data)).unwrap_or(0);
            let rent = vault.map_or(0, |vault| vault.lamports);
            let created_by = (given != 0).then(|| self.rent_payer(issuer));
            let close = bounty::close_vault(&chain, &at, &wallet, rent, created_by.as_ref());
            plan = Plan::together([close, plan]);
        }
        self.run(plan, issuer).await
    }

    /// Returns what is left of a bounty's bond to its issuer while others still have to take awards or contributions. The
    /// bounty stays, with its rent and what is theirs.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no bounty. The program refuses this before the bounty
    /// is settled or cancelled, while a submission is not closed that does not wait for its award, and if nothing is left of
    /// the bond ([`BountyError::BountyInUse`](crate::error::BountyError::BountyInUse)).
    pub async fn return_bond(&self, issuer: &dyn Signer, bounty: &Pubkey) -> Result<Receipt, ClientError> {
        let chain = self.chain().await?;
        let (_, StoredBounty { header, .. }, _) = self.bounty_found(bounty).await?;
        self.run(bounty::return_bond(&chain, bounty, &issuer.pubkey(), header.bond), issuer).await
    }
}

/// The lamports that a bounty's account lacks to open with its bond, within the issuer's limit.
pub(super) fn missing_bond(
    chain: &Chain,
    bounty: &StoredBounty,
    lamports: u64,
    max_bond: u64,
) -> Result<u64, ClientError> {
    let rent = chain.rent_of(StoredBounty::space(bounty.terms_uri.len()));
    let missing = bounty.header.missing_bond(lamports, rent);
    within(missing, max_bond).map(|()| missing)
}
