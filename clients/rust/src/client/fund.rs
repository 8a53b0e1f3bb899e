//! A bounty's money: contributing to it, giving of the treasury to it, and what comes back.

use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction::transfer;

use super::{bounty::open, money::treasury_of};
use crate::{
    BOUNTY_ID, Client, ClientError, NewAccount, Receipt,
    accounts::Contribution,
    generated::bounty::instructions::{
        AllocateBuilder, FundBuilder, ReturnAllocationBuilder, WithdrawContributionBuilder,
    },
    pda,
};

impl Client {
    /// Contributes to a bounty that is not open: lamports, or base units of the token in which it pays, at most what it
    /// lacks. Lamports count as invested in this week.
    ///
    /// Until the bounty opens they can be withdrawn; after it, what of them is not awarded comes back.
    pub async fn fund_bounty(
        &self,
        contributor: &dyn Signer,
        bounty: &Pubkey,
        amount: u64,
    ) -> Result<Receipt, ClientError> {
        self.fund_and(contributor, bounty, amount, &[]).await
    }

    /// Contributes all that a bounty lacks, and opens it, in one transaction of its issuer's.
    pub async fn fund_and_open(&self, issuer: &dyn Signer, bounty: &Pubkey) -> Result<Receipt, ClientError> {
        match self.bounty(bounty).await?.header.missing() {
            0 => self.open_bounty(issuer, bounty).await,
            missing => self.fund_and(issuer, bounty, missing, &[open(&issuer.pubkey(), bounty)]).await,
        }
    }

    /// Gives of the network's treasury for what a bounty pays in, in lamports or base units, to a bounty that is not open, within the treasury's allowance.
    pub async fn allocate(&self, authority: &dyn Signer, bounty: &Pubkey, amount: u64) -> Result<Receipt, ClientError> {
        let header = self.bounty(bounty).await?.header;
        let (money, treasury) = (self.money_of(&header).await?, treasury_of(&header));
        let instruction = AllocateBuilder::new()
            .authority(authority.pubkey())
            .network(header.network)
            .treasury(treasury)
            .bounty(*bounty)
            .vault(pda::vault(bounty).0)
            .source(money.account_of(&treasury))
            .token_program(money.token_program)
            .amount(amount)
            .instruction();
        self.run(instruction, authority).await
    }

    /// Gives a contribution back to who made it, with its rent: all of it before the bounty opens, and then only they can
    /// call it; and its part of what was not awarded once the bounty is settled or cancelled, and then anybody can.
    pub async fn withdraw_contribution(
        &self,
        payer: &dyn Signer,
        bounty: &Pubkey,
        contributor: &Pubkey,
    ) -> Result<Receipt, ClientError> {
        let contribution = pda::contribution(contributor, bounty).0;
        self.existing::<Contribution>(&contribution).await?;
        let money = self.money_of(&self.bounty(bounty).await?.header).await?;
        let instruction = WithdrawContributionBuilder::new()
            .contributor(*contributor)
            .bounty(*bounty)
            .contribution(contribution)
            .vault(pda::vault(bounty).0)
            .destination(money.account_of(contributor))
            .token_program(money.token_program)
            .instruction();
        self.run_paying(instruction, (&money, contributor), payer).await
    }

    /// As [`Client::withdraw_contribution`], for what the treasury gave: before the bounty opens, only the network's
    /// authority can call it.
    pub async fn return_allocation(&self, payer: &dyn Signer, bounty: &Pubkey) -> Result<Receipt, ClientError> {
        let header = self.bounty(bounty).await?.header;
        let (money, treasury) = (self.money_of(&header).await?, treasury_of(&header));
        let authority = self.network(&header.network).await?.authority;
        let instruction = ReturnAllocationBuilder::new()
            .network(header.network)
            .treasury(treasury)
            .bounty(*bounty)
            .vault(pda::vault(bounty).0)
            .destination(money.account_of(&treasury))
            .token_program(money.token_program)
            .authority((authority == payer.pubkey()).then_some(authority))
            .instruction();
        self.run_paying(instruction, (&money, &treasury), payer).await
    }

    /// Contributes, and then does what follows it in the same transaction.
    async fn fund_and(
        &self,
        contributor: &dyn Signer,
        bounty: &Pubkey,
        amount: u64,
        then: &[Instruction],
    ) -> Result<Receipt, ClientError> {
        let (header, author) = (self.bounty(bounty).await?.header, contributor.pubkey());
        let (money, vault) = (self.money_of(&header).await?, pda::vault(bounty).0);
        let (address, seed) = pda::contribution(&author, bounty);
        let fund = FundBuilder::new()
            .contributor(author)
            .bounty(*bounty)
            .contribution(address)
            .weekly_stats(pda::weekly_stats(&header.network).0)
            .vault(vault)
            .amount(amount)
            .instruction();
        // Lamports come with the contribution's account, tokens to the vault.
        let (lamports, tokens) = match money.is_sol() {
            true => (amount, None),
            false => (0, Some(money.transfer(&author, &vault, amount))),
        };
        let instructions: Vec<_> = tokens.into_iter().chain([fund]).chain(then.iter().cloned()).collect();
        if self.account::<Contribution>(&address).await?.is_some() {
            let lamports = money.is_sol().then(|| transfer(&author, &address, lamports));
            let all: Vec<_> = lamports.into_iter().chain(instructions).collect();
            return self.cluster.execute(&all, &[contributor]).await;
        }
        let space = Contribution::LEN;
        let account = NewAccount { author, address, seed, space, program: BOUNTY_ID };
        let rent = self.rpc().get_minimum_balance_for_rent_exemption(space).await?;
        self.run_with_new(&[(account, rent.saturating_add(lamports))], &instructions, contributor).await
    }
}
