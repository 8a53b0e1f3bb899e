//! Strict mode: a message is posted without its key, and the key is revealed only after the escrow is safe. So nobody
//! can read a message that is not paid for, not even on a fork that the cluster abandons.

use postage::Quote;
use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;
use solana_signer::Signer;

use super::{LongDraft, Revealed, Unrevealed, outgoing::Outgoing, situation::Situation};
use crate::{
    Client, ClientError, Receipt,
    accounts::Content,
    quote,
    sealing::{self, ContentKey, Envelope},
};

/// A message with its price and without its key, before anything is charged.
#[derive(Clone, Debug)]
pub struct StrictDraft {
    /// The price and its reasons.
    pub quote: Quote,
    /// The version of the rules that gave the price.
    pub rules_version: u32,
    /// The ciphertext, or the address of its body.
    pub content: Content,
    /// Bytes of ciphertext, which the price counts.
    pub size: usize,
    /// Lamports that the message's account holds besides the fee.
    pub rent: u64,
    /// What is needed to reveal it. Store it before you post the draft.
    pub unrevealed: Unrevealed,
}

impl StrictDraft {
    /// The most that it can cost, in lamports, like [`Draft::max_fee`](crate::Draft::max_fee).
    pub fn max_fee(&self) -> u64 {
        quote::max_fee(&self.quote)
    }

    fn outgoing(&self) -> Outgoing<'_> {
        let Unrevealed { network, sender, recipient, sequence, .. } = self.unrevealed;
        let Self { content, quote, rules_version, rent, .. } = self;
        Outgoing { network, sender, recipient, sequence, content, quote, rules_version: *rules_version, rent: *rent }
    }
}

impl Client {
    /// Encrypts a text and quotes its price, like [`Client::draft`]. Nothing is charged, and the key stays here.
    pub async fn draft_strict(
        &self,
        sender: &Pubkey,
        network: &Pubkey,
        recipient: &Pubkey,
        text: &[u8],
    ) -> Result<StrictDraft, ClientError> {
        let situation = self.situation_of_two(sender, network, recipient).await?;
        let (key, ciphertext) = sealing::seal_content(text)?;
        let (hash, size) = (Sha256::digest(&ciphertext).into(), ciphertext.len());
        self.drafted_strict(&situation, (hash, key), Content::Ciphertext(ciphertext), size).await
    }

    /// Quotes the price of a long text, like [`Client::draft_long`]. Nothing is charged, and the key stays here.
    pub async fn draft_strict_long(
        &self,
        network: &Pubkey,
        recipient: &Pubkey,
        long: &LongDraft,
    ) -> Result<StrictDraft, ClientError> {
        let situation = self.situation_of_two(&long.author(), network, recipient).await?;
        let secret = (long.hash(), long.key().clone());
        self.drafted_strict(&situation, secret, Content::Body(long.body()), long.size()).await
    }

    /// Posts a draft and then reveals it. Store its [`Unrevealed`] first: if this call is interrupted,
    /// [`Client::reveal`] finishes it.
    pub async fn send_strict(
        &self,
        sender: &dyn Signer,
        draft: &StrictDraft,
    ) -> Result<(Pubkey, Receipt, Revealed), ClientError> {
        let (message, receipt) = self.post(sender, draft).await?;
        Ok((message, receipt, self.reveal(sender, &draft.unrevealed).await?))
    }

    /// Posts a draft without its key, for at most [`StrictDraft::max_fee`], and returns the message's address. Nobody
    /// can read it before it is revealed, which must happen within a day.
    pub async fn post(&self, sender: &dyn Signer, draft: &StrictDraft) -> Result<(Pubkey, Receipt), ClientError> {
        let outgoing = draft.outgoing();
        Ok((outgoing.message(), self.bring(sender, &[outgoing.account()], &[outgoing.post()]).await?))
    }

    async fn drafted_strict(
        &self,
        situation: &Situation,
        (hash, key): ([u8; 32], ContentKey),
        content: Content,
        size: usize,
    ) -> Result<StrictDraft, ClientError> {
        let quote = situation.quote(&situation.recipients[0], size)?;
        let (_, Envelope { network, sender, recipient, sequence, .. }) =
            situation.envelope(&situation.recipients[0])?;
        let unrevealed = Unrevealed { network, sender, recipient, sequence, hash, key };
        let (rules_version, rent) = (situation.rules_version(), self.message_rent(&content).await?);
        let draft = StrictDraft { quote, rules_version, content, size, rent, unrevealed };
        let outgoing = draft.outgoing();
        self.check_length(&outgoing.account(), outgoing.post()).await?;
        Ok(draft)
    }
}
