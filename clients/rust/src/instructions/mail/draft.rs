//! A letter with its price, before anything is charged: short or long, sent at once or posted first.

use postage::Quote;
use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;
use units::Timestamp;

use super::{LongDraft, REVEAL_PERIOD, Recipient, Situation, Unrevealed};
use crate::{
    BuildError, Programs,
    accounts::{Content, SealedKey, StoredMessage},
    format::Limits,
    instructions::{Chain, NewAccount},
    quote,
    sealing::{self, EncryptionKey, Envelope, Plain, Plaintext, Sealed},
};

/// What a letter says: a text, or a [`Letter`](crate::letter::Letter) with a subject or attachments
/// ([`Letter::encode`](crate::letter::Letter::encode)).
#[derive(Clone, Copy, Debug)]
pub enum Text<'a> {
    /// One that fits in the transaction: several hundred bytes when compressed, or several thousand if the cluster takes
    /// transactions of version 1.
    Inline(Plain<'a>),
    /// One that is uploaded as a body.
    Body(&'a LongDraft),
}

/// How a letter goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// With its key, in one transaction.
    AtOnce,
    /// Strict mode: without its key, which is revealed after the escrow is safe. So nobody can read a letter that is not
    /// paid for, not even on a fork that the cluster abandons.
    Posted,
}

/// A letter with its price. It can be serialized: whoever stores it before it is sent can find out what became of it.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The envelope that the key is bound to. Of a posted letter, the key version can still change.
    pub envelope: Envelope,
    /// The recipient's key. If the recipient has another key by then, the program refuses the letter.
    pub sealed_to: EncryptionKey,
    /// The price and its reasons, what is offered, and the postage, which is the more of the two.
    pub quote: Quote,
    /// The most that it may cost, in lamports. If the price or the offer is above it, the program refuses the letter.
    pub max_fee: u64,
    /// The version of the rules that gave the price.
    pub rules_version: u32,
    /// The last moment at which it can be answered, if it lands now. A posted letter can be answered for a day longer,
    /// because it may be revealed so much later.
    pub answer_by: Timestamp,
    /// The ciphertext, or the address of its body.
    pub content: Content,
    /// Bytes of ciphertext, which the price counts.
    pub size: usize,
    /// Whether it opens the correspondence of the two, whose rent the sender pays.
    pub opens_correspondence: bool,
    /// The key to the ciphertext.
    pub key: DraftKey,
}

/// The key to a letter.
#[derive(Clone, Debug)]
pub enum DraftKey {
    /// Sealed to the recipient, for a letter that is sent at once.
    Sealed(SealedKey),
    /// What is needed to reveal a posted letter. Store it before the letter is posted.
    Withheld(Unrevealed),
}

impl Draft {
    /// The letter with an offer in lamports, instead of any earlier one: its postage is the price or the offer, whichever is
    /// more, also between contacts. Escrow, cut, verdicts and refund are as for any postage. Zero offers nothing.
    ///
    /// # Errors
    /// [`BuildError::OfferTooHigh`] above [`postage::MAX_FEE`].
    pub fn offering(self, lamports: u64) -> Result<Self, BuildError> {
        let quote = quote::offering(self.quote, lamports)?;
        Ok(Self { quote, max_fee: quote::max_fee(&quote), ..self })
    }

    /// The address of the message.
    pub fn message(&self, programs: &Programs) -> Pubkey {
        self.account(programs).address
    }

    /// What is needed to reveal it; `None` if it is sent at once.
    pub fn unrevealed(&self) -> Option<&Unrevealed> {
        match &self.key {
            DraftKey::Sealed(_) => None,
            DraftKey::Withheld(unrevealed) => Some(unrevealed),
        }
    }

    /// The account that the program takes over.
    pub fn account(&self, programs: &Programs) -> NewAccount {
        let Envelope { network, sender, sequence, .. } = self.envelope;
        let (address, seed) = programs.message(&sender, &programs.mailbox(&network, &sender).0, sequence);
        let content = match &self.content {
            Content::Ciphertext(ciphertext) => ciphertext.len(),
            Content::Body(address) => address.as_ref().len(),
        };
        NewAccount { author: sender, address, seed, space: StoredMessage::space(content), program: programs.mail }
    }

    /// Checks that it fits in a transaction, even if its account has to be created in the longer way. Otherwise someone
    /// could send lamports to its address to keep it from fitting.
    ///
    /// If a multisig sends it, set [`Limits::reserved`] to the bytes that the multisig adds.
    ///
    /// # Errors
    /// [`BuildError::LetterTooLong`] if it would fit as a body, [`BuildError::TooLong`] if it is one, and
    /// [`BuildError::TooLongForProgram`] if the sender is a program's address.
    pub fn check_length(&self, chain: &Chain, limits: &Limits) -> Result<(), BuildError> {
        limits.check(&super::send(chain, self)?.steps).map_err(|error| match (error, &self.content) {
            (BuildError::TooLong { length, limit }, Content::Ciphertext(_)) => {
                BuildError::LetterTooLong { length, limit }
            }
            (error, _) => error,
        })
    }
}

