//! A bounty's money: contributions, allocations from the treasury, and what goes back.

use solana_pubkey::Pubkey;
use solana_signer::Signer;

use crate::{
    Client, ClientError, Reason, Receipt,
    accounts::Contribution,
    client::{bounty::life::missing_bond, execute::within},
    error::BountyError,
    events::{AnyEvent, records},
    instructions::bounty::{self, BountyAt, Given, Missing},
};

/// A transaction that offered money to a bounty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// What the bounty took, in lamports or base units, according to the transaction's logs. The rest is back where it came
    /// from. `None` if the node has no record of the transaction: the money has moved, so read the contribution, or the
    /// bounty's `allocated`.
    pub taken: Option<u64>,
    /// The transaction.
    pub receipt: Receipt,
}

impl Client {
    /// Contributes to a bounty that is not open: lamports, or base units of the token that it pays in. The bounty takes
    /// what it still needs, and the rest comes back in the same transaction. Lamports count as invested in the current
    /// week.
    ///
    /// The contributor can withdraw them until the bounty opens. Afterwards, the part that is not awarded goes back.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no bounty. The program refuses a bounty that is open
    /// or cancelled.
    pub async fn fund_bounty(
        &self,
        contributor: &dyn Signer,
        bounty: &Pubkey,
        amount: u64,
    ) -> Result<Offered, ClientError> {
        let (at, wallet) = (self.bounty_at(bounty).await?, contributor.pubkey());
        let is_new = self.contribution_of(bounty, &wallet).await?.is_none();
        let plan = bounty::fund(&self.chain().await?, &at, &wallet, amount, is_new);
        Ok(self.offered(bounty, self.run(plan, contributor).await?))
    }

    /// Contributes everything that a bounty still needs, at most `most` lamports or base units, puts down its bond, at most
    /// `max_bond` lamports, and opens it, in one transaction. The issuer signs. It works however much others give meanwhile.
    /// If others withdraw meanwhile, the issuer offers what they had given, too, within `most`. What is not needed comes back
    /// in the same transaction.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no bounty, [`ClientError::OverLimit`] if it needs
    /// more than `most` or `max_bond`. The program refuses whoever is not the issuer.
    pub async fn fund_and_open(
        &self,
        issuer: &dyn Signer,
        bounty: &Pubkey,
        most: u64,
        max_bond: u64,
    ) -> Result<Offered, ClientError> {
        let (chain, (at, stored, lamports)) = (self.chain().await?, self.bounty_found(bounty).await?);
        let (wallet, bond) = (issuer.pubkey(), missing_bond(&chain, &stored, lamports, max_bond)?);
        let header = &stored.header;
        within(header.missing(), most)?;
        let own = self.contribution_of(bounty, &wallet).await?;
        let plan = |awards| bounty::fund_and_open(&chain, &at, &wallet, Missing { awards, bond }, own.is_none());
        let receipt = match self.run(plan(header.missing()), issuer).await {
            // Only the authority can withdraw the treasury's part, and only the issuer their own.
            Err(ClientError::Refused(Reason::Bounty(BountyError::NotFunded))) => {
                let fixed = header.from_treasury.saturating_add(own.as_ref().map_or(0, |own| own.amount));
                self.run(plan(header.terms.total().saturating_sub(fixed).min(most)), issuer).await?
            }
            result => result?,
        };
        Ok(self.offered(bounty, receipt))
    }

    /// Allocates lamports or base units from the network's treasury to a bounty that is not open, within the treasury's
    /// allowance. The treasury gives as much of it as the bounty still needs.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no bounty. The program refuses whoever is not the
    /// network's authority, and more than the allowance.
    pub async fn allocate(&self, authority: &dyn Signer, bounty: &Pubkey, amount: u64) -> Result<Offered, ClientError> {
        let at = self.bounty_at(bounty).await?;
        let plan = bounty::allocate(&self.chain().await?, &at, &authority.pubkey(), amount);
        Ok(self.offered(bounty, self.run(plan, authority).await?))
    }

