//! The programs' instructions, each planned by the SDK from the chain's state, with defaults that succeed.

mod acknowledge;
mod body;
mod bounty;
mod mailbox;
mod network;
mod reputation;
mod send;
mod stake;
mod treasury;

pub use acknowledge::*;
pub use body::*;
pub use bounty::*;
pub use mailbox::*;
pub use network::*;
pub use reputation::*;
pub use send::{Post, Reveal, Send};
pub use stake::*;
pub use treasury::*;

/// Defines instructions of a program whose plan does not change any more, with their names and roles.
macro_rules! planned {
    ($program:ident: $($(#[$doc:meta])* $type:ident $name:literal $roles:ident),* $(,)?) => { $(
        $(#[$doc])*
        pub struct $type(bmail_sdk::Plan);

        impl crate::Parts for $type {
            const NAME: &'static str = $name;
            const ROLES: &'static [&'static str] = bmail_sdk::generated::$program::layout::roles::$roles;

            fn plan(&self, _: &crate::Harness) -> bmail_sdk::Plan {
                self.0.clone()
            }
        }
    )* };
}
pub(crate) use planned;
