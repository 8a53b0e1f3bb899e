//! Errors of the client.

use solana_pubkey::Pubkey;
use solana_rpc_client_api::client_error::Error as RpcError;
use solana_signature::Signature;

use crate::{
    BuildError, Reason, Receipt,
    accounts::DecodeError,
    bounty::{AnswerError, PlanError},
    link::LinkError,
    sealing::{OpenError, SealError},
    text::{NameError, shown},
};

/// Why a call of [`Client`](crate::Client) failed. Nothing was charged, unless the error says otherwise. If an action takes
/// several transactions and some of them are done, it is [`ClientError::Stopped`].
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The cluster cannot be reached, or it returned an error of its own. Of the node's words, the beginning is shown, in one line.
    #[error("the RPC request failed: {}; check the URL and try again", words(.0))]
    Rpc(Box<RpcError>),
    /// The action cannot be planned.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// The account is of another kind.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// The plan is invalid.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// The message cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A link, or what waits behind it, cannot be used.
    #[error(transparent)]
    Link(#[from] LinkError),
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
    /// The node asks for more rent than this client pays.
    #[error(
        "the node says that rent is {asked} lamports for each byte, but this client pays at most {limit}; nothing was sent: \
         use another RPC node, or raise the limit (Client::with_max_rent)"
    )]
    RentTooHigh {
        /// Lamports for each byte.
        asked: u64,
        /// The most that this client pays.
        limit: u64,
    },
    /// It would lock more than the caller's limit.
    #[error(
        "this would lock {asked} (lamports, or base units of a token), but the limit is {limit}; nothing was sent: check \
         what the account on another RPC node says, and raise the limit if that is what you want"
    )]
    OverLimit {
        /// Lamports, or base units of a token.
        asked: u64,
        /// The limit.
        limit: u64,
    },
    /// The signatures and the priority of a transaction would cost more than this client pays.
    #[error(
        "the transaction would cost {asked} lamports of fees, but this client pays at most {limit}; nothing was sent: pay a \
         lower priority, use another RPC node, or raise the limit (Client::with_max_network_fee)"
    )]
    NetworkFeeTooHigh {
        /// Lamports for signatures and priority.
        asked: u64,
        /// The limit.
        limit: u64,
    },
    /// Too few reviewers could read the answer.
    #[error(
        "only {readers} of the reviewers have a mailbox, but {threshold} have to agree; nothing was sent: ask the others to \
         open one on the bounty's network, or commit without an answer (commit_to) and get it to them in another way"
    )]
    TooFewReaders {
        /// How many of the reviewers have a mailbox with a usable key.
        readers: usize,
        /// How many have to agree.
        threshold: u8,
    },
    /// No answer is stored for a submission.
    #[error(
        "no answer to the submission at {submission} is stored: its author has closed the body, or committed without one; ask \
         the author for it"
    )]
    NoAnswer {
        /// The submission's address.
        submission: Pubkey,
    },
    /// An answer cannot be sealed or opened.
    #[error(transparent)]
    Answer(#[from] AnswerError),
    /// The state could not be stored, so nothing more was sent.
    #[error("the state could not be stored: {0}; nothing more was sent: free some disk space and resume")]
    Store(std::io::Error),
    /// The signers do not match the transaction.
    #[error("the transaction could not be signed: {0}; no money moved: check the key pairs")]
    Sign(solana_signer::SignerError),
    /// The cluster or a program refused the transaction.
    #[error(transparent)]
    Refused(#[from] Reason),
    /// The transaction was sent, and may have landed: the cluster stopped responding, or no node that answered remembers
    /// it, and what its payer holds has changed since.
    #[error(
        "nobody can tell whether the transaction landed and moved money, because the cluster stopped responding or has \
         forgotten it: look up {signature} before you try again"
    )]
    Unknown {
        /// The transaction.
        signature: Signature,
        /// What its signatures and its priority cost if it landed, in lamports.
        network_fee: u64,
    },
    /// The letter was sent before. Nothing was sent or charged now.
    #[error("this very letter was sent before, as the message {message}; nothing was sent or charged now")]
    AlreadySent {
        /// The message. It may have been answered since, and be closed.
        message: Pubkey,
    },
    /// The submitter has made this very commitment before. Nothing was sent or charged now.
    #[error("this very commitment was made before, as the submission {submission}; nothing was sent or charged now")]
    AlreadyCommitted {
        /// The submission.
        submission: Pubkey,
    },
    /// The letter's number is used, its message is closed, and the node does not show which letter it was.
    #[error(
        "the number of this letter is used, and its message has ended, but this node does not show the transaction that sent \
         it, so nobody can tell whether it was this letter: look up {message}, or ask a node that keeps more history, before \
         you draft it again; nothing was sent or charged now"
    )]
    PerhapsSent {
        /// The message.
        message: Pubkey,
    },
    /// A transaction that was signed before cannot land any more.
    #[error(
        "the transaction cannot land any more, because its blockhash is not recent, or its nonce was advanced; no money moved: \
         prepare it again, and have it signed again"
    )]
    Expired,
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
    /// An action takes several transactions, and after some of them, one failed. Those before are done and stay.
    #[error("transactions that are done and stay: {}; then one failed: {error}", done.len())]
    Stopped {
        /// The receipts of the transactions that are done.
        done: Vec<Receipt>,
        /// Why the one after them failed. What it says of money is about that one.
        error: Box<ClientError>,
    },
}

