//! All instructions, from the IDLs. Each has a file of its own, with what people choose, how often they do, and what the
//! model predicts. The compiler misses the file of an instruction that has none.

use std::fmt;

use bmail_sdk::{ASSOCIATED_TOKEN_ID, BOUNTY_ID, MAIL_ID, REPUTATION_ID, TOKEN_2022_ID};
use proptest::prelude::*;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

use crate::{
    action::Action,
    bounty,
    builder::Builder,
    mail,
    model::{Model, Prediction},
    reputation, token,
};

/// Something that people may do, before it is known what exists.
pub trait Act: fmt::Debug + Send + Sync + 'static {
    /// The instructions of a transaction; it is about the last of them. None if there is nothing to act on.
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>>;
}

/// An instruction of a program, as one of the choices that people have.
pub trait Modeled: fmt::Debug + Send + Sync + Sized + 'static {
    /// See [`Act::build`].
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>>;

    fn choices() -> Weighted<Self>;

    /// Changes the model as the instruction changes the chain, or says why it is refused. It sees only what was sent.
    fn predict(model: &mut Model, sent: &Instruction) -> Prediction;

    /// What a bounty waits for at this moment. The number chooses details.
    fn due(_model: &Model, _bounty: Pubkey, _choice: usize) -> Vec<Self> {
        Vec::new()
    }
}

impl<M: Modeled> Act for M {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        Modeled::build(self, builder)
    }
}

/// How often people choose something on their own, relative to everything else, and the choices.
pub type Weighted<T> = (u32, BoxedStrategy<T>);

/// What the registry knows about an instruction.
pub struct Entry {
    pub program: &'static str,
    pub name: &'static str,
    discriminator: u8,
    pub choices: fn() -> Weighted<Action>,
    pub predict: fn(&mut Model, &Instruction) -> Prediction,
    pub due: fn(&Model, Pubkey, usize) -> Vec<Action>,
}

/// Declares the entries of a program, given the modules, types and discriminators of its instructions.
macro_rules! registry {
    ($($module:ident $type:ident $discriminator:literal,)*) => {
        $(pub use $module::$type;)*

        pub const ALL: &[crate::registry::Entry] =
            &[$(crate::registry::Entry::of::<$type>(PROGRAM, stringify!($module), $discriminator)),*];
    };
}
pub(crate) use registry;

impl Entry {
    pub const fn of<M: Modeled>(program: &'static str, name: &'static str, discriminator: u8) -> Self {
        Self {
            program,
            name,
            discriminator,
            choices: || {
                let (weight, choices) = M::choices();
                (weight, choices.prop_map(Action::from).boxed())
            },
            predict: M::predict,
            due: |model, bounty, choice| M::due(model, bounty, choice).into_iter().map(Action::from).collect(),
        }
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}.{}", self.program, self.name))
    }
}

/// The instructions of each program.
pub const PROGRAMS: [&[Entry]; 4] = [mail::ALL, reputation::ALL, bounty::ALL, token::ALL];

pub fn all() -> impl Iterator<Item = &'static Entry> {
    PROGRAMS.into_iter().flatten()
}

/// Which instruction this is. None for those of the system program.
pub fn find(sent: &Instruction) -> Option<&'static Entry> {
    let entries = match sent.program_id {
        MAIL_ID => mail::ALL,
        REPUTATION_ID => reputation::ALL,
        BOUNTY_ID => bounty::ALL,
        ASSOCIATED_TOKEN_ID | TOKEN_2022_ID => token::ALL,
        _ => return None,
    };
    let entry = entries.iter().find(|entry| entry.discriminator == sent.data[0]);
    Some(entry.unwrap_or_else(|| panic!("{} has no instruction {}", sent.program_id, sent.data[0])))
}
