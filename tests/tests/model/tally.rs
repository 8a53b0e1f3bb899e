//! How often each instruction succeeded, and why it was refused. A test that does nothing would show up here.

use std::{
    collections::BTreeMap,
    fmt,
    sync::Mutex,
    sync::atomic::{AtomicUsize, Ordering},
};

use bmail_sdk::{BOUNTY_ID, MAIL_ID, PROGRAMS, REPUTATION_ID, Reason, Refused};
use bmail_testing::{BountyError, InstructionError, MailError, ReputationError, TransactionError};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

use crate::{
    model::{Refusal, Shares, Sum},
    registry,
};

/// What only other programs may do.
const NEVER: [&str; 2] = ["reputation.record_verdict", "reputation.record_award"];

#[derive(Default)]
pub struct Tally {
    steps: AtomicUsize,
    sequences: AtomicUsize,
    counts: Mutex<Counts>,
}

#[derive(Default)]
struct Counts {
    /// By instruction.
    counted: BTreeMap<String, Count>,
    /// What happened to shares.
    shares: BTreeMap<&'static str, Sum>,
    /// Refusals with only one possible reason.
    exact: usize,
}

#[derive(Default)]
struct Count {
    succeeded: usize,
    /// By reason.
    refused: BTreeMap<String, usize>,
}

impl Tally {
    pub fn steps(&self) -> usize {
        self.steps.load(Ordering::Relaxed)
    }

    pub fn count_sequence(&self, steps: usize) {
        self.steps.fetch_add(steps, Ordering::Relaxed);
        self.sequences.fetch_add(1, Ordering::Relaxed);
    }

    pub fn succeeded(&self, sent: &[Instruction]) {
        let mut counts = self.counts.lock().unwrap();
        for entry in sent.iter().filter_map(registry::find) {
            counts.counted.entry(entry.to_string()).or_default().succeeded += 1;
        }
    }

    pub fn shares<'s>(&self, all: impl Iterator<Item = &'s Shares>) {
        let mut counts = self.counts.lock().unwrap();
        for (name, Sum { times, shares }) in all.flat_map(Shares::named) {
            let sum = counts.shares.entry(name).or_default();
            sum.times += times;
            sum.shares += shares;
        }
    }

    pub fn refused(&self, sent: &Instruction, refusal: &Refusal, reasons: usize) {
        let mut counts = self.counts.lock().unwrap();
        counts.exact += usize::from(reasons == 1);
        if let Some(entry) = registry::find(sent) {
            let reason = match refusal {
                Refusal::Mail(error) => format!("{error:?}"),
                Refusal::Reputation(error) => format!("Reputation::{error:?}"),
                Refusal::Bounty(error) => format!("Bounty::{error:?}"),
                class => format!("{class:?}").to_uppercase(),
            };
            let count = counts.counted.entry(entry.to_string()).or_default();
            *count.refused.entry(reason).or_default() += 1;
        }
    }

    /// Panics unless each instruction succeeded at least this often, and was refused, and every possible reason
    /// occurred.
    pub fn check(&self, least: usize) {
        let counts = self.counts.lock().unwrap();
        let given = |reason: &String| counts.counted.values().any(|count| count.refused.contains_key(reason));
        let never: Vec<_> = reasons().filter(|reason| !given(reason)).collect();
        assert!(never.is_empty(), "nothing was ever refused because of {never:?}");
        for name in registry::all().map(ToString::to_string) {
            let count = counts.counted.get(&name).unwrap_or_else(|| panic!("{name} was never tried"));
            assert!(
                count.succeeded >= least || NEVER.contains(&name.as_str()),
                "{name} succeeded only {} times",
                count.succeeded
            );
            assert!(!count.refused.is_empty(), "{name} was never refused");
        }
        for (name, Sum { times, .. }) in counts.shares.iter().filter(|(name, _)| **name != "lost") {
            assert!(*times >= least, "shares were {name} only {times} times");
        }
    }
}

/// Errors for states in which a program should never be, for a pool burned again and again, and one no longer used.
const IMPROBABLE: [&str; 7] = [
    "Insolvent",
    "Overflow",
    "Reputation::Overflow",
    "Reputation::Diluted",
    "Bounty::Insolvent",
    "Bounty::Overflow",
    "Bounty::Overfunded",
];

/// All other errors of the programs.
fn reasons() -> impl Iterator<Item = String> {
    let all = |program, first: u32| (first..).map(move |code| reason(program, code)).map_while(named);
    let mail = all(MAIL_ID, MailError::InvalidName as u32);
    let reputation = all(REPUTATION_ID, ReputationError::NotAuthority as u32);
    let all = mail.chain(reputation).chain(all(BOUNTY_ID, BountyError::NotAuthority as u32));
    all.filter(|name| !IMPROBABLE.contains(&name.as_str()))
}

fn reason(program_id: Pubkey, code: u32) -> Reason {
    let error = &TransactionError::InstructionError(0, InstructionError::Custom(code));
    let instructions = &[Instruction { program_id, accounts: Vec::new(), data: Vec::new() }];
    Refused { error, instructions, accounts: &[], logs: &[] }.reason(&PROGRAMS)
}

fn named(reason: Reason) -> Option<String> {
    match reason {
        Reason::Mail(error) => Some(format!("{error:?}")),
        Reason::Reputation(error) => Some(format!("Reputation::{error:?}")),
        Reason::Bounty(error) => Some(format!("Bounty::{error:?}")),
        _ => None,
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = self.counts.lock().unwrap();
        writeln!(f, "{} steps in {} sequences", self.steps(), self.sequences.load(Ordering::Relaxed))?;
        writeln!(f, "{:<38}{:>9} {:>9}  reasons", "instruction", "succeeded", "refused")?;
        for entry in registry::all() {
            let Some(Count { succeeded, refused }) = counts.counted.get(&entry.to_string()) else { continue };
            let reasons: Vec<_> = refused.iter().map(|(reason, count)| format!("{reason} {count}")).collect();
            let total: usize = refused.values().sum();
            writeln!(f, "{entry:<38}{succeeded:>9} {total:>9}  {}", reasons.join(", "))?;
        }
        for (name, Sum { times, shares }) in &counts.shares {
            writeln!(f, "{shares} shares were {name}, in {times} cases")?;
        }
        let all: usize = counts.counted.values().flat_map(|count| count.refused.values()).sum();
        write!(f, "{} of {all} refusals had only one reason", counts.exact)
    }
}
