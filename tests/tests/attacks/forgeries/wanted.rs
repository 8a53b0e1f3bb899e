//! What an instruction wants in a role, and what it says of anything else.

use bmail_sdk::accounts::{
    Body, Bounty, Contribution, Correspondence, Endorsement, Ledger, Mailbox, Message, Network, Reputation, Standing,
    Submission, Treasury, WeeklyStats,
};
use bmail_testing::{BountyError, InstructionError, MailError, NOT_WRITABLE, ReputationError};
use solana_instruction::AccountMeta;
use solana_pubkey::Pubkey;

use super::{Intruder, Kind};
use InstructionError::{
    AccountDataTooSmall as SMALL, IncorrectProgramId as OTHER_PROGRAM, InvalidAccountData as KIND,
    MissingRequiredSignature as UNSIGNED, UninitializedAccount as EMPTY,
};

/// What Anchor says of an account of another program.
pub const OWNER: InstructionError = InstructionError::IllegalOwner;
/// What Anchor says of an account that is not where its seeds place it.
pub const SEEDS: InstructionError = InstructionError::InvalidSeeds;
/// Anchor's `ConstraintExecutable`.
const NO_PROGRAM: InstructionError = InstructionError::Custom(2007);
/// Anchor's `ConstraintAddress`.
const OTHER_ADDRESS: InstructionError = InstructionError::Custom(2012);

#[derive(Clone)]
pub enum Wanted {
    /// A certain person's signature; of that of another.
    Signature(InstructionError),
    /// Anybody's signature.
    AnySignature,
    /// A certain account of this kind; of another on the same network, if that is wrong, and on another network.
    Stored(Kind, Option<InstructionError>, InstructionError),
    /// The same, or no account at all.
    Optional(Kind, InstructionError),
    /// A certain account of this kind, if there is one; of an address at which nothing is, if that is wrong, of another
    /// on the same network, and on another.
    Possible(Kind, Option<InstructionError>, InstructionError, InstructionError),
    /// A certain account of this kind, which is read before a call that writes to it; of another on the same network, and
    /// on another.
    Read(Kind, InstructionError, InstructionError),
    /// The mailbox that the mail program signs for.
    SigningMailbox,
    /// The correspondence of two people, whether or not there is one yet.
    Pair,
    /// The endorsement between two people, or an account that its author created for one; of a copy of it.
    Stake(InstructionError),
    /// The network's account of this kind, of which another program reads so many bytes; of that of another network.
    Glimpsed(Kind, usize, InstructionError),
    /// An address at which an account is created.
    Free,
    /// An account that its author created for the program; of another of the program's, and of any other.
    Created(Pubkey, InstructionError, InstructionError),
    /// A person's contribution to a bounty, or an account that they created for one; of a copy of it.
    Given(InstructionError),
    /// A certain address.
    Address(InstructionError),
    /// The system program.
    System,
    /// Token-2022.
    Token2022,
    /// The reputation program, for a call.
    Called,
    /// A token account of somebody's; what the token program says of a copy.
    Account(InstructionError),
    /// A token account at which only the token program looks.
    Moved,
    /// What is not looked at.
    Anything,
}

