//! Whom the owner of a mailbox knows, and the reputation of many people at once.

use std::collections::{BTreeSet, HashMap, HashSet};

use solana_pubkey::Pubkey;
use units::Reputation;

use crate::{
    Client, ClientError,
    accounts::{Correspondence, Standing},
    client::read::{MAX_ACCOUNTS, decode},
    generated::{
        mail::layout::fields::correspondence::{FLAGS, HIGH, LOW},
        reputation::layout::fields::standing,
    },
};

/// For more people than this, it costs less to list all standings of the network.
const ONE_BY_ONE: usize = 1_000;

impl Client {
    /// The correspondences of a mailbox with people whom its owner knows: contacts, and people to whom they have written. A
    /// message's header names its correspondence. See [`file`](fn@crate::lists::file).
    ///
    /// # Errors
    /// [`ClientError::Rpc`]: not every node answers such requests.
    pub async fn correspondents(&self, mailbox: &Pubkey) -> Result<HashSet<Pubkey>, ClientError> {
        let mut known = HashSet::new();
        for (place, knows) in [
            (LOW, Correspondence::LOW_WROTE | Correspondence::LOW_CONTACT),
            (HIGH, Correspondence::HIGH_WROTE | Correspondence::HIGH_CONTACT),
        ] {
            let scan = self.scan_of::<Correspondence>(place, mailbox, Some(FLAGS + 1));
            let found = self.scan(&scan).await?.accounts.into_iter().filter(|found| scan.is_met_by(found));
            let knows = found.filter(|found| found.data.get(FLAGS).is_some_and(|flags| flags & knows != 0));
            known.extend(knows.map(|found| found.address));
        }
        Ok(known)
    }

    /// The reputation of people on a network, for those who have any. Up to a thousand people take a request for each hundred
    /// of them, and more people one for all standings of the network. A standing that cannot be read counts as none.
    ///
    /// # Errors
    /// [`ClientError::Rpc`].
    pub async fn reputations(
        &self,
        network: &Pubkey,
        people: impl IntoIterator<Item = Pubkey>,
    ) -> Result<HashMap<Pubkey, Reputation>, ClientError> {
        let (people, now): (BTreeSet<_>, _) = (people.into_iter().collect(), self.now().await?);
        let standings: Vec<Standing> = match people.len() > ONE_BY_ONE {
            true => {
                let all = self.accounts_with::<Standing>(standing::NETWORK, network).await?.entries;
                all.into_iter().map(|(_, standing)| standing).filter(|one| people.contains(&one.owner)).collect()
            }
            false => {
                let addresses: Vec<_> = people.iter().map(|owner| self.programs.standing(network, owner).0).collect();
                let mut found = Vec::new();
                for some in addresses.chunks(MAX_ACCOUNTS) {
                    let accounts = self.accounts_at(some).await?;
                    found.extend(accounts.iter().filter_map(|one| decode(&self.programs, one.as_ref()).ok().flatten()));
                }
                found
            }
        };
        Ok(standings.into_iter().map(|standing| (standing.owner, standing.effective(now))).collect())
    }
}
