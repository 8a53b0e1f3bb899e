//! Fetches mail from the chain: what is open, and what has ended, as far as the node remembers.
//!
//! Each page is kept before the next one is asked for, so this can be stopped anywhere and goes on where it was. Several
//! processes can do it at once: what one has kept, the others leave as it is.

mod earlier;
mod mailbox;
mod sent;

pub(crate) use earlier::{Cursor, outcome_of};

use std::collections::BTreeSet;

use bmail_sdk::{BuildError, Client, ClientError, accounts::Unreadable, sealing::SecretKey};
use solana_pubkey::Pubkey;

use self::mailbox::Mailbox;
use crate::{Content, Facts, Filter, Gap, Missing, Note, Store, StoreError, Stored};

/// How many letters are kept at once.
const PAGE: usize = 32;

/// The owner's secret key for a network and a version, if they can derive or have it.
pub type Secrets<'s> = dyn Fn(&Pubkey, u32) -> Option<SecretKey> + Sync + 's;

/// What a sync has found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncReport {
    /// Letters to the owner that were not here before, each with the proof that it is now.
    pub new: Vec<Stored>,
    /// The owner's own letters that were not here before: they were sent from another device, and their texts are there.
    pub sent_elsewhere: usize,
    /// Messages whose senders have not published their keys yet.
    pub unrevealed: usize,
    /// What nobody can know of for now. [`Store::gaps`] has all of them.
    pub gaps: usize,
}

impl Store {
    /// Fetches the owner's mail on a network, and keeps it: first what is open, then what has ended since the last time, or
    /// ever. What cannot be had is a [`Gap`].
    ///
    /// Nothing is acknowledged. It can be stopped anywhere, and called again.
    ///
    /// # Errors
    /// [`StoreError::OtherCluster`], [`StoreError::Client`] if the node cannot be asked, [`StoreError::Full`]. What was kept
    /// before stays.
    pub async fn sync(
        &self,
        client: &Client,
        network: &Pubkey,
        secrets: &Secrets<'_>,
    ) -> Result<SyncReport, StoreError> {
        self.check_cluster(&client.genesis().await?)?;
        let mailbox = Mailbox::of(self, client, network, secrets);
        let mut synced = SyncReport::default();
        let open = self.sync_open(&mailbox, &mut synced).await?;
        self.sync_earlier(&mailbox, &mut synced).await?;
        let sent = client.outbox(&mailbox.owner).await?;
        self.sync_sent(&mailbox, &sent.entries, &mut synced).await?;
        let sent = sent.entries.iter().map(|header| header.address).chain(sent.gaps.iter().map(|gap| gap.address));
        self.settle_ended(&mailbox, &open.into_iter().chain(sent).collect()).await?;
        synced.gaps = self.gaps()?.iter().filter(|gap| gap.mailbox == mailbox.address).count();
        Ok(synced)
    }

    /// Keeps what is open, and returns its addresses. Only what is not here is fetched whole.
    async fn sync_open(&self, mailbox: &Mailbox<'_>, synced: &mut SyncReport) -> Result<BTreeSet<Pubkey>, StoreError> {
        let inbox = mailbox.client.inbox(&mailbox.address).await?;
        let list = mailbox.gap(Missing::List, &"the node cannot list all open messages: ask another one");
        match inbox.is_whole {
            true => self.remove::<Gap>(&list.key()).map(drop)?,
            false => self.put(&list)?,
        }
        self.unreadable(mailbox, &inbox.gaps)?;
        let gaps = inbox.gaps.iter().map(|gap| gap.address);
        let open = inbox.entries.iter().map(|header| header.address).chain(gaps).collect();
        let mut unknown = Vec::new();
        for header in inbox.entries {
            match header.revealed {
                true if self.is_known(&header.address)? => {}
                true => unknown.push(header.address),
                false => synced.unrevealed += 1,
            }
        }
        for page in unknown.chunks(PAGE) {
            let found = mailbox.client.messages(page).await?;
            self.unreadable(mailbox, &found.gaps)?;
            let mut letters = Vec::new();
            for (address, message) in &found.entries {
                match mailbox.opened(address, message).await {
                    Ok((_, Content::Unopened(_))) if self.letter(address)?.is_some() => {}
                    Ok(letter) => letters.push(letter),
                    Err(error) => self.missed(mailbox, address, error)?,
                }
            }
            synced.new.extend(self.keep(&letters)?);
            self.found(mailbox, &letters)?;
        }
        Ok(open)
    }

    fn unreadable(&self, mailbox: &Mailbox<'_>, gaps: &[Unreadable]) -> Result<(), StoreError> {
        gaps.iter().try_for_each(|gap| self.put(&mailbox.gap(Missing::Message(gap.address), &gap.error)))
    }

    /// Whether a letter is here, and opened.
    fn is_known(&self, message: &Pubkey) -> Result<bool, StoreError> {
        let found = self.letter(message)?;
        Ok(found.is_some_and(|letter| letter.state.deleted || letter.head.unopened.is_none() && !letter.head.imported))
    }

    /// Notes what could not be fetched. If the node cannot be asked at all, that is an error.
    fn missed(&self, mailbox: &Mailbox<'_>, message: &Pubkey, error: ClientError) -> Result<(), StoreError> {
        match error {
            error @ (ClientError::WrongBody { .. }
            | ClientError::Decode(_)
            | ClientError::Build(BuildError::NotFound { .. })) => {
                self.put(&mailbox.gap(Missing::Message(*message), &error))
            }
            error => Err(error.into()),
        }
    }

    /// What is here now is no gap any more.
    fn found(&self, mailbox: &Mailbox<'_>, letters: &[(Facts, Content)]) -> Result<(), StoreError> {
        letters.iter().try_for_each(|(facts, _)| {
            self.remove::<Gap>(&mailbox.gap(Missing::Message(facts.message), &"").key()).map(drop)
        })
    }

    /// Finds out how the letters ended that are not open any more.
    async fn settle_ended(&self, mailbox: &Mailbox<'_>, open: &BTreeSet<Pubkey>) -> Result<(), StoreError> {
        let mut filter = Filter { network: Some(mailbox.network), open: true, archived: true, ..Filter::default() };
        loop {
            let page = self.letters(&filter, PAGE)?;
            let Some(last) = page.last() else { return Ok(()) };
            filter.before = Some(last.place());
            for letter in &page {
                let message = letter.facts.message;
                // The list may be older than the letter: only its own account shows that it has ended.
                if !open.contains(&message) && mailbox.has_ended(&message).await? {
                    self.ended(&message, mailbox.end_of(&message).await?.0)?;
                }
            }
        }
    }
}
