//! Opens mail.

use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;

use crate::{
    Client, ClientError,
    accounts::{Content, StoredMessage},
    letter::{Letter, LetterError},
    sealing::{self, Envelope, Kind, Plain, Plaintext, SecretKey},
};

/// A message that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// The message's address.
    pub message: Pubkey,
    /// The network.
    pub network: Pubkey,
    /// The sender's wallet.
    pub sender: Pubkey,
    /// The recipient's wallet.
    pub recipient: Pubkey,
    /// Whether it is a plain text, or a letter with headers.
    pub kind: Kind,
    /// The text or the letter, as the sender sealed it: any bytes. See [`Received::letter`] and [`Received::shown`].
    pub text: Vec<u8>,
    /// When it was sent, in unix seconds.
    pub sent_at: i64,
    /// The fee in lamports, before the network's cut.
    pub fee: u64,
    /// The last moment to acknowledge it, in unix seconds.
    pub deadline: i64,
}

impl Received {
    /// What it says.
    ///
    /// # Errors
    /// [`LetterError`] if it is a hostile letter. The message is there all the same, and can be acknowledged.
    pub fn letter(&self) -> Result<Letter, LetterError> {
        Letter::of(Plain { kind: self.kind, bytes: &self.text })
    }

    /// What it says, as it can be shown: with escapes for what a terminal or an eye would take for something else (see
    /// [`Letter::shown`]). Of a letter that cannot be read, it says why.
    pub fn shown(&self) -> String {
        self.letter().map_or_else(|error| error.to_string(), |letter| letter.shown())
    }
}

impl Client {
    /// Opens a message. `secret` must be the recipient's secret key of the version that the message was sealed to.
    ///
    /// # Errors
    /// [`ClientError::NotRevealed`], [`ClientError::Open`] if the key is another one, [`ClientError::WrongBody`], and
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if the message is not open any more.
    pub async fn read(&self, message: &Pubkey, secret: &SecretKey) -> Result<Received, ClientError> {
        let stored = self.message(message).await?;
        if stored.header.revealed == 0 {
            return Err(ClientError::NotRevealed { deadline: stored.header.deadline });
        }
        let mailbox = self.mailbox(&stored.header.recipient).await?;
        self.opened(message, stored, (&mailbox.network, &mailbox.owner), secret).await
    }

    /// Opens a stored message to a wallet on a network.
    pub(super) async fn opened(
        &self,
        message: &Pubkey,
        StoredMessage { header, content }: StoredMessage,
        (network, recipient): (&Pubkey, &Pubkey),
        secret: &SecretKey,
    ) -> Result<Received, ClientError> {
        let ciphertext = self.ciphertext(content).await?;
        let envelope = Envelope {
            network: *network,
            sender: header.sender,
            recipient: *recipient,
            sequence: header.sequence,
            key_version: header.key_version,
        };
        let Plaintext { kind, bytes: text } = sealing::open(&header.sealed_key, &ciphertext, secret, &envelope)?;
        let Envelope { network, sender, recipient, .. } = envelope;
        let (message, sent_at) = (*message, header.sent_at);
        let (fee, deadline) = (header.fee, header.deadline);
        Ok(Received { message, network, sender, recipient, kind, text, sent_at, fee, deadline })
    }

    /// The ciphertext of a message, from the message or from its body.
    pub(super) async fn ciphertext(&self, content: Content) -> Result<Vec<u8>, ClientError> {
        let address = match content {
            Content::Ciphertext(ciphertext) => return Ok(ciphertext),
            Content::Body(address) => address,
        };
        let body = self.body(&address).await?;
        match Sha256::digest(&body.content)[..] == body.header.hash {
            true => Ok(body.content),
            false => Err(ClientError::WrongBody { address }),
        }
    }
}
