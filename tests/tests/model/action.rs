//! What people may do, before it is known what exists.

use std::{fmt, sync::Arc};

use solana_instruction::Instruction;

use crate::{
    builder::Builder,
    choice::{Amount, Place, Wait},
    registry::Act,
};

/// One step of a sequence.
#[derive(Clone, Debug)]
pub enum Step {
    /// Instructions in one transaction. Each is built on the effects of those before it.
    Do(Vec<Try>),
    /// Lets time pass.
    Wait(Wait),
    /// Adds lamports to an address from nowhere.
    Find(Place, Amount),
}

/// An action, and what is wrong with the accounts of its instruction.
#[derive(Clone)]
pub struct Try {
    pub action: Action,
    pub spoil: Option<Spoil>,
}

/// Replaces one account with another.
#[derive(Clone, Copy, Debug)]
pub struct Spoil {
    /// Its position, modulo the number of accounts.
    pub role: usize,
    /// The position of the replacement among all accounts, or among those of the same kind, modulo their number. A
    /// signer is replaced by another person.
    pub with: usize,
    pub alike: bool,
    /// Whether the replacement is a token account, if the role is a bounty's vault.
    pub of_tokens: bool,
}

/// Anything that people may do.
#[derive(Clone)]
pub struct Action(Arc<dyn Act>);

impl Action {
    pub fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        self.0.build(builder)
    }
}

impl<A: Act> From<A> for Action {
    fn from(act: A) -> Self {
        Self(Arc::new(act))
    }
}

impl fmt::Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Try {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.action)?;
        self.spoil.map_or(Ok(()), |spoil| write!(f, ", but {spoil:?}"))
    }
}

impl<A: Into<Action>> From<A> for Try {
    fn from(action: A) -> Self {
        Self { action: action.into(), spoil: None }
    }
}