impl Wanted {
    /// What becomes of an intruder in the role; nothing if it is as good.
    pub fn refusal(&self, meta: &AccountMeta, intruder: &Intruder) -> Option<InstructionError> {
        let is_fixed = matches!(intruder.kind, Kind::Program | Kind::Sysvar);
        Some(match self {
            Self::Signature(_) | Self::AnySignature | Self::SigningMailbox if !meta.is_signer => UNSIGNED,
            Self::AnySignature => return None,
            Self::Signature(somebody_elses) => somebody_elses.clone(),
            Self::SigningMailbox => match (intruder.kind, intruder.is_here) {
                (Kind::Mailbox, true) => reputation(ReputationError::WrongStanding),
                (Kind::Mailbox, false) => reputation(ReputationError::OtherNetwork),
                _ => reputation(ReputationError::NotMail),
            },
            Self::Free => SEEDS,
            Self::System if intruder.kind == Kind::Program => OTHER_PROGRAM,
            Self::System => NO_PROGRAM,
            Self::Token2022 => OTHER_ADDRESS,
            Self::Called => InstructionError::MissingAccount,
            _ if meta.is_writable && is_fixed => NOT_WRITABLE,
            Self::Address(other) => other.clone(),
            Self::Created(program, elsewhere, _) if intruder.kind.program() == Some(*program) => elsewhere.clone(),
            Self::Created(.., used) => used.clone(),
            Self::Pair if intruder.length == 0 => mail(MailError::WrongCorrespondence),
            Self::Pair => {
                let other = mail(MailError::WrongCorrespondence);
                return stored(Kind::Correspondence, meta, intruder, Some(other.clone()), other);
            }
            Self::Stake(copy) if intruder.kind == Kind::Copy => copy.clone(),
            Self::Stake(_) => stake(intruder),
            Self::Given(copy) if intruder.kind == Kind::Copy => copy.clone(),
            Self::Given(_) if intruder.length == 0 => bounty(BountyError::NotNew),
            Self::Given(_) => {
                let other = bounty(BountyError::OtherBounty);
                return stored(Kind::Contribution, meta, intruder, Some(other.clone()), other);
            }
            Self::Stored(kind, here, there) => return stored(*kind, meta, intruder, here.clone(), there.clone()),
            Self::Optional(kind, other) => return stored(*kind, meta, intruder, Some(other.clone()), other.clone()),
            Self::Possible(_, nothing, ..) if intruder.length == 0 => return nothing.clone(),
            Self::Possible(kind, _, here, there) | Self::Read(kind, here, there) => {
                // It is loaded for reading, whether or not a program that is called writes to it.
                let meta = AccountMeta { is_writable: false, ..meta.clone() };
                return stored(*kind, &meta, intruder, Some(here.clone()), there.clone());
            }
            Self::Glimpsed(kind, bytes, there) => return read(*kind, *bytes, meta, intruder, None, there.clone()),
            Self::Account(copy) if intruder.kind == Kind::Copy => copy.clone(),
            Self::Moved if intruder.kind == Kind::Copy => InstructionError::ExternalAccountDataModified,
            Self::Account(_) => bounty(BountyError::WrongTokenAccount),
            Self::Moved => KIND,
            Self::Anything => return None,
        })
    }
}

/// How Anchor's `Account` refuses what is no account of the kind: for writing, it looks at the length first.
fn stored(
    kind: Kind,
    meta: &AccountMeta,
    intruder: &Intruder,
    here: Option<InstructionError>,
    there: InstructionError,
) -> Option<InstructionError> {
    read(kind, least(kind), meta, intruder, here, there)
}

fn read(
    kind: Kind,
    least: usize,
    meta: &AccountMeta,
    intruder: &Intruder,
    here: Option<InstructionError>,
    there: InstructionError,
) -> Option<InstructionError> {
    let is_short = intruder.length < least;
    match intruder.kind {
        _ if meta.is_writable && is_short => Some(SMALL),
        Kind::Nothing => Some(EMPTY),
        other if other.program() != kind.program() => Some(OWNER),
        _ if is_short => Some(SMALL),
        other if other != kind => Some(KIND),
        _ if intruder.is_here => here,
        _ => Some(there),
    }
}

/// How `endorse` refuses what is no endorsement, or another.
fn stake(intruder: &Intruder) -> InstructionError {
    match intruder.kind {
        Kind::Endorsement => reputation(ReputationError::WrongEndorsement),
        Kind::Reputation | Kind::Standing => reputation(ReputationError::WrongAddress),
        _ => reputation(ReputationError::NotNew),
    }
}

/// Bytes of an account of the kind at least.
fn least(kind: Kind) -> usize {
    match kind {
        Kind::Network => Network::LEN,
        Kind::Ledger => Ledger::LEN,
        Kind::Mailbox => Mailbox::LEN,
        Kind::Correspondence => Correspondence::LEN,
        Kind::Message => Message::LEN,
        Kind::Body => Body::LEN,
        Kind::Reputation => Reputation::LEN,
        Kind::Standing => Standing::LEN,
        Kind::Endorsement => Endorsement::LEN,
        Kind::Treasury => Treasury::LEN,
        Kind::WeeklyStats => WeeklyStats::LEN,
        Kind::Bounty => Bounty::LEN,
        Kind::Contribution => Contribution::LEN,
        Kind::Submission => Submission::LEN,
        Kind::Mint | Kind::TokenAccount | Kind::Wallet | Kind::Nothing => 0,
        Kind::Program | Kind::Sysvar | Kind::Copy => 0,
    }
}

pub fn mail(error: MailError) -> InstructionError {
    InstructionError::Custom(error as u32)
}

pub fn reputation(error: ReputationError) -> InstructionError {
    InstructionError::Custom(error as u32)
}

pub fn bounty(error: BountyError) -> InstructionError {
    InstructionError::Custom(error as u32)
}
