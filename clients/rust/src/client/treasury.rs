//! A network's treasuries, one for SOL and one for each token: creating them, contributing to them, their allowance,
//! and tallying the week.

use solana_pubkey::Pubkey;
use solana_signer::Signer;
use units::Seconds;

use super::money::treasury_for;
use crate::{
    Client, ClientError, Receipt,
    accounts::Treasury,
    generated::{
        bounty::instructions::{
            ApplyLimitBuilder, ContributeBuilder, CreateTokenTreasuryBuilder, CreateTreasuryBuilder,
            ProposeLimitBuilder, TallyBuilder,
        },
        mail::instructions::AdoptTreasuryBuilder,
    },
    pda,
};

impl Client {
    /// Creates a network's treasury for SOL and its weekly statistics, and returns the treasury's address. The
    /// authority pays the rent of both.
    ///
    /// The authority can allocate up to `limit` lamports at once. The allowance then refills evenly, and is full again
    /// after `period`, which is a day to a year.
    pub async fn create_treasury(
        &self,
        authority: &dyn Signer,
        network: &Pubkey,
        limit: u64,
        period: Seconds,
    ) -> Result<(Pubkey, Receipt), ClientError> {
        let treasury = pda::treasury(network).0;
        let instruction = CreateTreasuryBuilder::new()
            .authority(authority.pubkey())
            .network(*network)
            .treasury(treasury)
            .weekly_stats(pda::weekly_stats(network).0)
            .limit(limit)
            .period(period.0)
            .instruction();
        Ok((treasury, self.run(instruction, authority).await?))
    }

    /// Makes the treasury for SOL the one that receives the network's cut of the postage, for good. A network that
    /// named the treasury's address when it was created has nothing to adopt.
    pub async fn adopt_treasury(&self, authority: &dyn Signer, network: &Pubkey) -> Result<Receipt, ClientError> {
        let instruction = AdoptTreasuryBuilder::new()
            .authority(authority.pubkey())
            .network(*network)
            .treasury(pda::treasury(network).0)
            .instruction();
        self.run(instruction, authority).await
    }

    /// Creates a network's treasury for a token, and returns its address. `limit` is in base units; otherwise it is
    /// like the treasury for SOL.
    pub async fn create_token_treasury(
        &self,
        authority: &dyn Signer,
        network: &Pubkey,
        mint: &Pubkey,
        limit: u64,
        period: Seconds,
    ) -> Result<(Pubkey, Receipt), ClientError> {
        let treasury = pda::token_treasury(network, mint).0;
        let instruction = CreateTokenTreasuryBuilder::new()
            .authority(authority.pubkey())
            .network(*network)
            .mint(*mint)
            .treasury(treasury)
            .token_program(self.money(Some(mint)).await?.token_program)
            .limit(limit)
            .period(period.0)
            .instruction();
        Ok((treasury, self.run(instruction, authority).await?))
    }

    /// A network's treasury for SOL, or for the token of a mint, if it exists.
    pub async fn treasury(&self, network: &Pubkey, mint: Option<&Pubkey>) -> Result<Option<Treasury>, ClientError> {
        self.account(&treasury_for(network, mint)).await
    }

    /// Contributes lamports to a network's treasury. They count as invested in the current week, and cannot be
    /// withdrawn.
    pub async fn contribute(
        &self,
        contributor: &dyn Signer,
        network: &Pubkey,
        lamports: u64,
    ) -> Result<Receipt, ClientError> {
        let instruction = ContributeBuilder::new()
            .contributor(contributor.pubkey())
            .treasury(pda::treasury(network).0)
            .weekly_stats(pda::weekly_stats(network).0)
            .amount(lamports)
            .instruction();
        self.run(instruction, contributor).await
    }

    /// Contributes base units of a token to the network's treasury for it. They cannot be withdrawn.
    pub async fn contribute_tokens(
        &self,
        contributor: &dyn Signer,
        network: &Pubkey,
        mint: &Pubkey,
        amount: u64,
    ) -> Result<Receipt, ClientError> {
        let (money, from) = (self.money(Some(mint)).await?, contributor.pubkey());
        let treasury = pda::token_treasury(network, mint).0;
        // If the treasury did not exist, nobody could move its tokens.
        self.existing::<Treasury>(&treasury).await?;
        let transfer = money.transfer(&from, &money.account_of(&treasury), amount);
        self.run_paying(transfer, (&money, &treasury), contributor).await
    }

    /// Proposes a new limit for a treasury, in lamports or in base units of the mint's token. It replaces an earlier
    /// proposal, and is due after the `rules_delay` of the network's rules.
    pub async fn propose_limit(
        &self,
        authority: &dyn Signer,
        network: &Pubkey,
        mint: Option<&Pubkey>,
        limit: u64,
    ) -> Result<Receipt, ClientError> {
        let instruction = ProposeLimitBuilder::new()
            .authority(authority.pubkey())
            .network(*network)
            .treasury(treasury_for(network, mint))
            .limit(limit)
            .instruction();
        self.run(instruction, authority).await
    }

    /// Applies the proposed limit once it is due. Anyone may call and pay for this.
    pub async fn apply_limit(
        &self,
        payer: &dyn Signer,
        network: &Pubkey,
        mint: Option<&Pubkey>,
    ) -> Result<Receipt, ClientError> {
        self.run(ApplyLimitBuilder::new().treasury(treasury_for(network, mint)).instruction(), payer).await
    }

    /// Adds what the network's ledger has counted since the last tally to the current week. Anyone may call and pay for
    /// this. If nobody does for weeks, all of it counts for the week of the next tally.
    pub async fn tally(&self, payer: &dyn Signer, network: &Pubkey) -> Result<Receipt, ClientError> {
        let (ledger, weekly_stats) = (pda::ledger(network).0, pda::weekly_stats(network).0);
        self.run(TallyBuilder::new().ledger(ledger).weekly_stats(weekly_stats).instruction(), payer).await
    }
}
