//! Every instruction at both ends of time.

use bmail_testing::{MailError, Refusal, ReputationError};

use crate::every::{Ready, every};

/// What an instruction says before its time.
fn early(name: &str) -> Option<Refusal> {
    Some(match name {
        "expire" => MailError::NotExpired.into(),
        "apply_rules" => MailError::RulesNotDue.into(),
        "close_mailbox" => MailError::LoadTooHigh.into(),
        "close_correspondence" => MailError::NotSilent.into(),
        "apply_parameters" => ReputationError::ParametersNotDue.into(),
        "finish_unendorse" => ReputationError::CoolingDown.into(),
        _ => return None,
    })
}

/// What an instruction says at the end of time.
fn late(ready: &Ready) -> Option<Refusal> {
    Some(match ready.name {
        "acknowledge" | "acknowledge_with_reputation" => MailError::AnswerTooLate.into(),
        "reveal" => MailError::RevealTooLate.into(),
        // Whoever's reputation is forgotten pays as a newcomer does.
        "send" | "post" if ready.what.ends_with("with a standing") => MailError::Underfunded.into(),
        "seed" | "endorse" => ReputationError::IndexRunOut.into(),
        _ => return None,
    })
}

#[test]
fn every_instruction_at_both_ends_of_time_succeeds_or_says_that_it_is_too_early_or_too_late() {
    for mut ready in every() {
        let (early, late) = (early(ready.name), late(&ready));
        let right = ready.stage.now();
        for (time, refusal) in [(i64::MIN, &early), (-1, &early), (0, &early), (i64::MAX, &late)] {
            if let Some(error) = refusal {
                ready.stage.set_time(time);
                ready.refused(&format!("at {time}"), error.clone(), |_| ());
            }
        }
        let last = if late.is_some() { right } else { i64::MAX };
        ready.stage.set_time(if early.is_some() { last } else { i64::MIN });
        ready.run();
    }
    for mut ready in every().filter(|ready| late(ready).is_none()) {
        ready.stage.set_time(i64::MAX);
        ready.run();
    }
}
