//! Delivers a newsletter: several messages in each transaction, and only one to each recipient.

use std::io;

use postage::Quote;
use solana_pubkey::Pubkey;
use solana_signer::Signer;

use super::{
    Delivery, Newsletter, Obstacle,
    edition::{Copy, Edition, admit, copy},
    newsletter::DeliveryState,
    situation::{MAX_RECIPIENTS, Situation},
};
use crate::{Client, ClientError, Receipt, accounts::Content, transaction::Format};

/// The number of messages to try in one transaction: more than fit in the longest one.
const MAX_BATCH: usize = 16;

impl Client {
    /// What each copy that is not sent yet would cost now, in order. Each message can make the next one more expensive.
    pub async fn quote_newsletter(
        &self,
        newsletter: &Newsletter,
    ) -> Result<Vec<(Pubkey, Result<Quote, Obstacle>)>, ClientError> {
        let is_sent = |delivery: &&Delivery| matches!(delivery.state, DeliveryState::Sent(_));
        let unsent: Vec<_> = newsletter.deliveries.iter().filter(|delivery| !is_sent(delivery)).collect();
        let (mut quotes, mut last) = (Vec::new(), None);
        for deliveries in unsent.chunks(MAX_RECIPIENTS) {
            let recipients: Vec<_> = deliveries.iter().map(|delivery| delivery.recipient).collect();
            let mut situation = self.situation_after(last.take(), newsletter, &recipients).await?;
            for recipient in std::mem::take(&mut situation.recipients) {
                let quote = admit(&situation, &recipient, newsletter.long().size(), u64::MAX)?;
                if let Ok(quote) = &quote {
                    situation.record_sent(quote);
                }
                quotes.push((recipient.wallet, quote));
            }
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
    pub async fn deliver(
        &self,
        sender: &dyn Signer,
        newsletter: &mut Newsletter,
        max_fee: u64,
        save: &mut dyn FnMut(&Newsletter) -> io::Result<()>,
    ) -> Result<Vec<Receipt>, ClientError> {
        self.find_out(newsletter).await?;
        save(newsletter).map_err(ClientError::Store)?;
        let content = Content::Body(newsletter.long().body());
        let rent = self.message_rent(&content).await?;
        let edition = Edition { content, rent, format: self.cluster.longest_format().await?, max_fee };

        let (mut receipts, mut last) = (Vec::new(), None);
        loop {
            let mut waiting = newsletter.in_state(|state| *state == DeliveryState::Waiting);
            if waiting.is_empty() {
                return Ok(receipts);
            }
            waiting.truncate(MAX_BATCH);
            let recipients: Vec<_> = waiting.iter().map(|index| newsletter.deliveries[*index].recipient).collect();
            let mut situation = self.situation_after(last.take(), newsletter, &recipients).await?;
            let copies = self.batch(newsletter, &waiting, &mut situation, &edition)?;
            save(newsletter).map_err(ClientError::Store)?;
            if !copies.is_empty() {
                receipts.push(self.bring_copies(sender, copies).await?);
                newsletter.confirm();
                save(newsletter).map_err(ClientError::Store)?;
            }
            last = Some(situation);
        }
    }

    /// The messages of one transaction: as many as fit, to those who wait, in order. It also updates the record.
    fn batch(
        &self,
        newsletter: &mut Newsletter,
        waiting: &[usize],
        situation: &mut Situation,
        edition: &Edition,
    ) -> Result<Vec<Copy>, ClientError> {
        let mut copies = Vec::new();
        for (index, recipient) in waiting.iter().zip(std::mem::take(&mut situation.recipients)) {
            let state = match copy(newsletter, situation, &recipient, edition)? {
                Ok(copy) => {
                    let (quote, sequence) = (copy.quote, situation.next_sequence());
                    copies.push(copy);
                    if copies.len() > 1 && !self.fits(&copies, edition.format) {
                        copies.pop();
                        break;
                    }
                    situation.record_sent(&quote);
                    DeliveryState::Sending(sequence)
                }
                Err(obstacle) => DeliveryState::Refused(obstacle),
            };
            newsletter.deliveries[*index].state = state;
        }
        Ok(copies)
    }

    /// Whether the messages fit in a transaction, even if their accounts have to be created in the longer way.
    fn fits(&self, copies: &[Copy], format: Format) -> bool {
        let created = copies.iter().flat_map(|copy| copy.account.0.create_prefunded(copy.account.1));
        let sent = copies.iter().map(|copy| copy.instruction.clone());
        let author = &copies[0].account.0.author;
        format.fits(&created.chain(sent).collect::<Vec<_>>(), author, self.cluster.priority)
    }

    async fn bring_copies(&self, sender: &dyn Signer, copies: Vec<Copy>) -> Result<Receipt, ClientError> {
        let (accounts, instructions): (Vec<_>, Vec<_>) =
            copies.into_iter().map(|copy| (copy.account, copy.instruction)).unzip();
        self.bring(sender, &accounts, &instructions).await
    }

    async fn situation_after(
        &self,
        earlier: Option<Situation>,
        newsletter: &Newsletter,
        recipients: &[Pubkey],
    ) -> Result<Situation, ClientError> {
        let mut situation = self.situation(&newsletter.long().author(), &newsletter.network(), recipients).await?;
        if let Some(earlier) = earlier {
            situation.catch_up(earlier);
        }
        Ok(situation)
    }
}
