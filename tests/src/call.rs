//! An instruction about to be run. A test may spoil it first.

use solana_instruction::{AccountMeta, Instruction};
use solana_pubkey::Pubkey;

use crate::{Harness, Outcome, Refusal};

/// The accounts and arguments from which an instruction is built.
pub trait Parts {
    /// The instruction's name.
    const NAME: &'static str;
    /// The names of the accounts, in order.
    const ROLES: &'static [&'static str];
    /// The instruction as the SDK builds it.
    fn instruction(&self) -> Instruction;
    /// Instructions that must run before it in the same transaction.
    fn before(&self, _harness: &Harness) -> Vec<Instruction> {
        Vec::new()
    }
}

type Change = Box<dyn FnOnce(&mut Instruction)>;

/// An instruction with defaults that succeed, before it is run.
pub struct Call<'s, P> {
    pub(crate) harness: &'s mut Harness,
    /// Accounts and arguments. Each instruction has setters for its own.
    pub parts: P,
    changes: Vec<Change>,
}

impl<'s, P: Parts> Call<'s, P> {
    pub(crate) fn new(harness: &'s mut Harness, parts: P) -> Self {
        Self { harness, parts, changes: Vec::new() }
    }

    /// Passes another account in a role.
    #[track_caller]
    pub fn account(self, role: &str, address: Pubkey) -> Self {
        self.meta(role, move |meta| meta.pubkey = address)
    }

    /// Removes a role's signature.
    #[track_caller]
    pub fn unsigned(self, role: &str) -> Self {
        self.meta(role, |meta| meta.is_signer = false)
    }

    /// Makes a role's account read-only.
    #[track_caller]
    pub fn read_only(self, role: &str) -> Self {
        self.meta(role, |meta| meta.is_writable = false)
    }

    /// Changes the instruction's data: the one-byte discriminator, then the arguments.
    pub fn data(self, change: impl FnOnce(&mut Vec<u8>) + 'static) -> Self {
        self.changed(|instruction| change(&mut instruction.data))
    }

    /// The length of the data in bytes, before any changes.
    pub fn data_length(&self) -> usize {
        self.parts.instruction().data.len()
    }

    /// Keeps only the first `count` accounts.
    pub fn only_accounts(self, count: usize) -> Self {
        self.changed(move |instruction| instruction.accounts.truncate(count))
    }

    #[track_caller]
    fn meta(self, role: &str, change: impl FnOnce(&mut AccountMeta) + 'static) -> Self {
        let index = position::<P>(role);
        self.changed(move |instruction| change(&mut instruction.accounts[index]))
    }

    fn changed(mut self, change: impl FnOnce(&mut Instruction) + 'static) -> Self {
        self.changes.push(Box::new(change));
        self
    }

    /// Returns the instruction alone, to inspect it.
    pub fn instruction(self) -> Instruction {
        self.instructions().pop().expect("the instruction itself comes last")
    }

    /// Returns the instruction preceded by those that must run before it, for a transaction of several.
    pub fn instructions(self) -> Vec<Instruction> {
        self.into_instructions().1
    }

    fn into_instructions(self) -> (&'s mut Harness, Vec<Instruction>) {
        let mut instruction = self.parts.instruction();
        for change in self.changes {
            change(&mut instruction);
        }
        let mut instructions = self.parts.before(self.harness);
        instructions.push(instruction);
        (self.harness, instructions)
    }

    /// Runs it, whether or not it succeeds.
    #[track_caller]
    pub fn attempt(self) -> Outcome {
        self.attempt_at().1
    }

    #[track_caller]
    fn attempt_at(self) -> (u8, Outcome) {
        let (harness, instructions) = self.into_instructions();
        let own = instructions.len() - 1;
        (own as u8, harness.execute(&instructions))
    }

    /// Runs it; panics unless it succeeds.
    #[track_caller]
    pub fn run(self) -> Outcome {
        self.attempt().succeeded(P::NAME)
    }

    /// Runs it; panics unless it fails for exactly this reason. The harness checks that nothing changed.
    #[track_caller]
    pub fn expect_error(self, refusal: impl Into<Refusal>) -> Outcome {
        self.refused(P::NAME, refusal)
    }

    /// Runs it; panics unless it fails for exactly this reason. `what` describes it in the failure.
    #[track_caller]
    pub fn refused(self, what: &str, refusal: impl Into<Refusal>) -> Outcome {
        let (own, outcome) = self.attempt_at();
        outcome.failed_at(own, what, refusal)
    }
}

/// The position of a role among an instruction's accounts.
#[track_caller]
pub(crate) fn position<P: Parts>(role: &str) -> usize {
    let index = P::ROLES.iter().position(|name| *name == role);
    index.unwrap_or_else(|| panic!("{} has no {role}, only {:?}", P::NAME, P::ROLES))
}
