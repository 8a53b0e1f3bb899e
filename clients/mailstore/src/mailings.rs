//! Mailings: one long text to many people, uploaded once, with the record of whom it has reached.

use std::io;

use bmail_sdk::{
    Client, ClientError, Progress,
    files::hold,
    instructions::mail::{DeliveryState, Newsletter},
    sealing::{Kind, Plain},
};
use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;
use solana_signer::Signer;

use crate::{Content, Direction, Facts, Mailing, Note, Outcome, Store, StoreError, notes::now};

impl Mailing {
    /// The name of all mailings with a text on a network. The first is `NAME-0`.
    pub fn name(network: &Pubkey, text: Plain<'_>) -> String {
        let kind = [u8::from(text.kind == Kind::Letter)];
        let parts: [&[u8]; 4] = [b"b-mail mailing v1", network.as_ref(), &kind, text.bytes];
        bs58::encode(&Sha256::digest(parts.concat())[..16]).into_string()
    }

    /// Who has a copy, with the number of its message.
    pub fn sent(&self) -> impl Iterator<Item = (Pubkey, u64)> {
        self.newsletter.deliveries().iter().filter_map(|delivery| match delivery.state {
            DeliveryState::Sent(number) => Some((delivery.recipient, number)),
            _ => None,
        })
    }

    /// Whether delivering it can change anything while its obstacles stay: somebody waits for a copy, or may have one.
    pub fn is_pending(&self) -> bool {
        let is_pending = |state: &DeliveryState| matches!(state, DeliveryState::Waiting | DeliveryState::Sending(_));
        !self.newsletter.in_state(is_pending).is_empty()
    }

    /// What is sealed.
    pub fn plain(&self) -> Plain<'_> {
        Plain { kind: if self.is_letter { Kind::Letter } else { Kind::Text }, bytes: &self.text }
    }
}

impl Store {
    /// Stores a mailing, or finds the one of this name, which stays as it is. Nothing is sent.
    ///
    /// # Errors
    /// [`StoreError::Busy`], [`StoreError::Full`].
    pub fn begin_mailing(&self, mailing: &Mailing) -> Result<Mailing, StoreError> {
        self.change(&mailing.key(), |stored: &mut Option<Mailing>| {
            Ok(stored.get_or_insert_with(|| mailing.clone()).clone())
        })
    }

    /// All mailings with this name ([`Mailing::name`]), the oldest first.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn mailings(&self, name: &str) -> Result<Vec<Mailing>, StoreError> {
        let mut found = Vec::new();
        while let Some(mailing) = self.note(format!("{name}-{}", found.len()).as_bytes())? {
            found.push(mailing);
        }
        Ok(found)
    }

    /// Delivers a mailing that is stored: uploads its text, if that is not there yet, and sends a copy to everybody who
    /// waits for one. Each copy is kept among the letters. It can be stopped anywhere and called again, and nobody gets two.
    ///
    /// # Errors
    /// [`StoreError::Busy`] if another process delivers one, [`StoreError::Missing`], [`StoreError::OtherCluster`], and
    /// [`StoreError::Client`] with the errors of [`Client::deliver`]. What was sent before is stored.
    pub async fn deliver(
        &self,
        client: &Client,
        sender: &dyn Signer,
        id: &str,
        progress: &dyn Fn(Progress),
    ) -> Result<Mailing, StoreError> {
        self.check_cluster(&client.genesis().await?)?;
        let lock = self.path().with_extension("mailing");
        let _held = hold(&lock).map_err(|error| match error.kind() {
            io::ErrorKind::WouldBlock => StoreError::Busy,
            _ => StoreError::io(&lock)(error),
        })?;
        let mut mailing = self.mailing(id)?;
        let delivered = match mailing.is_pending() {
            true => self.deliver_held(client, sender, &mut mailing, progress).await,
            false => Ok(()),
        };
        self.keep_copies(client, &mailing).await?;
        delivered.map_err(StoreError::from).map(|()| mailing)
    }

    async fn deliver_held(
        &self,
        client: &Client,
        sender: &dyn Signer,
        mailing: &mut Mailing,
        progress: &dyn Fn(Progress),
    ) -> Result<(), ClientError> {
        client.upload(sender, mailing.newsletter.long(), progress).await?;
        let (mut newsletter, stored) = (mailing.newsletter.clone(), mailing.clone());
        let mut save = |record: &Newsletter| {
            self.put(&Mailing { newsletter: record.clone(), ..stored.clone() }).map_err(io::Error::other)
        };
        let delivered = client.deliver(sender, &mut newsletter, mailing.most, &mut save).await;
        mailing.newsletter = newsletter;
        delivered.map(drop)
    }

    fn mailing(&self, id: &str) -> Result<Mailing, StoreError> {
        self.note(id.as_bytes())?.ok_or(StoreError::Missing("such mailing"))
    }

    /// Keeps the copies that were sent among the letters.
    async fn keep_copies(&self, client: &Client, mailing: &Mailing) -> Result<(), StoreError> {
        let (network, sender) = (mailing.newsletter.network(), self.owner().wallet);
        let mailbox = client.programs().mailbox(&network, &sender).0;
        for (recipient, sequence) in mailing.sent() {
            let message = client.programs().message(&sender, &mailbox, sequence).0;
            if self.letter(&message)?.is_some_and(|letter| !letter.head.is_elsewhere()) {
                continue;
            }
            let header = client.message(&message).await.ok().map(|found| found.header);
            let facts = Facts {
                message,
                network,
                direction: Direction::Sent,
                other: recipient,
                sequence,
                at: header.as_ref().map_or_else(now, |header| header.sent_at),
                fee: header.as_ref().map_or(0, |header| header.fee),
                deadline: header.as_ref().map_or(0, |header| header.deadline),
                outcome: Outcome::Open,
            };
            let _kept = self.keep(&[(facts, Content::of(mailing.plain()))])?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailing_is_named_by_its_network_and_what_it_says() {
        let [one, other] = [1, 2].map(|byte| Pubkey::new_from_array([byte; 32]));
        let text = |kind, bytes| Plain { kind, bytes };
        let name = Mailing::name(&one, text(Kind::Text, b"News"));
        assert_eq!(Mailing::name(&one, text(Kind::Text, b"News")), name);
        for another in [
            Mailing::name(&other, text(Kind::Text, b"News")),
            Mailing::name(&one, text(Kind::Letter, b"News")),
            Mailing::name(&one, text(Kind::Text, b"News.")),
        ] {
            assert_ne!(another, name);
        }
    }
}
