//! The chain and its model, side by side through one sequence.

use bmail_testing::Harness;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

use crate::{
    action::{Action, Step, Try},
    builder::{Builder, Focus},
    model::{Failure, Model, Refusal},
    sent::Sent,
    tally::Tally,
    told::Told,
};

#[derive(Clone)]
pub struct Walk<'t> {
    pub harness: Harness,
    pub model: Model,
    /// Steps that did something.
    pub steps: usize,
    pub told: Told,
    focus: Focus,
    pub tally: &'t Tally,
}

impl<'t> Walk<'t> {
    /// A sequence in which nothing has happened yet.
    pub fn of(harness: Harness, model: Model, tally: &'t Tally) -> Self {
        Self { harness, model, steps: 0, told: Told::default(), focus: Focus::default(), tally }
    }

    /// Takes a step and compares. Does nothing if there is nothing to act on.
    pub fn take(&mut self, step: &Step) {
        let done = match step {
            Step::Do(attempts) => self.try_together(attempts),
            Step::Wait(wait) => self.builder().until(*wait).map(|until| self.wait(until)),
            Step::Find(place, amount) => {
                let mut builder = self.builder();
                let lamports = builder.amount(*amount, None);
                builder.place(*place).map(|address| self.find(address, lamports))
            }
        };
        self.steps += usize::from(done.is_some());
        self.compare();
    }

    fn try_together(&mut self, attempts: &[Try]) -> Option<()> {
        let sent = self.instructions(attempts);
        let last = sent.len().checked_sub(1)?;
        match self.run(&sent) {
            Ok(()) => self.tally.succeeded(&sent),
            Err(Refused { at, refusal, reasons }) => self.tally.refused(&sent[at.unwrap_or(last)], &refusal, reasons),
        }
        Some(())
    }

    /// Runs an action that must succeed.
    #[track_caller]
    pub fn execute(&mut self, action: impl Into<Action>) {
        let attempt = Try::from(action);
        let sent = self.instructions(std::slice::from_ref(&attempt));
        let outcome = self.run(&sent);
        assert!(!sent.is_empty() && outcome.is_ok(), "{attempt:?} should succeed, but: {outcome:?}");
        self.compare();
    }

    /// Runs an action that may be refused.
    pub fn attempt(&mut self, action: impl Into<Action>) {
        let sent = self.instructions(&[action.into().into()]);
        // Whether or not it is refused, chain and model agree.
        let _ = self.run(&sent);
        self.compare();
    }

    /// Lets time pass. A cluster's clock never goes back.
    pub fn wait(&mut self, until: i64) {
        self.model.now = self.model.now.max(until);
        self.harness.set_time(self.model.now);
    }

    /// Lamports from nowhere.
    pub fn find(&mut self, address: Pubkey, lamports: u64) {
        self.harness.give(address, lamports);
        self.model.find(address, lamports);
    }

    /// Makes an existing bounty the one that was found last.
    pub fn find_bounty(&mut self, address: Pubkey) {
        self.focus.bounty = Some(address);
    }

    fn builder(&mut self) -> Builder<'_> {
        Builder { model: &self.model, focus: &mut self.focus }
    }

    /// The instructions of a transaction, up to the first one that is refused.
    fn instructions(&mut self, attempts: &[Try]) -> Vec<Instruction> {
        let mut ahead = self.model.clone();
        let mut all = Vec::new();
        for attempt in attempts {
            let next = Builder { model: &ahead, focus: &mut self.focus }.build(attempt).unwrap_or_default();
            let refused = next.iter().any(|sent| ahead.run(sent).is_err());
            all.extend(next);
            if refused {
                break;
            }
        }
        all
    }

    /// Runs a transaction on both, which must agree on whether it succeeds, or else on why it fails.
    fn run(&mut self, sent: &[Instruction]) -> Result<(), Refused> {
        let predicted = self.model.after(sent);
        let outcome = self.harness.execute(sent);
        match (predicted, outcome.result.clone()) {
            (Ok(next), Ok(())) => {
                self.told.listen(&outcome);
                self.model = next;
                Ok(())
            }
            (Err(Failure { at, reasons }), Err(error)) => {
                let logs = &outcome.logs;
                let (index, refusal) =
                    Failure::seen(&bmail_sdk::Refused { error: &error, instructions: sent, accounts: &[], logs });
                let agreed = index == at && reasons.contains(&refusal);
                assert!(agreed, "{}: {index:?} {refusal:?} on chain, {at:?} {reasons:?} in the model", names(sent));
                Err(Refused { at, refusal, reasons: reasons.len() })
            }
            (predicted, seen) => panic!("{}: {seen:?} on chain, {:?} in the model", names(sent), predicted.err()),
        }
    }
}

/// Why a transaction failed.
#[derive(Debug)]
struct Refused {
    /// The instruction; none if it is the transaction as a whole.
    at: Option<usize>,
    refusal: Refusal,
    /// How many possible reasons there were.
    reasons: usize,
}

fn names(sent: &[Instruction]) -> String {
    sent.iter().map(Sent::name).collect::<Vec<_>>().join(", ")
}