impl Situation {
    /// Seals a text to `recipient`, or encrypts it for later, and quotes its price. Nothing is charged.
    ///
    /// # Errors
    /// [`BuildError::WriteToSelf`], [`BuildError::NotFound`] if the recipient has no mailbox, [`BuildError::Price`],
    /// [`BuildError::Seal`], and [`BuildError::OtherCluster`] if the text was uploaded on another cluster.
    pub fn draft<'a>(
        &self,
        programs: &Programs,
        recipient: &Recipient,
        text: impl Into<Text<'a>>,
        mode: Mode,
    ) -> Result<Draft, BuildError> {
        let envelope = self.envelope(recipient)?;
        if envelope.sender == envelope.recipient {
            return Err(BuildError::WriteToSelf);
        }
        let sealed_to = recipient.encryption_key()?;
        let text = text.into();
        if let Text::Body(long) = text {
            long.check_cluster(&self.genesis)?;
        }
        let (key, content, size) = seal(self, programs, text, mode, (&sealed_to, &envelope))?;
        let (quote, rules_version) = (self.quote(recipient, size)?, self.network.rules_version);
        let max_fee = quote::max_fee(&quote);
        let opens_correspondence = recipient.correspondence.is_none();
        let answer_by = self.answer_by(mode);
        Ok(Draft {
            envelope,
            sealed_to,
            quote,
            max_fee,
            rules_version,
            answer_by,
            content,
            size,
            opens_correspondence,
            key,
        })
    }
}

impl Situation {
    /// The last moment at which a letter can be answered that lands now.
    fn answer_by(&self, mode: Mode) -> Timestamp {
        let revealed = match mode {
            Mode::AtOnce => self.now,
            Mode::Posted => self.now.after(REVEAL_PERIOD),
        };
        revealed.after(self.network.rules.answering_period)
    }
}

fn seal(
    situation: &Situation,
    programs: &Programs,
    text: Text<'_>,
    mode: Mode,
    (sealed_to, envelope): (&EncryptionKey, &Envelope),
) -> Result<(DraftKey, Content, usize), BuildError> {
    Ok(match (text, mode) {
        (Text::Inline(text), Mode::AtOnce) => {
            let Sealed { sealed_key, ciphertext } = sealing::seal(text, sealed_to, envelope)?;
            let size = ciphertext.len();
            (DraftKey::Sealed(sealed_key), Content::Ciphertext(ciphertext), size)
        }
        (Text::Inline(text), Mode::Posted) => {
            let (key, ciphertext) = sealing::seal_content(text)?;
            let (hash, size) = (Sha256::digest(&ciphertext).into(), ciphertext.len());
            (
                DraftKey::Withheld(Unrevealed::new(&situation.genesis, envelope, hash, key)),
                Content::Ciphertext(ciphertext),
                size,
            )
        }
        (Text::Body(long), mode) => {
            let key = match mode {
                Mode::AtOnce => DraftKey::Sealed(long.seal_key(sealed_to, envelope)?),
                Mode::Posted => {
                    DraftKey::Withheld(Unrevealed::new(&situation.genesis, envelope, long.hash(), long.key().clone()))
                }
            };
            (key, Content::Body(long.body(programs)), long.size())
        }
    })
}

impl<'a> From<Plain<'a>> for Text<'a> {
    fn from(plain: Plain<'a>) -> Self {
        Self::Inline(plain)
    }
}

impl<'a> From<&'a Plaintext> for Text<'a> {
    fn from(plaintext: &'a Plaintext) -> Self {
        Self::Inline(plaintext.into())
    }
}

impl<'a> From<&'a [u8]> for Text<'a> {
    fn from(text: &'a [u8]) -> Self {
        Self::Inline(text.into())
    }
}

impl<'a, const LENGTH: usize> From<&'a [u8; LENGTH]> for Text<'a> {
    fn from(text: &'a [u8; LENGTH]) -> Self {
        Self::Inline(text.into())
    }
}

impl<'a> From<&'a Vec<u8>> for Text<'a> {
    fn from(text: &'a Vec<u8>) -> Self {
        Self::Inline(text.into())
    }
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(text: &'a str) -> Self {
        Self::Inline(text.into())
    }
}

impl<'a> From<&'a LongDraft> for Text<'a> {
    fn from(long: &'a LongDraft) -> Self {
        Self::Body(long)
    }
}
