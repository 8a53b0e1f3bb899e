//! Every instruction of the programs, each about to succeed. The generic attacks run on these.

mod program;
mod scenarios;

use std::collections::BTreeSet;

use bmail_testing::{Call, Harness, Outcome, Parts, Refusal};
use solana_instruction::Instruction;

pub use program::{PROGRAMS, Program};
pub use scenarios::scenarios;

/// Brings a harness to the point where an instruction would succeed.
pub type Scenario = fn() -> Ready;

/// An instruction that would succeed.
pub struct Ready {
    /// The instruction, and what is special about this case.
    pub what: &'static str,
    pub name: &'static str,
    pub roles: &'static [&'static str],
    pub harness: Harness,
    pub instruction: Instruction,
}

impl Ready {
    /// Runs the preceding instructions immediately, in a transaction of their own. In a shared transaction, a signature
    /// that one instruction needs would also serve the others.
    fn new<P: Parts>(
        what: &'static str,
        mut harness: Harness,
        call: impl for<'s> FnOnce(&'s mut Harness) -> Call<'s, P>,
    ) -> Self {
        let mut before = call(&mut harness).instructions();
        let instruction = before.pop().unwrap();
        if !before.is_empty() {
            harness.execute(&before).succeeded(what);
        }
        Self { what, name: P::NAME, roles: P::ROLES, harness, instruction }
    }

    /// The program that the instruction belongs to.
    pub fn program(&self) -> &'static Program {
        PROGRAMS.iter().find(|program| program.id == self.instruction.program_id).unwrap()
    }

    /// Runs a changed copy of the instruction; the original stays unchanged.
    #[track_caller]
    pub fn attempt(&mut self, change: impl FnOnce(&mut Instruction)) -> Outcome {
        let mut changed = self.instruction.clone();
        change(&mut changed);
        self.harness.execute(&[changed])
    }

    /// Runs a changed copy; panics unless it fails for exactly this reason. `how` describes the change in the failure.
    #[track_caller]
    pub fn refused(&mut self, how: &str, refusal: impl Into<Refusal>, change: impl FnOnce(&mut Instruction)) {
        self.attempt(change).failed_at(0, &format!("{} {how}", self.what), refusal);
    }

    /// Runs it unchanged; panics unless it succeeds.
    #[track_caller]
    pub fn run(&mut self) -> Outcome {
        self.attempt(|_| ()).succeeded(self.what)
    }
}

/// All of them, in order.
pub fn every() -> impl Iterator<Item = Ready> {
    scenarios().map(|scenario| scenario())
}

/// Shows security.md: A list of attacks that leaves out an instruction.
#[test]
fn every_instruction_of_the_programs_is_here_and_succeeds() {
    let (mut found, mut discriminators) = (BTreeSet::new(), BTreeSet::new());
    for mut ready in every() {
        ready.run();
        found.insert((ready.program().folder, ready.name));
        discriminators.insert((ready.program().folder, usize::from(ready.instruction.data[0])));
    }
    let of = |program: &'static Program| program.names().into_iter().map(move |name| (program.folder, name));
    assert!(found.into_iter().eq(PROGRAMS.iter().flat_map(of)));
    let of = |program: &'static Program| (0..program.names().len()).map(move |number| (program.folder, number));
    assert!(discriminators.into_iter().eq(PROGRAMS.iter().flat_map(of)));
}
