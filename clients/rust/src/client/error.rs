//! Errors of the client.

use solana_pubkey::Pubkey;
use solana_rpc_client_api::client_error::Error as RpcError;
use solana_signature::Signature;

use crate::{
    BuildError, Reason,
    accounts::DecodeError,
    bounty::PlanError,
    sealing::{OpenError, SealError},
};

/// Why a call of [`Client`](crate::Client) failed. Nothing was charged, unless the error says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The cluster cannot be reached, or it returned an error of its own.
    #[error("the RPC request failed: {0}; check the URL and try again")]
    Rpc(Box<RpcError>),
    /// The action cannot be planned.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// The account is of another kind.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// A network's name is invalid.
    #[error("a network's name must have 1 to 32 bytes of UTF-8 without control characters: choose another name")]
    InvalidName,
    /// The plan is invalid.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// The message cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The sender has not published the message's key, so nobody can read it.
    #[error("the message is not readable yet: its sender has until {deadline} (unix seconds) to publish its key")]
    NotRevealed {
        /// The last moment to publish it.
        deadline: i64,
    },
    /// A body's content does not match its hash. No program allows this, so the node is faulty.
    #[error("the content of the body at {address} does not match its hash: use another RPC node")]
    WrongBody {
        /// The body's address.
        address: Pubkey,
    },
    /// The content is not what was committed to. Nothing was sent.
    #[error(
        "this is not the content that was committed to at {submission}, so nothing was sent: reveal exactly the same \
         bytes, with the key pair that committed"
    )]
    WrongContent {
        /// The submission's address.
        submission: Pubkey,
    },
    /// The state could not be stored, so nothing more was sent.
    #[error("the state could not be stored: {0}; nothing more was sent: free some disk space and resume")]
    Store(std::io::Error),
    /// The signers do not match the transaction.
    #[error("the transaction could not be signed: {0}; no money moved: check the key pairs")]
    Sign(solana_signer::SignerError),
    /// The cluster or a program refused the transaction.
    #[error(transparent)]
    Refused(#[from] Reason),
    /// The transaction was sent, and then the cluster stopped responding. It may have landed.
    #[error(
        "the cluster stopped responding after the transaction was sent, so it may have landed and moved money: look up \
         {signature} before you try again"
    )]
    Unknown {
        /// The transaction.
        signature: Signature,
    },
    /// The transaction was neither confirmed nor refused before its blockhashes expired.
    #[error(
        "no confirmation after {attempts} attempts, the last of them {signature}; none can land any more, so no money \
         moved: the cluster is congested, pay a priority fee"
    )]
    Unconfirmed {
        /// The last attempt.
        signature: Signature,
        /// The number of attempts. None of them can land any more.
        attempts: usize,
    },
}

impl From<solana_signer::SignerError> for ClientError {
    fn from(error: solana_signer::SignerError) -> Self {
        Self::Sign(error)
    }
}

impl From<RpcError> for ClientError {
    fn from(error: RpcError) -> Self {
        match error.kind().get_transaction_error() {
            Some(refused) => Self::Refused(refused.into()),
            None => Self::Rpc(Box::new(error)),
        }
    }
}

impl From<SealError> for ClientError {
    fn from(error: SealError) -> Self {
        BuildError::from(error).into()
    }
}
