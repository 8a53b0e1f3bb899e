//! The history of a person's reputation, from the programs' events.

use solana_pubkey::Pubkey;
use solana_signature::Signature;
use units::Timestamp;

use crate::{
    Client, ClientError, Programs,
    client::transaction::{Entry, Page, Record, RecordGap, named},
    events::{AnyEvent, MessageAcknowledged, are_cut, records},
};

/// A part of the history of a person's reputation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryPage {
    /// What happened, oldest first.
    pub entries: Vec<HistoryEntry>,
    /// The `before` of the page with what happened earlier; `None` if the node knows of nothing earlier.
    pub older: Option<Signature>,
    /// Why the node shows nothing, if it keeps no history: the reputation may have changed all the same.
    pub gap: Option<RecordGap>,
}

/// One change of a person's reputation, or a transaction that may have changed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryEntry {
    /// The time; `None` if the cluster does not know it.
    pub at: Option<Timestamp>,
    /// The transaction.
    pub signature: Signature,
    /// The event. If the transaction cannot be read, or not to its end, this says why.
    pub event: Result<AnyEvent, RecordGap>,
}

/// The person whose history is requested.
struct Subject<'a> {
    programs: &'a Programs,
    network: &'a Pubkey,
    owner: &'a Pubkey,
    standing: Pubkey,
}

impl Client {
    /// The changes of a person's reputation on a network: verdicts that moved it, seeds and awards, endorsements given and
    /// received, the opening and closing of the standing, and syncs of its token.
    ///
    /// This looks at the last `limit` successful transactions that name the standing, or at the last ones before the
    /// transaction `before`. Anyone can name a standing, by sending it some lamports, for example. So a page can have fewer
    /// entries than its limit, or none, and costs at most one request more than its limit. Go on with
    /// [`HistoryPage::older`]:
    ///
    /// ```no_run
    /// # use bmail_sdk::{Client, ClientError};
    /// # use solana_pubkey::Pubkey;
    /// # async fn example(client: Client, network: Pubkey, ada: Pubkey) -> Result<(), ClientError> {
    /// let mut before = None;
    /// loop {
    ///     let page = client.history(&network, &ada, before, 50).await?;
    ///     page.entries.iter().rev().for_each(|entry| println!("{entry:?}"));
    ///     before = page.older;
    ///     if before.is_none() { break }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ClientError::Rpc`]. A node that keeps no history is a gap of the page, and a transaction that it has forgotten is an
    /// entry that says so.
    pub async fn history(
        &self,
        network: &Pubkey,
        owner: &Pubkey,
        before: Option<Signature>,
        limit: usize,
    ) -> Result<HistoryPage, ClientError> {
        let subject =
            Subject { programs: &self.programs, network, owner, standing: self.programs.standing(network, owner).0 };
        let Page { mut entries, older, gap } =
            Page::of(self.rpc(), &subject.standing, before, limit, |record| subject.events(record)).await?;
        // The newest transaction is first, and in each the oldest event.
        entries.reverse();
        entries.chunk_by_mut(|one, next| one.signature == next.signature).for_each(<[_]>::reverse);
        let entries = entries.into_iter().map(|Entry { at, signature, event }| HistoryEntry { at, signature, event });
        Ok(HistoryPage { entries: entries.collect(), older, gap })
    }
}

impl Subject<'_> {
    /// The events of a transaction that concern this person, and what is unknown of it.
    fn events(&self, record: &Record) -> Vec<Result<AnyEvent, RecordGap>> {
        let Some(named) = named(record) else { return vec![Err(RecordGap::NewerVersion)] };
        let logs = record.transaction.meta.as_ref().and_then(|meta| Option::from(meta.log_messages.clone()));
        let Some(logs): Option<Vec<String>> = logs else { return vec![Err(RecordGap::NoLogs)] };
        let events = records(&logs).into_iter().filter_map(|record| AnyEvent::decode(&record, self.programs));
        let concern = events.filter(|event| self.is_concerned(event, &named)).map(Ok);
        concern.chain(are_cut(&logs).then_some(Err(RecordGap::CutLogs))).collect()
    }

    fn is_concerned(&self, event: &AnyEvent, named: &[Pubkey]) -> bool {
        use AnyEvent as E;
        match event {
            E::MessageAcknowledged(event) => self.is_judged(event, named),
            E::StandingOpened(event) => event.standing == self.standing,
            E::StandingClosed(event) => event.standing == self.standing,
            E::Seeded(event) => event.standing == self.standing,
            E::Awarded(event) => event.standing == self.standing,
            E::Synced(event) => event.standing == self.standing,
            E::Endorsed(event) => self.is_one_of(event.endorser, event.endorsed),
            E::UnendorsementBegun(event) => self.is_one_of(event.endorser, event.endorsed),
            E::UnendorsementFinished(event) => self.is_one_of(event.endorser, event.endorsed),
            E::Collected(event) => self.is_one_of(event.endorser, event.endorsed),
            _ => false,
        }
    }

    fn is_one_of(&self, endorser: Pubkey, endorsed: Pubkey) -> bool {
        [endorser, endorsed].contains(&self.standing)
    }

    /// Whether a verdict moved this standing. The event does not name the network, but the transaction names the
    /// recipient's wallet, from which the mailbox on this network follows.
    fn is_judged(&self, event: &MessageAcknowledged, named: &[Pubkey]) -> bool {
        let is_recipient = |wallet: &Pubkey| self.programs.mailbox(self.network, wallet).0 == event.recipient;
        event.sender == *self.owner && event.shares_before != event.shares_after && named.iter().any(is_recipient)
    }
}
