//! The programs' events, decoded from a transaction's logs. Only data that the programs logged themselves counts
//! ([`records`]).
//!
//! An event is an 8-byte discriminator, the beginning of `sha256("event:<name>")`, followed by the fields in borsh. The
//! types are generated from the programs' IDLs.

mod logs;

use borsh::BorshDeserialize;
use sha2::{Digest, Sha256};

pub use self::logs::{Record, are_cut, records};
pub use crate::generated::events::*;
use crate::{Program, Programs};

/// An event of a program.
pub trait Event: BorshDeserialize {
    /// The name in the program and its IDL.
    const NAME: &'static str;
    /// The program that emits it.
    const PROGRAM: Program;
}

impl Record {
    /// Whether the record is an event of this kind.
    pub fn is<E: Event>(&self, programs: &Programs) -> bool {
        self.program == programs.address(E::PROGRAM) && self.data.starts_with(&discriminator(E::NAME))
    }

    /// The event, if the record is one of this kind and has exactly its length.
    pub fn decode<E: Event>(&self, programs: &Programs) -> Option<E> {
        self.is::<E>(programs).then(|| E::try_from_slice(&self.data[DISCRIMINATOR..])).and_then(Result::ok)
    }
}

const DISCRIMINATOR: usize = 8;

fn discriminator(name: &str) -> [u8; DISCRIMINATOR] {
    let hash = Sha256::digest(format!("event:{name}"));
    std::array::from_fn(|index| hash[index])
}

/// Defines the events of all programs. The generator calls it with what the IDLs say.
macro_rules! events {
    ($($program:ident { $(
        $(#[$doc:meta])*
        $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? }
    )* })*) => {
        $($(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Eq, borsh::BorshDeserialize)]
            #[allow(missing_docs)]
            pub struct $name { $($(#[$field_doc])* pub $field: $type),* }

            impl crate::events::Event for $name {
                const NAME: &'static str = stringify!($name);
                const PROGRAM: crate::Program = crate::Program::$program;
            }
        )*)*

        /// An event of any kind.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum AnyEvent { $($($(#[$doc])* $name($name),)*)* }

        impl AnyEvent {
            /// The event in a record, if there is one.
            pub fn decode(record: &crate::events::Record, programs: &crate::Programs) -> Option<Self> {
                $($(if record.is::<$name>(programs) { return record.decode(programs).map(Self::$name); })*)*
                None
            }
        }
    };
}
pub(crate) use events;
