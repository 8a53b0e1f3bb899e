//! How an endorsement ends: it is taken back in two steps, sent back, or burned for its endorser's spam.

use solana_pubkey::Pubkey;
use solana_signer::Signer;
use units::Reputation;

use super::endorse::Found;
use crate::{
    BuildError, Client, ClientError, Receipt,
    accounts::{Endorsement, ProgramAccount},
    instructions::reputation::{self, ALL},
};

impl Client {
    /// Begins to take back an amount of an endorsement, or all of it with `None`. That part counts for nobody any more.
    /// A new cool-down begins, also for parts that were leaving already. After it, [`Client::finish_unendorse`] returns
    /// what is left.
    ///
    /// # Errors
    /// [`BuildError::NotFound`] unless both have standings, and for an amount if there is no endorsement. The program refuses
    /// to take back all of none.
    pub async fn begin_unendorse(
        &self,
        endorser: &dyn Signer,
        network: &Pubkey,
        endorsed: &Pubkey,
        amount: Option<Reputation>,
    ) -> Result<Receipt, ClientError> {
        let wallet = endorser.pubkey();
        let units = match amount {
            None => ALL,
            Some(amount) => self.endorsement_between(network, &wallet, endorsed).await?.units(amount)?,
        };
        let plan = reputation::begin_unendorse(&self.chain().await?, network, &wallet, &wallet, endorsed, units);
        self.run(plan, endorser).await
    }

    /// Sends all of an endorsement back to its endorser, who gets it after the cool-down. The owner of a standing does
    /// this before they close it.
    ///
    /// # Errors
    /// The program refuses this if there is no endorsement.
    pub async fn send_endorsement_back(
        &self,
        endorsed: &dyn Signer,
        network: &Pubkey,
        endorser: &Pubkey,
    ) -> Result<Receipt, ClientError> {
        let wallet = endorsed.pubkey();
        let plan = reputation::begin_unendorse(&self.chain().await?, network, &wallet, endorser, &wallet, ALL);
        self.run(plan, endorsed).await
    }

    /// Returns the leaving part to the endorser after the cool-down, and the endorsement's rent if nothing else is
    /// left. Anyone may call and pay for this.
    ///
    /// # Errors
    /// [`BuildError::NotFound`] if there is no endorsement. The program refuses this before the
    /// cool-down is over.
    pub async fn finish_unendorse(
        &self,
        caller: &dyn Signer,
        network: &Pubkey,
        endorser: &Pubkey,
        endorsed: &Pubkey,
    ) -> Result<Receipt, ClientError> {
        let standing = self.programs.standing(network, endorsed).0;
        let address = self.programs.endorsement(endorser, &standing).0;
        let (endorsement, lamports) = self.existing_with_lamports::<Endorsement>(&address).await?;
        let of_endorser = self.existing(&self.programs.standing(network, endorser).0).await?;
        let of_endorsed = self.existing(&standing).await?;
        let rent = if endorsement.ends(&of_endorser, &of_endorsed) { lamports } else { 0 };
        self.run(reputation::finish_unendorse(&self.chain().await?, network, endorser, endorsed, rent), caller).await
    }

    /// Burns the part of an endorsement that its endorser's own spam has cost since the endorsement was last settled,
    /// so that this part no longer supports the endorsed. Anyone may call and pay for this.
    ///
    /// # Errors
    /// The program refuses this if there is no endorsement, or nothing to burn.
    pub async fn collect(
        &self,
        caller: &dyn Signer,
        network: &Pubkey,
        endorser: &Pubkey,
        endorsed: &Pubkey,
    ) -> Result<Receipt, ClientError> {
        self.run(reputation::collect(&self.chain().await?, network, endorser, endorsed), caller).await
    }
}

impl Found {
    /// The units that are worth this amount, or all if it is worth no more. What a node does not show is not taken for all.
    fn units(&self, amount: Reputation) -> Result<u64, BuildError> {
        let address = self.address;
        let endorsement = self.endorsement.as_ref();
        let endorsement = endorsement.ok_or(BuildError::NotFound { kind: Endorsement::KIND, address })?;
        let shares = self.endorser.index(self.now).shares(amount);
        let units = shares.and_then(|shares| endorsement.units_worth(shares, &self.endorser, &self.endorsed));
        Ok(units.unwrap_or(ALL))
    }
}
