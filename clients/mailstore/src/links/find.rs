//! Finds links again: by the numbers that are stored, which is quick, or by the wallet alone, which finds all.

use std::collections::BTreeMap;

use bmail_sdk::{Client, FoundLink, link::LinkSecret};
use solana_pubkey::Pubkey;

use crate::{Link, Note, Store, StoreError};

impl Store {
    /// The links of a network that still hold something, of those whose numbers are stored: one request for a hundred of them,
    /// and one more for each that is found. It also notes which of them are settled.
    ///
    /// One that was made on another device is not among them before [`Store::recover_links`] has found it.
    ///
    /// # Errors
    /// [`StoreError::OtherCluster`], [`StoreError::Client`] if the node cannot be asked.
    pub async fn find_links(
        &self,
        client: &Client,
        network: &Pubkey,
        secret: &LinkSecret,
    ) -> Result<Vec<FoundLink>, StoreError> {
        self.check_cluster(&client.genesis().await?)?;
        let stored = self.stored_links(network, secret)?;
        let open = stored.values().filter(|link| !link.settled).map(|link| link.sequence);
        let found = client.links_at(&self.owner().wallet, network, secret, open).await?;
        self.note_links(network, &stored, &found)?;
        Ok(found)
    }

    /// All links of the wallet on a network that still hold something, whether their numbers are stored or not. Their numbers
    /// are stored afterwards. It asks for the key of each message that the mailbox has ever sent.
    ///
    /// # Errors
    /// [`StoreError::OtherCluster`], and [`StoreError::Client`] with the errors of
    /// [`Client::recover_links`](bmail_sdk::Client::recover_links).
    pub async fn recover_links(
        &self,
        client: &Client,
        network: &Pubkey,
        secret: &LinkSecret,
    ) -> Result<Vec<FoundLink>, StoreError> {
        self.check_cluster(&client.genesis().await?)?;
        let stored = self.stored_links(network, secret)?;
        let numbers: Vec<u64> = stored.keys().copied().collect();
        let found = client.recover_links(&self.owner().wallet, network, secret, &numbers).await?;
        self.note_links(network, &stored, &found)?;
        Ok(found)
    }

    /// The links of a network whose keys this secret derives, by their numbers. Others were made with another one, and it
    /// says nothing of them.
    fn stored_links(&self, network: &Pubkey, secret: &LinkSecret) -> Result<BTreeMap<u64, Link>, StoreError> {
        let links = self.links()?.into_iter().filter(|link| link.network == *network);
        let own = links.filter(|link| secret.key(network, link.sequence).address() == link.address);
        Ok(own.map(|link| (link.sequence, link)).collect())
    }

    /// Notes what was found, and that the others are settled.
    fn note_links(
        &self,
        network: &Pubkey,
        stored: &BTreeMap<u64, Link>,
        found: &[FoundLink],
    ) -> Result<(), StoreError> {
        let found: BTreeMap<u64, &FoundLink> = found.iter().map(|found| (found.sequence, found)).collect();
        let mut changed: Vec<Link> = Vec::new();
        for link in stored.values().filter(|link| link.settled == found.contains_key(&link.sequence)) {
            changed.push(Link { settled: !link.settled, ..link.clone() });
        }
        for (sequence, found) in found.iter().filter(|(sequence, _)| !stored.contains_key(sequence)) {
            let deadline = found.at.message.as_ref().map_or(0, |(_, deadline)| *deadline);
            let (network, remark) = (*network, String::new());
            changed.push(Link {
                network,
                sequence: *sequence,
                address: found.at.owner,
                remark,
                deadline,
                settled: false,
            });
        }
        // A link that another process makes meanwhile is as that process says.
        changed.iter().try_for_each(|link| {
            self.change(&link.key(), |now: &mut Option<Link>| {
                if now.as_ref() == stored.get(&link.sequence) {
                    *now = Some(link.clone());
                }
                Ok(())
            })
        })
    }
}
