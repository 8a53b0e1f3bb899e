//! Every instruction of the programs, each about to succeed: what the generic attacks are tried on.

mod program;
mod scenarios;

use std::collections::BTreeSet;

use bmail_testing::{Call, Harness, Outcome, Parts, Refusal};
use solana_instruction::Instruction;

pub use program::{PROGRAMS, Program};
pub use scenarios::scenarios;

/// Brings a harness to where an instruction would succeed.
pub type Scenario = fn() -> Ready;

/// An instruction that would succeed.
pub struct Ready {
    /// The instruction, and what is special about it.
    pub what: &'static str,
    pub name: &'static str,
    pub roles: &'static [&'static str],
    pub harness: Harness,
    pub instruction: Instruction,
}

impl Ready {
    /// What has to come before runs at once, in a transaction of its own: within one, a signature that one instruction
    /// needs serves all others.
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

    /// Whose instruction it is.
    pub fn program(&self) -> &'static Program {
        PROGRAMS.iter().find(|program| program.id == self.instruction.program_id).unwrap()
    }

    /// Runs it with a change, and leaves it as it was.
    #[track_caller]
    pub fn attempt(&mut self, change: impl FnOnce(&mut Instruction)) -> Outcome {
        let mut changed = self.instruction.clone();
        change(&mut changed);
        self.harness.execute(&[changed])
    }

    /// Runs it with a change; panics, naming that, unless it fails for exactly this reason.
    #[track_caller]
    pub fn refused(&mut self, how: &str, refusal: impl Into<Refusal>, change: impl FnOnce(&mut Instruction)) {
        self.attempt(change).failed_at(0, &format!("{} {how}", self.what), refusal);
    }

    /// Runs it as it is; panics unless it succeeds.
    #[track_caller]
    pub fn run(&mut self) -> Outcome {
        self.attempt(|_| ()).succeeded(self.what)
    }
}

/// All of them, one after the other.
pub fn every() -> impl Iterator<Item = Ready> {
    scenarios().map(|scenario| scenario())
}

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