/// The most characters that are shown of a node's words.
const MOST_WORDS: usize = 500;

/// What a node says, as it can be shown: it could say anything, at any length.
fn words(error: &RpcError) -> String {
    let all = error.to_string();
    let beginning: String = all.chars().take(MOST_WORDS).collect();
    let dots = if beginning.len() < all.len() { "..." } else { "" };
    format!("{}{dots}", shown(&beginning))
}

impl ClientError {
    /// Why it failed, without what was done before: the error itself, unless it is [`ClientError::Stopped`].
    pub fn cause(&self) -> &Self {
        match self {
            Self::Stopped { error, .. } => error.cause(),
            error => error,
        }
    }

    /// The error of an action, after these transactions of it.
    pub(super) fn after(self, mut done: Vec<Receipt>) -> Self {
        match self {
            error if done.is_empty() => error,
            Self::Stopped { done: later, error } => {
                done.extend(later);
                Self::Stopped { done, error }
            }
            error => Self::Stopped { done, error: Box::new(error) },
        }
    }
}

impl From<solana_signer::SignerError> for ClientError {
    fn from(error: solana_signer::SignerError) -> Self {
        Self::Sign(error)
    }
}

impl From<RpcError> for ClientError {
    fn from(error: RpcError) -> Self {
        Self::Rpc(Box::new(error))
    }
}

impl From<NameError> for ClientError {
    fn from(error: NameError) -> Self {
        BuildError::from(error).into()
    }
}

impl From<SealError> for ClientError {
    fn from(error: SealError) -> Self {
        BuildError::from(error).into()
    }
}

#[cfg(test)]
mod tests {
    use solana_rpc_client_api::client_error::ErrorKind;

    use super::*;

    fn receipt(byte: u8) -> Receipt {
        Receipt { signature: Signature::from([byte; 64]), network_fee: 5_000, compute_units: 1, logs: None }
    }

    /// Shows security.md: Hostile text.
    #[test]
    fn what_a_node_says_in_an_error_is_escaped() {
        let said = |words: String| ClientError::from(RpcError::from(ErrorKind::Custom(words))).to_string();
        let error = said("\u{1b}[2J\u{202e}paid\nno money moved".to_owned());
        assert!(error.contains(r"\u{1b}[2J\u{202e}paid\u{a}no money moved"), "{error}");
        let error = said("ä".repeat(1_000_000));
        assert!(error.contains(&"ä".repeat(400)) && error.chars().count() < 600, "{error}");
    }

    #[test]
    fn an_error_after_transactions_has_their_receipts_in_order_and_says_how_many_stay() {
        let error = || ClientError::from(BuildError::WriteToSelf);
        assert!(matches!(error().after(Vec::new()), ClientError::Build(_)));
        let stopped = error().after(vec![receipt(3)]).after(Vec::new()).after(vec![receipt(1), receipt(2)]);
        assert!(stopped.to_string().starts_with("transactions that are done and stay: 3;"), "{stopped}");
        assert!(stopped.to_string().ends_with(&error().to_string()), "{stopped}");
        assert!(matches!(stopped.cause(), ClientError::Build(BuildError::WriteToSelf)));
        let ClientError::Stopped { done, error } = stopped else { panic!("{stopped:?}") };
        assert_eq!(done, [1, 2, 3].map(receipt));
        assert!(matches!(*error, ClientError::Build(_)), "one inside another is one");
    }
}
