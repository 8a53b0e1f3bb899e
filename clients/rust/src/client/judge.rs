//! Reviewing submissions, and paying the winners.

use solana_pubkey::Pubkey;
use solana_signer::Signer;

use crate::{
    Client, ClientError, REPUTATION_ID, Receipt,
    accounts::{Opinion, Standing},
    generated::bounty::instructions::{ClaimBuilder, EarnReputationBuilder, ReviewBuilder, VetoBuilder},
    pda,
};

impl Client {
    /// Records a reviewer's opinion of a submission. It is final.
    pub async fn review(
        &self,
        reviewer: &dyn Signer,
        bounty: &Pubkey,
        submitter: &Pubkey,
        opinion: Opinion,
    ) -> Result<Receipt, ClientError> {
        let instruction = ReviewBuilder::new()
            .reviewer(reviewer.pubkey())
            .bounty(*bounty)
            .submission(self.submission_of(bounty, submitter).await?.0)
            .opinion(opinion)
            .instruction();
        self.run(instruction, reviewer).await
    }

    /// Vetoes an award during the challenge period. The network's authority signs. The next accepted submission moves
    /// up.
    pub async fn veto(
        &self,
        authority: &dyn Signer,
        bounty: &Pubkey,
        submitter: &Pubkey,
    ) -> Result<Receipt, ClientError> {
        let instruction = VetoBuilder::new()
            .authority(authority.pubkey())
            .network(self.bounty(bounty).await?.header.network)
            .bounty(*bounty)
            .submission(self.submission_of(bounty, submitter).await?.0)
            .instruction();
        self.run(instruction, authority).await
    }

    /// Pays an award to its winner: to their wallet or, for a token, to their associated token account, which the payer
    /// creates if necessary. Anyone may call this.
    pub async fn claim(&self, payer: &dyn Signer, bounty: &Pubkey, submitter: &Pubkey) -> Result<Receipt, ClientError> {
        let header = self.bounty(bounty).await?.header;
        let money = self.money_of(&header).await?;
        let instruction = ClaimBuilder::new()
            .bounty(*bounty)
            .submission(self.submission_of(bounty, submitter).await?.0)
            .payee(if money.is_sol() { *submitter } else { money.account_of(submitter) })
            .contribution(pda::contribution(submitter, bounty).0)
            .weekly_stats(pda::weekly_stats(&header.network).0)
            .vault(pda::vault(bounty).0)
            .token_program(money.token_program)
            .instruction();
        self.run_paying(instruction, (&money, submitter), payer).await
    }

    /// Records a paid award in its winner's standing. It earns reputation for the part that the treasury paid. Anyone
    /// may call this until the submission is closed. The winner must have a standing.
    pub async fn earn_reputation(
        &self,
        payer: &dyn Signer,
        bounty: &Pubkey,
        submitter: &Pubkey,
    ) -> Result<Receipt, ClientError> {
        let network = self.bounty(bounty).await?.header.network;
        let standing = pda::standing(&network, submitter).0;
        self.existing::<Standing>(&standing).await?;
        let instruction = EarnReputationBuilder::new()
            .bounty(*bounty)
            .submission(self.submission_of(bounty, submitter).await?.0)
            .awards(pda::awards(&network).0)
            .reputation(pda::reputation(&network).0)
            .standing(standing)
            .reputation_program(REPUTATION_ID)
            .instruction();
        self.run(instruction, payer).await
    }
}
