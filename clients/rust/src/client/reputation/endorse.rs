//! Endorsing: staking reputation on someone.

use solana_pubkey::Pubkey;
use solana_signer::Signer;
use units::{Reputation, Seconds, Timestamp};

use crate::{
    Client, ClientError, Reason, Receipt,
    accounts::{Endorsement, Standing},
    client::read::{CLOCK, decode, present, time},
    error::ReputationError,
    instructions::reputation,
};

/// The time that a stake may take to land. Shares lose value every second, and the stake should still have the
/// requested value when it lands.
const LANDING: Seconds = Seconds(60);

/// Two standings, the endorsement between them, and the time.
pub(super) struct Found {
    pub endorser: Standing,
    pub endorsed: Standing,
    /// The endorsement's address.
    pub address: Pubkey,
    pub endorsement: Option<Endorsement>,
    pub now: Timestamp,
}

impl Client {
    /// Stakes reputation on someone who has a standing. The stake stops counting for the endorser and counts, at a
    /// discount, for the endorsed, whose spam burns a part of it. It adds to an existing stake.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) unless both have standings. The program refuses more than the
    /// endorser may stake.
    pub async fn endorse(
        &self,
        endorser: &dyn Signer,
        network: &Pubkey,
        endorsed: &Pubkey,
        amount: Reputation,
    ) -> Result<Receipt, ClientError> {
        let found = self.endorsement_between(network, &endorser.pubkey(), endorsed).await?;
        let shares = found.endorser.index(found.now.after(LANDING)).shares(amount);
        let shares = shares.ok_or(Reason::from(ReputationError::IndexRunOut))?;
        let (chain, is_new) = (self.chain().await?, found.endorsement.is_none());
        self.run(reputation::endorse(&chain, network, &endorser.pubkey(), endorsed, shares, is_new), endorser).await
    }

    /// Reads all accounts in one request, so that they are from the same moment.
    pub(super) async fn endorsement_between(
        &self,
        network: &Pubkey,
        endorser: &Pubkey,
        endorsed: &Pubkey,
    ) -> Result<Found, ClientError> {
        let programs = &self.programs;
        let [from, to] = [endorser, endorsed].map(|owner| programs.standing(network, owner).0);
        let addresses = [from, to, programs.endorsement(endorser, &to).0, CLOCK];
        let accounts = self.accounts_at(&addresses).await?;
        let at = |index: usize| accounts.get(index).and_then(Option::as_ref);
        Ok(Found {
            endorser: present(decode(programs, at(0))?, &from)?,
            endorsed: present(decode(programs, at(1))?, &to)?,
            address: addresses[2],
            endorsement: decode(programs, at(2))?,
            now: time(at(3))?,
        })
    }
}
