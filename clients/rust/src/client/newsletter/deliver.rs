//! Delivers a newsletter: several messages in each transaction, and only one to each recipient.

use std::{io, time::Duration};

use solana_signer::Signer;
use tokio::time::sleep;

use crate::{
    Client, ClientError, Reason, Receipt,
    client::mail::taken,
    error::MailError,
    instructions::mail::{self, Batch, CopyQuote, DeliveryState, Edition, Newsletter, Situation},
};

/// The number of messages to try in one transaction: more than fit in the longest one.
const MAX_BATCH: usize = 16;
/// Recipients per request: a cluster returns at most a hundred accounts at once.
const MAX_RECIPIENTS: usize = 48;
/// How often doubts are resolved, if nodes do not agree on what was sent, and the time between.
const ROUNDS: usize = 5;
const PAUSE: Duration = Duration::from_secs(1);

impl Client {
    /// What each copy that is not sent yet would cost now, in order. Each message can make the next one more expensive.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if the network or the author's mailbox does not exist.
    pub async fn quote_newsletter(&self, newsletter: &Newsletter) -> Result<Vec<CopyQuote>, ClientError> {
        newsletter.check_cluster(&self.genesis().await?)?;
        let unsent = newsletter.in_state(|state| !matches!(state, DeliveryState::Sent(_)));
        let (mut quotes, mut last) = (Vec::new(), None);
        for indices in unsent.chunks(MAX_RECIPIENTS) {
            let mut situation = self.situation_after(last.take(), newsletter, indices).await?;
            quotes.extend(mail::quote_copies(&mut situation, newsletter.long().size(), newsletter.offer())?);
            last = Some(situation);
        }
        Ok(quotes)
    }

