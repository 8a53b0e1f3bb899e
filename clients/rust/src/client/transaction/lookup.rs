//! The transactions that are over, by an address that they name, and their records, as far as a node has them.

use serde_json::json;
use solana_pubkey::Pubkey;
use solana_rpc_client::{nonblocking::rpc_client::RpcClient, rpc_client::GetConfirmedSignaturesForAddress2Config};
use solana_rpc_client_api::{
    client_error::{Error as RpcError, ErrorKind},
    custom_error::{
        JSON_RPC_SERVER_ERROR_BLOCK_CLEANED_UP as CLEANED_UP,
        JSON_RPC_SERVER_ERROR_BLOCK_NOT_AVAILABLE as NOT_AVAILABLE,
        JSON_RPC_SERVER_ERROR_LONG_TERM_STORAGE_SLOT_SKIPPED as SKIPPED_LONG_AGO,
        JSON_RPC_SERVER_ERROR_NODE_UNHEALTHY as NODE_UNHEALTHY, JSON_RPC_SERVER_ERROR_SLOT_SKIPPED as SKIPPED,
        JSON_RPC_SERVER_ERROR_TRANSACTION_HISTORY_NOT_AVAILABLE as NO_HISTORY,
        JSON_RPC_SERVER_ERROR_UNSUPPORTED_TRANSACTION_VERSION as NEWER_VERSION,
    },
    request::{RpcError as RequestError, RpcRequest},
    response::RpcConfirmedTransactionStatusWithSignature as Named,
};
use solana_signature::Signature;
use solana_transaction_status_client_types::{
    EncodedConfirmedTransactionWithStatusMeta, UiLoadedAddresses, UiTransactionStatusMeta,
};

use super::RECORD;
use crate::{
    ClientError,
    client::transport::{CONFIRMED, TOO_MANY},
};

/// How many lists of signatures, of a thousand each, are looked at to find the first transactions.
const PAGES: usize = 5;
/// How many of the first transactions that name an address are looked at. Usually the first one has created the account.
/// Strangers can send lamports to an address that they foresee, and pay for each transaction.
const FIRST: usize = 32;

/// The record of a transaction: what it was, and what it did.
pub(crate) type Record = EncodedConfirmedTransactionWithStatusMeta;

/// Why the record of a transaction says nothing, or not everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum RecordGap {
    /// The node does not have it, or not any more.
    #[error("the node has no record of the transaction: ask one that keeps more history")]
    Missing,
    /// The transaction has a version that this client does not know.
    #[error("the transaction has a version that this client does not know: use a newer client")]
    NewerVersion,
    /// The node answers with an error of its own.
    #[error("the node cannot give the record of the transaction: ask another node")]
    Withheld,
    /// It is not the record of a transaction.
    #[error("the node's record of the transaction is malformed: ask another node")]
    Malformed,
    /// It has no logs.
    #[error("the node's record of the transaction has no logs: ask one that keeps them")]
    NoLogs,
    /// The logs were longer than the cluster keeps.
    #[error("the transaction logged more than the cluster keeps, so what it logged last is unknown")]
    CutLogs,
}

/// The transactions that name an address, newest first: the last ones, or those before another one.
pub(crate) async fn naming(
    rpc: &RpcClient,
    address: &Pubkey,
    before: Option<Signature>,
) -> Result<Vec<Named>, RpcError> {
    let config = GetConfirmedSignaturesForAddress2Config { before, commitment: Some(CONFIRMED), ..Default::default() };
    rpc.get_signatures_for_address_with_config(address, config).await
}

/// The first successful transactions that name an address, oldest first. None if there are too many to see the first.
pub(crate) async fn first(rpc: &RpcClient, address: &Pubkey) -> Result<Vec<Signature>, RpcError> {
    let (mut all, mut before): (Vec<Signature>, _) = (Vec::new(), None);
    for _ in 0..PAGES {
        let page = naming(rpc, address, before).await?;
        let succeeded = page.iter().filter(|entry| entry.err.is_none());
        all.extend(succeeded.filter_map(|entry| entry.signature.parse::<Signature>().ok()));
        before = page.last().and_then(|entry| entry.signature.parse().ok());
        if before.is_none() {
            return Ok(all.into_iter().rev().take(FIRST).collect());
        }
    }
    Ok(Vec::new())
}

/// The newest transaction that names an address; `None` if there is none.
pub(crate) async fn newest(rpc: &RpcClient, address: &Pubkey) -> Result<Option<Signature>, RpcError> {
    let config =
        GetConfirmedSignaturesForAddress2Config { limit: Some(1), commitment: Some(CONFIRMED), ..Default::default() };
    let found = rpc.get_signatures_for_address_with_config(address, config).await?;
    Ok(found.first().and_then(|entry| entry.signature.parse().ok()))
}

/// The signatures of those that succeeded.
pub(crate) fn successful(named: &[Named]) -> impl Iterator<Item = Signature> {
    named.iter().filter(|entry| entry.err.is_none()).filter_map(|entry| entry.signature.parse().ok())
}

/// The record of a transaction, or why this node has none that can be read.
pub(crate) async fn lookup(rpc: &RpcClient, signature: &Signature) -> Result<Result<Record, RecordGap>, ClientError> {
    let request = json!([signature.to_string(), RECORD]);
    match rpc.send::<Option<Record>>(RpcRequest::GetTransaction, request).await {
        Ok(found) => Ok(found.ok_or(RecordGap::Missing)),
        Err(error) => gap(&error).map(Err).ok_or_else(|| error.into()),
    }
}

/// The accounts that a transaction names; `None` if it cannot be decoded.
pub(crate) fn named(record: &Record) -> Option<Vec<Pubkey>> {
    let transaction = record.transaction.transaction.decode()?;
    let mut keys = transaction.message.static_account_keys().to_vec();
    let looked_up = |meta: &UiTransactionStatusMeta| Option::from(meta.loaded_addresses.clone());
    if let Some(UiLoadedAddresses { writable, readonly }) = record.transaction.meta.as_ref().and_then(looked_up) {
        keys.extend(writable.iter().chain(&readonly).filter_map(|key| key.parse::<Pubkey>().ok()));
    }
    Some(keys)
}

/// Whether a node refuses to look up old transactions.
pub(crate) fn keeps_no_history(error: &RpcError) -> bool {
    code(error) == Some(NO_HISTORY)
}

/// What an error says of the record; `None` if it is about the connection, the node, or all requests of this kind.
fn gap(error: &RpcError) -> Option<RecordGap> {
    match code(error) {
        Some(CLEANED_UP | NOT_AVAILABLE | SKIPPED | SKIPPED_LONG_AGO | NO_HISTORY) => Some(RecordGap::Missing),
        Some(NEWER_VERSION) => Some(RecordGap::NewerVersion),
        Some(code) if !is_of_all(code) => Some(RecordGap::Withheld),
        None if matches!(error.kind(), ErrorKind::SerdeJson(_)) => Some(RecordGap::Malformed),
        _ => None,
    }
}

/// Whether a node that answers with this error would answer so to other requests of the kind, too.
fn is_of_all(code: i64) -> bool {
    const METHOD_NOT_FOUND: i64 = -32_601;
    code == METHOD_NOT_FOUND || code == NODE_UNHEALTHY || TOO_MANY.contains(&code)
}

/// The number of an error with which a node has answered.
fn code(error: &RpcError) -> Option<i64> {
    match error.kind() {
        ErrorKind::RpcError(RequestError::RpcResponseError { code, .. }) => Some(*code),
        _ => None,
    }
}
