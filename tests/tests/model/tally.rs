//! How often each instruction succeeded, and was refused why: a test that does nothing would show here.

use std::{
    collections::BTreeMap,
    fmt,
    sync::Mutex,
    sync::atomic::{AtomicUsize, Ordering},
};

use bmail_sdk::Reason;
use bmail_testing::{InstructionError, MailError, TransactionError};

use crate::{
    model::Refusal,
    op::{INSTRUCTIONS, Op},
};

#[derive(Default)]
pub struct Tally {
    steps: AtomicUsize,
    sequences: AtomicUsize,
    counts: Mutex<Counts>,
}

#[derive(Default)]
struct Counts {
    succeeded: [usize; INSTRUCTIONS.len()],
    refused: [BTreeMap<String, usize>; INSTRUCTIONS.len()],
    /// Refusals for which there was but one reason.
    exact: usize,
}

impl Tally {
    pub fn steps(&self) -> usize {
        self.steps.load(Ordering::Relaxed)
    }

    pub fn count_sequence(&self, steps: usize) {
        self.steps.fetch_add(steps, Ordering::Relaxed);
        self.sequences.fetch_add(1, Ordering::Relaxed);
    }

    pub fn succeeded(&self, ops: &[Op]) {
        let mut counts = self.counts.lock().unwrap();
        for instruction in ops.iter().filter_map(Op::discriminator) {
            counts.succeeded[instruction] += 1;
        }
    }

    pub fn refused(&self, op: &Op, refusal: &Refusal, reasons: usize) {
        let mut counts = self.counts.lock().unwrap();
        counts.exact += usize::from(reasons == 1);
        if let Some(instruction) = op.discriminator() {
            let reason = match refusal {
                Refusal::Mail(error) => format!("{error:?}"),
                class => format!("{class:?}").to_uppercase(),
            };
            *counts.refused[instruction].entry(reason).or_default() += 1;
        }
    }

    /// Panics unless each instruction succeeded so often, and each was refused, and for each reason that there is.
    pub fn check(&self, least: usize) {
        let counts = self.counts.lock().unwrap();
        let never: Vec<_> =
            reasons().filter(|reason| !counts.refused.iter().any(|why| why.contains_key(reason))).collect();
        assert!(never.is_empty(), "nothing was ever refused because of {never:?}");
        for (index, name) in INSTRUCTIONS.iter().enumerate() {
            assert!(counts.succeeded[index] >= least, "{name} succeeded {} times only", counts.succeeded[index]);
            assert!(!counts.refused[index].is_empty(), "{name} was never refused");
        }
    }
}

/// All errors of the program, but those for a state in which it never should be.
fn reasons() -> impl Iterator<Item = String> {
    let error = |code| Reason::from(TransactionError::InstructionError(0, InstructionError::Custom(code)));
    let all = (MailError::InvalidName as u32..).map(error).map_while(|reason| match reason {
        Reason::Mail(error) => Some(error),
        _ => None,
    });
    let possible = all.filter(|error| !matches!(error, MailError::Insolvent | MailError::Overflow));
    possible.map(|error| format!("{error:?}"))
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = self.counts.lock().unwrap();
        writeln!(f, "{} steps in {} sequences", self.steps(), self.sequences.load(Ordering::Relaxed))?;
        writeln!(f, "{:<21}{:>9} {:>9}  of that", "instruction", "succeeded", "refused")?;
        for (index, name) in INSTRUCTIONS.iter().enumerate() {
            let refused = &counts.refused[index];
            let reasons: Vec<_> = refused.iter().map(|(reason, count)| format!("{reason} {count}")).collect();
            let total: usize = refused.values().sum();
            writeln!(f, "{name:<21}{:>9} {total:>9}  {}", counts.succeeded[index], reasons.join(", "))?;
        }
        let all: usize = counts.refused.iter().flat_map(BTreeMap::values).sum();
        write!(f, "{} of {all} refusals had one reason only", counts.exact)
    }
}
