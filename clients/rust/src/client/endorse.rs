//! Endorsing: staking reputation on someone.

use solana_pubkey::Pubkey;
use solana_signer::Signer;
use units::{Reputation, Seconds, Timestamp};

use super::read::{CLOCK, decode, present, time};
use crate::{
    Client, ClientError, NewAccount, REPUTATION_ID, Reason, Receipt,
    accounts::{Endorsement, Standing},
    error::ReputationError,
    generated::reputation::instructions::EndorseBuilder,
    pda,
};

/// The time that a stake may take to land. Shares lose value every second, and the stake should still have the
/// requested value when it lands.
const LANDING: Seconds = Seconds(60);

/// The addresses of two standings and of the endorsement between them.
pub(super) struct Places {
    pub endorser: Pubkey,
    pub endorsed: Pubkey,
    pub endorsement: Pubkey,
    seed: String,
}

/// The accounts at these addresses, and the time.
pub(super) struct Found {
    pub endorser: Standing,
    pub endorsed: Standing,
    pub endorsement: Option<Endorsement>,
    pub now: Timestamp,
}

impl Client {
    /// Stakes reputation on someone who has a standing. The stake stops counting for the endorser and counts, at a
    /// discount, for the endorsed, whose spam burns a part of it. It adds to an existing stake.
    pub async fn endorse(
        &self,
        endorser: &dyn Signer,
        network: &Pubkey,
        endorsed: &Pubkey,
        amount: Reputation,
    ) -> Result<Receipt, ClientError> {
        let author = endorser.pubkey();
        let places = Places::new(network, &author, endorsed);
        let found = self.found_at(&places).await?;
        let shares = found.endorser.index(found.now.after(LANDING)).shares(amount);
        let instruction = EndorseBuilder::new()
            .endorser(author)
            .reputation(pda::reputation(network).0)
            .endorser_standing(places.endorser)
            .endorsed_standing(places.endorsed)
            .endorsement(places.endorsement)
            .shares(shares.ok_or(Reason::from(ReputationError::IndexRunOut))?)
            .instruction();
        if found.endorsement.is_some() {
            return self.run(instruction, endorser).await;
        }
        let Places { endorsement: address, seed, .. } = places;
        let account = NewAccount { author, address, seed, space: Endorsement::LEN, program: REPUTATION_ID };
        let rent = self.rpc().get_minimum_balance_for_rent_exemption(account.space).await?;
        self.run_with_new(&[(account, rent)], &[instruction], endorser).await
    }

    /// Reads all accounts in one request, so that they are from the same moment.
    pub(super) async fn found_at(&self, places: &Places) -> Result<Found, ClientError> {
        let Places { endorser, endorsed, endorsement, .. } = places;
        let addresses = [*endorser, *endorsed, *endorsement, CLOCK];
        let accounts = self.accounts_at(&addresses, self.rpc().commitment()).await?;
        let at = |index: usize| accounts.get(index).and_then(Option::as_ref);
        Ok(Found {
            endorser: present(decode(at(0))?, endorser)?,
            endorsed: present(decode(at(1))?, endorsed)?,
            endorsement: decode(at(2))?,
            now: time(at(3))?,
        })
    }
}

impl Places {
    pub fn new(network: &Pubkey, endorser: &Pubkey, endorsed: &Pubkey) -> Self {
        let [from, to] = [endorser, endorsed].map(|owner| pda::standing(network, owner).0);
        let (endorsement, seed) = pda::endorsement(endorser, &to);
        Self { endorser: from, endorsed: to, endorsement, seed }
    }
}
