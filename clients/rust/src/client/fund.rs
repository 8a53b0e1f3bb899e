//! A bounty's money: contributions, allocations from the treasury, and what goes back.

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
    /// Contributes to a bounty that is not open: lamports, or base units of the token that it pays in, at most what it
    /// still needs. Lamports count as invested in the current week.
    ///
    /// The contributor can withdraw them until the bounty opens. Afterwards, the part that is not awarded goes back.
    pub async fn fund_bounty(
        &self,
        contributor: &dyn Signer,
        bounty: &Pubkey,
        amount: u64,
    ) -> Result<Receipt, ClientError> {
        self.fund_and(contributor, bounty, amount, &[]).await
    }

    /// Contributes everything that a bounty still needs and opens it, in one transaction. The issuer signs.
    pub async fn fund_and_open(&self, issuer: &dyn Signer, bounty: &Pubkey) -> Result<Receipt, ClientError> {
        match self.bounty(bounty).await?.header.missing() {
            0 => self.open_bounty(issuer, bounty).await,
            missing => self.fund_and(issuer, bounty, missing, &[open(&issuer.pubkey(), bounty)]).await,
        }
    }

    /// Allocates lamports or base units from the network's treasury to a bounty that is not open, within the treasury's
    /// allowance.
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

    /// Returns a contribution, with its rent, to its contributor. Before the bounty opens, all of it is returned, and
    /// only the contributor can call this. After the bounty is settled or cancelled, its part of what was not awarded
    /// is returned, and anyone can call this.
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

    /// Like [`Client::withdraw_contribution`], for the treasury's allocation. Before the bounty opens, only the
    /// network's authority can call this.
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

    /// Contributes, and runs further instructions in the same transaction.
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
        // Lamports go to the contribution's account, tokens go to the vault.
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
