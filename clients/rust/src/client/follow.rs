//! Follows a list: what changes is told once, and nothing is missed, however often a subscription breaks.

use std::{
    collections::{BTreeSet, VecDeque},
    time::Duration,
};

use solana_pubkey::Pubkey;
use solana_signature::Signature;
use tokio::time::{Instant, sleep_until};

use super::{
    feed::{Feed, websocket_of},
    find::Whose,
    transaction::newest,
};
use crate::{
    Client, ClientError,
    accounts::Listing,
    lists::{MessageHeader, News, Roll},
};

/// How often to ask whether something has changed, while a subscription holds, and while there is none.
const CALM: Duration = Duration::from_secs(300);
const ALERT: Duration = Duration::from_secs(20);
/// Every so many times, the list is asked for again even if no transaction names its owner: not everything does.
const WHOLE: usize = 12;
/// The most messages to ask for by their addresses after each list. The others are asked for after the next one.
const LOOKS: usize = 1_000;

/// A list that is followed: see [`Client::follow`].
pub struct Follow<'c> {
    client: &'c Client,
    whose: Whose,
    roll: Roll,
    news: VecDeque<News>,
    feed: Option<Feed>,
    /// Messages that a subscription has named and that were not looked at yet.
    named: BTreeSet<Pubkey>,
    /// Whether the list has to be asked for again: after a gap.
    is_stale: bool,
    /// The newest transaction that names the list's owner, as of the last list.
    newest: Option<Option<Signature>>,
    polls: usize,
    next_poll: Instant,
    calm: Duration,
    alert: Duration,
}

