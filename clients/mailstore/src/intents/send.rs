//! Sends an intent exactly once.
//!
//! A draft is stored before it is signed, and a message's address follows from its number. So of several drafts with one
//! number, one at most is ever paid for. A draft with another number is stored only after it is known that the number
//! before is another letter's.

use bmail_sdk::{Client, ClientError, Progress, Reason, Revealed, generated::mail::errors::MailError};
use solana_signer::Signer;

use super::{Attempt, Became, Intent, IntentId};
use crate::{Outcome, Store, StoreError, letters::set_outcome, notes::now};

/// With what an intent is sent.
#[derive(Clone, Copy)]
pub(super) struct Way<'w> {
    pub client: &'w Client,
    pub sender: &'w dyn Signer,
    /// Who is told how far the upload of a long text is.
    pub progress: &'w dyn Fn(Progress),
}

/// How often a letter is drafted anew, because others were sent at the same time or the price rose.
const ATTEMPTS: usize = 8;

impl Store {
    /// Sends an intent, or finds out what became of it if it was sent before. It never pays twice, no matter how often and
    /// from how many processes this is called, and where any of them was stopped.
    ///
    /// What became of it is stored, also after an error: see [`Intent::money`].
    ///
    /// # Errors
    /// [`StoreError::OtherCluster`], [`StoreError::Missing`], and [`StoreError::Client`] with the errors of
    /// [`Client::draft`](bmail_sdk::Client::draft) and [`Client::send`](bmail_sdk::Client::send).
    /// [`ClientError::OverLimit`] if the price is above what may be paid.
    pub async fn send(&self, client: &Client, sender: &dyn Signer, id: &IntentId) -> Result<Intent, StoreError> {
        self.send_telling(client, sender, id, &|_| ()).await
    }

    /// Like [`Store::send`], and tells how far the upload of a text is that does not fit in a transaction.
    ///
    /// # Errors
    /// Those of [`Store::send`].
    pub async fn send_telling(
        &self,
        client: &Client,
        sender: &dyn Signer,
        id: &IntentId,
        progress: &dyn Fn(Progress),
    ) -> Result<Intent, StoreError> {
        self.check_cluster(&client.genesis().await?)?;
        let way = Way { client, sender, progress };
        for _ in 0..ATTEMPTS {
            let intent = self.intent(id)?;
            match &intent.became {
                Became::Waiting | Became::Sending | Became::Uncertain { .. } | Became::Refused { .. } => {}
                Became::Posted { .. } => return self.reveal(client, sender, &intent).await,
                Became::Sent { .. } | Became::Withdrawn | Became::Elsewhere => return Ok(intent),
            }
            let live = intent.attempts.last().filter(|attempt| !attempt.is_dead);
            if live.is_none() {
                self.attempt(way, &intent).await?;
            }
            let Some(Attempt { draft, .. }) = self.begin(id)? else { continue };
            match client.send(sender, &draft).await {
                Ok((message, receipt)) => self.is_sent(client, &intent, &draft, message, Some(receipt)).await?,
                Err(error) => self.is_not_sent(way, &self.intent(id)?, &draft, error).await?,
            }
        }
        let intent = self.intent(id)?;
        match intent.became {
            Became::Sent { .. } => Ok(intent),
            _ => Err(ClientError::from(Reason::Mail(MailError::SequenceTaken)).into()),
        }
    }

    /// Drafts the letter, and stores the draft before anybody signs it, unless another process has done so meanwhile.
    pub(super) async fn attempt(&self, way: Way<'_>, intent: &Intent) -> Result<(), StoreError> {
        let draft = match self.draft(way, intent).await {
            Ok(draft) => draft,
            Err(error) => return Err(self.refused(intent, error)),
        };
        let number = draft.envelope.sequence;
        self.change_intent(&intent.id, |stored| {
            // Another number is for after the last one is known to be another letter's.
            let last = stored.attempts.last();
            let may_add = last.is_none_or(|last| last.is_dead || last.draft.envelope.sequence == number);
            if may_add && stored.is_unsettled() && stored.attempts.len() == intent.attempts.len() {
                stored.attempts.push(Attempt { draft, is_dead: false, signature: None, tries: 0, last: 0 });
            }
            Ok(())
        })
    }

    /// The draft to send now. From here on it may be sent, whatever happens to this process. `None` if another process has
    /// settled the intent meanwhile, or has found the number to be another letter's.
    fn begin(&self, id: &IntentId) -> Result<Option<Attempt>, StoreError> {
        self.change_intent(id, |stored| {
            let is_unsettled = stored.is_unsettled();
            let live = stored.attempts.last_mut().filter(|attempt| is_unsettled && !attempt.is_dead);
            let Some(attempt) = live else { return Ok(None) };
            (attempt.tries, attempt.last) = (attempt.tries.saturating_add(1), now());
            let attempt = attempt.clone();
            stored.became = Became::Sending;
            Ok(Some(attempt))
        })
    }

    /// Publishes the key of a posted letter.
    async fn reveal(&self, client: &Client, sender: &dyn Signer, intent: &Intent) -> Result<Intent, StoreError> {
        let posted =
            intent.attempts.iter().rev().find(|attempt| !attempt.is_dead).ok_or(StoreError::Missing("draft"))?;
        let unrevealed = posted.draft.unrevealed().ok_or(StoreError::Missing("key of this letter"))?;
        let message = posted.draft.message(client.programs());
        let revealed = client.reveal(sender, unrevealed).await?;
        let signature = match &revealed {
            Revealed::Now(receipt) => Some(receipt.signature),
            Revealed::Before | Revealed::Ended => None,
        };
        let postage = self.letter(&message)?.map_or(0, |letter| letter.facts.fee);
        self.set_became(intent, Became::Sent { message, signature, postage })?;
        if revealed == Revealed::Ended {
            self.write(|transaction| set_outcome(transaction, &message, Outcome::Ended))?;
        }
        self.intent(&intent.id)
    }
}
