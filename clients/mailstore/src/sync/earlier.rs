//! What has ended: rebuilt from the transactions that name the mailbox, newest first, from where the last time began.

use bmail_sdk::{
    PastEntry, PastEvent, PastMessage, PastPage,
    accounts::{Content as Place, SealedKey, Verdict},
};
use serde::{Deserialize, Serialize};
use serde_with::{As, DisplayFromStr};
use solana_pubkey::Pubkey;
use solana_signature::Signature;

use super::{Mailbox, PAGE, SyncReport};
use crate::{Direction, Facts, Missing, Note, Outcome, Store, StoreError, encoded, notes::now};

/// How far the transactions of a mailbox were looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cursor {
    #[serde(with = "As::<DisplayFromStr>")]
    mailbox: Pubkey,
    /// All up to this one were looked at.
    #[serde(with = "As::<Option<DisplayFromStr>>")]
    done: Option<Signature>,
    /// Since then: the newest one, and the last one that was looked at.
    #[serde(with = "As::<Option<DisplayFromStr>>")]
    newest: Option<Signature>,
    #[serde(with = "As::<Option<DisplayFromStr>>")]
    reached: Option<Signature>,
    /// Whether it is known since it was opened.
    #[serde(default)]
    whole: bool,
}

/// What is known of a message before the transaction is found that sent it: that is the older one.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Clue {
    #[serde(with = "As::<DisplayFromStr>")]
    message: Pubkey,
    outcome: Option<Outcome>,
    fee: Option<u64>,
    /// The version of the key to which a posted message was sealed when it was revealed, and the sealed key.
    key: Option<(u32, Key)>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Key(#[serde(with = "encoded")] Vec<u8>);

impl Note for Cursor {
    const KIND: &'static str = "cursor";
    fn key(&self) -> Vec<u8> {
        self.mailbox.as_ref().to_vec()
    }
}

impl Note for Clue {
    const KIND: &'static str = "clue";
    fn key(&self) -> Vec<u8> {
        self.message.as_ref().to_vec()
    }
}

impl Store {
    /// Looks at the transactions since the last time, page by page, each of which is kept before the next one.
    pub(super) async fn sync_earlier(&self, mailbox: &Mailbox<'_>, synced: &mut SyncReport) -> Result<(), StoreError> {
        let fresh = Cursor { mailbox: mailbox.address, ..Cursor::default() };
        let mut cursor: Cursor = self.note(mailbox.address.as_ref())?.unwrap_or(fresh);
        loop {
            let PastPage { mut entries, older, .. } =
                mailbox.client.past(&mailbox.address, cursor.reached, PAGE).await?;
            let known = entries.iter().position(|entry| Some(entry.signature) == cursor.done);
            entries.truncate(known.unwrap_or(entries.len()));
            cursor.newest = cursor.newest.or(entries.first().map(|entry| entry.signature));
            for entry in &entries {
                self.learn(mailbox, entry, &mut cursor, synced).await?;
            }
            cursor.reached = older.or(cursor.reached);
            let is_done = known.is_some() || older.is_none() || cursor.done.is_some() && cursor.done == older;
            if is_done {
                self.finish(mailbox, &mut cursor, known.is_some())?;
                return self.put(&cursor);
            }
            self.put(&cursor)?;
        }
    }

    /// Looks at all transactions of a mailbox once more with the next sync, for example because another node keeps more.
    ///
    /// # Errors
    /// [`StoreError::Busy`], [`StoreError::Full`].
    pub fn look_again(&self, mailbox: &Pubkey) -> Result<(), StoreError> {
        self.remove::<Cursor>(mailbox.as_ref()).map(drop)
    }

    /// All that the node has was looked at.
    fn finish(&self, mailbox: &Mailbox<'_>, cursor: &mut Cursor, is_joined: bool) -> Result<(), StoreError> {
        let earlier = mailbox.gap(
            Missing::Earlier,
            &if cursor.done.is_some() {
                "the node does not have all transactions since the last time: ask one that keeps more history"
            } else {
                "the node does not have all transactions since the mailbox was opened: ask one that keeps more history"
            },
        );
        match cursor.whole || is_joined && self.note::<crate::Gap>(&earlier.key())?.is_none() {
            true => self.remove::<crate::Gap>(&earlier.key()).map(drop)?,
            false => self.put(&earlier)?,
        }
        cursor.done = cursor.newest.take().or(cursor.done);
        cursor.reached = None;
        Ok(())
    }

    async fn learn(
        &self,
        mailbox: &Mailbox<'_>,
        entry: &PastEntry,
        cursor: &mut Cursor,
        synced: &mut SyncReport,
    ) -> Result<(), StoreError> {
        let event = match &entry.event {
            Ok(event) => event,
            Err(gap) => return self.put(&mailbox.gap(Missing::Transaction(entry.signature), gap)),
        };
        self.remove::<crate::Gap>(&mailbox.gap(Missing::Transaction(entry.signature), &"").key())?;
        match event {
            PastEvent::Opened => cursor.whole = true,
            PastEvent::Sent(message) => {
                let at = entry.at.map_or_else(now, |at| at.0);
                self.rebuild(mailbox, message, at, synced).await?;
            }
            PastEvent::Revealed { message, key_version, sealed_key } => self.clue(message, |clue| {
                let key = [&sealed_key.encapsulated[..], &sealed_key.ciphertext].concat();
                clue.key = Some((*key_version, Key(key)));
            })?,
            PastEvent::Acknowledged { message, verdict, fee } => {
                let outcome = outcome_of(*verdict);
                self.ended(message, outcome)?;
                self.clue(message, |clue| (clue.outcome, clue.fee) = (Some(outcome), *fee))?;
            }
            PastEvent::Expired { message } => self.ended(message, Outcome::Expired)?,
        }
        Ok(())
    }

    fn clue(&self, message: &Pubkey, change: impl FnOnce(&mut Clue)) -> Result<(), StoreError> {
        if self.is_known(message)? {
            return Ok(());
        }
        self.change(message.as_ref(), |clue| {
            change(clue.get_or_insert(Clue { message: *message, outcome: None, fee: None, key: None }));
            Ok(())
        })
    }

    /// A letter from the transaction that sent it, unless it is here.
    async fn rebuild(
        &self,
        mailbox: &Mailbox<'_>,
        sent: &PastMessage,
        at: i64,
        synced: &mut SyncReport,
    ) -> Result<(), StoreError> {
        if sent.sender == mailbox.owner {
            self.rebuild_sent(mailbox, sent, at, synced).await?;
            return self.remove::<Clue>(sent.message.as_ref()).map(drop);
        }
        if sent.recipient_mailbox != mailbox.address || self.is_known(&sent.message)? {
            return Ok(());
        }
        let clue: Option<Clue> = self.note(sent.message.as_ref())?;
        let key = sent.key.clone().or_else(|| clue.as_ref().and_then(Clue::sealed_key));
        // An open one is fetched as such, and one that was never revealed says nothing to anybody.
        let Some((version, sealed_key)) = key else { return Ok(()) };
        if clue.as_ref().is_none_or(|clue| clue.outcome.is_none()) && !mailbox.has_ended(&sent.message).await? {
            return Ok(());
        }
        let ciphertext = match &sent.content {
            Place::Ciphertext(ciphertext) => Some(ciphertext.clone()),
            Place::Body(body) => mailbox.client.past_body(body, &sent.sender).await?,
        };
        let Some(ciphertext) = ciphertext else {
            let why = "its body is closed, and the node does not have all transactions that wrote it";
            return self.put(&mailbox.gap(Missing::Message(sent.message), &why));
        };
        let outcome = match clue.as_ref().and_then(|clue| clue.outcome) {
            Some(outcome) => outcome,
            None => mailbox.end_of(&sent.message).await?.0,
        };
        let facts = Facts {
            message: sent.message,
            network: sent.network,
            direction: Direction::Received,
            other: sent.sender,
            sequence: sent.sequence,
            at,
            fee: clue.as_ref().and_then(|clue| clue.fee).unwrap_or(0),
            deadline: 0,
            outcome,
        };
        let letters = [(facts, mailbox.unsealed(&facts, (version, &sealed_key), ciphertext))];
        synced.new.extend(self.keep(&letters)?);
        self.found(mailbox, &letters)?;
        self.remove::<Clue>(sent.message.as_ref()).map(drop)
    }
}

impl Clue {
    fn sealed_key(&self) -> Option<(u32, SealedKey)> {
        let (version, Key(key)) = self.key.as_ref()?;
        let (encapsulated, ciphertext) = key.split_first_chunk()?;
        Some((*version, SealedKey { encapsulated: *encapsulated, ciphertext: ciphertext.try_into().ok()? }))
    }
}

/// The message that an event ended, how, and its fee, if it ended one.
pub(super) fn end(event: &PastEvent) -> Option<(Pubkey, Outcome, Option<u64>)> {
    match event {
        PastEvent::Acknowledged { message, verdict, fee } => Some((*message, outcome_of(*verdict), *fee)),
        PastEvent::Expired { message } => Some((*message, Outcome::Expired, None)),
        _ => None,
    }
}

/// What a verdict makes of a message.
pub(crate) fn outcome_of(verdict: Verdict) -> Outcome {
    match verdict {
        Verdict::Valuable => Outcome::Valuable,
        Verdict::Abstain => Outcome::Abstain,
        Verdict::Spam => Outcome::Spam,
    }
}
