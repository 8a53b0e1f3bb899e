//! A bounty's beginning and end: creating, opening, cancelling and closing it.

use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_signer::Signer;

use super::read::MAX_ACCOUNTS;
use crate::{
    BOUNTY_ID, Client, ClientError, NewAccount, Receipt,
    accounts::StoredBounty,
    bounty::{BountyDraft, BountyPlan},
    generated::bounty::instructions::{
        CancelBuilder, CloseBountyBuilder, CloseVaultBuilder, CreateBounty, CreateVaultBuilder, OpenBuilder,
    },
    pda,
    token::{self, Money},
};

impl Client {
    /// Gives a plan an address: it takes the first number that the issuer has not used for the same promise. Nothing is
    /// charged.
    ///
    /// Store the address before [`Client::create_bounty`]. After a crash, it tells you whether the bounty was created.
    pub async fn draft_bounty(
        &self,
        issuer: &Pubkey,
        network: &Pubkey,
        plan: BountyPlan,
    ) -> Result<BountyDraft, ClientError> {
        plan.validate()?;
        let mut draft = BountyDraft { network: *network, issuer: *issuer, number: 0, plan };
        loop {
            let numbers = draft.number..draft.number.saturating_add(MAX_ACCOUNTS as u64);
            let places: Vec<_> = numbers.map(|number| BountyDraft { number, ..draft.clone() }.address()).collect();
            let accounts = self.accounts_at(&places, self.rpc().commitment()).await?;
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
    pub async fn create_bounty(
        &self,
        issuer: &dyn Signer,
        draft: &BountyDraft,
    ) -> Result<(Pubkey, Receipt), ClientError> {
        let (address, seed) = draft.place();
        let space = StoredBounty::space(draft.plan.terms_uri.len());
        let account = NewAccount { author: draft.issuer, address, seed, space, program: BOUNTY_ID };
        let rent = self.rpc().get_minimum_balance_for_rent_exemption(space).await?;
        let mut instructions = vec![draft.create()];
        if let Some(mint) = &draft.plan.mint {
            instructions.push(create_vault(draft, &self.money(Some(mint)).await?));
        }
        Ok((address, self.run_with_new(&[(account, rent)], &instructions, issuer).await?))
    }

    /// Opens a fully funded bounty for submissions. Its periods start to run, one after the other.
    pub async fn open_bounty(&self, issuer: &dyn Signer, bounty: &Pubkey) -> Result<Receipt, ClientError> {
        self.run(open(&issuer.pubkey(), bounty), issuer).await
    }

    /// Cancels a bounty, so that everyone gets back what they paid. The issuer can cancel before the first commitment,
    /// and the network's authority before the review ends.
    pub async fn cancel_bounty(&self, signer: &dyn Signer, bounty: &Pubkey) -> Result<Receipt, ClientError> {
        let network = self.bounty(bounty).await?.header.network;
        let instruction = CancelBuilder::new().signer(signer.pubkey()).network(network).bounty(*bounty).instruction();
        self.run(instruction, signer).await
    }

    /// Closes a bounty, with its vault, after everyone has taken what is theirs. The issuer gets the rent, and anything
    /// that was sent to the bounty but belongs to no contribution.
    pub async fn close_bounty(&self, issuer: &dyn Signer, bounty: &Pubkey) -> Result<Receipt, ClientError> {
        let (header, author) = (self.bounty(bounty).await?.header, issuer.pubkey());
        let close = CloseBountyBuilder::new().issuer(author).bounty(*bounty).instruction();
        if header.vault_bump == 0 {
            return self.run(close, issuer).await;
        }
        let (money, vault) = (self.money_of(&header).await?, pda::vault(bounty).0);
        let found = self.accounts_at(&[vault], self.rpc().commitment()).await?;
        let given = found.first().and_then(|account| token::balance(&account.as_ref()?.data)).unwrap_or(0);
        let open = (given != 0).then(|| money.open_account_of(&author, &author));
        let close_vault = CloseVaultBuilder::new()
            .issuer(author)
            .bounty(*bounty)
            .vault(vault)
            .destination(money.account_of(&author))
            .token_program(money.token_program)
            .instruction();
        let instructions: Vec<_> = open.into_iter().chain([close_vault, close]).collect();
        self.cluster.execute(&instructions, &[issuer]).await
    }
}

impl BountyDraft {
    fn create(&self) -> Instruction {
        let accounts =
            CreateBounty { issuer: self.issuer, treasury: pda::treasury(&self.network).0, bounty: self.address() };
        accounts.instruction(self.promise())
    }
}

/// Opens a bounty.
pub(super) fn open(issuer: &Pubkey, bounty: &Pubkey) -> Instruction {
    OpenBuilder::new().issuer(*issuer).bounty(*bounty).instruction()
}

/// Creates the vault of a bounty that pays in a token.
fn create_vault(draft: &BountyDraft, money: &Money) -> Instruction {
    let bounty = draft.address();
    CreateVaultBuilder::new()
        .issuer(draft.issuer)
        .bounty(bounty)
        .mint(money.mint)
        .vault(pda::vault(&bounty).0)
        .token_program(money.token_program)
        .instruction()
}
