//! What came of sending a draft, and what is stored of it.

use bmail_sdk::{Client, ClientError, Reason, Receipt, generated::mail::errors::MailError, instructions::mail::Draft};
use solana_pubkey::Pubkey;
use solana_signer::Signer;

use super::{Attempt, Became, Intent, send::Way};
use crate::{Content, Direction, Facts, Outcome, Store, StoreError, notes::now};

impl Store {
    /// The letter was sent: the outbox says so, and its text is among the letters, both at once.
    pub(super) async fn is_sent(
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
    pub(super) async fn is_not_sent(
        &self,
        way: Way<'_>,
        intent: &Intent,
        draft: &Draft,
        error: ClientError,
    ) -> Result<(), StoreError> {
        let Way { client, sender, .. } = way;
        if is_over(&error) {
            self.change_intent(&intent.id, |stored| {
                let same = stored.attempts.iter_mut().find(|attempt| attempt.draft.content == draft.content);
                same.into_iter().for_each(|attempt| attempt.tries = attempt.tries.saturating_sub(1));
                Ok(())
            })?;
        }
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
            error if is_outdated(&error) => self.attempt(way, intent).await,
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

    /// Notes a refusal, if nothing else that was begun can still be sent.
    pub(super) fn refused(&self, intent: &Intent, error: StoreError) -> StoreError {
        let StoreError::Client(cause) = &error else { return error };
        // Another try may succeed, or nobody knows what came of this one.
        if matches!(cause.cause(), ClientError::Rpc(_) | ClientError::Unknown { .. } | ClientError::Unconfirmed { .. })
        {
            return error;
        }
        let why = error.to_string();
        let noted = self.change_intent(&intent.id, |stored| {
            if !stored.may_land(now()) && stored.is_unsettled() {
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

    pub(super) fn set_became(&self, intent: &Intent, became: Became) -> Result<(), StoreError> {
        self.change_intent(&intent.id, |stored| {
            if stored.is_unsettled() || matches!(stored.became, Became::Posted { .. }) {
                stored.became = became;
            }
            Ok(())
        })
    }
}

/// Whether nothing of what was sent can be paid for any more.
fn is_over(error: &ClientError) -> bool {
    use ClientError::{PerhapsSent, Rpc, Unknown};
    !matches!(error.cause(), Rpc(_) | Unknown { .. } | PerhapsSent { .. })
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
