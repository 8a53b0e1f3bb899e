//! An instruction about to be run, which a test may spoil first.

use solana_instruction::{AccountMeta, Instruction};
use solana_pubkey::Pubkey;

use crate::{Harness, Outcome, Refusal};

/// What an instruction consists of.
pub trait Parts {
    /// The instruction's name.
    const NAME: &'static str;
    /// What the accounts are called, in order.
    const ROLES: &'static [&'static str];
    /// As the SDK builds it.
    fn instruction(&self) -> Instruction;
    /// What has to run before it in the same transaction.
    fn before(&self, _harness: &Harness) -> Vec<Instruction> {
        Vec::new()
    }
}

type Change = Box<dyn FnOnce(&mut Instruction)>;

/// An instruction with defaults that succeed, before it is run.
pub struct Call<'s, P> {
    pub(crate) harness: &'s mut Harness,
    /// Arguments and accounts; each instruction has setters for its own.
    pub parts: P,
    changes: Vec<Change>,
}

impl<'s, P: Parts> Call<'s, P> {
    pub(crate) fn new(harness: &'s mut Harness, parts: P) -> Self {
        Self { harness, parts, changes: Vec::new() }
    }

    /// Gives another account in a role.
    #[track_caller]
    pub fn account(self, role: &str, address: Pubkey) -> Self {
        self.meta(role, move |meta| meta.pubkey = address)
    }

    /// Leaves out the signature of a role.
    #[track_caller]
    pub fn unsigned(self, role: &str) -> Self {
        self.meta(role, |meta| meta.is_signer = false)
    }

    /// Gives the account of a role as one that may not change.
    #[track_caller]
    pub fn read_only(self, role: &str) -> Self {
        self.meta(role, |meta| meta.is_writable = false)
    }

    /// Changes the instruction's data: the discriminator's one byte, then the arguments.
    pub fn data(self, change: impl FnOnce(&mut Vec<u8>) + 'static) -> Self {
        self.changed(|instruction| change(&mut instruction.data))
    }

    /// Bytes of data, before any changes.
    pub fn data_length(&self) -> usize {
        self.parts.instruction().data.len()
    }

    /// Leaves out the last accounts.
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

    /// The instruction alone, for a look at it.
    pub fn instruction(self) -> Instruction {
        self.instructions().pop().expect("the instruction itself is the last")
    }

    /// The instruction after what has to run before it, for a transaction of several.
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

    /// Runs it, whatever becomes of it.
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

    /// Runs it; panics unless it fails for exactly this reason. That nothing changed is checked by the harness.
    #[track_caller]
    pub fn expect_error(self, refusal: impl Into<Refusal>) -> Outcome {
        self.refused(P::NAME, refusal)
    }

    /// Runs it; panics, saying `what` it is, unless it fails for exactly this reason.
    #[track_caller]
    pub fn refused(self, what: &str, refusal: impl Into<Refusal>) -> Outcome {
        let (own, outcome) = self.attempt_at();
        outcome.failed_at(own, what, refusal)
    }
}

/// The place of a role among an instruction's accounts.
#[track_caller]
pub(crate) fn position<P: Parts>(role: &str) -> usize {
    let index = P::ROLES.iter().position(|name| *name == role);
    index.unwrap_or_else(|| panic!("{} has no {role}, only {:?}", P::NAME, P::ROLES))
}
