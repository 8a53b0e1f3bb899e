//! An instruction that would succeed, and what is known about it.

use bmail_testing::{Call, Harness, InstructionError, Outcome, Parts, Refusal};
use solana_instruction::Instruction;

use super::{PROGRAMS, Program, Role};

/// The system program's error if the account already exists.
pub const IN_USE: InstructionError = InstructionError::Custom(0);
/// Anchor's error for an account that must be written and has no data.
pub const GONE: InstructionError = InstructionError::AccountDataTooSmall;

/// What zero, one and the maximum of a number do: an error, or success.
pub type Number = [Option<Refusal>; 3];
/// A number may be anything.
pub const ANY: Number = [const { None }; 3];

/// A number's value is refused.
pub fn fails(refusal: impl Into<Refusal>) -> Option<Refusal> {
    Some(refusal.into())
}

/// All three are refused.
pub fn never(refusal: impl Into<Refusal>) -> Number {
    let refusal = refusal.into();
    [(); 3].map(|()| Some(refusal.clone()))
}

/// What a second run does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Again {
    Fails(Refusal),
    ChangesNothing,
    /// It adds to what the first run did.
    Adds,
}

/// An instruction that would succeed. Its scenario says what it wants, and what it does in other cases.
pub struct Ready {
    /// The instruction, and what is special about this case.
    pub what: &'static str,
    pub name: &'static str,
    pub roles: &'static [&'static str],
    pub harness: Harness,
    pub instruction: Instruction,
    /// The error if it runs before its time. None if it can run at any time before.
    pub early: Option<Refusal>,
    /// The error at the end of time. None if it can still run.
    pub late: Option<Refusal>,
    /// The numbers that it takes. One scenario of each instruction has them.
    pub numbers: Vec<(&'static str, Number)>,
    wants: Vec<Role>,
    again: Option<Again>,
}

/// What scenarios say.
impl Ready {
    /// Runs the preceding instructions immediately, in a transaction of their own. In a shared transaction, a signature
    /// that one instruction needs would also serve the others.
    pub fn new<P: Parts>(
        what: &'static str,
        mut harness: Harness,
        call: impl for<'s> FnOnce(&'s mut Harness) -> Call<'s, P>,
    ) -> Self {
        let mut before = call(&mut harness).instructions();
        let instruction = before.pop().unwrap();
        if !before.is_empty() {
            harness.execute(&before).succeeded(what);
        }
        let (name, roles, wants, numbers) = (P::NAME, P::ROLES, Vec::new(), Vec::new());
        Self { what, name, roles, harness, instruction, early: None, late: None, numbers, wants, again: None }
    }

    /// What it wants in its next roles.
    pub fn wants(mut self, roles: impl IntoIterator<Item = Role>) -> Self {
        self.wants.extend(roles);
        self
    }

    /// A second run is refused.
    pub fn again(self, refusal: impl Into<Refusal>) -> Self {
        let again = Some(Again::Fails(refusal.into()));
        Self { again, ..self }
    }

    /// A second run succeeds and changes nothing.
    pub fn again_changes_nothing(self) -> Self {
        Self { again: Some(Again::ChangesNothing), ..self }
    }

    /// A second run adds to the first.
    pub fn again_adds(self) -> Self {
        Self { again: Some(Again::Adds), ..self }
    }

    /// It is refused before its time.
    pub fn early(self, refusal: impl Into<Refusal>) -> Self {
        Self { early: Some(refusal.into()), ..self }
    }

    /// It is refused at the end of time.
    pub fn late(self, refusal: impl Into<Refusal>) -> Self {
        Self { late: Some(refusal.into()), ..self }
    }

    /// A number that it takes, with what zero, one and the maximum do.
    pub fn number(mut self, argument: &'static str, number: Number) -> Self {
        self.numbers.push((argument, number));
        self
    }
}

/// What attacks ask.
impl Ready {
    /// Its roles in order, with what it wants in each.
    pub fn wanted(&self) -> &[Role] {
        assert!(!self.wants.is_empty(), "what does {} want?", self.what);
        let roles: Vec<_> = self.wants.iter().map(|(role, _)| *role).collect();
        assert_eq!(roles, self.roles, "what {} wants", self.what);
        &self.wants
    }

    /// What a second run does.
    pub fn second(&self) -> &Again {
        self.again.as_ref().unwrap_or_else(|| panic!("what does a second {} do?", self.what))
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
