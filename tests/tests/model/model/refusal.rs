//! Why something is refused: exactly, where the program says so; else by class.

use bmail_sdk::Reason;
use bmail_testing::{BountyError, InstructionError, MailError, ReputationError, TransactionError};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// By the mail program's specification.
    Mail(MailError),
    /// By the reputation program's.
    Reputation(ReputationError),
    /// By the bounty program's.
    Bounty(BountyError),
    /// An account is of another kind or another program's, at another address, or gone.
    Account,
    /// An account is given twice.
    Duplicate,
    /// What would be created is there already.
    InUse,
    /// Somebody has fewer lamports or tokens than they would spend.
    Funds,
    /// It is not the signer's token account or another token's, or it has tokens; or a program would sign for an account
    /// that is not its own, or change one that is another token program's.
    Tokens,
    /// An account would be left with fewer lamports than its rent. This is said of a transaction as a whole.
    Rent,
}

/// Why there is no transaction.
#[derive(Debug)]
pub struct Failure {
    /// The instruction that is refused; none where it is the transaction as a whole.
    pub at: Option<usize>,
    /// The reasons for it. One of them is given.
    pub reasons: Vec<Refusal>,
}

/// Whether an instruction succeeds, or all the reasons for which it does not.
pub type Prediction = Result<(), Vec<Refusal>>;

/// Reasons, being collected.
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
    /// What the chain says, by the SDK's classes; panics where it is something that should never be said.
    pub fn seen(error: TransactionError) -> (Option<usize>, Refusal) {
        let at = match &error {
            TransactionError::InstructionError(index, _) => Some(usize::from(*index)),
            _ => None,
        };
        let refusal = match Reason::from(error) {
            Reason::Mail(error) => Refusal::Mail(error),
            Reason::Account(_) => Refusal::Account,
            Reason::DuplicateAccount => Refusal::Duplicate,
            Reason::AlreadyExists => Refusal::InUse,
            Reason::InsufficientFunds if at.is_none() => Refusal::Rent,
            Reason::InsufficientFunds => Refusal::Funds,
            Reason::Bounty(error) => Refusal::Bounty(error),
            Reason::Reputation(error) => Refusal::Reputation(error),
            Reason::Other(TransactionError::InstructionError(_, error)) if is_of_tokens(&error) => Refusal::Tokens,
            Reason::Other(error) => panic!("{error:?} should never be"),
        };
        (at, refusal)
    }
}

/// Whether a token program says it (its mint, its owner, not empty, not transferable), or the runtime of a call of one.
fn is_of_tokens(error: &InstructionError) -> bool {
    use InstructionError::{Custom, ExternalAccountDataModified, ExternalAccountLamportSpend, PrivilegeEscalation};
    matches!(
        error,
        Custom(3 | 4 | 11 | 37) | PrivilegeEscalation | ExternalAccountDataModified | ExternalAccountLamportSpend
    )
}
