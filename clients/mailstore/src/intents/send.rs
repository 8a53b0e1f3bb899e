//! Sends an intent exactly once.
//!
//! A draft is stored before it is signed, and a message's address follows from its number. So of several drafts with one
//! number, one at most is ever paid for. A draft with another number is stored only after it is known that the number
//! before is another letter's.

use bmail_sdk::{
    BuildError, Client, ClientError, Reason, Receipt, Revealed,
    generated::mail::errors::MailError,
    instructions::mail::{Draft, LongDraft, Text},
};
use solana_pubkey::Pubkey;
use solana_signer::Signer;

use super::{Attempt, Became, Intent, IntentId};
use crate::{Content, Direction, Facts, Outcome, Store, StoreError, letters::set_outcome, notes::now};

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
        self.check_cluster(&client.genesis().await?)?;
        for _ in 0..ATTEMPTS {
            let intent = self.intent(id)?;
            match &intent.became {
                Became::Waiting | Became::Sending | Became::Uncertain { .. } | Became::Refused { .. } => {}
                Became::Posted { .. } => return self.reveal(client, sender, &intent).await,
                Became::Sent { .. } | Became::Withdrawn | Became::Elsewhere => return Ok(intent),
            }
            let live = intent.attempts.last().filter(|attempt| !attempt.is_dead);
            if live.is_none() {
                self.attempt(client, sender, &intent).await?;
            }
            let Some(Attempt { draft, .. }) = self.begin(id)? else { continue };
            match client.send(sender, &draft).await {
                Ok((message, receipt)) => self.is_sent(client, &intent, &draft, message, Some(receipt)).await?,
                Err(error) => self.is_not_sent(client, sender, &self.intent(id)?, &draft, error).await?,
            }
        }
        let intent = self.intent(id)?;
        match intent.became {
            Became::Sent { .. } => Ok(intent),
            _ => Err(ClientError::from(Reason::Mail(MailError::SequenceTaken)).into()),
        }
    }

    /// Drafts the letter, and stores the draft before anybody signs it, unless another process has done so meanwhile.
    async fn attempt(&self, client: &Client, sender: &dyn Signer, intent: &Intent) -> Result<(), StoreError> {
        let draft = match self.draft(client, sender, intent).await {
            Ok(draft) => draft,
            Err(error) => return Err(self.refused(intent, error)),
        };
        let number = draft.envelope.sequence;
        self.change_intent(&intent.id, |stored| {
            // Another number is for after the last one is known to be another letter's.
            let last = stored.attempts.last();
            let may_add = last.is_none_or(|last| last.is_dead || last.draft.envelope.sequence == number);
            if may_add && stored.is_unsettled() && stored.attempts.len() == intent.attempts.len() {
                stored.attempts.push(Attempt { draft, is_dead: false, signature: None, tries: 0 });
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
            attempt.tries = attempt.tries.saturating_add(1);
            let attempt = attempt.clone();
            stored.became = Became::Sending;
            Ok(Some(attempt))
        })
    }

    /// The draft of a letter. A text that does not fit in a transaction is uploaded first.
    async fn draft(&self, client: &Client, sender: &dyn Signer, intent: &Intent) -> Result<Draft, StoreError> {
        let from = sender.pubkey();
        let drafted = match &intent.long {
            None => {
                let text = Text::Inline(intent.plain());
                client.draft(&from, &intent.network, &intent.recipient, text, intent.mode()).await
            }
            Some(long) => self.draft_long(client, sender, intent, long).await,
        };
        let mut draft = match drafted {
            Err(ClientError::Build(BuildError::LetterTooLong { .. })) => {
                let long =
                    LongDraft::new(&client.genesis().await?, &from, intent.plain()).map_err(ClientError::from)?;
                let long = self.change_intent(&intent.id, |stored| Ok(stored.long.get_or_insert(long).clone()))?;
                self.draft_long(client, sender, intent, &long).await?
            }
            drafted => drafted?,
        };
        if intent.offer > 0 {
            draft = draft.offering(intent.offer).map_err(ClientError::from)?;
        }
        let price = draft.quote.postage.0;
        if price > intent.most {
            return Err(ClientError::OverLimit { asked: price, limit: intent.most }.into());
        }
        draft.max_fee = draft.max_fee.min(intent.most);
        Ok(draft)
    }

    async fn draft_long(
        &self,
        client: &Client,
        sender: &dyn Signer,
        intent: &Intent,
        long: &LongDraft,
    ) -> Result<Draft, ClientError> {
        // What it would cost comes before what the upload locks.
        let (from, mode) = (sender.pubkey(), intent.mode());
        let draft = client.draft(&from, &intent.network, &intent.recipient, long, mode).await?;
        if draft.quote.postage.0 <= intent.most {
            client.upload(sender, long, &|_| ()).await?;
            return client.draft(&from, &intent.network, &intent.recipient, long, mode).await;
        }
        Ok(draft)
    }

    /// The letter was sent: the outbox says so, and its text is among the letters, both at once.
    async fn is_sent(
        &self,
        client: &Client,
        intent: &Intent,
        draft: &Draft,
        message: Pubkey,
        receipt: Option<Receipt>,
    ) -> Result<(), StoreError> {
        let facts = facts_of(client, draft, message).await;
        let content = Content::of(intent.plain());
        let became = match draft.unrevealed() {
            Some(_) => Became::Posted { message },
            None => Became::Sent { message, signature: receipt.map(|receipt| receipt.signature), postage: facts.fee },
        };
        self.write(|transaction| {
            self.insert(transaction, &facts, &content, content.head())?;
            self.change_in(transaction, &intent.id.0, |stored: &mut Option<Intent>| {
                let stored = stored.as_mut().ok_or(StoreError::Missing("such intent"))?;
                if stored.is_unsettled() {
                    stored.became = became;
                }
                let others = stored.attempts.iter_mut().filter(|other| other.draft.content != draft.content);
                others.for_each(|other| other.is_dead = true);
                Ok(())
            })
        })
    }

    /// A draft was not sent now. Stores what is known of it, and returns if it can be tried again.
    async fn is_not_sent(
        &self,
        client: &Client,
        sender: &dyn Signer,
        intent: &Intent,
        draft: &Draft,
        error: ClientError,
    ) -> Result<(), StoreError> {
        match error {
            ClientError::AlreadySent { message } => self.is_sent(client, intent, draft, message, None).await,
            ClientError::PerhapsSent { message } => Err(self.uncertain(intent, message)),
            ClientError::Unknown { signature, network_fee } => {
                self.change_intent(&intent.id, |stored| {
                    if let Some(last) = stored.attempts.last_mut() {
                        last.signature = Some(signature);
                    }
                    Ok(())
                })?;
                Err(ClientError::Unknown { signature, network_fee }.into())
            }
            ClientError::Refused(Reason::Mail(MailError::SequenceTaken)) => {
                self.number_taken(client, sender, intent, draft).await
            }
            // With the same number, at most one of the two drafts can be paid for.
            error if is_outdated(&error) => self.attempt(client, sender, intent).await,
            error => Err(self.refused(intent, error.into())),
        }
    }

    /// The number of a draft is another letter's: one of the earlier drafts, or a stranger's to this intent.
    async fn number_taken(
        &self,
        client: &Client,
        sender: &dyn Signer,
        intent: &Intent,
        draft: &Draft,
    ) -> Result<(), StoreError> {
        let number = draft.envelope.sequence;
        let others = intent.attempts.iter().filter(|attempt| attempt.draft.envelope.sequence == number);
        for Attempt { draft: other, .. } in others {
            match client.send(sender, other).await {
                Ok((message, receipt)) => return self.is_sent(client, intent, other, message, Some(receipt)).await,
                Err(ClientError::AlreadySent { message }) => {
                    return self.is_sent(client, intent, other, message, None).await;
                }
                Err(ClientError::Refused(Reason::Mail(MailError::SequenceTaken))) => {}
                Err(ClientError::PerhapsSent { message }) => return Err(self.uncertain(intent, message)),
                Err(error) => return Err(error.into()),
            }
        }
        self.change_intent(&intent.id, |stored| {
            let same = stored.attempts.iter_mut().filter(|attempt| attempt.draft.envelope.sequence == number);
            same.for_each(|attempt| attempt.is_dead = true);
            Ok(())
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

    /// Notes a refusal, if nothing else that was begun can still be sent.
    fn refused(&self, intent: &Intent, error: StoreError) -> StoreError {
        let StoreError::Client(cause) = &error else { return error };
        // Another try may succeed, or nobody knows what came of this one.
        if matches!(cause.cause(), ClientError::Rpc(_) | ClientError::Unknown { .. } | ClientError::Unconfirmed { .. })
        {
            return error;
        }
        let why = error.to_string();
        let noted = self.change_intent(&intent.id, |stored| {
            let tries: u32 = stored.attempts.iter().filter(|attempt| !attempt.is_dead).map(|live| live.tries).sum();
            if tries <= 1 && stored.is_unsettled() {
                stored.became = Became::Refused { why };
            }
            Ok(())
        });
        noted.err().unwrap_or(error)
    }

    fn uncertain(&self, intent: &Intent, message: Pubkey) -> StoreError {
        let noted = self.set_became(intent, Became::Uncertain { message });
        noted.err().unwrap_or_else(|| ClientError::PerhapsSent { message }.into())
    }

    fn set_became(&self, intent: &Intent, became: Became) -> Result<(), StoreError> {
        self.change_intent(&intent.id, |stored| {
            if stored.is_unsettled() || matches!(stored.became, Became::Posted { .. }) {
                stored.became = became;
            }
            Ok(())
        })
    }
}

/// What is known of a letter that the owner has sent.
pub(crate) async fn facts_of(client: &Client, draft: &Draft, message: Pubkey) -> Facts {
    let header = client.message(&message).await.ok().map(|found| found.header);
    Facts {
        message,
        network: draft.envelope.network,
        direction: Direction::Sent,
        other: draft.envelope.recipient,
        sequence: draft.envelope.sequence,
        at: header.as_ref().map_or_else(now, |header| header.sent_at),
        fee: header.as_ref().map_or(draft.quote.postage.0, |header| header.fee),
        deadline: header.as_ref().map_or(0, |header| header.deadline),
        outcome: Outcome::Open,
    }
}

/// Whether a new draft of the same letter may be accepted: the price, the rules or the recipient's key have changed.
pub(crate) fn is_outdated(error: &ClientError) -> bool {
    use MailError::{KeyChanged, PriceAboveMax, RulesChanged};
    matches!(error, ClientError::Refused(Reason::Mail(PriceAboveMax | RulesChanged | KeyChanged)))
}
