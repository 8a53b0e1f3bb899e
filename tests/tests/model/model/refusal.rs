//! Why something is refused: exactly if the program says so, otherwise by class.

use bmail_sdk::{PROGRAMS, Reason, Refused, SPL_TOKEN_ID, TOKEN_2022_ID};
use bmail_testing::{BountyError, InstructionError, MailError, ReputationError, TransactionError};
use solana_pubkey::Pubkey;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// An error of the mail program.
    Mail(MailError),
    /// An error of the reputation program.
    Reputation(ReputationError),
    /// An error of the bounty program.
    Bounty(BountyError),
    /// An account has the wrong kind, owner or address, or does not exist.
    Account,
    /// An account is passed twice.
    Duplicate,
    /// The account to be created exists already.
    InUse,
    /// Someone has fewer lamports or tokens than they want to spend.
    Funds,
    /// A token account has another owner or mint, or is not empty. Or a program would sign for an account that is not
    /// its own, or change one that belongs to another token program.
    Tokens,
    /// A bounty would sign for a vault that it never had, and no address belongs to the bump of none.
    NoVault,
    /// An account would end up below its rent. The transaction as a whole fails with this.
    Rent,
}

/// Why a transaction fails.
#[derive(Debug)]
pub struct Failure {
    /// The instruction that fails; none if it is the transaction as a whole.
    pub at: Option<usize>,
    /// All the possible reasons. The chain gives one of them.
    pub reasons: Vec<Refusal>,
}

/// Success, or all the reasons why an instruction fails.
pub type Prediction = Result<(), Vec<Refusal>>;

/// Collects reasons.
#[derive(Default)]
pub struct Reasons(Vec<Refusal>);

impl Reasons {
    pub fn when(mut self, applies: bool, refusal: impl Into<Refusal>) -> Self {
        self.0.extend(applies.then(|| refusal.into()));
        self
    }

    pub fn also(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    pub fn none(self) -> Prediction {
        if self.0.is_empty() { Ok(()) } else { Err(self.0) }
    }
}

impl From<Reasons> for Vec<Refusal> {
    fn from(reasons: Reasons) -> Self {
        reasons.0
    }
}

impl From<MailError> for Refusal {
    fn from(error: MailError) -> Self {
        Self::Mail(error)
    }
}

impl From<ReputationError> for Refusal {
    fn from(error: ReputationError) -> Self {
        Self::Reputation(error)
    }
}

impl From<BountyError> for Refusal {
    fn from(error: BountyError) -> Self {
        Self::Bounty(error)
    }
}

impl Failure {
    /// Classifies the chain's error as the SDK does. Panics on an error that should never occur.
    pub fn seen(refused: &Refused<'_>) -> (Option<usize>, Refusal) {
        let at = match refused.error {
            TransactionError::InstructionError(index, _) => Some(usize::from(*index)),
            _ => None,
        };
        let refusal = match refused.reason(&PROGRAMS) {
            Reason::Mail(error) => Refusal::Mail(error),
            Reason::Account(_) => Refusal::Account,
            Reason::DuplicateAccount => Refusal::Duplicate,
            Reason::AlreadyExists | Reason::TokenAccountTaken => Refusal::InUse,
            Reason::InsufficientFunds | Reason::BelowRent { .. } if at.is_none() => Refusal::Rent,
            Reason::InsufficientFunds | Reason::InsufficientTokens => Refusal::Funds,
            Reason::Bounty(error) => Refusal::Bounty(error),
            Reason::Reputation(error) => Refusal::Reputation(error),
            Reason::Other(TransactionError::InstructionError(_, InstructionError::ProgramFailedToComplete)) => {
                Refusal::NoVault
            }
            Reason::Foreign { program, code: 3 | 4 | 11 | 37 } if is_of_tokens(&program) => Refusal::Tokens,
            Reason::Other(TransactionError::InstructionError(_, error)) if is_of_a_call(&error) => Refusal::Tokens,
            error => panic!("{error:?} should never occur"),
        };
        (at, refusal)
    }
}

/// Whether it is a token program, whose errors here are: its mint, its owner, not empty, not transferable.
fn is_of_tokens(program: &Pubkey) -> bool {
    [SPL_TOKEN_ID, TOKEN_2022_ID].contains(program)
}

/// Whether it is an error of the runtime for a call to a token program.
fn is_of_a_call(error: &InstructionError) -> bool {
    use InstructionError::{ExternalAccountDataModified, ExternalAccountLamportSpend, PrivilegeEscalation};
    matches!(error, PrivilegeEscalation | ExternalAccountDataModified | ExternalAccountLamportSpend)
}
