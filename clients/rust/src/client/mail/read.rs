//! Opens mail.

use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;

use crate::{
    Client, ClientError,
    accounts::{Content, StoredMessage},
    sealing::{self, Envelope, SecretKey},
    text::shown_bytes,
};

/// A message that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The sender's wallet.
    pub sender: Pubkey,
    /// The text, as the sender wrote it: any bytes. See [`Letter::shown`] before you print it.
    pub text: Vec<u8>,
    /// The fee in lamports, before the network's cut.
    pub fee: u64,
    /// The last moment to acknowledge it, in unix seconds.
    pub deadline: i64,
}

impl Letter {
    /// The text as it can be shown: with escapes for what a terminal or an eye would take for something else (see
    /// [`shown_bytes`]).
    pub fn shown(&self) -> String {
        shown_bytes(&self.text)
    }
}

impl Client {
    /// Opens a message. `secret` must be the recipient's secret key of the version that the message was sealed to.
    ///
    /// # Errors
    /// [`ClientError::NotRevealed`], [`ClientError::Open`] if the key is another one, [`ClientError::WrongBody`], and
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if the message is not open any more.
    pub async fn read(&self, message: &Pubkey, secret: &SecretKey) -> Result<Letter, ClientError> {
        let StoredMessage { header, content } = self.message(message).await?;
        if header.revealed == 0 {
            return Err(ClientError::NotRevealed { deadline: header.deadline });
        }
        let ciphertext = self.ciphertext(content).await?;
        let mailbox = self.mailbox(&header.recipient).await?;
        let envelope = Envelope {
            network: mailbox.network,
            sender: header.sender,
            recipient: mailbox.owner,
            sequence: header.sequence,
            key_version: header.key_version,
        };
        let text = sealing::open(&header.sealed_key, &ciphertext, secret, &envelope)?;
        Ok(Letter { sender: header.sender, text, fee: header.fee, deadline: header.deadline })
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
