//! Why a command failed: what happened, whether money moved, and what to do.

use std::{fmt, io, path::Path};

use bmail_mailstore::StoreError;
use bmail_sdk::{BuildError, ClientError, Reason, text::shown_lines};
use schemars::JsonSchema;
use serde::Serialize;

/// Why a command failed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Failure {
    /// Which kind of failure it is. Scripts go by it, or by the exit code, which says the same.
    pub code: Code,
    /// What happened, and what to do.
    pub message: String,
    /// Whether money moved.
    pub money_moved: Moved,
    /// Whether the same command may succeed later, without a change.
    pub retry: bool,
    /// Whether it was printed already.
    #[serde(skip)]
    pub is_said: bool,
}

/// The kinds of failure, each with its exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// Something else. Exit code 1.
    Failed = 1,
    /// The command line says something that the command cannot do. Exit code 2.
    Usage = 2,
    /// There is no key, cluster, network or mailbox yet. Exit code 3.
    NotSetUp = 3,
    /// The cluster does not answer, or not usefully. Exit code 4.
    Unreachable = 4,
    /// A wallet has too few lamports. Exit code 5.
    TooPoor = 5,
    /// It costs more than the limit that was given, or than the cap of a day. Exit code 6.
    OverLimit = 6,
    /// A program or the cluster refused it. Exit code 7.
    Refused = 7,
    /// Nothing of this name is there. Exit code 8.
    NotFound = 8,
    /// Nobody knows yet whether money moved. The same command finds out, and never pays twice. Exit code 9.
    Uncertain = 9,
    /// The mail store or a file cannot be read or written. Exit code 10.
    Storage = 10,
    /// It needs an answer, and nobody can be asked. Exit code 11.
    NeedsAnswer = 11,
    /// What was stored belongs to another cluster. Exit code 12.
    WrongCluster = 12,
    /// Somebody said no. Exit code 13.
    Declined = 13,
    /// It was interrupted. Exit code 130.
    Interrupted = 130,
}

/// Whether money moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Moved {
    No,
    Yes,
    Unknown,
}

pub type Outcome<T> = Result<T, Failure>;

impl Failure {
    /// A failure before which no money moved, and which stays until something changes.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), money_moved: Moved::No, retry: false, is_said: false }
    }

    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Code::Usage, message)
    }

    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(Code::NotFound, message)
    }

    pub fn not_set_up(message: impl Into<String>) -> Self {
        Self::new(Code::NotSetUp, message)
    }

    /// A file that cannot be read or written.
    pub fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.display().to_string();
        move |error| Self::new(Code::Storage, format!("{path} cannot be used: {error}"))
    }

    /// The same failure, after money has moved.
    pub fn after_money(self) -> Self {
        Self { money_moved: Moved::Yes, ..self }
    }

    /// The same failure, after words that say what it is about.
    pub fn about(self, what: impl fmt::Display) -> Self {
        Self { message: format!("{what}: {}", self.message), ..self }
    }

    pub fn exit_code(&self) -> u8 {
        self.code as u8
    }
}

/// One of several things, which failed while the others went on.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Failed {
    /// What it is.
    pub what: String,
    /// Why.
    #[serde(flatten)]
    pub failure: Failure,
}

/// What failed of several things, if some were done or none failed. If nothing was done, the first failure.
///
/// # Errors
/// The first failure.
pub fn some_done(done: usize, mut failed: Vec<Failed>) -> Outcome<Vec<Failed>> {
    if done > 0 || failed.is_empty() {
        return Ok(failed);
    }
    let others = failed.len() - 1;
    let Failed { what, failure } = failed.swap_remove(0);
    let failure = failure.about(what);
    Err(match others {
        0 => failure,
        others => Failure { message: format!("{} ({others} more failed)", failure.message), ..failure },
    })
}

impl fmt::Display for Failed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", shown_lines(&self.what), self.failure)
    }
}

/// As people read it. It may quote what a node, a file or a stranger says.
impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", shown_lines(&self.message))?;
        match self.money_moved {
            Moved::No => Ok(()),
            Moved::Yes => formatter.write_str("\nMoney has moved before this: `bmail outbox` and `bmail log` show it."),
            Moved::Unknown => formatter
                .write_str("\nNobody knows yet whether money moved. The same command finds out, and never pays twice."),
        }
    }
}

impl From<ClientError> for Failure {
    fn from(error: ClientError) -> Self {
        let (code, retry) = kind(error.cause());
        let money_moved = match &error {
            ClientError::Stopped { .. } => Moved::Yes,
            ClientError::Unknown { .. } | ClientError::PerhapsSent { .. } => Moved::Unknown,
            _ => Moved::No,
        };
        Self { code, message: words(&error), money_moved, retry, is_said: false }
    }
}

/// The SDK speaks to programmers; here are the words for people, where they differ.
fn words(error: &ClientError) -> String {
    match error {
        ClientError::Refused(Reason::InsufficientFunds) => {
            "the wallet has too few lamports for this, with the fee and the rent that comes back: add SOL to it".into()
        }
        ClientError::OverLimit { asked, limit } => format!(
            "this costs {}, but at most {} may be paid; nothing was sent: raise the limit if that is what you want",
            crate::amount::sol(*asked),
            crate::amount::sol(*limit)
        ),
        error => error.to_string(),
    }
}

fn kind(error: &ClientError) -> (Code, bool) {
    use ClientError as E;
    match error {
        E::Rpc(_) => (Code::Unreachable, true),
        E::WrongBody { .. } | E::Decode(_) => (Code::Unreachable, false),
        E::Unconfirmed { .. } => (Code::Unreachable, true),
        E::Unknown { .. } | E::PerhapsSent { .. } => (Code::Uncertain, true),
        E::RentTooHigh { .. } | E::OverLimit { .. } | E::NetworkFeeTooHigh { .. } => (Code::OverLimit, false),
        E::Refused(Reason::InsufficientFunds | Reason::BelowRent { .. }) => (Code::TooPoor, false),
        E::Refused(Reason::NoProgram) => (Code::NotSetUp, false),
        E::Refused(Reason::OutOfUnits) => (Code::Refused, true),
        E::Build(BuildError::NotFound { .. }) => (Code::NotFound, false),
        E::Build(BuildError::OtherCluster { .. } | BuildError::UnknownCluster) => (Code::WrongCluster, false),
        E::NotRevealed { .. } => (Code::NotFound, true),
        E::Store(_) => (Code::Storage, false),
        E::Build(_) | E::Link(_) | E::Plan(_) => (Code::Usage, false),
        _ => (Code::Refused, false),
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let code = match error {
            StoreError::Client(error) => return (*error).into(),
            StoreError::OtherCluster { .. } => Code::WrongCluster,
            StoreError::Missing(_) => Code::NotFound,
            StoreError::Busy => return Self { retry: true, ..Self::new(Code::Storage, error.to_string()) },
            _ => Code::Storage,
        };
        Self::new(code, error.to_string())
    }
}

impl From<BuildError> for Failure {
    fn from(error: BuildError) -> Self {
        ClientError::from(error).into()
    }
}
