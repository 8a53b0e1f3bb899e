//! The error for an account that is not what an instruction wants in a role.

use bmail_testing::{BountyError, InstructionError, MailError, NOT_WRITABLE, Refusal, ReputationError};
use solana_instruction::AccountMeta;

use super::Intruder;
use crate::every::{Kind, SEEDS, Wanted};

const UNSIGNED: Refusal = Refusal::Instruction(InstructionError::MissingRequiredSignature);
/// Anchor's error for an account of another program.
const OWNER: Refusal = Refusal::Instruction(InstructionError::IllegalOwner);
const EMPTY: Refusal = Refusal::Instruction(InstructionError::UninitializedAccount);
const SMALL: Refusal = Refusal::Instruction(InstructionError::AccountDataTooSmall);
const KIND: Refusal = Refusal::Instruction(InstructionError::InvalidAccountData);
const OTHER_PROGRAM: Refusal = Refusal::Instruction(InstructionError::IncorrectProgramId);
/// Anchor's `ConstraintExecutable`.
const NO_PROGRAM: Refusal = Refusal::Instruction(InstructionError::Custom(2007));
/// Anchor's `ConstraintAddress`.
const OTHER_ADDRESS: Refusal = Refusal::Instruction(InstructionError::Custom(2012));
/// The runtime's error if a called program is not among the accounts.
const NOT_CALLED: Refusal = Refusal::Instruction(InstructionError::MissingAccount);
/// The token program's error for an account of another program.
const NO_TOKENS: Refusal = Refusal::Instruction(InstructionError::ExternalAccountDataModified);

impl Wanted {
    /// The error for an intruder in the role; none if it is accepted.
    pub fn refusal(&self, meta: &AccountMeta, intruder: &Intruder) -> Option<Refusal> {
        let is_fixed = matches!(intruder.kind, Kind::Program | Kind::Sysvar);
        Some(match self {
            Self::Signature(_) | Self::AnySignature | Self::SigningMailbox if !meta.is_signer => UNSIGNED,
            Self::AnySignature => return None,
            Self::Signature(somebody_elses) => somebody_elses.clone(),
            Self::SigningMailbox => match (intruder.kind, intruder.is_here) {
                (Kind::Mailbox, true) => ReputationError::WrongStanding.into(),
                (Kind::Mailbox, false) => ReputationError::OtherNetwork.into(),
                _ => ReputationError::NotMail.into(),
            },
            Self::Free => SEEDS,
            Self::System if intruder.kind == Kind::Program => OTHER_PROGRAM,
            Self::System => NO_PROGRAM,
            Self::Token2022 => OTHER_ADDRESS,
            Self::Called => NOT_CALLED,
            _ if meta.is_writable && is_fixed => NOT_WRITABLE.into(),
            Self::Address(other) => other.clone(),
            Self::Created(program, elsewhere, _) if intruder.kind.program() == Some(*program) => elsewhere.clone(),
            Self::Created(.., used) => used.clone(),
            Self::Pair if intruder.length == 0 => MailError::WrongCorrespondence.into(),
            Self::Pair => {
                let other = Refusal::from(MailError::WrongCorrespondence);
                return stored(Kind::Correspondence, meta, intruder, Some(other.clone()), other);
            }
            Self::Stake(copy) if intruder.kind == Kind::Copy => copy.clone(),
            Self::Stake(_) => stake(intruder),
            Self::Given(copy) if intruder.kind == Kind::Copy => copy.clone(),
            Self::Given(_) if intruder.length == 0 => BountyError::NotNew.into(),
            Self::Given(_) => {
                let other = Refusal::from(BountyError::OtherBounty);
                return stored(Kind::Contribution, meta, intruder, Some(other.clone()), other);
            }
            Self::Stored(kind, here, there) | Self::Optional(kind, here, there) => {
                return stored(*kind, meta, intruder, here.clone(), there.clone());
            }
            Self::Possible(_, nothing, ..) if intruder.length == 0 => return nothing.clone(),
            Self::Possible(kind, _, here, there) | Self::Read(kind, here, there) => {
                // It is loaded as read-only, even if a called program writes to it.
                let meta = AccountMeta { is_writable: false, ..meta.clone() };
                return stored(*kind, &meta, intruder, Some(here.clone()), there.clone());
            }
            Self::Glimpsed(kind, bytes, there) => return read(*kind, *bytes, meta, intruder, None, there.clone()),
            Self::Account(copy) if intruder.kind == Kind::Copy => copy.clone(),
            Self::Moved if intruder.kind == Kind::Copy => NO_TOKENS,
            Self::Account(_) => BountyError::WrongTokenAccount.into(),
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
    here: Option<Refusal>,
    there: Refusal,
) -> Option<Refusal> {
    read(kind, kind.least(), meta, intruder, here, there)
}

fn read(
    kind: Kind,
    least: usize,
    meta: &AccountMeta,
    intruder: &Intruder,
    here: Option<Refusal>,
    there: Refusal,
) -> Option<Refusal> {
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
fn stake(intruder: &Intruder) -> Refusal {
    match intruder.kind {
        Kind::Endorsement => ReputationError::WrongEndorsement.into(),
        Kind::Reputation | Kind::Standing => ReputationError::WrongAddress.into(),
        _ => ReputationError::NotNew.into(),
    }
}
