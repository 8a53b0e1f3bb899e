//! Every account of every instruction replaced by every kind of account that does not belong there.

mod intruders;
mod wanted;

use bmail_sdk::{
    MAIL_ID,
    accounts::{Body, Correspondence, Ledger, Mailbox, Message, Network},
};
use bmail_testing::{InstructionError, MailError, NOT_WRITABLE};
use solana_instruction::AccountMeta;

use crate::every::every;
use intruders::{Intruder, Kind};
use wanted::wanted;

use InstructionError::{
    AccountDataTooSmall as SMALL, IllegalOwner as OWNER, IncorrectProgramId as OTHER_PROGRAM,
    InvalidAccountData as KIND, InvalidSeeds as SEEDS, MissingRequiredSignature as UNSIGNED,
    UninitializedAccount as EMPTY,
};
/// Anchor's `ConstraintExecutable`.
const NO_PROGRAM: InstructionError = InstructionError::Custom(2007);

/// What an instruction wants in a role, and what it says of anything else.
enum Wanted {
    /// A certain person's signature; of that of another.
    Signature(InstructionError),
    /// A certain account of this kind; of another on the same network, if that is wrong, and on another network.
    Stored(Kind, Option<InstructionError>, InstructionError),
    /// The same, or no account at all.
    Optional(Kind, InstructionError),
    /// The correspondence of two people, whether or not there is one yet.
    Pair,
    /// An address at which Anchor creates an account.
    Free,
    /// An account that its author created for the program.
    Created,
    /// A certain address.
    Address(InstructionError),
    /// The system program.
    System,
}

impl Wanted {
    /// What becomes of an intruder in the role; nothing if it is as good.
    fn refusal(&self, meta: &AccountMeta, intruder: &Intruder) -> Option<InstructionError> {
        let is_fixed = matches!(intruder.kind, Kind::Program | Kind::Sysvar);
        Some(match self {
            Self::Signature(somebody_elses) if intruder.kind == Kind::Wallet => somebody_elses.clone(),
            Self::Signature(_) => UNSIGNED,
            Self::Free => SEEDS,
            Self::System if intruder.kind == Kind::Program => OTHER_PROGRAM,
            Self::System => NO_PROGRAM,
            _ if meta.is_writable && is_fixed => NOT_WRITABLE,
            Self::Address(other) => other.clone(),
            Self::Created if intruder.is_the_programs() => wanted::mail(MailError::WrongAddress),
            Self::Created => wanted::mail(MailError::NotNew),
            Self::Pair if intruder.length == 0 => wanted::mail(MailError::WrongCorrespondence),
            Self::Pair => {
                let other = wanted::mail(MailError::WrongCorrespondence);
                return stored(Kind::Correspondence, meta, intruder, Some(other.clone()), other);
            }
            Self::Stored(kind, here, there) => return stored(*kind, meta, intruder, here.clone(), there.clone()),
            Self::Optional(kind, other) => return stored(*kind, meta, intruder, Some(other.clone()), other.clone()),
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
    let is_short = intruder.length < least(kind);
    match intruder.kind {
        _ if meta.is_writable && is_short => Some(SMALL),
        Kind::Nothing => Some(EMPTY),
        _ if !intruder.is_the_programs() => Some(OWNER),
        _ if is_short => Some(SMALL),
        other if other != kind => Some(KIND),
        _ if intruder.is_here => here,
        _ => Some(there),
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
        Kind::Wallet | Kind::Nothing | Kind::Program | Kind::Sysvar | Kind::Copy => 0,
    }
}

#[test]
fn every_instruction_refuses_every_wrong_account_in_every_role() {
    for mut ready in every() {
        let intruders = intruders::all(&mut ready.stage);
        let wanted = wanted(ready.what);
        let roles: Vec<_> = wanted.iter().map(|(role, _)| *role).collect();
        assert_eq!(roles, ready.roles, "{}", ready.what);
        for (place, (role, wanted)) in wanted.iter().enumerate() {
            let mut right = ready.instruction.accounts[place].clone();
            // The program stands for an account that is left out, and is not written.
            right.is_writable |= right.pubkey == MAIL_ID;
            let copy = intruders::copy(&mut ready.stage, &right.pubkey, &intruders);
            for intruder in intruders.iter().chain([&copy]) {
                let is_signer = right.is_signer && intruder.kind == Kind::Wallet;
                let spoiled = AccountMeta { pubkey: intruder.address, is_signer, ..right.clone() };
                let outcome = ready.attempt(|instruction| instruction.accounts[place] = spoiled);
                let how = format!("{} with {} as its {role}", ready.what, intruder.what);
                match wanted.refusal(&right, intruder) {
                    Some(refusal) => drop(outcome.failed_at(0, &how, refusal)),
                    None => drop(outcome.succeeded(&how)),
                }
            }
        }
        ready.run();
    }
}

#[test]
fn a_mailbox_of_the_same_person_on_another_network_earns_nothing() {
    let (mut stage, _, bo, message) = crate::ada_wrote_to_bo();
    stage.network();
    stage.open_mailbox(&bo).run();
    stage.acknowledge(&bo, message).expect_error(MailError::NotYourMessage);
    stage.refund(&bo, message).expect_error(MailError::NotYourMessage);
}
