//! Drafting and sending mail.

use postage::Quote;
use solana_pubkey::Pubkey;
use solana_signer::Signer;

use super::{LongDraft, outgoing::Outgoing, situation::Situation};
use crate::{
    Client, ClientError, Receipt,
    accounts::Content,
    quote,
    sealing::{self, EncryptionKey, Envelope, SEALED_KEY_LEN, Sealed},
};

/// A sealed message with its price, before anything is charged.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The envelope that the key is bound to.
    pub envelope: Envelope,
    /// The recipient's key. The program refuses the message if the recipient has another key by then.
    pub sealed_to: EncryptionKey,
    /// The price and its reasons.
    pub quote: Quote,
    /// The version of the rules that gave the price.
    pub rules_version: u32,
    /// The content key, sealed to the recipient.
    pub sealed_key: [u8; SEALED_KEY_LEN],
    /// The ciphertext, or the address of its body.
    pub content: Content,
    /// Bytes of ciphertext, which the price counts.
    pub size: usize,
    /// Lamports that the message's account holds besides the fee.
    pub rent: u64,
}

impl Draft {
    /// The most that it can cost, in lamports. If the price has risen by more than [`quote::MARGIN`], the program
    /// refuses the message.
    pub fn max_fee(&self) -> u64 {
        quote::max_fee(&self.quote)
    }

    pub(super) fn outgoing(&self) -> Outgoing<'_> {
        let Envelope { network, sender, recipient, sequence, .. } = self.envelope;
        let Self { content, quote, rules_version, rent, .. } = self;
        Outgoing { network, sender, recipient, sequence, content, quote, rules_version: *rules_version, rent: *rent }
    }
}

impl Client {
    /// Seals a text to a recipient and quotes its price from the current state. Nothing is charged.
    ///
    /// The text has to fit in a transaction ([`ClientError::TooLong`]): several hundred bytes when compressed, or
    /// several thousand if the cluster takes transactions of version 1. For longer texts, see [`Client::draft_long`].
    pub async fn draft(
        &self,
        sender: &Pubkey,
        network: &Pubkey,
        recipient: &Pubkey,
        text: &[u8],
    ) -> Result<Draft, ClientError> {
        let situation = self.situation_of_two(sender, network, recipient).await?;
        let (key, envelope) = situation.envelope(&situation.recipients[0])?;
        let Sealed { sealed_key, ciphertext } = sealing::seal(text, &key, &envelope)?;
        let size = ciphertext.len();
        self.drafted(&situation, (key, envelope), sealed_key, Content::Ciphertext(ciphertext), size).await
    }

    /// Seals a long text to a recipient and quotes its price, which counts its whole ciphertext. Nothing is charged.
    /// Upload the text before you send the draft: see [`Client::upload`].
    pub async fn draft_long(
        &self,
        network: &Pubkey,
        recipient: &Pubkey,
        long: &LongDraft,
    ) -> Result<Draft, ClientError> {
        let situation = self.situation_of_two(&long.author(), network, recipient).await?;
        let (key, envelope) = situation.envelope(&situation.recipients[0])?;
        let sealed_key = long.seal_key(&key, &envelope)?;
        self.drafted(&situation, (key, envelope), sealed_key, Content::Body(long.body()), long.size()).await
    }

    /// Sends a draft for at most [`Draft::max_fee`], and returns the message's address.
    ///
    /// The signer must be the sender of the draft; the program refuses any other.
    pub async fn send(&self, sender: &dyn Signer, draft: &Draft) -> Result<(Pubkey, Receipt), ClientError> {
        let outgoing = draft.outgoing();
        let send = outgoing.send((draft.envelope.key_version, &draft.sealed_to), &draft.sealed_key);
        Ok((outgoing.message(), self.bring(sender, &[outgoing.account()], &[send]).await?))
    }

    /// The situation of a sender and one recipient.
    pub(super) async fn situation_of_two(
        &self,
        sender: &Pubkey,
        network: &Pubkey,
        recipient: &Pubkey,
    ) -> Result<Situation, ClientError> {
        if sender == recipient {
            return Err(ClientError::WriteToSelf);
        }
        self.situation(sender, network, &[*recipient]).await
    }

    async fn drafted(
        &self,
        situation: &Situation,
        (key, envelope): (EncryptionKey, Envelope),
        sealed_key: [u8; SEALED_KEY_LEN],
        content: Content,
        size: usize,
    ) -> Result<Draft, ClientError> {
        let quote = situation.quote(&situation.recipients[0], size)?;
        let rent = self.message_rent(&content).await?;
        let rules_version = situation.rules_version();
        let draft = Draft { envelope, sealed_to: key, quote, rules_version, sealed_key, content, size, rent };
        let outgoing = draft.outgoing();
        self.check_length(&outgoing.account(), outgoing.send((envelope.key_version, &key), &sealed_key)).await?;
        Ok(draft)
    }
}
