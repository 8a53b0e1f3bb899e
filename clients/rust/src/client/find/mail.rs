//! Lists of open messages: headers first, and the content of what is on the screen.

use serde_json::{Value, json};
use solana_pubkey::Pubkey;
use solana_rpc_client_api::request::RpcRequest;

use super::{
    page::{Found, found},
    scan::{Scan, forbids},
};
use crate::{
    Client, ClientError,
    accounts::{DecodeError, Listing, ProgramAccount, StoredMessage, Unreadable},
    client::{
        read::{MAX_ACCOUNTS, decode, made_up},
        transport::CONFIRMED,
    },
    generated::mail::layout::fields::message,
    lists::MessageHeader,
};

/// Whose list it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::client) enum Whose {
    /// The mail to a mailbox.
    To(Pubkey),
    /// The mail from a wallet, on any network.
    From(Pubkey),
}

/// A list, and the slot that it is about.
pub(in crate::client) struct Listed {
    pub listing: Listing<MessageHeader>,
    pub slot: u64,
}

impl Whose {
    /// The offset of the address in a message's data, and the address.
    fn at(&self) -> (usize, &Pubkey) {
        match self {
            Self::To(mailbox) => (message::RECIPIENT, mailbox),
            Self::From(wallet) => (message::SENDER, wallet),
        }
    }

    /// The address that every transaction which sends such a message names.
    pub fn address(&self) -> &Pubkey {
        self.at().1
    }

    pub fn scan(&self, client: &Client) -> Scan {
        let (offset, address) = self.at();
        let scan = client.scan_of::<StoredMessage>(offset, address, Some(MessageHeader::BYTES));
        // The lowest byte of a sender's numbers, which count up.
        Scan { parts: Some(message::SEQUENCE), ..scan }
    }

    pub fn is_of(&self, header: &MessageHeader) -> bool {
        match self {
            Self::To(mailbox) => header.recipient == *mailbox,
            Self::From(wallet) => header.sender == *wallet,
        }
    }
}

impl Client {
    /// The headers of the open messages to a mailbox, oldest first. Unrevealed messages wait for their sender, the others for
    /// the owner's verdict. For what is on the screen, see [`screen`](crate::lists::screen) and [`Client::messages`].
    ///
    /// It takes one request where a node lists all at once, and some where it lists in pages or parts. Where it lists nothing,
    /// the messages are those that the mailbox's last thousand transactions name; if there are more, or if one of them cannot
    /// be read, [`Listing::is_whole`] is false.
    ///
    /// # Errors
    /// [`ClientError::Rpc`].
    pub async fn inbox(&self, mailbox: &Pubkey) -> Result<Listing<MessageHeader>, ClientError> {
        Ok(self.headers(Whose::To(*mailbox)).await?.listing)
    }

    /// The headers of the open messages from a wallet, on any network, oldest first. Otherwise like [`Client::inbox`].
    ///
    /// # Errors
    /// [`ClientError::Rpc`].
    pub async fn outbox(&self, sender: &Pubkey) -> Result<Listing<MessageHeader>, ClientError> {
        Ok(self.headers(Whose::From(*sender)).await?.listing)
    }

    /// Messages with their content, in the order of their addresses here: what is on the screen. A message that has ended
    /// since it was listed is left out.
    ///
    /// # Errors
    /// [`ClientError::Rpc`].
    pub async fn messages(&self, addresses: &[Pubkey]) -> Result<Listing<(Pubkey, StoredMessage)>, ClientError> {
        let mut messages = Listing::default();
        for some in addresses.chunks(MAX_ACCOUNTS) {
            for (address, account) in some.iter().zip(self.accounts_at(some).await?) {
                match decode::<StoredMessage>(&self.programs, account.as_ref()) {
                    Ok(None) => {}
                    Ok(Some(message)) => messages.entries.push((*address, message)),
                    Err(error) => messages.gap(Unreadable { address: *address, error }),
                }
            }
        }
        Ok(messages)
    }

    pub(in crate::client) async fn headers(&self, whose: Whose) -> Result<Listed, ClientError> {
        let scan = whose.scan(self);
        let mut listed = match self.scan(&scan).await {
            Ok(scanned) => {
                let mut listing = Listing::default();
                for found in scanned.accounts {
                    let header = match scan.is_met_by(&found) {
                        true => MessageHeader::decode(found.address, &found.data, found.space),
                        false => Err(DecodeError::WrongKind(StoredMessage::KIND)),
                    };
                    listing.add(found.address, header);
                }
                Listed { listing, slot: scanned.slot }
            }
            Err(ClientError::Rpc(error)) if forbids(&error) => {
                self.headers_in_history(whose).await.map_err(|_| ClientError::Rpc(error))?
            }
            Err(error) => return Err(error),
        };
        listed.listing.entries.sort_by_key(|header| (header.sent_at, header.sequence, header.address));
        Ok(listed)
    }

    /// The headers at some addresses, and the slot that this is about. Other accounts are gaps, and what is not there, or is
    /// nobody's, is left out.
    pub(in crate::client) async fn headers_at(&self, addresses: &[Pubkey]) -> Result<Listed, ClientError> {
        let (mut listing, mut slot) = (Listing::default(), u64::MAX);
        for some in addresses.chunks(MAX_ACCOUNTS) {
            let (accounts, at) = self.beginnings(some, MessageHeader::BYTES).await?;
            slot = slot.min(at);
            for found in accounts.into_iter().flatten().filter(|found| !found.data.is_empty()) {
                let header = match found.owner == self.programs.mail {
                    true => MessageHeader::decode(found.address, &found.data, found.space),
                    false => Err(DecodeError::WrongOwner(found.owner)),
                };
                listing.add(found.address, header);
            }
        }
        Ok(Listed { listing, slot: if addresses.is_empty() { 0 } else { slot } })
    }

    /// The beginnings of some accounts, and the slot that this is about.
    async fn beginnings(&self, addresses: &[Pubkey], length: usize) -> Result<(Vec<Option<Found>>, u64), ClientError> {
        let names: Vec<_> = addresses.iter().map(ToString::to_string).collect();
        let config = json!({
            "encoding": "base64", "commitment": CONFIRMED.commitment.to_string(),
            "dataSlice": {"offset": 0, "length": length},
        });
        let mut answer = self.rpc().send::<Value>(RpcRequest::GetMultipleAccounts, json!([names, config])).await?;
        let slot = answer["context"]["slot"].as_u64();
        let (Some(slot), Value::Array(values)) = (slot, answer["value"].take()) else {
            return Err(made_up("no accounts"));
        };
        if values.len() != addresses.len() {
            return Err(made_up("another number of accounts than was asked for"));
        }
        let found =
            addresses.iter().zip(values).map(|(address, value)| (!value.is_null()).then(|| found(*address, value)));
        Ok((found.collect(), slot))
    }
}
