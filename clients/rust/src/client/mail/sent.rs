//! Finds out whether a letter was sent, if the transaction's outcome is unknown or its number is used.

use solana_message::VersionedMessage;
use solana_pubkey::Pubkey;

use crate::{
    Client, ClientError, Reason, Receipt,
    accounts::{Content, Mailbox, StoredMessage},
    client::{
        read::decode,
        transaction::{Record, first, keeps_no_history, lookup},
    },
    error::MailError,
    instructions::mail::{Draft, DraftKey},
};

/// Whose a message is that has the number of a draft.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::client) enum Number {
    /// Nobody's: it is free.
    Free,
    /// The draft's.
    Own,
    /// Another message's.
    Taken,
    /// That of a message which has ended, and the node has no record of what sent it.
    Forgotten,
}

impl Client {
    /// What came of sending a draft, after an error: the receipt if it was sent, or else an error that says whether it may
    /// have been.
    pub(super) async fn sent(&self, draft: &Draft, error: ClientError) -> Result<Receipt, ClientError> {
        let message = draft.message(&self.programs);
        let is_taken =
            matches!(error, ClientError::Refused(Reason::AlreadyExists | Reason::Mail(MailError::SequenceTaken)));
        match error {
            ClientError::Unknown { signature, network_fee } => match self.number(draft, &message).await {
                Ok(Number::Own) => Ok(self.cluster.receipt_of(signature, network_fee).await),
                _ => Err(ClientError::Unknown { signature, network_fee }),
            },
            error if is_taken => Err(match self.number(draft, &message).await {
                Ok(Number::Own) => ClientError::AlreadySent { message },
                Ok(Number::Taken) => Reason::Mail(MailError::SequenceTaken).into(),
                Ok(Number::Free) => error,
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
            return Ok(if self.is_draft(draft, &message) { Number::Own } else { Number::Taken });
        }
        match decode::<Mailbox>(&self.programs, found(1))? {
            Some(own) if own.next_sequence > draft.envelope.sequence => {
                self.ended_number(message, |transaction| carries(draft, transaction)).await
            }
            _ => Ok(Number::Free),
        }
    }

    fn is_draft(&self, draft: &Draft, message: &StoredMessage) -> bool {
        let recipient = self.programs.mailbox(&draft.envelope.network, &draft.envelope.recipient).0;
        let has_key = match &draft.key {
            DraftKey::Sealed(key) => message.header.sealed_key == *key,
            DraftKey::Withheld(_) => true,
        };
        message.header.recipient == recipient && message.content == draft.content && has_key
    }

    /// Whose the number was of a message that has ended, by the first transactions that name its address: ours if one of them
    /// carried ours, and another's if one of them has sent a message there. If the node has neither, nothing is known.
    pub(in crate::client) async fn ended_number(
        &self,
        message: &Pubkey,
        carries: impl Fn(&VersionedMessage) -> bool,
    ) -> Result<Number, ClientError> {
        let signatures = match first(self.rpc(), message).await {
            Err(error) if keeps_no_history(&error) => return Ok(Number::Forgotten),
            signatures => signatures?,
        };
        let mut number = Number::Forgotten;
        for signature in signatures {
            let Ok(record) = lookup(self.rpc(), &signature).await? else { continue };
            let Some(transaction) = record.transaction.transaction.decode() else { continue };
            if carries(&transaction.message) {
                return Ok(Number::Own);
            }
            let keys = transaction.message.static_account_keys();
            if keys.contains(&self.programs.mail) && is_paid_into(&record, keys, message) {
                number = Number::Taken;
            }
        }
        Ok(number)
    }
}

/// Whether a transaction carries a draft: it names its body or has its ciphertext.
fn carries(draft: &Draft, transaction: &VersionedMessage) -> bool {
    match &draft.content {
        Content::Body(body) => transaction.static_account_keys().contains(body),
        Content::Ciphertext(text) => {
            let has = |data: &[u8]| data.windows(text.len().max(1)).any(|part| part == text);
            transaction.instructions().iter().any(|instruction| has(&instruction.data))
        }
    }
}

/// Whether an account held more lamports after a transaction than before.
fn is_paid_into(record: &Record, keys: &[Pubkey], address: &Pubkey) -> bool {
    let (Some(at), Some(meta)) = (keys.iter().position(|key| key == address), &record.transaction.meta) else {
        return false;
    };
    meta.post_balances.get(at) > meta.pre_balances.get(at)
}