    /// Sends a newsletter, whose text must be uploaded ([`Client::upload`]), to all recipients who do not have it yet,
    /// for at most `max_fee` lamports each. Recipients who cannot get it are [`DeliveryState::Refused`] in the record.
    ///
    /// `save` must store the record. It is called before each transaction, so that the record shows after a crash who
    /// may have a copy, and again after it. If it fails, nothing more is sent. After an error or a crash, call this
    /// again with the record that was stored last.
    ///
    /// Only one process may deliver a record at a time: another one that has read it before would send the same copies. Hold
    /// the file before you read it ([`files::hold`](crate::files::hold)).
    ///
    /// # Errors
    /// Before anything is stored or sent: [`BuildError::OtherCluster`](crate::BuildError::OtherCluster) if the newsletter was
    /// begun on another cluster, and [`BuildError::NotFound`](crate::BuildError::NotFound) if the author's mailbox is gone
    /// while it is in doubt who has a copy, or the body while somebody waits.
    /// [`ClientError::Store`] if the record cannot be stored, [`BuildError::TooLong`](crate::BuildError::TooLong) if not even
    /// one copy fits, and the errors of sending. If some copies are sent, it is [`ClientError::Stopped`], which has their
    /// receipts.
    ///
    /// ```no_run
    /// # use bmail_sdk::{Client, ClientError, files, instructions::mail::{LongDraft, Newsletter}};
    /// # use solana_keypair::{Keypair, Signer};
    /// # use solana_pubkey::Pubkey;
    /// # async fn example(client: Client, network: Pubkey, ada: Keypair, readers: Vec<Pubkey>) -> Result<(), ClientError> {
    /// let long = LongDraft::new(&client.genesis().await?, &ada.pubkey(), b"Dear all")?;
    /// let mut newsletter = Newsletter::new(network, long, readers)?;
    /// let _held = files::hold("newsletter.json".as_ref()).map_err(ClientError::Store)?;
    /// client.upload(&ada, newsletter.long(), &|_| ()).await?;
    /// client.deliver(&ada, &mut newsletter, 100_000, &mut |record| {
    ///     files::store("newsletter.json".as_ref(), &serde_json::to_vec(record)?)
    /// }).await?;
    /// println!("{} copies are sent", newsletter.sent());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn deliver(
        &self,
        sender: &dyn Signer,
        newsletter: &mut Newsletter,
        max_fee: u64,
        save: &mut dyn FnMut(&Newsletter) -> io::Result<()>,
    ) -> Result<Vec<Receipt>, ClientError> {
        newsletter.check_cluster(&self.genesis().await?)?;
        let (resolved, first) = self.resolved(newsletter).await?;
        *newsletter = resolved;
        save(newsletter).map_err(ClientError::Store)?;
        let mut receipts = Vec::new();
        match self.deliver_waiting(sender, newsletter, first, max_fee, save, &mut receipts).await {
            Ok(()) => Ok(receipts),
            Err(error) => Err(error.after(receipts)),
        }
    }

    /// The record without doubts, and the situation of those who come first.
    ///
    /// A copy that was not sent so far may land until its number is used by another one. So the situation has to have the
    /// number with which that was found out: then only one of the two can land. If a node that lags behind has hidden a copy,
    /// the numbers differ.
    async fn resolved(&self, newsletter: &Newsletter) -> Result<(Newsletter, Option<Situation>), ClientError> {
        for _ in 0..ROUNDS {
            let mut resolved = newsletter.clone();
            let unsent_at = self.find_out(&mut resolved).await?;
            let waiting = resolved.in_state(|state| *state == DeliveryState::Waiting);
            if waiting.is_empty() {
                return Ok((resolved, None));
            }
            self.body(&resolved.long().body(&self.programs)).await?;
            let first = self.situation_after(None, &resolved, next(&waiting)).await?;
            if unsent_at.is_none_or(|number| first.mailbox.next_sequence == number) {
                return Ok((resolved, Some(first)));
            }
            sleep(PAUSE).await;
        }
        Err(Reason::Mail(MailError::SequenceTaken).into())
    }

    async fn deliver_waiting(
        &self,
        sender: &dyn Signer,
        newsletter: &mut Newsletter,
        mut first: Option<Situation>,
        max_fee: u64,
        save: &mut dyn FnMut(&Newsletter) -> io::Result<()>,
        receipts: &mut Vec<Receipt>,
    ) -> Result<(), ClientError> {
        let (chain, limits) = (self.chain().await?, self.limits(&newsletter.long().author()).await?);
        let edition = Edition { max_fee, limits };

        let mut last = None;
        loop {
            let waiting = newsletter.in_state(|state| *state == DeliveryState::Waiting);
            if waiting.is_empty() {
                return Ok(());
            }
            let mut situation = match first.take() {
                Some(first) => first,
                None => self.situation_after(last.take(), newsletter, next(&waiting)).await?,
            };
            let Batch { plan, recipients } = mail::deliver(&chain, newsletter, &mut situation, &edition)?;
            // A record that somebody edited may list a recipient twice, in two states. They get nothing.
            if newsletter.in_state(|state| *state == DeliveryState::Waiting) == waiting {
                return Ok(());
            }
            save(newsletter).map_err(ClientError::Store)?;
            if !plan.steps.is_empty() {
                receipts.push(self.run(plan, sender).await.map_err(taken)?);
                newsletter.confirm(&recipients);
                save(newsletter).map_err(ClientError::Store)?;
            }
            last = Some(situation);
        }
    }

    /// The situation of the author and of these recipients. A node may not know yet what was sent before.
    async fn situation_after(
        &self,
        earlier: Option<Situation>,
        newsletter: &Newsletter,
        indices: &[usize],
    ) -> Result<Situation, ClientError> {
        let recipients: Vec<_> = indices.iter().map(|index| newsletter.deliveries()[*index].recipient).collect();
        let mut situation = self.situation(&newsletter.long().author(), &newsletter.network(), &recipients).await?;
        if let Some(earlier) = earlier {
            situation.catch_up(earlier);
        }
        Ok(situation)
    }
}

/// Those of the recipients who wait, for one transaction.
fn next(waiting: &[usize]) -> &[usize] {
    waiting.get(..MAX_BATCH).unwrap_or(waiting)
}
