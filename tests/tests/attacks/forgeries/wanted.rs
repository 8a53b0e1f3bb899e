//! What an instruction wants in a role, and the error for anything else.

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

/// Anchor's error for an account of another program.
pub const OWNER: InstructionError = InstructionError::IllegalOwner;
/// Anchor's error for an account whose address does not match its seeds.
pub const SEEDS: InstructionError = InstructionError::InvalidSeeds;
/// Anchor's `ConstraintExecutable`.
const NO_PROGRAM: InstructionError = InstructionError::Custom(2007);
/// Anchor's `ConstraintAddress`.
const OTHER_ADDRESS: InstructionError = InstructionError::Custom(2012);

#[derive(Clone)]
pub enum Wanted {
    /// A specific person's signature. The error is for another person's signature.
    Signature(InstructionError),
    /// Anyone's signature.
    AnySignature,
    /// A specific account of this kind. The first error, if any, is for another one on the same network, the second for
    /// one of another network.
    Stored(Kind, Option<InstructionError>, InstructionError),
    /// A specific account of this kind, or none.
    Optional(Kind, InstructionError),
    /// A specific account of this kind, if it exists. The errors are for an empty address (if it is refused), for
    /// another account on the same network, and for one of another network.
    Possible(Kind, Option<InstructionError>, InstructionError, InstructionError),
    /// A specific account of this kind, read before a call that writes to it. The errors are for another one on the
    /// same network, and for one of another network.
    Read(Kind, InstructionError, InstructionError),
    /// The mailbox for which the mail program signs.
    SigningMailbox,
    /// The correspondence of two people, whether or not it exists yet.
    Pair,
    /// The endorsement between two people, or an account that its author created for one. The error is for a copy of
    /// it.
    Stake(InstructionError),
    /// The network's account of this kind, from which another program reads this many bytes. The error is for one of
    /// another network.
    Glimpsed(Kind, usize, InstructionError),
    /// The address of an account to be created.
    Free,
    /// An account that its author created for the program. The errors are for another account of that program, and for
    /// any other.
    Created(Pubkey, InstructionError, InstructionError),
    /// A person's contribution to a bounty, or an account that they created for one. The error is for a copy of it.
    Given(InstructionError),
    /// A specific address.
    Address(InstructionError),
    /// The system program.
    System,
    /// Token-2022.
    Token2022,
    /// The reputation program, which is called.
    Called,
    /// A specific person's token account. The error is the token program's, for a copy.
    Account(InstructionError),
    /// A token account that only the token program checks.
    Moved,
    /// An account that the program ignores.
    Anything,
}

impl Wanted {
    /// The error for an intruder in the role; none if it is accepted.
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
                // It is loaded as read-only, even if a called program writes to it.
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

/// How Anchor's `Account` refuses an account of the wrong kind. If the account is writable, Anchor checks the length
/// first.
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

/// How `endorse` refuses an account that is not an endorsement, or is the wrong one.
fn stake(intruder: &Intruder) -> InstructionError {
    match intruder.kind {
        Kind::Endorsement => reputation(ReputationError::WrongEndorsement),
        Kind::Reputation | Kind::Standing => reputation(ReputationError::WrongAddress),
        _ => reputation(ReputationError::NotNew),
    }
}

/// The minimum length of an account of this kind, in bytes.
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
