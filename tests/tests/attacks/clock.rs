//! Every instruction at both ends of time.

use bmail_sdk::BOUNTY_ID;
use bmail_testing::{BountyError, MailError, Refusal, ReputationError};

use crate::every::{Ready, every};

/// The error if the instruction runs before its time.
fn early(ready: &Ready) -> Option<Refusal> {
    Some(match ready.name {
        _ if ready.program().id == BOUNTY_ID => return early_for_a_bounty(ready),
        "expire" => MailError::NotExpired.into(),
        "apply_rules" => MailError::RulesNotDue.into(),
        "close_mailbox" => MailError::LoadTooHigh.into(),
        "close_correspondence" => MailError::NotSilent.into(),
        "apply_parameters" => ReputationError::ParametersNotDue.into(),
        "finish_unendorse" => ReputationError::CoolingDown.into(),
        _ => return None,
    })
}

fn early_for_a_bounty(ready: &Ready) -> Option<Refusal> {
    Some(match ready.name {
        // Money can be taken back at any time from a draft or a cancelled bounty.
        "withdraw_contribution" | "return_allocation" if ready.what.contains("of a ") => return None,
        "reveal" | "review" | "veto" | "claim" | "close_submission" | "withdraw_contribution" | "return_allocation" => {
            BountyError::WrongPhase.into()
        }
        "apply_limit" => BountyError::LimitNotDue.into(),
        _ => return None,
    })
}

fn late_for_a_bounty(ready: &Ready) -> Option<Refusal> {
    Some(match ready.name {
        "commit" | "reveal" | "review" | "veto" => BountyError::WrongPhase.into(),
        "cancel" if ready.what.ends_with("after a commitment") => BountyError::TooLateToCancel.into(),
        _ => return None,
    })
}

/// The error at the end of time.
fn late(ready: &Ready) -> Option<Refusal> {
    Some(match ready.name {
        _ if ready.program().id == BOUNTY_ID => return late_for_a_bounty(ready),
        "acknowledge" | "acknowledge_with_reputation" => MailError::AnswerTooLate.into(),
        "reveal" => MailError::RevealTooLate.into(),
        // A sender whose reputation has decayed to nothing pays the newcomer's price.
        "send" | "post" if ready.what.ends_with("with a standing") => MailError::Underfunded.into(),
        "seed" | "endorse" => ReputationError::IndexRunOut.into(),
        _ => return None,
    })
}

#[test]
fn every_instruction_at_both_ends_of_time_succeeds_or_says_that_it_is_too_early_or_too_late() {
    for mut ready in every() {
        let (early, late) = (early(&ready), late(&ready));
        let right = ready.harness.now();
        for (time, refusal) in [(i64::MIN, &early), (-1, &early), (0, &early), (i64::MAX, &late)] {
            if let Some(error) = refusal {
                ready.harness.set_time(time);
                ready.refused(&format!("at {time}"), error.clone(), |_| ());
            }
        }
        let last = if late.is_some() { right } else { i64::MAX };
        ready.harness.set_time(if early.is_some() { last } else { i64::MIN });
        ready.run();
    }
    for mut ready in every().filter(|ready| late(ready).is_none()) {
        ready.harness.set_time(i64::MAX);
        ready.run();
    }
}
