//! An instruction about to be run, as the SDK plans it. A test may spoil it first.

use bmail_sdk::{NewAccount, Plan, instructions::Step};
use borsh::{BorshDeserialize, BorshSerialize};
use solana_instruction::{AccountMeta, Instruction};
use solana_pubkey::Pubkey;

use crate::{Harness, Outcome, Refusal, books::planned};

/// What an instruction is planned from.
pub trait Parts {
    /// The instruction's name.
    const NAME: &'static str;
    /// The names of the accounts, in order.
    const ROLES: &'static [&'static str];
    /// The SDK's plan, whose last instruction is this one.
    fn plan(&self, harness: &Harness) -> Plan;
}

type Change = Box<dyn FnOnce(&mut Step)>;

/// An instruction with defaults that succeed, before it is run.
pub struct Call<'s, P> {
    pub(crate) harness: &'s mut Harness,
    pub(crate) parts: P,
    changes: Vec<Change>,
    /// Whether it may move other money than planned.
    pub(crate) is_spoiled: bool,
}

impl<'s, P: Parts> Call<'s, P> {
    pub(crate) fn new(harness: &'s mut Harness, parts: P) -> Self {
        Self { harness, parts, changes: Vec::new(), is_spoiled: false }
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

    /// Has a role's account sign.
    #[track_caller]
    pub fn signed(self, role: &str) -> Self {
        self.meta(role, |meta| meta.is_signer = true)
    }

    /// Makes a role's account read-only.
    #[track_caller]
    pub fn read_only(self, role: &str) -> Self {
        self.meta(role, |meta| meta.is_writable = false)
    }

    /// Changes the instruction's data: the one-byte discriminator, then the arguments.
    pub fn data(self, change: impl FnOnce(&mut Vec<u8>) + 'static) -> Self {
        self.changed(|step| change(&mut own(step).data))
    }

    /// The length of the data in bytes, before any changes.
    pub fn data_length(&self) -> usize {
        own(&mut self.step()).data.len()
    }

    /// Keeps only the first `count` accounts.
    pub fn only_accounts(self, count: usize) -> Self {
        self.changed(move |step| own(step).accounts.truncate(count))
    }

    /// Does not create the account that the instruction takes over.
    pub fn uncreated(self) -> Self {
        self.changed(|step| step.creations.clear())
    }

    /// The account that is created for the instruction.
    pub fn new_account(&self) -> NewAccount {
        self.step().creations.first().expect("an account to create").account.clone()
    }

    /// Changes arguments that decide nothing of the planned money.
    pub(crate) fn args<A: BorshSerialize + BorshDeserialize>(mut self, change: impl FnOnce(&mut A) + 'static) -> Self {
        self.changes.push(Box::new(|step| change_args(own(step), change)));
        self
    }

    #[track_caller]
    fn meta(self, role: &str, change: impl FnOnce(&mut AccountMeta) + 'static) -> Self {
        let index = position::<P>(role);
        self.changed(move |step| change(&mut own(step).accounts[index]))
    }

    /// Spoils the plan.
    pub(crate) fn changed(mut self, change: impl FnOnce(&mut Step) + 'static) -> Self {
        self.changes.push(Box::new(change));
        self.is_spoiled = true;
        self
    }

    fn step(&self) -> Step {
        self.parts.plan(self.harness).only()
    }

    /// Returns the instruction alone, to inspect it.
    pub fn instruction(self) -> Instruction {
        self.instructions().pop().expect("the instruction itself comes last")
    }

    /// Returns the instruction preceded by those that must run before it, for a transaction of several.
    pub fn instructions(self) -> Vec<Instruction> {
        self.into_step().1.instructions()
    }

    fn into_step(self) -> (&'s mut Harness, Step) {
        let mut step = self.step();
        for change in self.changes {
            change(&mut step);
        }
        for creation in &mut step.creations {
            creation.prefunded = self.harness.lamports(creation.account.address) > 0;
        }
        (self.harness, step)
    }

    /// Runs it, whether or not it succeeds.
    #[track_caller]
    pub fn attempt(self) -> Outcome {
        self.attempt_at().1
    }

    #[track_caller]
    fn attempt_at(self) -> (u8, Outcome) {
        let is_spoiled = self.is_spoiled;
        let (harness, step) = self.into_step();
        let (instructions, before) = (step.instructions(), harness.snapshot());
        let own = instructions.len() - 1;
        let outcome = harness.execute(&instructions);
        if outcome.result.is_ok() && !is_spoiled && harness.books.forged.is_empty() {
            planned::moved_as_planned(&step, &before, &harness.snapshot(), &harness.payer.address());
        }
        (own as u8, outcome)
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

/// The instruction itself, behind those that must run before it.
fn own(step: &mut Step) -> &mut Instruction {
    step.actions.last_mut().expect("a plan has an instruction")
}

/// Changes the arguments in an instruction's data.
pub(crate) fn change_args<A: BorshSerialize + BorshDeserialize>(
    instruction: &mut Instruction,
    change: impl FnOnce(&mut A),
) {
    let mut args = borsh::from_slice(&instruction.data[1..]).expect("the arguments of this instruction");
    change(&mut args);
    instruction.data.truncate(1);
    instruction.data.extend(borsh::to_vec(&args).expect("plain data"));
}

/// The position of a role among an instruction's accounts.
#[track_caller]
pub(crate) fn position<P: Parts>(role: &str) -> usize {
    let index = P::ROLES.iter().position(|name| *name == role);
    index.unwrap_or_else(|| panic!("{} has no {role}, only {:?}", P::NAME, P::ROLES))
}
