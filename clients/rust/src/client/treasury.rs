//! A network's treasuries, one for SOL and one for each token: giving it one, giving to it, what its authority can give
//! away at once; and counting the week.

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
    /// Gives a network a treasury for SOL, with the weeks of its economy, and returns its address. The authority pays the
    /// rent of both.
    ///
    /// Of what it holds, the authority can give `limit` lamports away at once, and all of that again after `period`, which
    /// is a day to a year.
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

    /// Makes the treasury for SOL the one to which the network's cut of postage goes, for good. A network that has named its
    /// address when it was founded has nothing to adopt.
    pub async fn adopt_treasury(&self, authority: &dyn Signer, network: &Pubkey) -> Result<Receipt, ClientError> {
        let instruction = AdoptTreasuryBuilder::new()
            .authority(authority.pubkey())
            .network(*network)
            .treasury(pda::treasury(network).0)
            .instruction();
        self.run(instruction, authority).await
    }

    /// Gives a network a treasury for a token, and returns its address: `limit` is in base units, the rest is as for SOL.
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

    /// A network's treasury for SOL, or for the token of a mint, if it has one.
    pub async fn treasury(&self, network: &Pubkey, mint: Option<&Pubkey>) -> Result<Option<Treasury>, ClientError> {
        self.account(&treasury_for(network, mint)).await
    }

    /// Gives lamports to a network's treasury, for ever. They count as invested in this week.
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

    /// Gives base units of a token to a network's treasury for it, for ever.
    pub async fn contribute_tokens(
        &self,
        contributor: &dyn Signer,
        network: &Pubkey,
        mint: &Pubkey,
        amount: u64,
    ) -> Result<Receipt, ClientError> {
        let (money, from) = (self.money(Some(mint)).await?, contributor.pubkey());
        let treasury = pda::token_treasury(network, mint).0;
        // The treasury's tokens could be moved by nobody if it was not there.
        self.existing::<Treasury>(&treasury).await?;
        let transfer = money.transfer(&from, &money.account_of(&treasury), amount);
        self.run_paying(transfer, (&money, &treasury), contributor).await
    }

    /// Makes another limit of a treasury public, in lamports or base units of a mint's token, instead of any that waited.
    /// It is due after the `rules_delay` of the network's rules.
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

    /// Puts the proposed limit in force once it is due. Anybody may pay for it.
    pub async fn apply_limit(
        &self,
        payer: &dyn Signer,
        network: &Pubkey,
        mint: Option<&Pubkey>,
    ) -> Result<Receipt, ClientError> {
        self.run(ApplyLimitBuilder::new().treasury(treasury_for(network, mint)).instruction(), payer).await
    }

    /// Brings what the network's ledger has counted since the last time to this week. Anybody may pay for it; where nobody
    /// does for weeks, all of it counts for the week in which somebody does.
    pub async fn tally(&self, payer: &dyn Signer, network: &Pubkey) -> Result<Receipt, ClientError> {
        let (ledger, weekly_stats) = (pda::ledger(network).0, pda::weekly_stats(network).0);
        self.run(TallyBuilder::new().ledger(ledger).weekly_stats(weekly_stats).instruction(), payer).await
    }
}
