//! Reviewing submissions, and paying the winners.

use solana_pubkey::Pubkey;
use solana_signer::Signer;

use crate::{
    Client, ClientError, Receipt,
    accounts::{Opinion, Standing},
    instructions::bounty,
};

impl Client {
    /// Records a reviewer's opinion of a submission. It is final.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no submission. The program refuses whoever is not a
    /// reviewer, and opinions outside the review period.
    pub async fn review(
        &self,
        reviewer: &dyn Signer,
        bounty: &Pubkey,
        submitter: &Pubkey,
        opinion: Opinion,
    ) -> Result<Receipt, ClientError> {
        self.submission_of(bounty, submitter).await?;
        let plan = bounty::review(&self.chain().await?, bounty, &reviewer.pubkey(), submitter, opinion);
        self.run(plan, reviewer).await
    }

    /// Vetoes an award during the challenge period. The network's authority signs. The next accepted submission moves
    /// up.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no bounty or no submission. The program refuses
    /// whoever is not the network's authority.
    pub async fn veto(
        &self,
        authority: &dyn Signer,
        bounty: &Pubkey,
        submitter: &Pubkey,
    ) -> Result<Receipt, ClientError> {
        let network = self.bounty(bounty).await?.header.network;
        self.submission_of(bounty, submitter).await?;
        let plan = bounty::veto(&self.chain().await?, bounty, &network, &authority.pubkey(), submitter);
        self.run(plan, authority).await
    }

    /// Pays an award to its winner: to their wallet or, for a token, to their associated token account, which the caller
    /// creates if necessary. Anyone may call this.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no bounty or no submission. The program refuses this
    /// if the submission won no award, or was paid, and if the account has a delegate, or a close authority other than the
    /// winner: see [`Client::claim_to`].
    pub async fn claim(
        &self,
        caller: &dyn Signer,
        bounty: &Pubkey,
        submitter: &Pubkey,
    ) -> Result<Receipt, ClientError> {
        let at = self.bounty_at(bounty).await?;
        self.submission_of(bounty, submitter).await?;
        let created_by = self.rent_payer(caller);
        self.run(bounty::claim(&self.chain().await?, &at, submitter, Some(&created_by)), caller).await
    }

    /// Like [`Client::claim`], for an award in tokens, which goes to another token account that the winner owns. The winner
    /// signs, so this also works while their associated account is frozen, delegated, or can be closed by others.
    ///
    /// # Errors
    /// Those of [`Client::claim`]. The program refuses an account that the winner does not own.
    pub async fn claim_to(
        &self,
        winner: &dyn Signer,
        bounty: &Pubkey,
        token_account: &Pubkey,
    ) -> Result<Receipt, ClientError> {
        let (at, wallet) = (self.bounty_at(bounty).await?, winner.pubkey());
        self.submission_of(bounty, &wallet).await?;
        self.run(bounty::claim_to(&self.chain().await?, &at, &wallet, token_account), winner).await
    }

    /// Records a paid award in its winner's standing. It earns reputation for the part that the treasury paid. Anyone
    /// may call this until the submission is closed. The winner must have a standing.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no bounty, submission or standing. The program
    /// refuses this if the award is not paid, or was recorded before.
    pub async fn earn_reputation(
        &self,
        caller: &dyn Signer,
        bounty: &Pubkey,
        submitter: &Pubkey,
    ) -> Result<Receipt, ClientError> {
        let network = self.bounty(bounty).await?.header.network;
        self.existing::<Standing>(&self.programs.standing(&network, submitter).0).await?;
        self.submission_of(bounty, submitter).await?;
        self.run(bounty::earn_reputation(&self.chain().await?, bounty, &network, submitter), caller).await
    }
}