    /// Returns a contribution, with its rent, to its contributor. Before the bounty opens, all of it is returned, and
    /// only the contributor can call this. After the bounty is settled or cancelled, its part of what was not awarded
    /// is returned, and anyone can call this.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no bounty or no contribution. The program refuses
    /// this while the bounty is open.
    pub async fn withdraw_contribution(
        &self,
        caller: &dyn Signer,
        bounty: &Pubkey,
        contributor: &Pubkey,
    ) -> Result<Receipt, ClientError> {
        let (at, given) = self.given(bounty, contributor).await?;
        let (chain, created_by) = (self.chain().await?, self.rent_payer(caller));
        let is_signed = caller.pubkey() == *contributor;
        let plan = bounty::withdraw_contribution(&chain, &at, contributor, is_signed, given, Some(&created_by));
        self.run(plan, caller).await
    }

    /// Like [`Client::withdraw_contribution`], for a contribution in tokens, which goes to another token account that the
    /// contributor owns. The contributor signs, so this also works while their associated account is frozen, delegated, or
    /// can be closed by others.
    ///
    /// # Errors
    /// Those of [`Client::withdraw_contribution`]. The program refuses an account that the contributor does not own.
    pub async fn withdraw_contribution_to(
        &self,
        contributor: &dyn Signer,
        bounty: &Pubkey,
        token_account: &Pubkey,
    ) -> Result<Receipt, ClientError> {
        let wallet = contributor.pubkey();
        let (at, given) = self.given(bounty, &wallet).await?;
        let plan = bounty::withdraw_contribution_to(&self.chain().await?, &at, &wallet, given, token_account);
        self.run(plan, contributor).await
    }

    /// Like [`Client::withdraw_contribution`], for the treasury's allocation. Before the bounty opens, only the
    /// network's authority can call this.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no bounty. The program refuses this if nothing was
    /// allocated.
    pub async fn return_allocation(&self, caller: &dyn Signer, bounty: &Pubkey) -> Result<Receipt, ClientError> {
        let at = self.bounty_at(bounty).await?;
        let authority = self.network(&at.network).await?.authority;
        let signing = (authority == caller.pubkey()).then_some(&authority);
        let created_by = self.rent_payer(caller);
        self.run(bounty::return_allocation(&self.chain().await?, &at, signing, Some(&created_by)), caller).await
    }

    async fn contribution_of(&self, bounty: &Pubkey, of: &Pubkey) -> Result<Option<Contribution>, ClientError> {
        self.account(&self.programs.contribution(of, bounty).0).await
    }

    /// A bounty, and what a contribution to it gets back now.
    async fn given(&self, bounty: &Pubkey, contributor: &Pubkey) -> Result<(BountyAt, Given), ClientError> {
        let address = self.programs.contribution(contributor, bounty).0;
        let (contribution, rent) = self.existing_with_lamports::<Contribution>(&address).await?;
        let (at, stored, _) = self.bounty_found(bounty).await?;
        Ok((at, Given { part: stored.header.part_of(contribution.amount, self.now().await?), rent }))
    }

    /// What a confirmed transaction says that a bounty took.
    fn offered(&self, bounty: &Pubkey, receipt: Receipt) -> Offered {
        let taken = receipt.logs.as_ref().map(|logs| {
            let events = records(logs).into_iter().filter_map(|record| AnyEvent::decode(&record, &self.programs));
            events.map(|event| taken_by(bounty, &event)).fold(0, u64::saturating_add)
        });
        Offered { taken, receipt }
    }
}

fn taken_by(bounty: &Pubkey, event: &AnyEvent) -> u64 {
    match event {
        AnyEvent::Contributed(event) if event.to == *bounty => event.amount,
        AnyEvent::Allocated(event) if event.bounty == *bounty => event.amount,
        _ => 0,
    }
}
