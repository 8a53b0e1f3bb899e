//! How an endorsement ends: it is taken back in two steps, sent back, or burned for its endorser's spam.

use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use units::Reputation;

use super::endorse::{Found, Places};
use crate::{
    Client, ClientError, Receipt,
    generated::reputation::instructions::{BeginUnendorseBuilder, CollectBuilder, FinishUnendorseBuilder},
    pda,
};

/// All units of an endorsement.
const ALL: u64 = u64::MAX;

impl Client {
    /// Begins to take back an amount of an endorsement, or all of it with `None`. That part counts for nobody any more.
    /// A new cool-down begins, also for parts that were leaving already. After it, [`Client::finish_unendorse`] returns
    /// what is left.
    pub async fn begin_unendorse(
        &self,
        endorser: &dyn Signer,
        network: &Pubkey,
        endorsed: &Pubkey,
        amount: Option<Reputation>,
    ) -> Result<Receipt, ClientError> {
        let places = Places::new(network, &endorser.pubkey(), endorsed);
        let units = match amount {
            None => ALL,
            Some(amount) => self.found_at(&places).await?.units(amount).unwrap_or(ALL),
        };
        self.run(places.begin_unendorse(&endorser.pubkey(), network, units), endorser).await
    }

    /// Sends all of an endorsement back to its endorser, who gets it after the cool-down. The owner of a standing does
    /// this before they close it.
    pub async fn send_endorsement_back(
        &self,
        endorsed: &dyn Signer,
        network: &Pubkey,
        endorser: &Pubkey,
    ) -> Result<Receipt, ClientError> {
        let places = Places::new(network, endorser, &endorsed.pubkey());
        self.run(places.begin_unendorse(&endorsed.pubkey(), network, ALL), endorsed).await
    }

    /// Returns the leaving part to the endorser after the cool-down, and the endorsement's rent if nothing else is
    /// left. Anyone may call and pay for this.
    pub async fn finish_unendorse(
        &self,
        payer: &dyn Signer,
        network: &Pubkey,
        endorser: &Pubkey,
        endorsed: &Pubkey,
    ) -> Result<Receipt, ClientError> {
        let places = Places::new(network, endorser, endorsed);
        let instruction = FinishUnendorseBuilder::new()
            .endorser(*endorser)
            .endorser_standing(places.endorser)
            .endorsed_standing(places.endorsed)
            .endorsement(places.endorsement)
            .instruction();
        self.run(instruction, payer).await
    }

    /// Burns the part of an endorsement that its endorser's own spam has cost since the endorsement was last settled,
    /// so that this part no longer supports the endorsed. Anyone may call and pay for this.
    pub async fn collect(
        &self,
        payer: &dyn Signer,
        network: &Pubkey,
        endorser: &Pubkey,
        endorsed: &Pubkey,
    ) -> Result<Receipt, ClientError> {
        let places = Places::new(network, endorser, endorsed);
        let instruction = CollectBuilder::new()
            .endorser_standing(places.endorser)
            .endorsed_standing(places.endorsed)
            .endorsement(places.endorsement)
            .instruction();
        self.run(instruction, payer).await
    }
}

impl Places {
    fn begin_unendorse(&self, signer: &Pubkey, network: &Pubkey, units: u64) -> Instruction {
        BeginUnendorseBuilder::new()
            .signer(*signer)
            .network(*network)
            .reputation(pda::reputation(network).0)
            .endorser_standing(self.endorser)
            .endorsed_standing(self.endorsed)
            .endorsement(self.endorsement)
            .units(units)
            .instruction()
    }
}

impl Found {
    /// The units that are worth this amount; `None` if those are all units.
    fn units(&self, amount: Reputation) -> Option<u64> {
        let shares = self.endorser.index(self.now).shares(amount)?;
        self.endorsement.as_ref()?.units_worth(shares, &self.endorser, &self.endorsed)
    }
}