impl Client {
    /// Lists the messages to a mailbox, like [`Client::inbox`], and follows what changes: see [`Follow::next`].
    ///
    /// It subscribes before it lists, so nothing falls between the two. Where a node has no subscriptions, or they break, it
    /// asks every 20 seconds, by one small request as long as nothing happens.
    ///
    /// ```no_run
    /// # use bmail_sdk::{Client, ClientError, lists::News};
    /// # use solana_pubkey::Pubkey;
    /// # async fn example(client: Client, mailbox: Pubkey) -> Result<(), ClientError> {
    /// let (inbox, mut follow) = client.follow(&mailbox).await?;
    /// println!("{} letters wait", inbox.entries.len());
    /// loop {
    ///     match follow.next().await? {
    ///         News::Arrived(header) => println!("{} waits with {} lamports", header.address, header.fee),
    ///         News::Changed(header) => println!("{} has changed", header.address),
    ///         News::Ended(header) => println!("{} has ended", header.address),
    ///     }
    /// }
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ClientError::Rpc`].
    pub async fn follow(&self, mailbox: &Pubkey) -> Result<(Listing<MessageHeader>, Follow<'_>), ClientError> {
        self.follow_list(Whose::To(*mailbox)).await
    }

    /// Lists the messages from a wallet, like [`Client::outbox`], and follows what changes, like [`Client::follow`].
    ///
    /// # Errors
    /// [`ClientError::Rpc`].
    pub async fn follow_sent(&self, sender: &Pubkey) -> Result<(Listing<MessageHeader>, Follow<'_>), ClientError> {
        self.follow_list(Whose::From(*sender)).await
    }

    async fn follow_list(&self, whose: Whose) -> Result<(Listing<MessageHeader>, Follow<'_>), ClientError> {
        let mut follow = Follow {
            client: self,
            whose,
            roll: Roll::default(),
            news: VecDeque::new(),
            feed: None,
            named: BTreeSet::new(),
            is_stale: false,
            newest: None,
            polls: 0,
            next_poll: Instant::now(),
            calm: CALM,
            alert: ALERT,
        };
        follow.subscribe().await;
        let listing = follow.list().await?;
        follow.news.clear(); // the list is the caller's
        Ok((listing, follow))
    }

    fn websocket(&self) -> Option<String> {
        self.websocket.clone().or_else(|| websocket_of(&self.rpc().url()))
    }
}

impl Follow<'_> {
    /// The same list, but it is asked for changes this often while a subscription holds, and while there is none.
    pub fn every(mut self, subscribed: Duration, otherwise: Duration) -> Self {
        (self.calm, self.alert) = (subscribed, otherwise);
        self.schedule();
        self
    }

    /// The open messages, as far as their changes were told or are about to be.
    pub fn open(&self) -> impl Iterator<Item = &MessageHeader> {
        self.roll.open()
    }

    /// Whether a subscription holds. Otherwise changes are found by asking.
    pub fn is_subscribed(&self) -> bool {
        self.feed.is_some()
    }

    /// Waits for the next change. Each is told once. What a node leaves out of a list has only ended if it is not at its
    /// address any more.
    ///
    /// It may be dropped while it waits, and called again: nothing is lost.
    ///
    /// # Errors
    /// [`ClientError::Rpc`]: call it again when the node may answer. What was missed meanwhile is then found.
    pub async fn next(&mut self) -> Result<News, ClientError> {
        loop {
            if let Some(news) = self.news.pop_front() {
                return Ok(news);
            }
            if self.is_stale {
                self.list().await?;
            } else if !self.named.is_empty() {
                let named: Vec<_> = self.named.iter().copied().take(LOOKS).collect();
                self.look(&named).await?;
                self.named.retain(|address| !named.contains(address));
            } else {
                self.wait().await?;
            }
        }
    }

    /// Waits until something may have changed.
    async fn wait(&mut self) -> Result<(), ClientError> {
        let named = match &mut self.feed {
            None => {
                sleep_until(self.next_poll).await;
                return self.poll().await;
            }
            Some(feed) => tokio::select! {
                named = feed.next() => named,
                () = sleep_until(self.next_poll) => return self.poll().await,
            },
        };
        match named {
            None => {
                (self.feed, self.is_stale) = (None, true);
                self.subscribe().await; // before it lists, so that nothing falls between the two
            }
            Some(address) => {
                self.named.insert(address);
                // What else is waiting is looked at in the same request.
                while self.named.len() < LOOKS
                    && let Some(address) = self.feed.as_mut().and_then(Feed::waiting)
                {
                    self.named.insert(address);
                }
            }
        }
        Ok(())
    }

    /// Asks whether a transaction has named the list's owner since the last list. A node that keeps no history cannot say.
    async fn poll(&mut self) -> Result<(), ClientError> {
        self.polls += 1;
        self.schedule();
        if self.feed.is_none() {
            self.subscribe().await;
            self.is_stale = self.feed.is_some();
        }
        if self.polls.is_multiple_of(WHOLE) {
            self.roll.forget_slots();
        }
        let newest = newest(self.client.rpc(), self.whose.address()).await.ok();
        self.is_stale |= newest.is_none() || newest != self.newest || self.polls.is_multiple_of(WHOLE);
        Ok(())
    }

    fn schedule(&mut self) {
        self.next_poll = Instant::now() + if self.feed.is_some() { self.calm } else { self.alert };
    }

    async fn subscribe(&mut self) {
        if let Some(url) = self.client.websocket() {
            self.feed = Feed::open(&url, &self.whose.scan(self.client)).await;
        }
        self.schedule();
    }

    /// Asks for the list, and for what it lacks.
    async fn list(&mut self) -> Result<Listing<MessageHeader>, ClientError> {
        // Before the list: what happens between the two is found twice, and told once.
        let newest = newest(self.client.rpc(), self.whose.address()).await.ok();
        let listed = self.client.headers(self.whose).await?;
        let lacking = self.roll.lacking(&listed.listing.entries, listed.slot);
        self.news.extend(self.roll.list(&listed.listing.entries, listed.slot));
        let some = lacking.get(..LOOKS).unwrap_or(&lacking);
        self.look(some).await?;
        self.is_stale = false;
        // The others are looked at with the next poll, and not at once: a node may always leave them out.
        self.newest = newest.filter(|_| some.len() == lacking.len());
        Ok(listed.listing)
    }

    /// Looks at messages by their addresses.
    async fn look(&mut self, addresses: &[Pubkey]) -> Result<(), ClientError> {
        if addresses.is_empty() {
            return Ok(());
        }
        let found = self.client.headers_at(addresses).await?;
        for address in addresses {
            let header = found.listing.entries.iter().find(|header| header.address == *address);
            let is_readable = found.listing.gaps.iter().all(|gap| gap.address != *address);
            if is_readable && header.is_none_or(|header| self.whose.is_of(header)) {
                self.news.extend(self.roll.look(address, header, found.slot));
            }
        }
        Ok(())
    }
}
