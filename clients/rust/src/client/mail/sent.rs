//! Finds out whether a letter was sent, if the transaction's outcome is unknown or its number is used.

use solana_pubkey::Pubkey;

use super::SentAs;
use crate::{
    Client, ClientError, Reason, Receipt,
    accounts::{Mailbox, StoredMessage},
    client::read::decode,
    error::MailError,
    instructions::mail::{Draft, DraftKey},
};

/// Whose a message is that has the number of a draft.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Number {
    /// Nobody's: it is free.
    Free,
    /// The draft's.
    Own,
    /// Another message's.
    Taken,
    /// That of a message which has ended, and the node does not show which one it was.
    Forgotten,
}

impl Client {
    /// What came of sending a draft, after an error: the receipt if it was sent, or else an error that says whether it may
    /// have been.
    pub(super) async fn sent(&self, draft: &Draft, error: ClientError) -> Result<Receipt, ClientError> {
        let message = draft.message(&self.programs);
        match error {
            ClientError::Unknown { signature, network_fee } => match self.number(draft, &message).await {
                Ok(Number::Own) => Ok(self.cluster.receipt_of(signature, network_fee).await),
                _ => Err(ClientError::Unknown { signature, network_fee }),
            },
            // Whatever the program refused first: a draft that was sent is not to be drafted again.
            ClientError::Refused(reason) => Err(match self.number(draft, &message).await {
                Ok(Number::Own) => ClientError::AlreadySent { message },
                Ok(Number::Taken) => Reason::Mail(MailError::SequenceTaken).into(),
                Ok(Number::Free) => reason.into(),
                Ok(Number::Forgotten) | Err(_) => ClientError::PerhapsSent { message },
            }),
            error => Err(error),
        }
    }

    /// Whose the draft's number is.
    async fn number(&self, draft: &Draft, message: &Pubkey) -> Result<Number, ClientError> {
        let own = self.programs.mailbox(&draft.envelope.network, &draft.envelope.sender).0;
        let found = self.accounts_at(&[*message, own]).await?;
        let found = |index: usize| found.get(index).and_then(Option::as_ref);
        if let Some(message) = decode::<StoredMessage>(&self.programs, found(0))? {
            return Ok(self.whose(draft, &message.into()));
        }
        match decode::<Mailbox>(&self.programs, found(1))? {
            Some(own) if own.next_sequence > draft.envelope.sequence => {
                Ok(self.sent_as(message).await?.map_or(Number::Forgotten, |sent| self.whose(draft, &sent)))
            }
            _ => Ok(Number::Free),
        }
    }

    fn whose(&self, draft: &Draft, sent: &SentAs) -> Number {
        let recipient = self.programs.mailbox(&draft.envelope.network, &draft.envelope.recipient).0;
        let has_key = match &draft.key {
            DraftKey::Sealed(key) => sent.sealed_key.as_ref() == Some(key),
            DraftKey::Withheld(_) => true,
        };
        let is_own = sent.recipient == recipient && sent.content == draft.content && has_key;
        if is_own { Number::Own } else { Number::Taken }
    }
}
