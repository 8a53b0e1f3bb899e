//! The history of a person's reputation, from the programs' events.

use futures_util::{StreamExt, TryStreamExt, stream};
use solana_pubkey::Pubkey;
use solana_rpc_client::rpc_client::GetConfirmedSignaturesForAddress2Config;
use solana_signature::Signature;
use solana_transaction_status_client_types::{
    EncodedConfirmedTransactionWithStatusMeta, UiLoadedAddresses, UiTransactionStatusMeta,
};
use units::Timestamp;

use crate::{
    Client, ClientError, Programs,
    client::transaction::RECORD,
    events::{AnyEvent, MessageAcknowledged, records},
};

/// How many transactions are requested at the same time: what the limits of a public RPC node allow.
const IN_FLIGHT: usize = 8;

/// One change of a person's reputation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryEntry {
    /// The time; `None` if the cluster does not know it.
    pub at: Option<Timestamp>,
    /// The transaction.
    pub signature: Signature,
    /// The event.
    pub event: AnyEvent,
}

/// The person whose history is requested.
struct Subject<'a> {
    programs: &'a Programs,
    network: &'a Pubkey,
    owner: &'a Pubkey,
    standing: Pubkey,
}

impl Client {
    /// The changes of a person's reputation on a network, oldest first, as far back as the node has history: verdicts
    /// that moved it, seeds and awards, endorsements given and received, the opening and closing of the standing, and
    /// syncs of its token.
    ///
    /// This looks at every transaction that names the standing, including sent messages.
    ///
    /// # Errors
    /// [`ClientError::Rpc`], also if the node keeps no history.
    pub async fn history(&self, network: &Pubkey, owner: &Pubkey) -> Result<Vec<HistoryEntry>, ClientError> {
        let subject =
            Subject { programs: &self.programs, network, owner, standing: self.programs.standing(network, owner).0 };
        let signatures = self.signatures(&subject.standing).await?;
        let entries = signatures.into_iter().map(|signature| self.entries(&subject, signature));
        let entries: Vec<_> = stream::iter(entries).buffered(IN_FLIGHT).try_collect().await?;
        Ok(entries.concat())
    }

    /// The successful transactions that name an address, oldest first.
    async fn signatures(&self, address: &Pubkey) -> Result<Vec<Signature>, ClientError> {
        let (mut signatures, mut before) = (Vec::new(), None);
        loop {
            let config =
                GetConfirmedSignaturesForAddress2Config { before, commitment: RECORD.commitment, ..Default::default() };
            let page = self.rpc().get_signatures_for_address_with_config(address, config).await?;
            before = page.last().and_then(|entry| entry.signature.parse().ok());
            let landed = page.iter().filter(|entry| entry.err.is_none());
            signatures.extend(landed.filter_map(|entry| entry.signature.parse::<Signature>().ok()));
            if before.is_none() {
                signatures.reverse();
                return Ok(signatures);
            }
        }
    }

    /// The entries of one transaction.
    async fn entries(&self, subject: &Subject<'_>, signature: Signature) -> Result<Vec<HistoryEntry>, ClientError> {
        let record = self.rpc().get_transaction_with_config(&signature, RECORD).await?;
        let at = record.block_time.map(Timestamp);
        let logs = record.transaction.meta.as_ref().and_then(|meta| Option::from(meta.log_messages.clone()));
        let logs: Vec<String> = logs.unwrap_or_default();
        let events = records(&logs).into_iter().filter_map(|record| AnyEvent::decode(&record, &self.programs));
        let concern = events.filter(|event| subject.is_concerned(event, &record));
        Ok(concern.map(|event| HistoryEntry { at, signature, event }).collect())
    }
}

impl Subject<'_> {
    fn is_concerned(&self, event: &AnyEvent, record: &EncodedConfirmedTransactionWithStatusMeta) -> bool {
        use AnyEvent as E;
        match event {
            E::MessageAcknowledged(event) => self.is_judged(event, record),
            E::StandingOpened(event) => event.standing == self.standing,
            E::StandingClosed(event) => event.standing == self.standing,
            E::Seeded(event) => event.standing == self.standing,
            E::Awarded(event) => event.standing == self.standing,
            E::Synced(event) => event.standing == self.standing,
            E::Endorsed(event) => self.is_one_of(event.endorser, event.endorsed),
            E::UnendorsementBegun(event) => self.is_one_of(event.endorser, event.endorsed),
            E::UnendorsementFinished(event) => self.is_one_of(event.endorser, event.endorsed),
            E::Collected(event) => self.is_one_of(event.endorser, event.endorsed),
            _ => false,
        }
    }

    fn is_one_of(&self, endorser: Pubkey, endorsed: Pubkey) -> bool {
        [endorser, endorsed].contains(&self.standing)
    }

    /// Whether a verdict moved this standing. The event does not name the network, but the transaction names the
    /// recipient's wallet, from which the mailbox on this network follows.
    fn is_judged(&self, event: &MessageAcknowledged, record: &EncodedConfirmedTransactionWithStatusMeta) -> bool {
        let is_recipient = |wallet: &Pubkey| self.programs.mailbox(self.network, wallet).0 == event.recipient;
        event.sender == *self.owner
            && event.shares_before != event.shares_after
            && named(record).iter().any(is_recipient)
    }
}

/// The accounts that a transaction names.
fn named(record: &EncodedConfirmedTransactionWithStatusMeta) -> Vec<Pubkey> {
    let transaction = record.transaction.transaction.decode();
    let mut keys = transaction.map_or_else(Vec::new, |found| found.message.static_account_keys().to_vec());
    let looked_up = |meta: &UiTransactionStatusMeta| Option::from(meta.loaded_addresses.clone());
    if let Some(UiLoadedAddresses { writable, readonly }) = record.transaction.meta.as_ref().and_then(looked_up) {
        keys.extend(writable.iter().chain(&readonly).filter_map(|key| key.parse::<Pubkey>().ok()));
    }
    keys
}
