//! Errors. Each text says what is wrong and what to do.

use solana_instruction_error::InstructionError;
use solana_message::Hash;
use solana_pubkey::Pubkey;
use solana_transaction_error::TransactionError;

pub use crate::generated::{bounty::errors::BountyError, mail::errors::MailError, reputation::errors::ReputationError};
use crate::{
    sealing::SealError,
    text::{NameError, UriError},
};

/// Why an action cannot be planned. Nothing was sent, and no money moved.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// The account does not exist.
    #[error("there is no {kind} at {address}: check the address and the cluster")]
    NotFound {
        /// The kind of account.
        kind: &'static str,
        /// Its address.
        address: Pubkey,
    },
    /// Sender and recipient are the same.
    #[error("you cannot write to yourself: choose another recipient")]
    WriteToSelf,
    /// The message has no price.
    #[error(transparent)]
    Price(#[from] postage::Error),
    /// More is offered than any message can cost.
    #[error("the offer of {0} lamports is above 2^50, the most that a message can cost: offer less; nothing was sent")]
    OfferTooHigh(u64),
    /// The text cannot be sealed, or nothing can be sealed to the key.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// A name of a network or a token is not one that people can tell from others.
    #[error(transparent)]
    Name(#[from] NameError),
    /// A URI could do harm to whoever follows it.
    #[error(transparent)]
    Uri(#[from] UriError),
    /// An address or a hash is all zeros. To the programs, that means none.
    #[error("the {0} is all zeros, which the programs take for none: give the real one; nothing was sent")]
    Zeros(&'static str),
    /// The transaction would be longer than its format allows.
    #[error(
        "the transaction has {length} bytes, with those that are reserved, but at most {limit} fit: put less into it"
    )]
    TooLong {
        /// Bytes of the transaction, with those that are [reserved](crate::Limits::reserved). If it is far too long, it may
        /// have still more.
        length: usize,
        /// Bytes that fit.
        limit: usize,
    },
    /// The transaction would name more accounts or signers, or have more instructions, than its format allows.
    #[error(
        "the transaction names {accounts} accounts and has {instructions} instructions and {signers} signers, which is \
         more than its format allows: put less into it"
    )]
    TooMany {
        /// Accounts that it names.
        accounts: usize,
        /// Its instructions.
        instructions: usize,
        /// Who has to sign it.
        signers: usize,
    },
    /// The letter would make a transaction longer than its format allows. As a body, it would fit.
    #[error(
        "the letter makes a transaction of {length} bytes, with those that are reserved, {} more than fit: shorten its \
         text, or upload it as a body",
        length.saturating_sub(*limit)
    )]
    LetterTooLong {
        /// Bytes of the transaction, with those that are [reserved](crate::Limits::reserved).
        length: usize,
        /// Bytes that fit.
        limit: usize,
    },
    /// The account would be too large for its author, who is a program's address.
    #[error(
        "the text needs an account of {space} bytes, but its author is a program's address, which can create at most \
         {limit}: shorten it by {} bytes, or send it from a wallet",
        space.saturating_sub(*limit)
    )]
    TooLongForProgram {
        /// Bytes of the account.
        space: usize,
        /// Bytes that a program can create for its own address.
        limit: usize,
    },
    /// It was stored on another cluster.
    #[error(
        "this was begun on the cluster with the genesis hash {stored}, but the connected one has {here}; nothing was stored \
         or sent: connect to the cluster where it was begun"
    )]
    OtherCluster {
        /// The genesis hash of the cluster where it was begun.
        stored: Hash,
        /// The genesis hash of the connected cluster.
        here: Hash,
    },
    /// It was stored by a version that did not store the cluster with it.
    #[error(
        "an older version stored this, without its cluster; nothing was stored or sent: if it was begun on the connected \
         cluster, bind it to that (bound_to) and try again"
    )]
    UnknownCluster,
}

/// Why a transaction was refused. All its effects are undone; at most its signature fee is lost.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// The mail program refused it.
    #[error("{0}")]
    Mail(MailError),
    /// The reputation program refused it.
    #[error("{0}")]
    Reputation(ReputationError),
    /// The bounty program refused it.
    #[error("{0}")]
    Bounty(BountyError),
    /// Anchor refused an account that was passed for two roles.
    #[error(
        "the same account was passed twice: you cannot write to or endorse yourself, and each role needs its own \
        account"
    )]
    DuplicateAccount,
    /// The account to create exists already.
    #[error(
        "an account that this creates exists already. There is one network for each founder and name; one reputation and one treasury \
        for each network; one mailbox and one standing for each person on a network; one endorsement for each pair of \
        people; one message for each number of a sender; one body for each author and content; one bounty for each \
        number of an issuer; and one submission for each person and bounty"
    )]
    AlreadyExists,
    /// The payer does not have enough lamports.
    #[error("the paying wallet has too few lamports for the fee and the rent: add SOL to it")]
    InsufficientFunds,
    /// An account that is not the payer's would have fewer lamports than an account needs to exist.
    #[error("{address} would be left with fewer lamports than an account needs to exist: give it more, or all at once")]
    BelowRent {
        /// The account.
        address: Pubkey,
    },
    /// A token account does not have enough tokens.
    #[error("the token account has too few tokens: add tokens to it, or take a smaller amount")]
    InsufficientTokens,
    /// A token account is frozen.
    #[error("the token account is frozen: only the authority of its mint can thaw it")]
    FrozenTokens,
    /// The associated token account of a wallet belongs to another wallet by now.
    #[error(
        "the associated token account of the wallet belongs to somebody else by now: the wallet cannot receive the token \
         there"
    )]
    TokenAccountTaken,
    /// It needed more compute units than it was allowed. The client has tried again with more before it tells so.
    #[error(
        "the transaction ran out of compute units: the state that it works on changed again and again, so try again"
    )]
    OutOfUnits,
    /// Anchor, in one of b-mail's programs, refused what it was given.
    #[error(
        "the program at {program} refused what it was given (Anchor's error {code}): check the addresses and the cluster, \
         and that this client fits the program that is deployed there"
    )]
    Anchor {
        /// The program.
        program: Pubkey,
        /// Anchor's code.
        code: u32,
    },
    /// Another program refused it.
    #[error("the program at {program} refused it with its error {code}: its documentation says what that means")]
    Foreign {
        /// The program.
        program: Pubkey,
        /// Its code.
        code: u32,
    },
    /// The program does not accept an account.
    #[error("the program refused an account: {0}; check the addresses and the cluster")]
    Account(InstructionError),
    /// The cluster does not have the program.
    #[error(
        "there is no program at one of the addresses that the transaction calls: check the cluster, and the addresses of \
         the programs"
    )]
    NoProgram,
    /// Any other reason.
    #[error("the cluster refused the transaction: {0}; it moved no money, except perhaps its signature fee")]
    Other(TransactionError),
}

impl From<MailError> for Reason {
    fn from(error: MailError) -> Self {
        Self::Mail(error)
    }
}

impl From<ReputationError> for Reason {
    fn from(error: ReputationError) -> Self {
        Self::Reputation(error)
    }
}

impl From<BountyError> for Reason {
    fn from(error: BountyError) -> Self {
        Self::Bounty(error)
    }
}
