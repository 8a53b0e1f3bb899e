//! A network's treasury: giving it one, giving to it, what its authority can give away at once, and counting the week.

use postage::Seconds;
use solana_pubkey::Pubkey;
use solana_signer::Signer;

use crate::{
    Client, ClientError, Receipt,
    accounts::Treasury,
    generated::bounty::instructions::{
        ApplyLimitBuilder, ContributeBuilder, CreateTreasuryBuilder, ProposeLimitBuilder, TallyBuilder,
    },
    pda,
};

impl Client {
    /// Gives a network a treasury, with the weeks of its economy, and returns its address. The authority pays the rent of
    /// both.
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
            .weeks(pda::weeks(network).0)
            .limit(limit)
            .period(period.0)
            .instruction();
        Ok((treasury, self.run(instruction, authority).await?))
    }

    /// A network's treasury, if it has one.
    pub async fn treasury(&self, network: &Pubkey) -> Result<Option<Treasury>, ClientError> {
        self.account(&pda::treasury(network).0).await
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
            .weeks(pda::weeks(network).0)
            .amount(lamports)
            .instruction();
        self.run(instruction, contributor).await
    }

    /// Makes another limit of a treasury public, in lamports, instead of any that waited. It is due after the `rules_delay`
    /// of the network's rules.
    pub async fn propose_limit(
        &self,
        authority: &dyn Signer,
        network: &Pubkey,
        limit: u64,
    ) -> Result<Receipt, ClientError> {
        let instruction = ProposeLimitBuilder::new()
            .authority(authority.pubkey())
            .network(*network)
            .treasury(pda::treasury(network).0)
            .limit(limit)
            .instruction();
        self.run(instruction, authority).await
    }

    /// Puts the proposed limit in force once it is due. Anybody may pay for it.
    pub async fn apply_limit(&self, payer: &dyn Signer, network: &Pubkey) -> Result<Receipt, ClientError> {
        self.run(ApplyLimitBuilder::new().treasury(pda::treasury(network).0).instruction(), payer).await
    }

    /// Brings what the network's ledger has counted since the last time to this week. Anybody may pay for it; where nobody
    /// does for weeks, all of it counts for the week in which somebody does.
    pub async fn tally(&self, payer: &dyn Signer, network: &Pubkey) -> Result<Receipt, ClientError> {
        let (ledger, weeks) = (pda::ledger(network).0, pda::weeks(network).0);
        self.run(TallyBuilder::new().ledger(ledger).weeks(weeks).instruction(), payer).await
    }
}
