//! The mailbox that is synced: what its messages say, how they ended, and whose other mailboxes are.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use bmail_sdk::{
    BuildError, Client, ClientError,
    accounts::{Content as ContentAt, SealedKey, StoredMessage},
    sealing::{self, Envelope},
};
use solana_pubkey::Pubkey;

use super::{PAGE, Secrets, earlier::end};
use crate::{Content, Direction, Facts, Gap, Missing, Outcome, Store, StoreError};

/// The mailbox that is synced.
pub(super) struct Mailbox<'a> {
    pub client: &'a Client,
    pub network: Pubkey,
    pub owner: Pubkey,
    pub address: Pubkey,
    secrets: &'a Secrets<'a>,
    /// Whose mailboxes others are, as far as somebody has asked.
    owners: Mutex<BTreeMap<Pubkey, Option<Place>>>,
}

/// Whose mailbox it is, and on which network.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub network: Pubkey,
    pub owner: Pubkey,
}

impl<'a> Mailbox<'a> {
    pub fn of(store: &Store, client: &'a Client, network: &Pubkey, secrets: &'a Secrets<'a>) -> Self {
        let owner = store.owner().wallet;
        let address = client.programs().mailbox(network, &owner).0;
        Self { client, network: *network, owner, address, secrets, owners: Mutex::default() }
    }

    /// A letter of the list, with its text.
    pub async fn opened(&self, address: &Pubkey, message: &StoredMessage) -> Result<(Facts, Content), ClientError> {
        let header = &message.header;
        let ciphertext = match &message.content {
            ContentAt::Ciphertext(ciphertext) => ciphertext.clone(),
            ContentAt::Body(body) => {
                let found = self.client.past_body(body, &header.sender).await?;
                found.ok_or(ClientError::WrongBody { address: *body })?
            }
        };
        let facts = Facts {
            message: *address,
            network: self.network,
            direction: Direction::Received,
            other: header.sender,
            sequence: header.sequence,
            at: header.sent_at,
            fee: header.fee,
            deadline: header.deadline,
            outcome: Outcome::Open,
        };
        Ok((facts, self.unsealed(&facts, (header.key_version, &header.sealed_key), ciphertext)))
    }

    /// What a ciphertext says. What does not open is kept as it is: a letter that nobody can read can still be answered.
    pub fn unsealed(&self, facts: &Facts, (key_version, key): (u32, &SealedKey), ciphertext: Vec<u8>) -> Content {
        let envelope = Envelope {
            network: self.network,
            sender: facts.other,
            recipient: self.owner,
            sequence: facts.sequence,
            key_version,
        };
        let Some(secret) = (self.secrets)(&self.network, key_version) else {
            let why = format!("it is sealed to version {key_version} of the key, which is not here");
            return Content::unopened(key_version, key, ciphertext, why);
        };
        match sealing::open(key, &ciphertext, &secret, &envelope) {
            Ok(plaintext) => plaintext.into(),
            Err(error) => Content::unopened(key_version, key, ciphertext, error.to_string()),
        }
    }

    pub async fn has_ended(&self, message: &Pubkey) -> Result<bool, StoreError> {
        match self.client.message(message).await {
            Ok(_) => Ok(false),
            Err(ClientError::Build(BuildError::NotFound { .. })) => Ok(true),
            Err(error) => Err(error.into()),
        }
    }

    /// How a message ended, and its fee, as far as the node knows.
    pub async fn end_of(&self, message: &Pubkey) -> Result<(Outcome, Option<u64>), StoreError> {
        let Ok(page) = self.client.past(message, None, PAGE).await else { return Ok((Outcome::Ended, None)) };
        let mut ends = page.entries.iter().filter_map(|entry| entry.event.as_ref().ok().and_then(end));
        Ok(ends.next().map_or((Outcome::Ended, None), |(_, outcome, fee)| (outcome, fee)))
    }

    /// Whose mailbox this is; `None` if it is closed.
    pub async fn owner_of(&self, mailbox: &Pubkey) -> Result<Option<Place>, StoreError> {
        let known = self.owners.lock().unwrap_or_else(PoisonError::into_inner).get(mailbox).copied();
        if let Some(known) = known {
            return Ok(known);
        }
        let found = match self.client.mailbox(mailbox).await {
            Ok(found) => Some(Place { network: found.network, owner: found.owner }),
            Err(ClientError::Build(BuildError::NotFound { .. })) => None,
            Err(error) => return Err(error.into()),
        };
        self.owners.lock().unwrap_or_else(PoisonError::into_inner).insert(*mailbox, found);
        Ok(found)
    }

    pub fn gap(&self, what: Missing, why: &dyn std::fmt::Display) -> Gap {
        Gap { mailbox: self.address, what, why: why.to_string() }
    }
}
