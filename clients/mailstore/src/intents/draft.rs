//! Drafts an intent's letter, for at most what may be paid.

use bmail_sdk::{
    BuildError, ClientError,
    instructions::mail::{Draft, LongDraft, Text},
};

use super::{Intent, send::Way};
use crate::{Store, StoreError};

impl Store {
    /// The draft of a letter. A text that does not fit in a transaction is uploaded first.
    pub(super) async fn draft(&self, way: Way<'_>, intent: &Intent) -> Result<Draft, StoreError> {
        let (client, from) = (way.client, way.sender.pubkey());
        let drafted = match &intent.long {
            None => {
                let text = Text::Inline(intent.plain());
                client.draft(&from, &intent.network, &intent.recipient, text, intent.mode()).await
            }
            Some(long) => self.draft_long(way, intent, long).await,
        };
        let mut draft = match drafted {
            Err(ClientError::Build(BuildError::LetterTooLong { .. })) => {
                let long =
                    LongDraft::new(&client.genesis().await?, &from, intent.plain()).map_err(ClientError::from)?;
                let long = self.change_intent(&intent.id, |stored| Ok(stored.long.get_or_insert(long).clone()))?;
                self.draft_long(way, intent, &long).await?
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

    async fn draft_long(&self, way: Way<'_>, intent: &Intent, long: &LongDraft) -> Result<Draft, ClientError> {
        let Way { client, sender, progress } = way;
        // What it would cost comes before what the upload locks.
        let (from, mode) = (sender.pubkey(), intent.mode());
        let draft = client.draft(&from, &intent.network, &intent.recipient, long, mode).await?;
        if draft.quote.postage.0 <= intent.most {
            client.upload(sender, long, progress).await?;
            return client.draft(&from, &intent.network, &intent.recipient, long, mode).await;
        }
        Ok(draft)
    }
}
