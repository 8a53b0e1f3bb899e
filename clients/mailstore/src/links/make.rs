//! Makes a link exactly once.
//!
//! A message's address follows from its number, so of several drafts with one number one at most is paid for. One with another
//! number is stored only after it is known that none of those before was sent.

use bmail_sdk::{
    BuildError, Client, ClientError, Reason,
    generated::mail::errors::MailError,
    instructions::mail::{LinkDraft, LongDraft},
    link::{self, LinkSecret},
};
use solana_signer::Signer;

use super::{Attempt, LinkIntent};
use crate::{
    Content, IntentId, Link, Store, StoreError,
    intents::{facts_of, is_outdated},
};

/// How often a link is drafted anew, because other letters were sent at the same time or the price rose.
const ATTEMPTS: usize = 8;

impl Store {
    /// Makes a link letter, or finds the one that was made before: no matter how often this is called, and where any process
    /// was stopped, it is paid for once. The link is returned when it is confirmed; whoever has it can take the money.
    ///
    /// What an attempt that was stopped has given to a link's key is not lost: the number is stored, so
    /// [`Store::find_links`] finds it.
    ///
    /// # Errors
    /// [`StoreError::OtherCluster`], [`StoreError::Missing`] if there is no such intent, and [`StoreError::Client`] with the
    /// errors of [`Client::draft_link`](bmail_sdk::Client::draft_link) and
    /// [`Client::make_link`](bmail_sdk::Client::make_link). [`ClientError::OverLimit`] if the price is above what may be
    /// paid.
    pub async fn make_link(
        &self,
        client: &Client,
        maker: &dyn Signer,
        secret: &LinkSecret,
        id: &IntentId,
    ) -> Result<link::Link, StoreError> {
        self.check_cluster(&client.genesis().await?)?;
        for _ in 0..ATTEMPTS {
            let intent = self.link_intent(id)?;
            if let Some(sequence) = intent.made {
                let key = secret.key(&intent.network, sequence);
                let mailbox = client.programs().mailbox(&intent.network, &maker.pubkey()).0;
                let message = client.programs().message(&maker.pubkey(), &mailbox, sequence).0;
                return Ok(link::Link::new(&self.owner().genesis, intent.network, message, key));
            }
            let drafted = match self.draft_link(client, maker, secret, &intent).await {
                Err(StoreError::Client(error)) if may_pass(&error) => continue,
                drafted => drafted?,
            };
            if let Some(made) = self.made_before(client, maker, secret, &intent, &drafted).await? {
                return Ok(made);
            }
            if !self.begin_link(&intent, &drafted)? {
                continue;
            }
            match client.make_link(maker, &drafted).await {
                Ok((made, _)) => return self.link_is_made(client, &intent, &drafted, made).await,
                Err(error) if may_pass(&error) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(ClientError::from(Reason::Mail(MailError::SequenceTaken)).into())
    }

    fn link_intent(&self, id: &IntentId) -> Result<LinkIntent, StoreError> {
        self.note(&id.key())?.ok_or(StoreError::Missing("such link letter to make"))
    }

    /// The draft. A text that does not fit in a transaction is uploaded first.
    async fn draft_link(
        &self,
        client: &Client,
        maker: &dyn Signer,
        secret: &LinkSecret,
        intent: &LinkIntent,
    ) -> Result<LinkDraft, StoreError> {
        let (wallet, network) = (maker.pubkey(), &intent.network);
        let mut link = match &intent.long {
            Some(long) => client.draft_link(&wallet, network, secret, long, intent.offer).await?,
            None => client.draft_link(&wallet, network, secret, intent.plain(), intent.offer).await?,
        };
        // What it costs comes before what an upload locks.
        let asked = link.draft.quote.postage.0;
        if asked > intent.most {
            return Err(ClientError::OverLimit { asked, limit: intent.most }.into());
        }
        let fits = link.draft.check_length(&client.chain().await?, &client.limits(&wallet).await?);
        if let Err(BuildError::LetterTooLong { .. }) = fits {
            let long = LongDraft::new(&self.owner().genesis, &wallet, intent.plain()).map_err(ClientError::from)?;
            let long = self.change_link(&intent.id, |stored| stored.long.get_or_insert(long).clone())?;
            link = client.draft_link(&wallet, network, secret, &long, intent.offer).await?;
        }
        if let Some(long) = &self.link_intent(&intent.id)?.long {
            client.upload(maker, long, &|_| ()).await?;
        }
        link.draft.max_fee = link.draft.max_fee.min(intent.most);
        Ok(link)
    }

    /// One of the drafts with other numbers than this one, if it was sent.
    async fn made_before(
        &self,
        client: &Client,
        maker: &dyn Signer,
        secret: &LinkSecret,
        intent: &LinkIntent,
        now: &LinkDraft,
    ) -> Result<Option<link::Link>, StoreError> {
        let number = now.draft.envelope.sequence;
        let earlier = intent.attempts.iter().filter(|attempt| !attempt.is_dead);
        for Attempt { draft, .. } in earlier.filter(|attempt| attempt.draft.envelope.sequence != number) {
            let sequence = draft.envelope.sequence;
            let key = secret.key(&intent.network, sequence);
            // Its number is used, so that nothing is paid whatever it was used for.
            let before = LinkDraft { key, draft: draft.clone(), funds: 0, is_open: true, ..now.clone() };
            match client.make_link(maker, &before).await {
                Ok((made, _)) => return self.link_is_made(client, intent, &before, made).await.map(Some),
                Err(error) if is_taken(&error) => self.change_link(&intent.id, |stored| {
                    let same = stored.attempts.iter_mut().filter(|other| other.draft.content == draft.content);
                    same.for_each(|attempt| attempt.is_dead = true);
                })?,
                Err(error) => return Err(error.into()),
            }
        }
        Ok(None)
    }

    /// Stores a draft before anybody signs it, and its number, unless another process has done so meanwhile.
    fn begin_link(&self, intent: &LinkIntent, drafted: &LinkDraft) -> Result<bool, StoreError> {
        self.write(|transaction| {
            let has_begun = self.change_in(transaction, &intent.id.key(), |stored: &mut Option<LinkIntent>| {
                let stored = stored.as_mut().ok_or(StoreError::Missing("such link letter to make"))?;
                let is_same = stored.made.is_none() && stored.attempts.len() == intent.attempts.len();
                if is_same {
                    stored.attempts.push(Attempt { draft: drafted.draft.clone(), is_dead: false });
                }
                Ok(is_same)
            })?;
            if has_begun {
                self.put_in(transaction, &link_of(intent, drafted))?;
            }
            Ok(has_begun)
        })
    }

    /// It is made: its number is known, and its letter is among those that were sent, both at once.
    async fn link_is_made(
        &self,
        client: &Client,
        intent: &LinkIntent,
        drafted: &LinkDraft,
        made: link::Link,
    ) -> Result<link::Link, StoreError> {
        let facts = facts_of(client, &drafted.draft, made.message).await;
        let content = Content::of(intent.plain());
        self.write(|transaction| {
            self.insert(transaction, &facts, &content, content.head())?;
            self.change_in(transaction, &intent.id.key(), |stored: &mut Option<LinkIntent>| {
                stored.as_mut().ok_or(StoreError::Missing("such link letter to make"))?.made = Some(facts.sequence);
                Ok(())
            })?;
            self.put_in(transaction, &link_of(intent, drafted))
        })?;
        Ok(made)
    }

    fn change_link<T>(&self, id: &IntentId, change: impl FnOnce(&mut LinkIntent) -> T) -> Result<T, StoreError> {
        self.change(&id.key(), |stored| {
            Ok(change(stored.as_mut().ok_or(StoreError::Missing("such link letter to make"))?))
        })
    }
}

fn link_of(intent: &LinkIntent, drafted: &LinkDraft) -> Link {
    Link {
        network: intent.network,
        sequence: drafted.draft.envelope.sequence,
        address: drafted.key.address(),
        remark: intent.remark.clone(),
        deadline: drafted.deadline,
        settled: false,
    }
}

fn is_taken(error: &ClientError) -> bool {
    matches!(error.cause(), ClientError::Refused(Reason::Mail(MailError::SequenceTaken)))
}

/// Whether another draft may be accepted.
fn may_pass(error: &ClientError) -> bool {
    is_taken(error) || is_outdated(error.cause())
}
