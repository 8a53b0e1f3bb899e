//! The result of running every instruction a second time.

use bmail_sdk::{BOUNTY_ID, MAIL_ID};
use bmail_testing::{BountyError, InstructionError, MailError, ReputationError};

use crate::every::Ready;

/// The system program's error if the account already exists.
const IN_USE: InstructionError = InstructionError::Custom(0);
/// Anchor's error for an account that must be written and has no data.
const GONE: InstructionError = InstructionError::AccountDataTooSmall;

/// Instructions that add to what they did the first time: seeding, records from other programs, stakes and gifts.
pub const ADDS: [&str; 6] = ["seed", "record_verdict", "record_award", "endorse", "contribute", "allocate"];

/// The error of a second run. None if it succeeds, and either changes nothing or adds to the first.
pub fn refusal(ready: &Ready) -> Option<InstructionError> {
    match ready.program().id {
        _ if ADDS.contains(&ready.name) => None,
        MAIL_ID => mail(ready.name),
        BOUNTY_ID => bounty(ready.name),
        _ => reputation(ready),
    }
}

fn mail(name: &str) -> Option<InstructionError> {
    let mail = |error: MailError| InstructionError::Custom(error as u32);
    Some(match name {
        "create_network" | "open_mailbox" => IN_USE,
        "acknowledge" | "acknowledge_with_reputation" | "expire" => GONE,
        "close_body" | "close_mailbox" | "close_correspondence" => GONE,
        "send" | "post" => mail(MailError::SequenceTaken),
        "rotate_key" => mail(MailError::InvalidKey),
        "apply_rules" => mail(MailError::NothingProposed),
        "accept_authority" => mail(MailError::NotProposed),
        "adopt_treasury" => mail(MailError::AlreadyAdopted),
        "reveal" => mail(MailError::AlreadyRevealed),
        "open_body" | "reclaim" => mail(MailError::NotNew),
        "seal_body" => mail(MailError::BodySealed),
        "set_mailbox" | "propose_rules" | "propose_authority" | "set_sending" | "set_contact" => return None,
        "refund" | "write_body" | "sweep" => return None,
        name => panic!("what does a second {name} do?"),
    })
}

fn reputation(ready: &Ready) -> Option<InstructionError> {
    let reputation = |error: ReputationError| InstructionError::Custom(error as u32);
    Some(match ready.name {
        "create_reputation" | "open_standing" => IN_USE,
        "close_standing" => GONE,
        "apply_parameters" => reputation(ReputationError::NothingProposed),
        "finish_unendorse" if ready.what.ends_with("of a part") => reputation(ReputationError::NothingLeaving),
        "finish_unendorse" => GONE,
        "begin_unendorse" => reputation(ReputationError::TooManyUnits),
        "propose_parameters" | "sync" | "collect" => return None,
        name => panic!("what does a second {name} do?"),
    })
}

fn bounty(name: &str) -> Option<InstructionError> {
    let bounty = |error: BountyError| InstructionError::Custom(error as u32);
    Some(match name {
        "create_treasury" | "create_token_treasury" => IN_USE,
        "create_vault" => bounty(BountyError::VaultExists),
        "close_vault" => bounty(BountyError::WrongVault),
        "withdraw_contribution" | "close_submission" | "close_bounty" => GONE,
        "create_bounty" | "commit" => bounty(BountyError::NotNew),
        // The lamports have already moved to the bounty.
        "fund" => bounty(BountyError::Underfunded),
        "open" => bounty(BountyError::WrongPhase),
        "cancel" => bounty(BountyError::Cancelled),
        "reveal" => bounty(BountyError::AlreadyRevealed),
        "review" => bounty(BountyError::AlreadyReviewed),
        "veto" => bounty(BountyError::NotAccepted),
        "claim" | "earn_reputation" => bounty(BountyError::AlreadyPaid),
        "apply_limit" => bounty(BountyError::NothingProposed),
        "return_allocation" | "tally" | "propose_limit" => return None,
        name => panic!("what does a second {name} do?"),
    })
}
